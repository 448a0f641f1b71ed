import { forwardOf, type Migration } from './migration.ts';
import type { Statement } from './statement.ts';

/** Whether migrations may have made a column NOT NULL and left it so, whatever its attribute says. */
export function mayBeNotNull(migrations: readonly Migration[], table: string, column: string): boolean {
  const said = migrations.flatMap((migration) => forwardOf(migration).flatMap((item) => readNull(item, table, column)));
  return said.at(-1) === false;
}

/** What a statement says of `null`, in its order; `false` for SQL that may say so. */
function readNull(statement: Statement, table: string, column: string): boolean[] {
  switch (statement.kind) {
    case 'create-table':
    case 'alter-table': {
      const changes = statement.kind === 'create-table' ? statement.columns : statement.changes;
      if (statement.table.name !== table) return [];
      return changes.flatMap((change) => {
        if ((change.kind !== 'add' && change.kind !== 'modify') || change.column.name !== column) return [];
        return change.definition.null ?? [];
      });
    }
    case 'execute': {
      const { command } = statement;
      const words = [table, column];
      const isMeant = command.kind === 'sql' && words.every((word) => command.text.includes(word));
      return isMeant && /not\s+null/i.test(command.text) ? [/drop\s+not\s+null/i.test(command.text)] : [];
    }
    default:
      return [];
  }
}
