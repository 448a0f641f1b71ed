import type { TurnEvent } from '../turn-event.ts';
import { interrupted } from '../turn/repair.ts';
import type { ChatState, KeptTurn } from './chat-state.ts';

/** A kept conversation with nothing half done: what was asked or ran when it was kept counts as interrupted. */
export function settleState(state: ChatState): ChatState {
  return {
    ...state,
    turns: state.turns.map((turn) => ({ ...turn, events: [...turn.events, ...closing(turn.events)] })),
  };
}

function closing(events: KeptTurn['events']): readonly TurnEvent[] {
  if (events.some(({ kind }) => kind === 'ended')) return [];
  const open = events.flatMap((event) => (event.kind === 'call' && !isCalled(events, event.id) ? [event.id] : []));
  return [...open.flatMap((id) => closingOf(events, id)), { kind: 'ended', stop: 'stopped' }];
}

function closingOf(events: KeptTurn['events'], call: string): readonly TurnEvent[] {
  const asked = events.some(
    (event) => (event.kind === 'approve-run' || event.kind === 'approve-edits') && event.call === call,
  );
  const decided = events.some((event) => event.kind === 'decided' && event.call === call);
  const called: TurnEvent = { kind: 'called', id: call, text: interrupted, isError: true };
  return asked && !decided ? [{ kind: 'decided', call, outcome: 'void' }, called] : [called];
}

const isCalled = (events: KeptTurn['events'], call: string): boolean =>
  events.some((event) => event.kind === 'called' && event.id === call);
