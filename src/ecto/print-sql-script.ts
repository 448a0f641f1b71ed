import type { Cost } from './cost-schema.ts';
import type { Operation } from './operation.ts';
import { printSql } from './print-sql.ts';

/** What a migration sends to the database, with remarks on each statement: its line, its lock, its safer form. */
export function printSqlScript(operations: readonly Operation[]): string {
  return operations.map((operation) => `${printStatement(operation)}\n`).join('\n');
}

/** One statement below its remarks. */
export function printStatement(operation: Operation): string {
  const { cause, note, cost } = operation;
  const remarks = [
    ...(cause === undefined ? [] : [`${cause.path}:${cause.line}`]),
    ...(cost === undefined ? [] : printCost(cost)),
    ...(note === undefined ? [] : note.split('\n')),
  ];
  const sql = printSql(operation) ?? withoutSql(operation);
  return [...remarks.map((remark) => `-- ${remark}`), sql].join('\n');
}

const works: Readonly<Record<Cost['work'], string | undefined>> = {
  none: undefined,
  scan: 'reads every row',
  rewrite: 'writes every row anew',
  unknown: 'what it does to rows is not known',
};

/** What running it costs, in words; empty where it costs nothing. */
export function printCost({ lock, work, safer }: Cost): string[] {
  if (lock === 'none') return [];
  const held = lock === 'unknown' ? 'locks that are not known' : `${lock} lock`;
  const does = works[work];
  return [does === undefined ? held : `${held}; ${does}`, ...(safer === undefined ? [] : [`Safer: ${safer}`])];
}

/** Elixir of a resource's own and comments have no SQL that could be told; a rename in a block is refused by Ecto. */
function withoutSql(operation: Operation): string {
  const code = operation.kind === 'code' ? operation.code : 'Ecto refuses a rename inside of `alter table`.';
  return code
    .split('\n')
    .map((line) => `-- ${line.replace(/^# ?/, '')}`)
    .join('\n');
}
