import { asAtom, isKeywordList, pairsOf } from '../../elixir/literal.ts';
import type { ResourceDraft } from '../draft.ts';
import { addNew } from './add-new.ts';
import { blockOptions, blocksOf, openAt } from './block-options.ts';
import type { Extension } from './extension.ts';
import { createGenerator } from './generator.ts';

/** Of resources and of domains; only `vectorize` changes a resource. */
export const ashAi: Extension = {
  module: 'AshAi',
  source: 'ash_ai 0.6',
  sections: ['tools', 'vectorize', 'mcp_resources'],
  apply: applyVectorize,
};

/** A column for each vector, and the action that computes them. How many dimensions it has, only its model knows. */
function applyVectorize(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'vectorize');
  const block = blocks[0];
  if (block === undefined) return;
  const options = blockOptions(draft, blocks);
  const make = createGenerator(draft, ashAi.module, block);
  const vectors = [...fullTextVectors(draft), ...attributeVectors(draft)];
  if (vectors.length === 0) return;
  for (const name of vectors) addNew(draft.attributes, make.attribute(name, 'vector'));
  const strategy = options.name('strategy', 'after_action');
  if (strategy === 'manual' && options.boolean('define_update_action_for_manual_strategy?', true) === false) return;
  const changes = {
    after_action: 'AshAi.Changes.VectorizeAfterAction',
    ash_oban: 'AshAi.Changes.VectorizeAfterActionObanTrigger',
    manual: undefined,
  };
  if (strategy !== 'after_action' && strategy !== 'ash_oban' && strategy !== 'manual') {
    openAt(draft, block, block, `what the strategy \`${strategy ?? 'of vectorize'}\` adds is not known`);
    return;
  }
  const change = changes[strategy];
  if (change !== undefined) draft.changes.push(make.change(change));
  const writesVectors = strategy === 'after_action';
  addNew(
    draft.actions,
    make.action('update', 'ash_ai_update_embeddings', {
      accept: writesVectors ? vectors : [],
      requireAtomic: false,
      steps: writesVectors ? [] : [make.change('AshAi.Changes.Vectorize')],
    }),
  );
}

/** Destinations of `attributes source: :destination`. */
function attributeVectors(draft: ResourceDraft): string[] {
  const blocks = blocksOf(draft, 'vectorize');
  const written = blockOptions(draft, blocks).expr('attributes');
  if (written === undefined) return [];
  const names = pairsOf(written).map((pair) => asAtom(pair.value));
  const known = names.filter((name) => name !== undefined);
  const block = blocks[0];
  if (block !== undefined && (!isKeywordList(written) || known.length < names.length)) {
    openAt(draft, block, block, '`attributes` of `vectorize` is computed');
  }
  return known;
}

function fullTextVectors(draft: ResourceDraft): string[] {
  return blocksOf(draft, 'vectorize', 'full_text').flatMap((block) => {
    const options = blockOptions(draft, [block]);
    const text = options.expr('text');
    if (text === undefined) return [];
    const name = options.name('name', 'full_text_vector');
    return name === undefined ? [] : [name];
  });
}
