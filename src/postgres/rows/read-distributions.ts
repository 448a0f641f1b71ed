import { z } from 'zod';
import type { Database, DatabaseError, Row } from '../database.ts';
import type { ColumnDistribution, Distributions } from '../../ash/demand/distribution-schema.ts';
import { sqlText } from './sql-text.ts';

export type ReadDistributions =
  | { readonly ok: true; readonly distributions: Distributions; readonly withoutStatistics: readonly string[] }
  | { readonly ok: false; readonly error: DatabaseError };

/** Values are read of enums and booleans only: what stands in other columns may be somebody's data. */
function statisticsSql(tables: readonly string[]): string {
  return `SELECT w.name AS table, c.reltuples::bigint::text AS rows, a.attname::text AS column, s.null_frac::text AS nulls,
  (CASE WHEN s.n_distinct < 0 THEN ceil(-s.n_distinct * greatest(c.reltuples, 1)) ELSE s.n_distinct END)::bigint::text AS distinct,
  s.correlation::text AS correlation, s.most_common_freqs::text AS shares,
  CASE WHEN y.typtype = 'e' OR y.typname = 'bool' THEN to_json(s.most_common_vals::text::text[])::text END AS values
FROM unnest(ARRAY[${tables.map(sqlText).join(', ')}]::text[]) w (name)
JOIN pg_class c ON c.oid = to_regclass(w.name) AND c.relkind IN ('r', 'p', 'm')
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type y ON y.oid = a.atttypid
LEFT JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname
  AND s.inherited = (c.relkind = 'p')
ORDER BY w.name, a.attnum`;
}

/**
 * What a server knows of its tables since they were last analysed. Nothing is written and no table is read; tables that
 * do not exist are left out, those without statistics named. Names are as in a statement: `public.posts`.
 */
export async function readDistributions(database: Database, tables: readonly string[]): Promise<ReadDistributions> {
  const answer = await database.run(statisticsSql(tables));
  if (!answer.ok) return answer;
  const found = tables.flatMap((table) => {
    const rows = answer.rows.filter((row) => row['table'] === table);
    return rows.length === 0 ? [] : [{ table, rows, known: rows.some(({ nulls }) => nulls !== null) }];
  });
  return {
    ok: true,
    distributions: Object.fromEntries(
      found
        .filter(({ known }) => known)
        .map(({ table, rows }) => [table, { rows: rowsIn(rows), columns: columnsIn(rows) }]),
    ),
    withoutStatistics: found.filter(({ known }) => !known).map(({ table }) => table),
  };
}

function rowsIn(rows: readonly Row[]): number {
  return Math.max(0, Number(rows[0]?.['rows'] ?? 0));
}

function columnsIn(rows: readonly Row[]): Record<string, ColumnDistribution> {
  return Object.fromEntries(
    rows.filter(({ nulls }) => nulls !== null).map((row) => [row['column'] ?? '', columnOf(row)]),
  );
}

const texts = z.array(z.string().nullable());

function columnOf(row: Row): ColumnDistribution {
  const distinct = Number(row['distinct'] ?? 0);
  const shares = (row['shares'] ?? '{}')
    .slice(1, -1)
    .split(',')
    .filter((share) => share !== '')
    .map(Number);
  const nulls = rounded(Number(row['nulls'] ?? 0));
  const values = texts.parse(JSON.parse(row['values'] ?? '[]'));
  const skew = skewOf(shares, distinct, 1 - nulls);
  const correlation = row['correlation'] ?? undefined;
  return {
    ...(distinct > 0 ? { distinct } : {}),
    ...(nulls > 0 ? { nulls } : {}),
    ...(skew > 0 ? { skew } : {}),
    ...(values.length > 0
      ? {
          values: values.flatMap((value, index) =>
            value === null ? [] : [{ value, share: rounded(shares[index] ?? 0) }],
          ),
        }
      : {}),
    ...(correlation === undefined ? {} : { correlation: rounded(Number(correlation)) }),
  };
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** The exponent at which the first of so many values is as frequent as it was found; small ones are a sample's chance. */
function skewOf([first]: readonly number[], distinct: number, filled: number): number {
  if (first === undefined || distinct < 2 || filled <= 0) return 0;
  const share = Math.min(1, first / filled);
  const count = Math.min(distinct, 10_000);
  let [low, high] = [0, 5];
  for (let step = 0; step < 20; step += 1) {
    const middle = (low + high) / 2;
    let sum = 0;
    for (let rank = 1; rank <= count; rank += 1) sum += rank ** -middle;
    if (1 / sum < share) low = middle;
    else high = middle;
  }
  return low < 0.25 ? 0 : Math.round(low * 100) / 100;
}
