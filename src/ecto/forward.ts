import { addTo } from '../base/multi-map.ts';
import { oncePer } from '../base/once-per.ts';
import { forwardOf, type Migration } from './migration.ts';
import type { RenameTable, Statement } from './statement.ts';

/** A statement that runs on the way up. */
export interface Forward {
  readonly statement: Statement;
  readonly path: string;
  readonly order: number;
}

/** What runs on the way up. */
interface ForwardHistory {
  /** By the table that a statement names; undefined for those that may concern any. */
  readonly byTable: ReadonlyMap<string | undefined, readonly Forward[]>;
  readonly renames: readonly RenameTable[];
}

/** The statements on the way up that name one of the tables, or may concern any, in the order in which they run. */
export function forwardOn(migrations: readonly Migration[], tables: Iterable<string>): Forward[] {
  const { byTable } = historyOf(migrations);
  const own = [...tables, undefined].flatMap((table) => byTable.get(table) ?? []);
  return own.sort((a, b) => a.order - b.order);
}

/** The table's name, and those that it had before. */
export function namesOf(migrations: readonly Migration[], table: string): ReadonlySet<string> {
  const names = new Set([table]);
  for (const { table: from, to } of historyOf(migrations).renames.toReversed()) {
    if (names.has(to.name ?? '') && from.name !== undefined) names.add(from.name);
  }
  return names;
}

/** Going through all migrations for each table would take a quadratic time. */
const historyOf = oncePer((migrations: readonly Migration[]): ForwardHistory => {
  const byTable = new Map<string | undefined, Forward[]>();
  const renames: RenameTable[] = [];
  let order = 0;
  for (const migration of migrations) {
    for (const statement of forwardOf(migration)) {
      if (statement.kind === 'rename-table') renames.push(statement);
      addTo(byTable, tableOf(statement), { statement, path: migration.path, order: order++ });
    }
  }
  return { byTable, renames };
});

function tableOf(statement: Statement): string | undefined {
  switch (statement.kind) {
    case 'create-index':
      return statement.index.table;
    case 'create-table':
    case 'alter-table':
    case 'drop-table':
    case 'rename-column':
      return statement.table.name;
    case 'create-constraint':
      return statement.constraint.table;
    default:
      return undefined;
  }
}
