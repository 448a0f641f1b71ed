import type { Attribute, Resource } from '../../../../ash/model.ts';
import { isBuiltin } from '../../../../ash/type-ref.ts';
import { validatedLiterals } from '../../../../ash/value-sets.ts';
import { words } from '../../../../base/names.ts';
import { at } from '../../../../base/span.ts';
import type { FileEdit } from '../../../../base/text-edit.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import { allOf, asAtom } from '../../../../elixir/literal.ts';
import { printAtom } from '../../../../elixir/print.ts';
import type { Expr } from '../../../../elixir/syntax.ts';
import type { ManyChoice, OtherValues } from '../../../choice.ts';
import type { Fix } from '../../../finding.ts';
import { layoutsOf } from '../../../layouts.ts';
import { offeredValues } from '../../../offered-values.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** Data layers that write atoms as text and read them with `String.to_existing_atom/1`. */
const persistent = new Set(['AshPostgres.DataLayer', 'AshSqlite.DataLayer', 'AshMysql.DataLayer']);

/** Attributes that name a part of the code: their values are no closed set. */
const codeNames = new Set(
  (
    'action adapter attribute domain field function handler impl implementation module node relationship resource ' +
    'schema table worker'
  ).split(' '),
);

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'info',
  summary: 'A stored atom has no list of values.',
  messages: {
    open: 'Any atom that the system happens to know is accepted as `{name}`, and a stored one that no running code mentions cannot be loaded again. List the values in `constraints: [one_of: […]]`, or use an `Ash.Type.Enum`.',
    validated:
      'Only a validation knows the values of `{name}`: filters, forms and generated APIs take it for any atom. List them in `constraints: [one_of: […]]`.',
  },
  *check(resource, context) {
    if (!persistent.has(resource.dataLayer ?? '')) return;
    for (const attribute of resource.attributes) {
      const { declaration } = attribute;
      if (declaration === undefined || !isOpenAtom(attribute, resource)) continue;
      const literals = validatedLiterals(resource, attribute.name);
      const values = literals === undefined ? undefined : allOf(literals, asAtom);
      yield {
        message: values === undefined ? 'open' : 'validated',
        data: { name: attribute.name },
        at: at(declaration.path, declaration.args[1] ?? declaration.args[0] ?? declaration.nameSpan),
        fixes: fixesOf(resource, attribute, values, context),
      };
    }
  },
});

function isOpenAtom(attribute: Attribute, resource: Resource): boolean {
  const { name, origin, type, constraints, writable } = attribute;
  if (origin.kind !== 'declared' || !isBuiltin(type, 'atom') || constraints !== undefined) return false;
  if (writable !== true || resource.stateMachine?.stateAttribute === name) return false;
  return attribute.default?.kind !== 'alias' && !words(name).some((word) => codeNames.has(word));
}

function fixesOf(
  resource: Resource,
  attribute: Attribute,
  values: readonly string[] | undefined,
  context: RuleContext,
): Fix[] {
  const { name, declaration } = attribute;
  if (declaration === undefined || !isEditable(declaration, resource.path)) return [];
  const isLine = declaration.block?.inline === false;
  const listing = (items: string): FileEdit[] => {
    const list = `one_of: [${items}]`;
    const text = context.textOf(resource.path);
    const edit = setOption(text, declaration, 'constraints', isLine ? list : `[${list}]`);
    return [{ path: resource.path, edits: [edit] }];
  };
  const title = `List the values of \`${name}\` in its constraints`;
  if (values !== undefined) return [{ title, safe: false, edits: listing(values.map(printAtom).join(', ')) }];
  const choice: ManyChoice = {
    kind: 'many',
    prompt: `Which values may \`${name}\` have?`,
    values: offeredValues(resource, attribute, [], asValue),
    other: otherAtoms,
    minimum: 1,
    literal: 'atom',
    layouts: layoutsOf(listing),
  };
  return [{ title: `${title}…`, safe: false, edits: [], choice }];
}

/** `nil` and the two booleans are no names of something. */
function asValue(literal: Expr | undefined): string | undefined {
  const name = asAtom(literal);
  return name === undefined || ['nil', 'true', 'false'].includes(name) ? undefined : name;
}

const otherAtoms: OtherValues = {
  prompt: 'The name of the atom, without its colon',
  pattern: '[A-Za-z_][A-Za-z0-9_]*[?!]?',
  complaint: 'An atom is written with letters, digits and underscores, and does not start with a digit.',
};
