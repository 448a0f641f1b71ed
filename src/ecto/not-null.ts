import { oncePer } from '../base/once-per.ts';
import { forwardOn } from './forward.ts';
import type { Migration } from './migration.ts';
import type { Statement } from './statement.ts';

/** Whether migrations may have made a column NOT NULL and left it so, whatever its attribute says. */
export function mayBeNotNull(migrations: readonly Migration[], table: string, column: string): boolean {
  const known = answers(migrations);
  const key = `${table}.${column}`;
  const answer = known.get(key) ?? lastWord(migrations, table, column) === false;
  known.set(key, answer);
  return answer;
}

/** What was asked for so far. */
const answers = oncePer((_: readonly Migration[]) => new Map<string, boolean>());

function lastWord(migrations: readonly Migration[], table: string, column: string): boolean | undefined {
  return forwardOn(migrations, [table])
    .flatMap(({ statement }) => readNull(statement, table, column))
    .at(-1);
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
