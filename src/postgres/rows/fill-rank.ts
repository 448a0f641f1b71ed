import type { ColumnDistribution } from '../../ash/demand/distribution-schema.ts';
import { createRandom } from './random.ts';

/**
 * Chance in SQL: a hash of the number of the row, which is the same in every run, and on every server (PostgreSQL 11
 * and later). From 0 to below 1. Different words give numbers that have nothing to do with each other.
 */
export function chanceSql(row: string, ...words: readonly string[]): string {
  const salt = createRandom(...words).below(2_147_483_647);
  return `((hashint8extended(${row}, ${salt}) & 9007199254740991) / 9007199254740992.0::float8)`;
}

export interface RankSetup {
  /** The number of the row, from 1: an expression of type `bigint`. */
  readonly row: string;
  /** How many rows there will be. */
  readonly count: number;
  readonly distinct: number;
  readonly words: readonly string[];
}

/** Which of the distinct values a row has, from 0, as a `bigint`: small ranks are more frequent where there is a skew. */
export function rankSql(
  { skew = 0, correlation = 0 }: Pick<ColumnDistribution, 'skew' | 'correlation'>,
  { row, count, distinct, words }: RankSetup,
): string {
  const spread = `least(${distinct - 1}, floor(${skewedSql(chanceSql(row, ...words, 'rank'), distinct, skew)}))::bigint`;
  if (correlation === 0) return spread;
  const place = correlation > 0 ? `(${row} - 1)` : `(${count} - ${row})`;
  const ordered = `((greatest(0, ${place}) * ${distinct} / ${Math.max(1, count)}) % ${distinct})::bigint`;
  const share = Math.abs(correlation);
  return share >= 1
    ? ordered
    : `CASE WHEN ${chanceSql(row, ...words, 'order')} < ${share} THEN ${ordered} ELSE ${spread} END`;
}

/** The inverse of the distribution `rank ^ -skew` between 1 and `distinct + 1`, which is Zipf's without its steps. */
function skewedSql(chance: string, distinct: number, skew: number): string {
  if (skew === 0) return `${chance} * ${distinct}`;
  if (Math.abs(skew - 1) < 0.01) return `exp(${chance} * ln(${distinct + 1}::float8)) - 1`;
  const power = 1 - skew;
  const end = (distinct + 1) ** power - 1;
  return `power(1 + ${chance} * ${realSql(end)}, ${realSql(1 / power)}) - 1`;
}

function realSql(value: number): string {
  return `(${value}::float8)`;
}
