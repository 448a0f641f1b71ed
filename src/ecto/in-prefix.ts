import type { ColumnOperation, Operation } from './operation.ts';
import { withPrefix } from './prefix-text.ts';

/** The schemas that Ecto puts in front of names where a command says none. */
export interface Prefixes {
  /** The one that the migrator was given: a tenant's. */
  readonly own: string | undefined;
  /** `migration_default_prefix` */
  readonly fallback: string | undefined;
}

/** The operation with the schemas that it really names, and with what `prefix()` gives in its SQL. */
export function inPrefix(operation: Operation, { own, fallback }: Prefixes): Operation {
  const resolved = (prefix: string | undefined): string | undefined =>
    prefix === undefined || prefix === 'prefix()' ? (own ?? fallback) : prefix;
  // Without a prefix of the migrator, `prefix: prefix()` is nil: the search path leads to the table.
  const inReference = (column: ColumnOperation): ColumnOperation =>
    (column.kind === 'add' || column.kind === 'modify') && typeof column.type === 'object' && 'table' in column.type
      ? {
          ...column,
          type: {
            ...column.type,
            prefix: column.type.prefix === 'prefix()' ? (own ?? 'prefix()') : column.type.prefix,
          },
        }
      : column;
  switch (operation.kind) {
    case 'create-table':
      return { ...operation, prefix: resolved(operation.prefix), columns: operation.columns.map(inReference) };
    case 'alter-table':
      return { ...operation, prefix: resolved(operation.prefix), changes: operation.changes.map(inReference) };
    case 'execute':
      return { ...operation, sql: withPrefix(operation.sql, own) };
    case 'code':
      return operation;
    default:
      return { ...operation, prefix: resolved(operation.prefix) };
  }
}
