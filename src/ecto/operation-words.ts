import { plural } from '../base/names.ts';
import type { ColumnOperation, Operation } from './operation.ts';

/** What a command does, on one line and without its columns: `create table blog.posts`. */
export function describeCommand(operation: Operation): string {
  const table = nameOf(operation.table ?? '', operation.prefix);
  switch (operation.kind) {
    case 'create-table':
      return `create table ${ifMissing(operation)}${table}`;
    case 'alter-table':
      return `alter table ${table}`;
    case 'drop-table':
      return `drop table ${ifThere(operation)}${table}${cascade(operation)}`;
    case 'rename-table':
      return `rename table ${table} to ${nameOf(operation.to, operation.prefix)}`;
    case 'rename-column':
      return `rename ${table}.${operation.column} to ${operation.to}`;
    case 'create-index':
    case 'drop-index':
      return describeIndex(operation, table);
    case 'rename-index':
      return `rename index ${operation.name} on ${table} to ${operation.to}`;
    case 'create-constraint':
      return `create constraint ${operation.name} on ${table}${notValidated(operation)}`;
    case 'drop-constraint':
      return `drop constraint ${ifThere(operation)}${operation.name} on ${table}${cascade(operation)}`;
    case 'execute':
      return `execute ${firstLine(operation.sql)}`;
    case 'code':
      return firstLine(operation.code);
  }
}

function describeIndex(operation: Operation & { kind: 'create-index' | 'drop-index' }, table: string): string {
  const columns = operation.columns.map(({ name }) => name).join(', ');
  const isCreated = operation.kind === 'create-index';
  const unique = isCreated && operation.unique ? 'unique index' : 'index';
  const how = operation.concurrently === true ? ' concurrently' : '';
  const name = operation.name === undefined ? '' : ` ${operation.name}`;
  const test = isCreated ? ifMissing(operation) : ifThere(operation);
  const where = isCreated && operation.where !== undefined ? ` where ${firstLine(operation.where)}` : '';
  const word = `${isCreated ? 'create' : 'drop'} ${unique}${how}${test === '' ? '' : ` ${test.trim()}`}`;
  const using = isCreated && operation.using !== undefined ? ` using ${operation.using}` : '';
  return `${word}${name} on ${table}${using} (${columns})${where}`;
}

function ifMissing({ ifNotExists }: { readonly ifNotExists?: boolean | undefined }): string {
  return ifNotExists === true ? 'if not exists ' : '';
}

function ifThere({ ifExists }: { readonly ifExists?: boolean | undefined }): string {
  return ifExists === true ? 'if exists ' : '';
}

function cascade(operation: { readonly cascade?: boolean | undefined }): string {
  return operation.cascade === true ? ' cascade' : '';
}

function notValidated({ validate }: { readonly validate?: boolean | undefined }): string {
  return validate === false ? ', not validated' : '';
}

/** What happens to a column: `add title: text, not null`. */
export function describeColumn(column: ColumnOperation): string {
  if (column.kind === 'remove') return `remove ${ifThere(column)}${column.column}`;
  if (column.kind === 'rename-column') return `rename ${column.column} to ${column.to}`;
  const { type } = column;
  const isReference = typeof type === 'object' && 'table' in type;
  const what = isReference
    ? `${printType(type.type)} → ${nameOf(type.table, type.prefix)}.${type.column}${notValidated(type)}`
    : printType(type);
  const required = column.null === false ? ', not null' : column.null === true ? ', null' : '';
  const value = column.default === undefined ? '' : `, default ${column.default}`;
  const test = column.kind === 'add' ? ifMissing(column) : '';
  const key = column.primaryKey === true ? ', primary key' : '';
  return `${column.kind} ${test}${column.column}: ${what}${key}${required}${value}`;
}

function printType(type: (ColumnOperation & { readonly kind: 'add' })['type']): string {
  if (typeof type === 'string') return type;
  return 'table' in type ? printType(type.type) : `${printType(type[1])}[]`;
}

function nameOf(table: string, prefix: string | undefined): string {
  return prefix === undefined || prefix === 'prefix()' ? table : `${prefix}.${table}`;
}

function firstLine(text: string): string {
  const lines = text.trim().split('\n');
  const rest = lines.length - 1;
  return rest === 0 ? (lines[0] ?? '') : `${lines[0] ?? ''} … (${rest} more ${plural('line', rest)})`;
}
