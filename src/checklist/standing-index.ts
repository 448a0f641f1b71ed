import { firstBytes, longestIdentifier } from '../base/byte-length.ts';
import { at, type Location } from '../base/span.ts';
import { folderOf, forwardOf, type Migration } from '../ecto/migration.ts';
import type { CreateIndex, Index, Statement } from '../ecto/statement.ts';
import type { RuleContext } from './rule.ts';

/** An index that is there, and where it was made. */
export interface StandingIndex {
  readonly index: Index;
  readonly at: Location;
}

/** The name of the index that a statement makes, as PostgreSQL keeps it; not of one that may be there already. */
export function createdIndex(statement: Statement): string | undefined {
  return statement.kind === 'create-index' && !statement.ifNotExists ? nameOf(statement.index) : undefined;
}

export function droppedIndex(statement: Statement): string | undefined {
  return statement.kind === 'drop-index' ? nameOf(statement.index) : undefined;
}

/** Names are unique in a schema. */
function nameOf({ name, prefix }: Index): string | undefined {
  if (name === undefined || prefix.kind === 'computed') return undefined;
  return `${prefix.kind === 'schema' ? `${prefix.name}.` : ''}${firstBytes(name, longestIdentifier)}`;
}

/**
 * The index of the same table that has the name of a new one when a migration comes to it; undefined as soon as there is
 * a doubt: conditions, code, SQL that speaks of it, renames, and columns that went.
 */
export function standingIndex(
  created: CreateIndex,
  migration: Migration,
  context: Pick<RuleContext, 'migrations' | 'textOf'>,
): StandingIndex | undefined {
  const folder = folderOf(migration);
  const name = createdIndex(created);
  const earlier = context.migrations.filter((other) => folderOf(other) === folder && other.path < migration.path);
  let standing: StandingIndex | undefined;
  for (const other of [...earlier, migration]) {
    for (const statement of forwardOf(other)) {
      if (statement === created) return standing;
      if (statement.kind === 'create-index' && nameOf(statement.index) === name) {
        const isSame = !statement.conditional && statement.index.table === created.index.table;
        standing = isSame ? { index: statement.index, at: at(other.path, statement.index) } : undefined;
      } else if (standing !== undefined && mayTakeAway(statement, standing.index, context.textOf(other.path))) {
        standing = undefined;
      }
    }
  }
  return undefined;
}

function mayTakeAway(statement: Statement, index: Index, text: string): boolean {
  switch (statement.kind) {
    case 'drop-index':
      return statement.index.name === index.name || statement.index.name === undefined;
    case 'rename-index':
      return true;
    case 'drop-table':
    case 'rename-table':
    case 'rename-column':
      return statement.table.name === index.table || statement.table.name === undefined;
    case 'alter-table':
      return (
        statement.table.name === index.table &&
        statement.changes.some(
          (change) => change.kind === 'unknown' || (change.kind === 'remove' && speaksOf(index, change.column.name)),
        )
      );
    case 'execute':
    case 'repo':
    case 'unknown':
      return statement.kind !== 'execute' || statement.command.kind !== 'sql'
        ? text.includes(index.table ?? '')
        : statement.command.text.includes(index.table ?? '') || !statement.command.exact;
    default:
      return false;
  }
}

/** An index goes with any of its columns. */
function speaksOf({ columns, where, include }: Index, column: string | undefined): boolean {
  if (column === undefined || columns === undefined || include.includes(column)) return true;
  const word = new RegExp(`\\b${column}\\b`);
  return columns.some(({ name }) => word.test(name)) || (where !== undefined && word.test(where));
}
