import type { Resource } from '../../../../ash/model.ts';
import { isTableBacked } from '../../../../ash/table-indexes.ts';
import { closest } from '../../../../base/names.ts';
import { at, type Span } from '../../../../base/span.ts';
import { replacement } from '../../../../base/text-edit.ts';
import { childrenNamed, type Declaration } from '../../../../elixir/declaration.ts';
import { isEditable } from '../../../../elixir/edits.ts';
import { asAtom, asWrappedList } from '../../../../elixir/literal.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

type Subject = 'attribute' | 'identity' | 'calculation' | 'aggregate';

/** What the keys of these options of the `postgres` block name; its schema takes any keyword list (`AshPostgres.DataLayer`). */
const subjects: Readonly<Record<string, Subject>> = {
  storage_types: 'attribute',
  migration_types: 'attribute',
  migration_defaults: 'attribute',
  migration_ignore_attributes: 'attribute',
  identity_wheres_to_sql: 'identity',
  identity_index_names: 'identity',
  skip_unique_indexes: 'identity',
  calculations_to_sql: 'calculation',
  simple_join_first_aggregates: 'aggregate',
};

export default defineRule({
  subject: 'resource',
  tier: 2,
  severity: 'warning',
  summary: 'An option of the `postgres` block names something that the resource does not have.',
  messages: {
    unknown:
      'This entry of `{option}` does nothing: the resource has no {subject} called `{name}`, and AshPostgres does not complain. Correct the name, or delete the entry.',
  },
  *check(resource, context) {
    if (!isTableBacked(resource) || resource.openBecause.length > 0) return;
    for (const block of resource.postgres.declarations) {
      for (const [option, subject] of Object.entries(subjects)) {
        const known = namesOf(resource, subject);
        const entries = entriesOf(block, option);
        const free = known.filter((candidate) => entries.every(({ name }) => name !== candidate));
        for (const { name, span } of entries) {
          if (known.includes(name)) continue;
          yield {
            message: 'unknown',
            data: { option, subject, name },
            at: at(block.path, span),
            fixes: fixesOf(name, span, block, free, context),
          };
        }
      }
    }
  },
});

function namesOf(resource: Resource, subject: Subject): readonly string[] {
  switch (subject) {
    case 'attribute':
      return resource.attributes.map(({ name }) => name);
    case 'identity':
      return resource.identities.map(({ name }) => name);
    case 'calculation':
      return resource.calculations.map(({ name }) => name);
    case 'aggregate':
      return resource.aggregates.map(({ name }) => name);
  }
}

/** Keys of keyword lists, and names of plain lists. */
function entriesOf(block: Declaration, option: string): { readonly name: string; readonly span: Span }[] {
  return childrenNamed(block, option)
    .filter(({ path }) => path === block.path)
    .flatMap(({ args }) => asWrappedList(args[0]))
    .flatMap((item) => {
      const named = item.kind === 'pair' ? item.key : item;
      const name = asAtom(named);
      return name === undefined ? [] : [{ name, span: named }];
    });
}

function fixesOf(
  name: string,
  span: Span,
  block: Declaration,
  free: readonly string[],
  { textOf }: RuleContext,
): Fix[] {
  const meant = closest(name, free);
  const written = textOf(block.path).slice(span.start, span.end);
  if (meant === undefined || !isEditable(block, block.path) || !written.includes(name)) return [];
  const edits = [
    replacement(
      span,
      written.replace(name, () => meant),
    ),
  ];
  return [{ title: `Change it to \`${meant}\``, safe: false, edits: [{ path: block.path, edits }] }];
}
