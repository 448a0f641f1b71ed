import type { ColumnDistribution } from '../../ash/demand/distribution-schema.ts';
import { chanceSql, rankSql } from './fill-rank.ts';
import { usualDistinct, valueSql } from './fill-value.ts';
import type { LiveColumn, LiveTable } from './live-schema.ts';
import type { Types } from './sample-values.ts';
import { sqlText } from './sql-text.ts';

export interface ColumnSetup {
  readonly table: LiveTable;
  readonly types: Types;
  readonly seed: string;
  readonly count: number;
  /** The number of the row, from 1. */
  readonly row: string;
}

/** SQL of a column's value in a row, where no foreign key and no check says otherwise. */
export function columnSql(column: LiveColumn, said: ColumnDistribution, setup: ColumnSetup): string {
  const { table, types, row, count } = setup;
  const words = [setup.seed, table.sql, column.name];
  if (countsUp(column, table)) return valueSql(column, `(${row} - 1)`, count, types);
  const distinct = Math.min(
    said.distinct ?? said.values?.length ?? usualDistinct(column, count, types),
    Math.max(1, count),
  );
  const correlation = said.correlation ?? usualCorrelation(column, types);
  const rank = rankSql({ ...said, correlation }, { row, count, distinct, words });
  const plain = valueSql(column, rank, distinct, types);
  const value =
    said.values === undefined || said.values.length === 0 ? plain : listedSql(column, said, rank, plain, row, words);
  return withNulls(value, column, said, row, words);
}

/** Rows without a value; what was put away at some time is the smaller part of a table. */
export function nullShare(column: LiveColumn, said: ColumnDistribution): number {
  if (!column.nullable) return 0;
  return said.nulls ?? (/^(archived|deleted|discarded)_at$/.test(column.name) ? 0.9 : 0.1);
}

export function withNulls(
  value: string,
  column: LiveColumn,
  said: ColumnDistribution,
  row: string,
  words: readonly string[],
): string {
  const share = nullShare(column, said);
  return share === 0 ? value : `CASE WHEN ${chanceSql(row, ...words, 'null')} >= ${share} THEN ${value} END`;
}

/** Whether each row has a value of its own: what is unique alone, or the one column of a key that points nowhere else. */
export function countsUp({ name }: LiveColumn, { keys, foreignKeys }: LiveTable): boolean {
  const isForeign = (other: string): boolean => foreignKeys.some(({ columns }) => columns.includes(other));
  return (
    !isForeign(name) &&
    keys.some(({ columns }) => columns.includes(name) && columns.every((other) => other === name || isForeign(other)))
  );
}

/** What the database writes when a row comes is in the order in which they came. */
function usualCorrelation(column: LiveColumn, types: Types): number {
  const isMoment = ['timestamp', 'timestamptz'].includes(types.get(column.type)?.name ?? '');
  return isMoment && (column.hasDefault || /^(inserted|created)_at$/.test(column.name)) ? 1 : 0;
}

/** Values with a share each have theirs; the others share what is left, or follow the rank. */
function listedSql(
  column: LiveColumn,
  { values = [] }: ColumnDistribution,
  rank: string,
  plain: string,
  row: string,
  words: readonly string[],
): string {
  const texts = values.map((value) => (typeof value === 'string' ? { value, share: undefined } : value));
  const listed = `ARRAY[${texts.map(({ value }) => sqlText(value)).join(', ')}]::text[]`;
  const shared = texts.filter(({ share }) => share !== undefined);
  const byRank = `(${listed})[(${rank}) % ${texts.length} + 1]::${column.baseSql}`;
  if (shared.length === 0) return byRank;
  const chance = chanceSql(row, ...words, 'value');
  let sum = 0;
  const cases = shared.map(({ value, share = 0 }) => {
    sum += share;
    return `WHEN ${chance} < ${sum} THEN ${sqlText(value)}::${column.baseSql}`;
  });
  return `CASE ${cases.join(' ')} ELSE ${shared.length === texts.length && sum < 0.99 ? plain : byRank} END`;
}
