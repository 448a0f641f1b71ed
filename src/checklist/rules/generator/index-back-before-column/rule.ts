import { at } from '../../../../base/span.ts';
import type { Index, Statement } from '../../../../ecto/statement.ts';
import { directionsOf } from '../../../migration-directions.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'A rollback makes an index again before the column that it speaks of.',
  messages: {
    ...foretoldMessages,
    written:
      'The migration cannot be rolled back (42703): this index speaks of `{column}`, which `down` only adds further down. Add the column first.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'index-back-before-column'),
  *checkMigration(migration) {
    const down = directionsOf(migration).find(({ name }) => name === 'down')?.statements ?? [];
    for (const [position, statement] of down.entries()) {
      if (statement.kind !== 'create-index') continue;
      const { index } = statement;
      const column = down
        .slice(position + 1)
        .flatMap((later) => addedColumns(later, index.table))
        .find((added) => namesColumn(index, added));
      if (column === undefined || isThere(column, index.table, down, position)) continue;
      yield { message: 'written', data: { column }, at: at(migration.path, index) };
    }
  },
});

function addedColumns(statement: Statement, table: string | undefined): string[] {
  if (statement.kind !== 'alter-table' || table === undefined || statement.table.name !== table) return [];
  return statement.changes.flatMap((change) =>
    change.kind === 'add' && !change.ifNotExists ? (change.column.name ?? []) : [],
  );
}

/** Added before; or of another type, as what is removed further down. */
function isThere(column: string, table: string | undefined, down: readonly Statement[], position: number): boolean {
  const isRemoved = down.some(
    (statement) =>
      statement.kind === 'alter-table' &&
      statement.table.name === table &&
      statement.changes.some((change) => change.kind === 'remove' && change.column.name === column),
  );
  return isRemoved || down.slice(0, position).some((earlier) => addedColumns(earlier, table).includes(column));
}

function namesColumn({ columns, where, include }: Index, column: string): boolean {
  const word = new RegExp(`\\b${column}\\b`);
  const isKey = columns?.some(({ name, isExpression }) => (isExpression ? word.test(name) : name === column)) === true;
  return isKey || include.includes(column) || (where !== undefined && word.test(where));
}
