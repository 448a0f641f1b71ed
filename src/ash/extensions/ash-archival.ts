import type { ResourceDraft } from '../draft.ts';
import type { Action } from '../model.ts';
import { asAtom } from '../../elixir/literal.ts';
import { isBuiltinType } from '../builtin-types.ts';
import type { TypeRef } from '../type-ref.ts';
import { addNew } from './add-new.ts';
import { blockOptions, blocksOf, factOptions, type BlockOptions } from './block-options.ts';
import type { Extension } from './extension.ts';
import { createGenerator, type Generator } from './generator.ts';

export const ashArchival: Extension = {
  module: 'AshArchival.Resource',
  source: 'ash_archival 2.0.3',
  sections: ['archive'],
  apply: applyArchival,
};

/** Destroying becomes setting `archived_at`, and reads leave out what is archived. */
function applyArchival(draft: ResourceDraft): void {
  if (draft.dataLayer === 'embedded') return;
  const blocks = blocksOf(draft, 'archive');
  const options = factOptions(blocks);
  const attribute = blockOptions(draft, blocks).name('attribute', 'archived_at');
  if (attribute === undefined) return;
  const make = createGenerator(draft, ashArchival.module, blocks[0]);
  addNew(draft.attributes, make.attribute(attribute, attributeType(options)));
  const excluded = options.names('exclude_destroy_actions', []);
  draft.actions = draft.actions.map((action) => archiving(action, attribute, excluded, make));
  draft.preparations.push(make.prepare('AshArchival.Resource.Preparations.FilterArchived'));
  draft.archival = {
    attribute,
    baseFilter: options.boolean('base_filter?', false),
    archiveRelated: options.names('archive_related', []),
  };
}

function archiving(
  action: Action,
  attribute: string,
  excluded: readonly string[] | undefined,
  make: Generator,
): Action {
  if (action.type !== 'destroy' || excluded?.includes(action.name) === true) return action;
  if (excluded === undefined) return { ...action, soft: undefined };
  const { atom, call, capture } = make.literals;
  const archive = make.change(call('set_attribute', atom(attribute), capture('DateTime', 'utc_now')));
  const archiveRelated = make.change('AshArchival.Resource.Changes.ArchiveRelated');
  return { ...action, soft: true, steps: [archive, archiveRelated, ...action.steps] };
}

function attributeType(options: BlockOptions): TypeRef {
  const written = options.expr('attribute_type');
  const name = written === undefined ? 'utc_datetime_usec' : asAtom(written);
  return name !== undefined && isBuiltinType(name) ? { kind: 'builtin', name } : { kind: 'unknown' };
}
