import { asAtom, asBoolean, isKeywordList, isNil, valueOf } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { ResourceDraft } from '../draft.ts';
import type { HasMany } from '../model.ts';
import { blockOptions, blocksOf, openAt } from './block-options.ts';
import { addNew } from './add-new.ts';
import type { Extension } from './extension.ts';
import { createGenerator } from './generator.ts';

export const ashPaperTrail: Extension = {
  module: 'AshPaperTrail.Resource',
  source: 'ash_paper_trail 0.5.7',
  sections: ['paper_trail'],
  apply: applyPaperTrail,
};

/** Lets the domain have version resources, which are in no text. */
export const ashPaperTrailDomain: Extension = {
  module: 'AshPaperTrail.Domain',
  source: 'ash_paper_trail 0.5.7',
  sections: ['paper_trail'],
};

/** Relates the resource to `Resource.Version`, a resource that the extension defines and that is in no text. */
function applyPaperTrail(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'paper_trail');
  const make = createGenerator(draft, ashPaperTrail.module, blocks[0]);
  const written = blockOptions(draft, blocks).expr('relationship_opts');
  const block = blocks.at(-1);
  if (written !== undefined && !isKeywordList(written) && block !== undefined) {
    openAt(draft, block, block, '`relationship_opts` of `paper_trail` is computed');
  }
  const versions = make.hasMany('paper_trail_versions', `${draft.module}.Version`, 'version_source_id', {
    sourceAttribute: primaryKeyOf(draft),
    ...relationshipFacts(written),
  });
  addNew(draft.relationships, { ...versions, name: asAtom(valueOf(written, 'name')) ?? versions.name });
  draft.changes.unshift(
    make.change('AshPaperTrail.Resource.Changes.CreateNewVersion', { on: ['update', 'create', 'destroy'] }),
  );
}

/** Composite keys are refused at compile time; one that a belongs_to makes is left undecided. */
function primaryKeyOf(draft: ResourceDraft): string | undefined {
  const keys = draft.attributes.filter((attribute) => attribute.primaryKey === true);
  return keys.length === 1 ? keys[0]?.name : undefined;
}

function relationshipFacts(
  written: Expr | undefined,
): Partial<Pick<HasMany, 'public' | 'sort' | 'defaultSort' | 'readAction'>> {
  if (written === undefined) return {};
  if (!isKeywordList(written)) return { public: undefined, sort: undefined, readAction: undefined };
  const isPublic = valueOf(written, 'public?');
  return {
    public: isPublic === undefined || isNil(isPublic) ? false : asBoolean(isPublic),
    sort: valueOf(written, 'sort'),
    defaultSort: valueOf(written, 'default_sort'),
    readAction: asAtom(valueOf(written, 'read_action')),
  };
}
