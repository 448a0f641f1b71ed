import { printDatabaseType } from './database-type.ts';
import { defaultSql, unescaped } from './default-sql.ts';
import { ectoIndexName } from './index-name.ts';
import type { ColumnOperation, Operation, ReferenceTarget } from './operation.ts';
import { databaseTypeOf, type SizedType } from './type-name.ts';

/**
 * The statement that Ecto's PostgreSQL adapter sends for an operation (ecto_sql 3.13, `execute_ddl/1`), on several
 * lines, without those that set comments. Undefined where there is none: a comment, code of a resource's own, a call
 * that Ecto refuses.
 */
export function printSql(operation: Operation): string | undefined {
  switch (operation.kind) {
    case 'create-table':
      return createTable(operation);
    case 'alter-table':
      return alterTable(operation);
    case 'drop-table':
      return `DROP TABLE ${ifExists(operation)}${tableSql(operation)}${cascade(operation)};`;
    case 'rename-table':
      return `ALTER TABLE ${tableSql(operation)} RENAME TO ${name(operation.to)};`;
    case 'rename-column':
      return `ALTER TABLE ${tableSql(operation)} RENAME ${name(operation.column)} TO ${name(operation.to)};`;
    case 'create-index':
      return createIndex(operation);
    case 'drop-index': {
      const word = `DROP INDEX ${operation.concurrently === true ? 'CONCURRENTLY ' : ''}${ifExists(operation)}`;
      return `${word}${inSchema(indexNameOf(operation), operation.prefix)}${cascade(operation)};`;
    }
    case 'rename-index':
      return `ALTER INDEX ${inSchema(operation.name, operation.prefix)} RENAME TO ${name(operation.to)};`;
    case 'create-constraint':
      return `ALTER TABLE ${tableSql(operation)} ADD CONSTRAINT ${name(operation.name)} ${constraintSql(operation)};`;
    case 'drop-constraint': {
      const own = `${ifExists(operation)}${name(operation.name)}${cascade(operation)}`;
      return `ALTER TABLE ${tableSql(operation)} DROP CONSTRAINT ${own};`;
    }
    case 'execute': {
      const sql = (operation.form === 'heredoc' ? unescaped(operation.sql) : operation.sql).trim();
      return sql.endsWith(';') ? sql : `${sql};`;
    }
    case 'code':
      return undefined;
  }
}

function constraintSql({ check, exclude, validate }: Operation & { kind: 'create-constraint' }): string {
  const condition = exclude === undefined ? `CHECK (${unescaped(check ?? '').trim()})` : `EXCLUDE USING ${exclude}`;
  return validate === false ? `${condition} NOT VALID` : condition;
}

function ifExists(operation: { readonly ifExists?: boolean | undefined }): string {
  return operation.ifExists === true ? 'IF EXISTS ' : '';
}

function ifNotExists(operation: { readonly ifNotExists?: boolean | undefined }): string {
  return operation.ifNotExists === true ? 'IF NOT EXISTS ' : '';
}

function cascade(operation: { readonly cascade?: boolean | undefined }): string {
  return operation.cascade === true ? ' CASCADE' : '';
}

type TableOperation = Operation & { readonly kind: 'create-table' | 'alter-table' };

function createTable(operation: TableOperation & { kind: 'create-table' }): string {
  const lines = operation.columns.flatMap((column) => {
    if (column.kind !== 'add') return [];
    const definition = `${name(column.column)} ${definitionSql(column)}`;
    return isReference(column.type)
      ? [definition, foreignKey(column.column, column.type, operation.prefix)]
      : [definition];
  });
  const all = [...lines, ...primaryKey(operation.columns)];
  const options = operation.options === undefined ? '' : ` ${operation.options}`;
  return `CREATE TABLE ${ifNotExists(operation)}${tableSql(operation)} (\n${all.map((line) => `  ${line}`).join(',\n')}\n)${options};`;
}

function alterTable(operation: TableOperation & { kind: 'alter-table' }): string | undefined {
  if (operation.changes.some(({ kind }) => kind === 'rename-column')) return undefined;
  const changes = operation.changes.flatMap((change) => columnSql(change, operation.prefix));
  const all = [...changes, ...primaryKey(operation.changes).map((key) => `ADD ${key}`)];
  const [only] = all;
  return all.length === 1
    ? `ALTER TABLE ${tableSql(operation)} ${only ?? ''};`
    : `ALTER TABLE ${tableSql(operation)}\n${all.map((line) => `  ${line}`).join(',\n')};`;
}

function columnSql(change: ColumnOperation, prefix: string | undefined): string[] {
  const column = name(change.column);
  switch (change.kind) {
    case 'add':
      return [
        `ADD COLUMN ${ifNotExists(change)}${column} ${definitionSql(change)}`,
        ...(isReference(change.type) ? [`ADD ${foreignKey(change.column, change.type, prefix)}`] : []),
      ];
    case 'modify':
      return [
        `ALTER COLUMN ${column} TYPE ${typeSql(change, true)}`,
        ...(isReference(change.type) ? [`ADD ${foreignKey(change.column, change.type, prefix)}`] : []),
        ...(change.null === undefined ? [] : [`ALTER COLUMN ${column} ${change.null ? 'DROP' : 'SET'} NOT NULL`]),
        ...(change.default === undefined ? [] : [`ALTER COLUMN ${column} SET DEFAULT ${defaultOf(change)}`]),
      ];
    case 'remove':
      return [`DROP COLUMN ${ifExists(change)}${column}`];
    case 'rename-column':
      return [];
  }
}

