import { asAtom, asModule } from '../../elixir/literal.ts';
import type { ResourceDraft } from '../draft.ts';
import { addNew } from './add-new.ts';
import { blocksOf, factOptions, openAt } from './block-options.ts';
import type { Extension } from './extension.ts';
import { createGenerator, type Generator } from './generator.ts';

export const ashEventsLog: Extension = {
  module: 'AshEvents.EventLog',
  source: 'ash_events 0.7.0',
  sections: ['event_log', 'replay_overrides'],
  apply: applyEventLog,
};

const payload = ['metadata', 'data', 'changed_attributes'];

/** The columns of an event; with a vault, its payload is stored encrypted and read by calculations. */
function applyEventLog(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'event_log');
  const options = factOptions(blocks);
  const make = createGenerator(draft, ashEventsLog.module, blocks[0]);
  const { emptyMap, integer, keywords, atoms, capture } = make.literals;
  const listed = asAtom(options.expr('public_fields')) === 'all' ? undefined : options.names('public_fields', []);
  const isAll = asAtom(options.expr('public_fields')) === 'all';
  const shown = (name: string): boolean | undefined => (isAll ? true : listed?.includes(name));
  const given = (name: string) => ({ allowNil: false, public: shown(name) });
  const type = keyType(draft);
  const key = { ...given('id'), primaryKey: true, writable: false };
  if (type === 'integer') draft.attributes.push(make.attribute('id', 'integer', { ...key, generated: true }));
  if (type === 'uuid_v7') {
    draft.attributes.push(make.attribute('id', 'uuid_v7', { ...key, default: capture('Ash.UUIDv7', 'generate') }));
  }
  const recordId = options.expr('record_id_type');
  const recordIdType = recordId === undefined ? 'uuid' : asAtom(recordId);
  draft.attributes.push(
    make.attribute('record_id', recordIdType ?? { kind: 'unknown' }, given('record_id')),
    make.attribute('version', 'integer', { ...given('version'), default: integer(1) }),
  );
  const isCloaked = options.expr('cloak_vault') !== undefined;
  for (const name of payload) {
    if (isCloaked) {
      const encrypted = `encrypted_${name}`;
      draft.attributes.push(make.attribute(encrypted, 'binary', given(encrypted)));
      const facts = { ...given(name), sensitive: true };
      draft.calculations.push(make.calculation(name, 'map', 'AshEvents.EventLog.Calculations.Decrypt', facts));
    } else {
      draft.attributes.push(make.attribute(name, 'map', { ...given(name), default: emptyMap() }));
    }
  }
  const now = capture('AshEvents.EventLog.Transformers.AddAttributes', 'datetime_default');
  const occurredAt = { ...given('occurred_at'), default: now };
  addNew(draft.attributes, make.attribute('occurred_at', 'utc_datetime_usec', occurredAt));
  const kinds = keywords({ one_of: atoms(['create', 'update', 'destroy']) });
  draft.attributes.push(
    make.attribute('resource', 'atom', given('resource')),
    make.attribute('action', 'atom', given('action')),
    make.attribute('action_type', 'atom', { ...given('action_type'), constraints: kinds }),
  );
  const actors = addActors(draft, shown);
  addActions(draft, make, type, isCloaked, actors);
}

/** One nullable column for each kind of actor. */
function addActors(draft: ResourceDraft, shown: (name: string) => boolean | undefined): readonly string[] {
  const names: string[] = [];
  for (const block of blocksOf(draft, 'event_log')) {
    for (const child of block.body.filter((candidate) => candidate.name === 'persist_actor_primary_key')) {
      const name = asAtom(child.args[0]);
      if (name === undefined) {
        openAt(draft, child, child, 'the name of a `persist_actor_primary_key` is computed');
        continue;
      }
      const options = factOptions([child]);
      const written = options.expr('attribute_type');
      const type = written === undefined ? 'uuid' : asAtom(written);
      const make = createGenerator(draft, ashEventsLog.module, child);
      const facts = { public: shown(name), allowNil: options.boolean('allow_nil?', true) };
      draft.attributes.push(make.attribute(name, type ?? { kind: 'unknown' }, facts));
      names.push(name);
    }
  }
  return names;
}

function addActions(
  draft: ResourceDraft,
  make: Generator,
  type: string | undefined,
  isCloaked: boolean,
  actors: readonly string[],
): void {
  const plain = ['version', 'record_id', 'resource', 'action', 'action_type', 'occurred_at'];
  const facts = { allowNil: false, default: make.literals.emptyMap() };
  draft.actions.push(
    make.action('create', 'create', {
      accept: [...plain, ...(isCloaked ? [] : payload), ...actors],
      arguments: isCloaked ? payload.map((name) => make.argument(name, 'map', facts)) : [],
      steps: isCloaked ? [make.change('AshEvents.EventLog.Changes.Encrypt')] : [],
    }),
    make.action('action', 'replay', {
      arguments: [
        make.argument('last_event_id', type ?? { kind: 'unknown' }),
        make.argument('point_in_time', 'utc_datetime_usec'),
      ],
    }),
  );
}

function keyType(draft: ResourceDraft): 'integer' | 'uuid_v7' | undefined {
  const blocks = blocksOf(draft, 'event_log');
  const written = factOptions(blocks).expr('primary_key_type');
  if (written === undefined || asAtom(written) === 'integer') return 'integer';
  if (asModule(written) === 'Ash.Type.UUIDv7' || asAtom(written) === 'uuid_v7') return 'uuid_v7';
  const block = blocks[0];
  if (block !== undefined) openAt(draft, block, block, '`primary_key_type` of `event_log` is computed');
  return undefined;
}
