import { alteredParts, createdParts } from './column-sql.ts';
import { quotedText } from './default-sql.ts';
import { indexNameOf } from './index-name.ts';
import { unescaped } from './literal-code.ts';
import type { ColumnOperation, Operation } from './operation.ts';
import { nameInSchema, quotedName } from './sql-name.ts';

/** A statement without the `;` at its end: a list, and what stands around it. */
export interface Ddl {
  readonly head: string;
  readonly parts: readonly string[];
  readonly tail: string;
}

/**
 * The statements that Ecto's PostgreSQL adapter makes of an operation (ecto_sql 3.14, `execute_ddl/1`); they differ from
 * its own in white space only. None where there is nothing to send: code of a resource's own, a call that Ecto refuses.
 */
export function ddlOf(operation: Operation): Ddl[] {
  switch (operation.kind) {
    case 'create-table': {
      const { columns, prefix, modifiers, options, comment } = operation;
      const kind = modifiers === undefined ? 'TABLE' : `${modifiers} TABLE`;
      const head = `CREATE ${kind} ${test(operation)}${tableSql(operation)} (`;
      const tail = options === undefined ? ')' : `) ${options}`;
      return [
        { head, parts: createdParts(columns, prefix), tail },
        ...commentOn('TABLE', tableSql(operation), comment),
        ...columnComments(operation, columns),
      ];
    }
    case 'alter-table': {
      const { changes, prefix, comment } = operation;
      if (changes.some(({ kind }) => kind === 'rename-column')) return [];
      return [
        { head: `ALTER TABLE ${tableSql(operation)} `, parts: alteredParts(changes, prefix), tail: '' },
        ...commentOn('TABLE', tableSql(operation), comment),
        ...columnComments(operation, changes),
      ];
    }
    case 'drop-table':
      return [plain(`DROP TABLE ${ifExists(operation)}${tableSql(operation)}${cascade(operation)}`)];
    case 'rename-table':
      return [plain(`ALTER TABLE ${tableSql(operation)} RENAME TO ${quotedName(operation.to)}`)];
    case 'rename-column': {
      const { column, to } = operation;
      return [plain(`ALTER TABLE ${tableSql(operation)} RENAME ${quotedName(column)} TO ${quotedName(to)}`)];
    }
    case 'create-index':
      return createIndex(operation);
    case 'drop-index': {
      const word = `DROP INDEX ${operation.concurrently === true ? 'CONCURRENTLY ' : ''}${ifExists(operation)}`;
      return [plain(`${word}${nameInSchema(indexNameOf(operation), operation.prefix)}${cascade(operation)}`)];
    }
    case 'rename-index':
      return [
        plain(`ALTER INDEX ${nameInSchema(operation.name, operation.prefix)} RENAME TO ${quotedName(operation.to)}`),
      ];
    case 'create-constraint':
      return createConstraint(operation);
    case 'drop-constraint': {
      const own = `${ifExists(operation)}${quotedName(operation.name)}${cascade(operation)}`;
      return [plain(`ALTER TABLE ${tableSql(operation)} DROP CONSTRAINT ${own}`)];
    }
    case 'execute':
      return [plain(operation.form === 'heredoc' ? unescaped(operation.sql) : operation.sql)];
    case 'code':
      return [];
  }
}

/** On one line. */
export function ddlText({ head, parts, tail }: Ddl): string {
  return head + parts.join(', ') + tail;
}

function plain(sql: string): Ddl {
  return { head: sql, parts: [], tail: '' };
}

function createConstraint(operation: Operation & { kind: 'create-constraint' }): Ddl[] {
  const { name, check, exclude, validate, comment } = operation;
  const condition = exclude === undefined ? `CHECK (${unescaped(check ?? '').trim()})` : `EXCLUDE USING ${exclude}`;
  const validity = validate === false ? ' NOT VALID' : '';
  return [
    plain(`ALTER TABLE ${tableSql(operation)} ADD CONSTRAINT ${quotedName(name)} ${condition}${validity}`),
    ...commentOn('CONSTRAINT', `${quotedName(name)} ON ${tableSql(operation)}`, comment),
  ];
}

function createIndex(index: Operation & { kind: 'create-index' }): Ddl[] {
  const { include, using, options, where } = index;
  const columns = index.columns.map((column) => {
    const own = column.kind === 'sql' ? column.name : quotedName(column.name);
    return column.order === undefined ? own : `${own} ${column.order.replaceAll('_', ' ').toUpperCase()}`;
  });
  const included = index.includedAs === 'columns' ? include?.map(quotedName) : include;
  const sql = [
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${index.concurrently === true ? 'CONCURRENTLY ' : ''}`,
    `${test(index)}${quotedName(indexNameOf(index))} ON ${index.only === true ? 'ONLY ' : ''}${tableSql(index)}`,
    using === undefined ? '' : ` USING ${using}`,
    ` (${columns.join(', ')})`,
    included === undefined || included.length === 0 ? '' : ` INCLUDE (${included.join(', ')})`,
    index.nullsDistinct === false ? ' NULLS NOT DISTINCT' : index.nullsDistinct === true ? ' NULLS DISTINCT' : '',
    options === undefined ? '' : ` WITH (${options})`,
    where === undefined ? '' : ` WHERE ${where}`,
  ];
  return [plain(sql.join('')), ...commentOn('INDEX', nameInSchema(indexNameOf(index), index.prefix), index.comment)];
}

function columnComments(table: Tabled, columns: readonly ColumnOperation[]): Ddl[] {
  return columns.flatMap((column) =>
    column.kind === 'add' || column.kind === 'modify'
      ? commentOn('COLUMN', `${tableSql(table)}.${quotedName(column.column)}`, column.comment)
      : [],
  );
}

function commentOn(what: string, name: string, comment: string | undefined): Ddl[] {
  return comment === undefined ? [] : [plain(`COMMENT ON ${what} ${name} IS ${quotedText(comment)}`)];
}

interface Tabled {
  readonly table: string;
  readonly prefix?: string | undefined;
}

function tableSql({ table, prefix }: Tabled): string {
  return nameInSchema(table, prefix);
}

function test({ ifNotExists }: { readonly ifNotExists?: boolean | undefined }): string {
  return ifNotExists === true ? 'IF NOT EXISTS ' : '';
}

function ifExists(operation: { readonly ifExists?: boolean | undefined }): string {
  return operation.ifExists === true ? 'IF EXISTS ' : '';
}

function cascade(operation: { readonly cascade?: boolean | undefined }): string {
  return operation.cascade === true ? ' CASCADE' : '';
}
