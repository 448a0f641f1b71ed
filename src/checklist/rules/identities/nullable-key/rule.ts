import type { Attribute, Identity, Resource } from '../../../../ash/model.ts';
import { descendants } from '../../../../elixir/walk.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import { at } from '../../../../base/span.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** PostgreSQL compares NULLs as distinct in unique indexes unless they are told otherwise (NULLS NOT DISTINCT, 15). */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'An identity over a nullable attribute lets rows through that differ only by NULL.',
  messages: {
    composite:
      'Rows with a NULL in {nullable} never count as duplicates, so `{identity}` does not keep them apart. Forbid NULL there, or set `nils_distinct?: false`.',
    single:
      'Any number of rows may have a NULL `{nullable}`; `{identity}` only keeps present values apart. Say `nils_distinct?: true` if that is meant.',
  },
  *check(resource, context) {
    for (const identity of resource.identities) {
      const { declaration, keys } = identity;
      if (declaration === undefined || keys === undefined || identity.nilsDistinctWritten) continue;
      const nullable = nullableKeys(resource, identity);
      if (nullable.length === 0) continue;
      const isComposite = keys.length > 1;
      yield {
        message: isComposite ? 'composite' : 'single',
        severity: isComposite ? 'warning' : 'hint',
        data: { identity: identity.name, nullable: nullable.map((attribute) => `\`${attribute.name}\``).join(', ') },
        at: at(declaration.path, declaration.args[0] ?? declaration),
        related: nullable.flatMap((attribute) =>
          attribute.declaration === undefined
            ? []
            : [{ at: attribute.declaration, message: `\`${attribute.name}\` may be nil.` }],
        ),
        fixes: fixesOf(resource, identity, context),
      };
    }
  },
});

function nullableKeys(resource: Resource, identity: Identity): Attribute[] {
  const guarded = new Set(identity.where === undefined ? [] : namesIn(identity.where));
  return (identity.keys ?? []).flatMap((key) => {
    const attribute = resource.attributes.find((candidate) => candidate.name === key);
    return attribute?.allowNil === true && !guarded.has(key) ? [attribute] : [];
  });
}

/** Any mention in `where` counts as a guard: what the condition means is not ours to judge. */
function namesIn(where: NonNullable<Identity['where']>): string[] {
  return [...descendants(where)].flatMap((expr) => (expr.kind === 'variable' ? [expr.name] : []));
}

function fixesOf(resource: Resource, identity: Identity, context: RuleContext): Fix[] {
  const { declaration } = identity;
  if (declaration === undefined || !isEditable(declaration, resource.path)) return [];
  const text = context.textOf(resource.path);
  const edit = setOption(text, declaration, 'nils_distinct?', 'false');
  return [
    {
      title: 'Set `nils_distinct?: false` (PostgreSQL 15 or later)',
      safe: false,
      edits: [{ path: resource.path, edits: [edit] }],
    },
  ];
}
