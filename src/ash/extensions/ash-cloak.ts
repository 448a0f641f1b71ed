import { childrenNamed, optionValue } from '../../elixir/declaration.ts';
import { allOf, asAtom, asWrappedList, keyOf } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { ResourceDraft } from '../draft.ts';
import type { Action, Attribute } from '../model.ts';
import { blockOptions, blocksOf, factOptions } from './block-options.ts';
import type { Extension } from './extension.ts';
import { createGenerator, type Generator } from './generator.ts';

export const ashCloak: Extension = {
  module: 'AshCloak',
  source: 'ash_cloak 0.3.1',
  sections: ['cloak'],
  apply: applyCloak,
};

/** Each attribute becomes `encrypted_NAME`, a calculation of its name, and an argument of the actions that accepted it. */
function applyCloak(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'cloak');
  const make = createGenerator(draft, ashCloak.module, blocks[0]);
  for (const name of blockOptions(draft, blocks).names('attributes', []) ?? []) {
    const attribute = draft.attributes.find((candidate) => candidate.name === name);
    if (attribute === undefined || attribute.primaryKey === true) continue;
    encrypt(draft, attribute, make);
  }
  if (factOptions(blocks).names('decrypt_by_default', [])?.length !== 0) {
    draft.changes.push(make.change('Ash.Resource.Change.Load'));
    draft.preparations.push(make.prepare('Ash.Resource.Preparation.Build'));
  }
}

function encrypt(draft: ResourceDraft, attribute: Attribute, make: Generator): void {
  const { name, type, constraints, allowNil } = attribute;
  draft.actions = draft.actions.map((action) => withArgument(draft, action, attribute, make));
  draft.attributes = draft.attributes.filter((candidate) => candidate !== attribute);
  draft.attributes.push(make.attribute(`encrypted_${name}`, 'binary', { allowNil, sensitive: true }));
  const facts = { public: attribute.public, constraints, allowNil, sensitive: true };
  draft.calculations.push(make.calculation(name, type, 'AshCloak.Calculations.Decrypt', facts));
  draft.encrypted.push(name);
}

function withArgument(draft: ResourceDraft, action: Action, attribute: Attribute, make: Generator): Action {
  if (action.type === 'read' || action.type === 'action') return action;
  if (action.type === 'destroy' && action.soft === false) return action;
  const accept = action.accept ?? acceptWritten(draft, action);
  const { name, type, constraints, sensitive } = attribute;
  const isNamed = accept?.includes(name) === true;
  const isPublic = accept?.includes('*') === true && attribute.public === true && attribute.writable === true;
  if (!isNamed && !isPublic) return action;
  const input = action.type === 'create' ? { allowNil: attribute.allowNil, default: attribute.default } : {};
  const argument = make.argument(name, type, { constraints, sensitive, ...input });
  return {
    ...action,
    // What `:*` stands for is known later; the attribute is no longer among it by then.
    accept: accept.includes('*') ? action.accept : accept.filter((accepted) => accepted !== name),
    arguments: [argument, ...action.arguments.filter((other) => other.name !== name)],
    steps: [make.change('AshCloak.Changes.Encrypt'), ...action.steps],
  };
}

/** The names of `accept`, or of `default_accept` where it is not written; `*` is left as it stands. */
function acceptWritten(draft: ResourceDraft, action: Action): readonly string[] | undefined {
  const written = writtenOn(action);
  if (written !== undefined) return names(written);
  if (action.acceptWritten !== 'none') return undefined;
  const fallback = blocksOf(draft, 'actions').map((block) => optionValue(block, 'default_accept'));
  return names(fallback.findLast((value) => value !== undefined));
}

function writtenOn(action: Action): Expr | undefined {
  const { declaration } = action;
  if (declaration === undefined || action.origin.kind === 'declared') {
    return declaration === undefined ? undefined : optionValue(declaration, 'accept');
  }
  const lists = [declaration, ...childrenNamed(declaration, 'defaults')].filter((child) => child.name === 'defaults');
  const items = lists.flatMap((child) => asWrappedList(child.args[0]));
  const pair = items.find((item) => keyOf(item) === action.name);
  return pair?.kind === 'pair' ? pair.value : undefined;
}

function names(value: Expr | undefined): readonly string[] | undefined {
  return value === undefined ? [] : allOf(asWrappedList(value), asAtom);
}
