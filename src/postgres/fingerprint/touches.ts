import { indexNameOf } from '../../ecto/index-name.ts';
import type { ColumnOperation, Operation } from '../../ecto/operation.ts';
import type { ObjectName } from './fingerprint.ts';
import { sqlCode } from './sql-code.ts';

/** How near an operation is to an object: it names the object itself, or only the table that the object is of. */
export type Touch = 'object' | 'table';

/** Whether an operation makes, changes or drops an object; undefined where it has nothing to do with it. */
export function touches(operation: Operation, subject: ObjectName): Touch | undefined {
  if (operation.kind === 'code') return undefined;
  if (operation.kind === 'execute') return mentions(operation.sql, subject);
  if (!mayBeIn(operation.prefix, subject.schema)) return undefined;
  const { tables, columns, others } = namesOf(operation);
  const table = subject.kind === 'table' ? subject.name : subject.table;
  const near = table !== undefined && tables.includes(table) ? 'table' : undefined;
  switch (subject.kind) {
    case 'table':
      return near !== undefined && isAboutTable(operation) ? 'object' : near;
    case 'column order':
      return near === 'table' && columns.length > 0 ? 'object' : near;
    case 'column':
      return near === 'table' && columns.includes(subject.name) ? 'object' : near;
    default:
      return others.includes(subject.name) ? 'object' : near;
  }
}

function isAboutTable(operation: Operation): boolean {
  if (operation.kind === 'alter-table') return operation.comment !== undefined;
  return ['create-table', 'drop-table', 'rename-table'].includes(operation.kind);
}

/** A migration that does not say its schema runs in the usual one, or in that of a tenant. */
function mayBeIn(prefix: string | undefined, schema: string | undefined): boolean {
  return prefix === undefined || prefix === 'prefix()' || schema === undefined || prefix === schema;
}

interface Names {
  readonly tables: readonly string[];
  readonly columns: readonly string[];
  /** Of indexes, constraints and sequences. */
  readonly others: readonly string[];
}

function namesOf(operation: Exclude<Operation, { readonly kind: 'execute' | 'code' }>): Names {
  const { table } = operation;
  switch (operation.kind) {
    case 'create-table':
      return { tables: [table], ...namesIn(table, operation.columns) };
    case 'alter-table':
      return { tables: [table], ...namesIn(table, operation.changes) };
    case 'rename-table':
      return { tables: [table, operation.to], columns: [], others: [] };
    case 'rename-column':
      return { tables: [table], columns: [operation.column, operation.to], others: [] };
    case 'drop-table':
      return { tables: [table], columns: [], others: [] };
    case 'create-index':
    case 'drop-index':
      return { tables: [table], columns: [], others: [kept(indexNameOf(operation))] };
    case 'rename-index':
      return { tables: [table], columns: [], others: [kept(operation.name), kept(operation.to)] };
    case 'create-constraint':
    case 'drop-constraint':
      return { tables: [table], columns: [], others: [kept(operation.name)] };
  }
}

function namesIn(table: string, changes: readonly ColumnOperation[]): Omit<Names, 'tables'> {
  return {
    columns: changes.flatMap((change) =>
      change.kind === 'rename-column' ? [change.column, change.to] : [change.column],
    ),
    others: changes.flatMap((change) => othersOf(table, change)).map(kept),
  };
}

function othersOf(table: string, change: ColumnOperation): string[] {
  if (change.kind === 'rename-column') return [];
  const dropped = change.kind === 'add' ? undefined : change.dropsConstraint;
  const made = change.kind === 'remove' ? [] : madeBy(table, change);
  return [`${table}_${change.column}_seq`, ...made, ...(dropped === undefined ? [] : [dropped])];
}

function madeBy(
  table: string,
  { type, primaryKey }: Exclude<ColumnOperation, { kind: 'remove' | 'rename-column' }>,
): string[] {
  const foreignKey = typeof type === 'object' && 'table' in type ? [type.name] : [];
  return primaryKey === true ? [`${table}_pkey`, ...foreignKey] : foreignKey;
}

/** PostgreSQL keeps the first 63 bytes; names are ASCII nearly always, and a longer one is cut as if it were. */
function kept(name: string): string {
  return name.slice(0, 63);
}

/** The same for a statement as it is sent. */
export function mentions(sql: string, subject: ObjectName): Touch | undefined {
  const code = sqlCode(sql);
  const has = (name: string | undefined): boolean => name !== undefined && hasWord(code, name.replace(/\(.*/s, ''));
  if (!has(subject.table)) return subject.table === undefined && has(subject.name) ? 'object' : undefined;
  return has(subject.name) ? 'object' : 'table';
}

/** Names that need no quotes are folded to lower case by PostgreSQL. */
function hasWord(code: string, name: string): boolean {
  const word = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w$])${word}(?![\\w$])`, /^[a-z_][a-z0-9_$]*$/.test(name) ? 'i' : '').test(code);
}
