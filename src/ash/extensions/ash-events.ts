import type { ResourceDraft } from '../draft.ts';
import type { Action } from '../model.ts';
import { blockOptions, blocksOf } from './block-options.ts';
import type { Extension } from './extension.ts';
import { createGenerator, type Generator } from './generator.ts';

export const ashEvents: Extension = {
  module: 'AshEvents.Events',
  source: 'ash_events 0.7.0',
  sections: ['events'],
  apply: applyEvents,
};

/** Every logged action runs by hand, inside a wrapper; an upsert gets an update action that replays it. */
function applyEvents(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'events');
  const options = blockOptions(draft, blocks);
  const make = createGenerator(draft, ashEvents.module, blocks[0]);
  const only = options.expr('only_actions') === undefined ? undefined : options.names('only_actions', []);
  const ignored = options.names('ignore_actions', []);
  if (ignored === undefined || (only === undefined && options.expr('only_actions') !== undefined)) return;
  const isLogged = ({ name, type }: Action): boolean =>
    only?.includes(name) ?? (!ignored.includes(name) && type !== 'read' && type !== 'action');
  const logged = draft.actions.filter(isLogged);
  draft.actions = draft.actions.map((action) => (logged.includes(action) ? wrapped(action) : action));
  for (const action of logged) {
    if (action.type === 'create' && action.upsert === true) draft.actions.push(replayOf(action, make));
  }
}

function wrapped(action: Action): Action {
  return { ...action, manual: true, requireAtomic: action.type === 'create' ? action.requireAtomic : false };
}

function replayOf(action: Action, make: Generator): Action {
  const replay = make.action('update', `ash_events_replay_${action.name}_update`, {
    arguments: action.arguments,
    requireAtomic: false,
  });
  return { ...replay, accept: action.accept, acceptWritten: action.acceptWritten };
}
