import { at } from '../../../../base/span.ts';
import type { Statement } from '../../../../ecto/statement.ts';
import { directionsOf } from '../../../migration-directions.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'A column is put into the primary key before it is there, or while a foreign key needs the old one.',
  messages: {
    ...foretoldMessages,
    written:
      'The migration fails (42703): the primary key is made with `{column}`, which is only added further down. Add the column first.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'primary-key-before-column'),
  *checkMigration(migration) {
    for (const { statements } of directionsOf(migration)) {
      for (const [position, statement] of statements.entries()) {
        const key = madeKey(statement);
        if (key === undefined) continue;
        const column = statements
          .slice(position + 1)
          .flatMap((later) => addedColumns(later, key.table))
          .find((added) => key.columns.includes(added));
        if (column === undefined || isThere(column, key.table, statements, position)) continue;
        yield { message: 'written', data: { column }, at: at(migration.path, statement.nameSpan) };
      }
    }
  },
});

interface MadeKey {
  readonly table: string;
  readonly columns: readonly string[];
}

/** `ALTER TABLE "items" ADD PRIMARY KEY (id, code)`, as the generator writes it. */
function madeKey(statement: Statement): MadeKey | undefined {
  if (statement.kind !== 'execute' || statement.command.kind !== 'sql') return undefined;
  const [, table, columns] =
    /^\s*ALTER TABLE \S*?(\w+)"? ADD PRIMARY KEY \(([^)]*)\)/i.exec(statement.command.text) ?? [];
  if (table === undefined || columns === undefined) return undefined;
  return { table, columns: columns.split(',').map((column) => column.trim().replaceAll('"', '')) };
}

/** Added before, or there as what is removed further down. */
function isThere(column: string, table: string, statements: readonly Statement[], position: number): boolean {
  const isRemoved = statements.some(
    (statement) =>
      statement.kind === 'alter-table' &&
      statement.table.name === table &&
      statement.changes.some((change) => change.kind === 'remove' && change.column.name === column),
  );
  return isRemoved || statements.slice(0, position).some((earlier) => addedColumns(earlier, table).includes(column));
}

function addedColumns(statement: Statement, table: string): string[] {
  if (statement.kind !== 'alter-table' || statement.table.name !== table) return [];
  return statement.changes.flatMap((change) => (change.kind === 'add' ? (change.column.name ?? []) : []));
}
