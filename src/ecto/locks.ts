import type { Statement } from './statement.ts';

/** The table that a statement takes ACCESS EXCLUSIVE on and leaves standing, which keeps everybody else from reading it. */
export function exclusivelyLocked(statement: Statement): string | undefined {
  if (statement.conditional) return undefined;
  switch (statement.kind) {
    case 'alter-table':
      return statement.changes.length === 0 ? undefined : statement.table.name;
    case 'rename-table':
      return statement.to.name;
    case 'rename-column':
      return statement.table.name;
    case 'create-constraint':
    case 'drop-constraint':
      return statement.constraint.table;
    default:
      return undefined;
  }
}