type Defined = ColumnOperation & { readonly kind: 'add' | 'modify' };

function definitionSql(column: Defined): string {
  const value = column.default === undefined ? '' : ` DEFAULT ${defaultOf(column)}`;
  const generated = column.generated === undefined ? '' : ` GENERATED ${column.generated}`;
  const collation = column.collation === undefined ? '' : ` COLLATE ${name(column.collation)}`;
  const required = column.null === false ? ' NOT NULL' : '';
  return `${typeSql(column, isReference(column.type))}${generated}${value}${required}${collation}`;
}

/** A column that refers to another one, or is modified, is no sequence of its own. */
function typeSql({ type, size, precision, scale }: Defined, isPlain: boolean): string {
  const own = isReference(type) ? type.type : type;
  if (!isPlain && (own === 'serial' || own === 'bigserial')) return own;
  const sql = printType({ type: own, size, precision, scale });
  return !isPlain && own === 'identity' ? `${sql} GENERATED BY DEFAULT AS IDENTITY` : sql;
}

function printType(type: SizedType): string {
  const known = databaseTypeOf(type);
  return known === undefined ? JSON.stringify(type.type) : printDatabaseType(known);
}

function defaultOf(column: Defined): string {
  const type = isReference(column.type) ? column.type.type : column.type;
  return defaultSql(column.default ?? 'nil', type) ?? `/* ${column.default ?? ''} */ NULL`;
}

function foreignKey(column: string, reference: ReferenceTarget, prefix: string | undefined): string {
  const joined = [[column, reference.column] as const, ...(reference.with ?? [])];
  const own = joined.map(([source]) => name(source)).join(', ');
  const foreign = joined.map(([, destination]) => name(destination)).join(', ');
  const table = inSchema(reference.table, reference.prefix ?? prefix);
  const match = reference.match === undefined ? '' : ` MATCH ${reference.match.toUpperCase()}`;
  const actions = action('DELETE', reference.onDelete) + action('UPDATE', reference.onUpdate);
  const validity = reference.validate === false ? ' NOT VALID' : '';
  return `CONSTRAINT ${name(reference.name)} FOREIGN KEY (${own}) REFERENCES ${table}(${foreign})${match}${actions}${validity}`;
}

function action(event: 'DELETE' | 'UPDATE', code: string | undefined): string {
  const columns = /^\{:nilify, \[(.*)\]\}$/.exec(code ?? '')?.[1];
  if (columns !== undefined)
    return ` ON ${event} SET NULL (${columns
      .split(', ')
      .map((column) => name(column.replace(/^:/, '')))
      .join(', ')})`;
  const what = {
    ':delete_all': 'CASCADE',
    ':update_all': 'CASCADE',
    ':nilify_all': 'SET NULL',
    ':restrict': 'RESTRICT',
  };
  const done = Object.entries(what).find(([key]) => key === code)?.[1];
  return done === undefined ? '' : ` ON ${event} ${done}`;
}

function primaryKey(columns: readonly ColumnOperation[]): string[] {
  const keys = columns.flatMap((column) =>
    (column.kind === 'add' || column.kind === 'modify') && column.primaryKey === true ? [name(column.column)] : [],
  );
  return keys.length === 0 ? [] : [`PRIMARY KEY (${keys.join(', ')})`];
}

function createIndex(index: Operation & { kind: 'create-index' }): string {
  const columns = index.columns.map((column) => {
    const own = column.kind === 'sql' ? column.name : name(column.name);
    return column.order === undefined ? own : `${own} ${column.order.replaceAll('_', ' ').toUpperCase()}`;
  });
  return [
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${index.concurrently === true ? 'CONCURRENTLY ' : ''}`,
    `${ifNotExists(index)}${name(indexNameOf(index))} ON ${index.only === true ? 'ONLY ' : ''}${tableSql(index)}`,
    index.using === undefined ? '' : ` USING ${index.using}`,
    ` (${columns.join(', ')})`,
    index.include === undefined || index.include.length === 0 ? '' : ` INCLUDE (${index.include.join(', ')})`,
    index.nullsDistinct === false ? ' NULLS NOT DISTINCT' : index.nullsDistinct === true ? ' NULLS DISTINCT' : '',
    index.options === undefined ? '' : ` WITH (${index.options})`,
    index.where === undefined ? '' : ` WHERE ${index.where}`,
    ';',
  ].join('');
}

type IndexOperation = Operation & { readonly kind: 'create-index' | 'drop-index' };

/** The written name, or Ecto's own; PostgreSQL keeps the first 63 bytes. */
export function indexNameOf({
  name: written,
  table,
  columns,
}: Pick<IndexOperation, 'name' | 'table' | 'columns'>): string {
  return (
    written ??
    ectoIndexName(
      table,
      columns.map((column) => column.name),
    )
  );
}

function isReference(type: Defined['type']): type is ReferenceTarget {
  return typeof type === 'object' && 'table' in type;
}

function tableSql({ table, prefix }: { readonly table: string; readonly prefix?: string | undefined }): string {
  return inSchema(table, prefix);
}

/** In a tenant's migration the schema is the tenant's, which the search path leads to. */
function inSchema(own: string, prefix: string | undefined): string {
  return prefix === undefined || prefix === 'prefix()' ? name(own) : `${name(prefix)}.${name(own)}`;
}

function name(own: string): string {
  return `"${own.replaceAll('"', '""')}"`;
}
