import { plural } from '../base/names.ts';
import type { PlanJson } from './plan-report.ts';

type Operation = PlanJson['migrations'][number]['up'][number];
type Column = (Operation & { kind: 'create-table' })['columns'][number];

/** A line about an operation, for people and models alike: what is done, or a remark on it. */
export interface DescriptionLine {
  readonly kind: 'does' | 'warns' | 'advises';
  readonly text: string;
  /** How far it stands inside of other lines: columns in their table, remarks below what they are about. */
  readonly depth: number;
  readonly cause?: { readonly path: string; readonly line: number };
}

/** What an operation does, column by column, with what was assumed and what it costs on a table that has rows. */
export function describeOperation(operation: Operation): DescriptionLine[] {
  const columns: readonly Column[] =
    operation.kind === 'create-table' ? operation.columns : operation.kind === 'alter-table' ? operation.changes : [];
  const own = withCause({ kind: 'does', text: describe(operation), depth: 0 }, operation);
  // The cost of a block is that of its columns.
  const remarks = columns.length === 0 ? remarksOn(operation, 1) : noteOn(operation, 1);
  const inner = columns.flatMap((column) => [
    withCause({ kind: 'does', text: describeColumn(column), depth: 1 }, column),
    ...remarksOn(column, 2),
  ]);
  return [own, ...remarks, ...inner];
}

function withCause(line: DescriptionLine, { cause }: Pick<Operation, 'cause'>): DescriptionLine {
  return cause === undefined ? line : { ...line, cause };
}

function remarksOn(about: Pick<Operation, 'cost' | 'note'>, depth: number): DescriptionLine[] {
  const { cost } = about;
  if (cost?.work !== 'scan' && cost?.work !== 'rewrite') return noteOn(about, depth);
  const what = cost.work === 'scan' ? 'reads every row' : 'writes every row anew';
  const advice: DescriptionLine[] =
    cost.safer === undefined ? [] : [{ kind: 'advises', text: `safer: ${cost.safer}`, depth }];
  return [...noteOn(about, depth), { kind: 'warns', text: `${what} under a lock: ${cost.lock}`, depth }, ...advice];
}

function noteOn({ note }: Pick<Operation, 'note'>, depth: number): DescriptionLine[] {
  return note === undefined ? [] : note.split('\n').map((text) => ({ kind: 'warns', text, depth }));
}

function describe(operation: Operation): string {
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

function describeColumn(column: Column): string {
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

function printType(type: Extract<Column, { kind: 'add' }>['type']): string {
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
