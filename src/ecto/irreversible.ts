import type { TextEdit } from '../base/text-edit.ts';
import type { ColumnChange } from './column.ts';
import { addFrom, addRemovedType, addReverse } from './edits.ts';
import { columnBefore } from './history.ts';
import type { Migration } from './migration.ts';
import type { AlterTable, Statement } from './statement.ts';
import type { Written } from './written.ts';

/**
 * Why Ecto cannot turn a command around: something was left out (`execute`, `remove`, `modify`), or there is no form of
 * the command that it could turn around (`drop`, `tolerant`).
 */
export type Irreversibility = 'execute' | 'drop' | 'remove' | 'modify' | 'tolerant';

export interface Irreversible {
  readonly key: Irreversibility;
  readonly what: string;
  readonly written: Written;
  /** The statement that it is, or is part of. */
  readonly statement: Statement;
  /** Adds what was left out. */
  readonly edit: () => TextEdit | undefined;
}

const nothing = (): undefined => undefined;

/**
 * The commands in `change` that a rollback stops at; `Ecto.Migration.Runner` lists the others in `reverse/1` and
 * `table_reverse/2`. Commands under a condition are left alone: it may well be one for the direction.
 */
export function irreversibleIn(migration: Migration, migrations: readonly Migration[], text: string): Irreversible[] {
  const statements = migration.change?.statements ?? [];
  return statements.flatMap((statement) => {
    if (statement.conditional || statement.only !== undefined) return [];
    if (statement.kind !== 'alter-table') return irreversible(statement, text);
    return statement.changes.flatMap((change) => irreversibleChange(change, statement, migration, migrations, text));
  });
}

/** Whether Ecto has no form of the command that could be turned around; what is dropped can only be made anew. */
export function isDrop({ kind }: Statement): boolean {
  return kind === 'drop-table' || kind === 'drop-constraint';
}

function irreversible(statement: Statement, text: string): Irreversible[] {
  if (statement.kind === 'execute' && statement.reverse === undefined) {
    const what = `${text.slice(statement.nameSpan.start, statement.nameSpan.end)}/1`;
    return [{ key: 'execute', what, written: statement, statement, edit: () => addReverse(text, statement) }];
  }
  if (!isDrop(statement)) return [];
  const what = statement.kind === 'drop-table' ? 'table' : 'constraint';
  return [{ key: 'drop', what, written: statement, statement, edit: nothing }];
}

function irreversibleChange(
  change: ColumnChange,
  statement: AlterTable,
  migration: Migration,
  migrations: readonly Migration[],
  text: string,
): Irreversible[] {
  if (change.conditional || change.only !== undefined) return [];
  const { table } = statement;
  const common = { written: change, statement };
  const before = () => columnBefore(migrations, migration, table, change);
  if (change.kind === 'modify' && !change.hasFrom) {
    const edit = () => ifKnown(before(), (definition) => addFrom(text, change, definition));
    return [{ ...common, key: 'modify', what: change.column.name ?? 'the column', edit }];
  }
  if (change.kind === 'add' && change.ifNotExists) {
    return [{ ...common, key: 'tolerant', what: 'add_if_not_exists', edit: nothing }];
  }
  if (change.kind !== 'remove') return [];
  if (change.ifExists) return [{ ...common, key: 'tolerant', what: 'remove_if_exists', edit: nothing }];
  if (change.definition !== undefined) return [];
  const edit = () => ifKnown(before(), (definition) => addRemovedType(text, change, definition));
  return [{ ...common, key: 'remove', what: change.column.name ?? 'the column', edit }];
}

function ifKnown<T, R>(value: T | undefined, use: (value: T) => R | undefined): R | undefined {
  return value === undefined ? undefined : use(value);
}
