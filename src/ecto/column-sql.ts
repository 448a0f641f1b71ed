import { columnTypeSql, isReference } from './column-type-sql.ts';
import { defaultSql } from './default-sql.ts';
import type { ColumnOperation } from './operation.ts';
import { referenceSql } from './reference-sql.ts';
import { quotedName, quotedNames } from './sql-name.ts';

type Defined = ColumnOperation & { readonly kind: 'add' | 'modify' };

/** The parts of a `CREATE TABLE`; `prefix` is the schema of the table. */
export function createdParts(columns: readonly ColumnOperation[], prefix: string | undefined): string[] {
  const lines = columns.flatMap((column) =>
    column.kind === 'add'
      ? [`${quotedName(column.column)} ${definitionSql(column)}`, ...keyTo(column, prefix, '')]
      : [],
  );
  return [...lines, ...primaryKeySql(columns)];
}

/** The parts of an `ALTER TABLE`. */
export function alteredParts(changes: readonly ColumnOperation[], prefix: string | undefined): string[] {
  const parts = changes.flatMap((change) => changeParts(change, prefix));
  return [...parts, ...primaryKeySql(changes).map((key) => `ADD ${key}`)];
}

function changeParts(change: ColumnOperation, prefix: string | undefined): string[] {
  const column = quotedName(change.column);
  switch (change.kind) {
    case 'add': {
      const test = change.ifNotExists === true ? 'IF NOT EXISTS ' : '';
      return [`ADD COLUMN ${test}${column} ${definitionSql(change)}`, ...keyTo(change, prefix, 'ADD ')];
    }
    case 'modify': {
      const collation = collationSql(change);
      const parts = [
        ...droppedKey(change),
        `ALTER COLUMN ${column} TYPE ${columnTypeSql(change)}`,
        ...keyTo(change, prefix, 'ADD '),
        ...(change.null === undefined ? [] : [`ALTER COLUMN ${column} ${change.null ? 'DROP' : 'SET'} NOT NULL`]),
        ...(change.default === undefined ? [] : [`ALTER COLUMN ${column} SET DEFAULT ${defaultOf(change)}`]),
      ];
      // The adapter puts it at the end, whatever stands there.
      return parts.map((part, index) => (index === parts.length - 1 ? part + collation : part));
    }
    case 'remove':
      return [...droppedKey(change), `DROP COLUMN ${change.ifExists === true ? 'IF EXISTS ' : ''}${column}`];
    case 'rename-column':
      return [];
  }
}

function keyTo({ column, type }: Defined, prefix: string | undefined, word: string): string[] {
  return isReference(type) ? [word + referenceSql(column, type, prefix)] : [];
}

function droppedKey(change: ColumnOperation & { readonly kind: 'modify' | 'remove' }): string[] {
  if (change.dropsConstraint === undefined) return [];
  const test = change.kind === 'remove' && change.ifExists === true ? 'IF EXISTS ' : '';
  return [`DROP CONSTRAINT ${test}${quotedName(change.dropsConstraint)}`];
}

function definitionSql(column: Defined): string {
  const value = column.default === undefined ? '' : ` DEFAULT ${defaultOf(column)}`;
  const required = column.null === false ? ' NOT NULL' : column.null === true ? ' NULL' : '';
  return `${columnTypeSql(column)}${value}${required}${collationSql(column)}`;
}

function collationSql({ collation }: Defined): string {
  return collation === undefined ? '' : ` COLLATE ${quotedName(collation)}`;
}

function defaultOf(column: Defined): string {
  const type = isReference(column.type) ? column.type.type : column.type;
  return defaultSql(column.default ?? 'nil', type) ?? `/* ${column.default ?? ''} */ NULL`;
}

function primaryKeySql(columns: readonly ColumnOperation[]): string[] {
  const keys = columns.flatMap((column) =>
    (column.kind === 'add' || column.kind === 'modify') && column.primaryKey === true ? [column.column] : [],
  );
  return keys.length === 0 ? [] : [`PRIMARY KEY (${quotedNames(keys)})`];
}
