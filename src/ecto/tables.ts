import type { Migration } from './migration.ts';
import type { Statement } from './statement.ts';

/** The names of all tables that a migration's statements speak of, in either direction. */
export function tablesOf(migration: Migration): ReadonlySet<string> {
  const directions = [migration.change, migration.up, migration.down];
  const statements = directions.flatMap((direction) => direction?.statements ?? []);
  return new Set(statements.flatMap(tablesIn).filter((name) => name !== undefined));
}

function tablesIn(statement: Statement): (string | undefined)[] {
  switch (statement.kind) {
    case 'create-table':
    case 'alter-table':
    case 'drop-table':
    case 'rename-column':
      return [statement.table.name];
    case 'rename-table':
      return [statement.table.name, statement.to.name];
    case 'create-index':
    case 'drop-index':
    case 'rename-index':
      return [statement.index.table];
    case 'create-constraint':
    case 'drop-constraint':
      return [statement.constraint.table];
    default:
      return [];
  }
}
