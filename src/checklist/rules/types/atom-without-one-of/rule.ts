import type { Attribute, Resource } from '../../../../ash/model.ts';
import { isBuiltin } from '../../../../ash/type-ref.ts';
import { validatedLiterals } from '../../../../ash/value-sets.ts';
import { words } from '../../../../base/names.ts';
import { at } from '../../../../base/span.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import { allOf, asAtom } from '../../../../elixir/literal.ts';
import type { Fix } from '../../../finding.ts';
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
        fixes: values === undefined ? [] : fixesOf(attribute, values, resource, context),
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

function fixesOf(attribute: Attribute, values: readonly string[], resource: Resource, context: RuleContext): Fix[] {
  const { name, declaration } = attribute;
  if (declaration === undefined || !isEditable(declaration, resource.path)) return [];
  if (!values.every((value) => /^[a-z_]\w*[?!]?$/i.test(value))) return [];
  const list = `one_of: [${values.map((value) => `:${value}`).join(', ')}]`;
  const isLine = declaration.block?.inline === false;
  const edit = setOption(context.textOf(resource.path), declaration, 'constraints', isLine ? list : `[${list}]`);
  return [
    {
      title: `List the values of \`${name}\` in its constraints`,
      safe: false,
      edits: [{ path: resource.path, edits: [edit] }],
    },
  ];
}
