import type { CustomIndex, Resource } from '../../../../ash/model.ts';
import { isTableBacked, resourcesOnTable } from '../../../../ash/table-indexes.ts';
import { closest } from '../../../../base/names.ts';
import { at } from '../../../../base/span.ts';
import { replacement } from '../../../../base/text-edit.ts';
import { findOption } from '../../../../elixir/declaration.ts';
import { isEditable } from '../../../../elixir/edits.ts';
import { asName, asWrappedList } from '../../../../elixir/literal.ts';
import { printAtom, printString } from '../../../../elixir/print.ts';
import type { Expr } from '../../../../elixir/syntax.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** AshPostgres writes the names of an index into the migration as they stand, and looks none of them up. */
export default defineRule({
  subject: 'resource',
  tier: 2,
  severity: 'error',
  summary: 'An index names a column that the table does not have.',
  messages: {
    unknown:
      'The next migration fails (42703): `{table}` has no column `{name}`, and AshPostgres does not look it up. {hint}',
    source:
      'The next migration fails (42703): the column of the attribute `{name}` is `{column}`, and an index is made of columns. Write `{column}`.',
  },
  *check(resource, context) {
    if (!isTableBacked(resource) || resource.postgres.migrate !== true) return;
    const columns = columnsOfTable(resource, context);
    if (columns === undefined) return;
    for (const index of resource.postgres.customIndexes) {
      if (index.declaration.conditional) continue;
      for (const item of namesIn(index)) {
        const name = asName(item);
        if (name === undefined || !/^[a-z_][a-z0-9_]*$/.test(name) || columns.has(name)) continue;
        if (isMadeElsewhere(name, context)) continue;
        const source = resource.attributes.find((attribute) => attribute.name === name)?.source;
        const near = source ?? closest(name, columns);
        yield {
          message: source === undefined ? 'unknown' : 'source',
          data: {
            name,
            table: resource.postgres.table,
            column: source ?? '',
            hint: near === undefined ? 'Name one of its columns.' : `Did you mean \`${near}\`?`,
          },
          at: at(index.declaration.path, item),
          fixes: near === undefined ? [] : fixesOf(index, item, near, resource),
        };
      }
    }
  },
});

/** The columns that the resources of a table give it; undefined when one of them may have more than its text tells. */
function columnsOfTable(resource: Resource, { project }: RuleContext): ReadonlySet<string> | undefined {
  const mates = resourcesOnTable(project, resource);
  const isClosed = mates.every((mate) => mate.openBecause.length === 0 && !project.isBroken(mate.path));
  const columns = mates.flatMap((mate) => mate.attributes.map(({ source }) => source));
  if (!isClosed || columns.some((column) => column === undefined)) return undefined;
  return new Set(columns.filter((column) => column !== undefined));
}

/** The names in the index itself, and in `include`, each where it stands. */
function namesIn({ declaration }: CustomIndex): Expr[] {
  const include = findOption(declaration, 'include')?.value;
  return [...asWrappedList(declaration.args[0]), ...asWrappedList(include)].flatMap((item) => {
    if (item.kind === 'pair') return [item.value];
    return item.kind === 'tuple' ? item.items.slice(1, 2) : [item];
  });
}

/** SQL of a statement, or a migration written by hand, may have made the column. */
function isMadeElsewhere(name: string, { project, migrations, textOf }: RuleContext): boolean {
  const word = new RegExp(`\\b${name}\\b`);
  const statements = project.resources().flatMap(({ postgres }) => postgres?.statements ?? []);
  return (
    statements.some(({ up, declaration }) => word.test(up ?? textOf(declaration.path))) ||
    migrations.some(({ path }) => word.test(textOf(path)))
  );
}

function fixesOf({ declaration }: CustomIndex, item: Expr, name: string, { path }: Resource): Fix[] {
  if (!isEditable(declaration, path)) return [];
  const edit = replacement(item, item.kind === 'string' ? printString(name) : printAtom(name));
  return [{ title: `Write \`${name}\``, safe: false, edits: [{ path, edits: [edit] }] }];
}
