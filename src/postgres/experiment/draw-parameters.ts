import { quotedName } from '../../ecto/sql-name.ts';
import type { DemandedQuery, QueryParameter } from '../../ash/demand/demand.ts';
import type { Database } from '../database.ts';
import type { SampleName } from './index-report.ts';

/** Values for the parameters of a query, all of one kind. */
export interface Sample {
  readonly name: SampleName;
  readonly values: readonly (string | null)[];
}

export type Drawn =
  { readonly ok: true; readonly samples: readonly Sample[] } | { readonly ok: false; readonly reason: string };

type ColumnParameter = Extract<QueryParameter, { readonly kind: 'column' }>;
type Rank = Exclude<SampleName, 'fixed'>;

const ranks: readonly Rank[] = ['common', 'median', 'rare'];

/** How many values a list gets, such as the keys that a relationship is loaded for: a page of records. */
const listLength = 20;

/**
 * Draws values out of the rows: those that most rows have, such in the middle, and rare ones. Values of several columns
 * of one table come from one row, so that there is a row to find.
 */
export async function drawParameters(
  database: Database,
  query: DemandedQuery,
  sqlNameOf: (table: string) => string,
): Promise<Drawn> {
  const columns = query.parameters.filter((parameter) => parameter.kind === 'column');
  if (columns.length === 0) return { ok: true, samples: [{ name: 'fixed', values: query.parameters.map(literal) }] };
  const byRank = new Map<Rank, Map<QueryParameter, string>>(ranks.map((rank) => [rank, new Map()]));
  for (const table of new Set(columns.map((parameter) => parameter.table))) {
    const own = columns.filter((parameter) => parameter.table === table);
    const drawn = await drawFrom(database, sqlNameOf(table), own, query);
    if (!drawn.ok) return drawn;
    for (const [rank, values] of drawn.values)
      for (const [parameter, value] of values) byRank.get(rank)?.set(parameter, value);
  }
  const samples = ranks.map((rank): Sample => {
    const values = byRank.get(rank);
    return { name: rank, values: query.parameters.map((parameter) => values?.get(parameter) ?? literal(parameter)) };
  });
  return { ok: true, samples: distinctSamples(samples) };
}

function literal(parameter: QueryParameter): string | null {
  return parameter.kind === 'literal' ? parameter.value : null;
}

function distinctSamples(samples: readonly Sample[]): readonly Sample[] {
  const known = new Set<string>();
  return samples.filter(({ values }) => {
    const text = JSON.stringify(values);
    return known.has(text) ? false : known.add(text);
  });
}

type Values = ReadonlyMap<QueryParameter, string>;
type DrawnValues =
  { readonly ok: true; readonly values: ReadonlyMap<Rank, Values> } | { readonly ok: false; readonly reason: string };

async function drawFrom(
  database: Database,
  table: string,
  parameters: readonly ColumnParameter[],
  { shape }: DemandedQuery,
): Promise<DrawnValues> {
  const isRange = ({ column }: ColumnParameter): boolean =>
    shape.range.includes(column) && !shape.equal.includes(column);
  const equal = [...new Set(parameters.filter((own) => !isRange(own)).map(({ column }) => column))];
  const ranges = [...new Set(parameters.filter(isRange).map(({ column }) => column))];
  const values = new Map<Rank, Map<QueryParameter, string>>(ranks.map((rank) => [rank, new Map()]));
  for (const rank of ranks) {
    const rows = equal.length === 0 ? [] : await frequentRows(database, table, equal, rank);
    if (typeof rows === 'string') return { ok: false, reason: rows };
    if (equal.length > 0 && rows.length === 0) return { ok: false, reason: `No row of ${table} has all values.` };
    const quantiles = await quantilesOf(database, table, ranges, rank);
    if (typeof quantiles === 'string') return { ok: false, reason: quantiles };
    for (const parameter of parameters) {
      const value = isRange(parameter)
        ? quantiles.get(parameter.column)
        : valueOf(parameter, rows, shape.search.includes(parameter.column));
      if (value !== undefined) values.get(rank)?.set(parameter, value);
    }
  }
  return { ok: true, values };
}

type TextRow = Readonly<Record<string, string | null>>;

/** Rows of values with how often they occur, from the wanted rank on: lists take several. */
async function frequentRows(
  database: Database,
  table: string,
  columns: readonly string[],
  rank: Rank,
): Promise<readonly TextRow[] | string> {
  const names = columns.map(quotedName);
  const start = { common: '0', median: 'greatest((total - 1) / 2, 0)', rare: 'greatest(total - 1, 0)' }[rank];
  const answer = await database.run(
    `WITH found AS (SELECT ${names.map((name, index) => `${name}::text AS "c${index}"`).join(', ')}, count(*) AS n ` +
      `FROM ${table} WHERE ${names.map((name) => `${name} IS NOT NULL`).join(' AND ')} ` +
      `GROUP BY ${names.map((_, index) => index + 1).join(', ')}), ` +
      'ranked AS (SELECT found.*, row_number() OVER (ORDER BY n DESC, ' +
      `${names.map((_, index) => `"c${index}" COLLATE "C"`).join(', ')}) - 1 AS place, count(*) OVER () AS total FROM found) ` +
      `SELECT * FROM ranked ORDER BY abs(place - (${start})), place LIMIT ${listLength}`,
  );
  if (!answer.ok) return `No values could be drawn from ${table}: ${reasonOf(answer)}`;
  return answer.rows.map((row) =>
    Object.fromEntries(columns.map((column, index) => [column, row[`c${index}`] ?? null])),
  );
}

/** For comparisons by size: a condition with one of these holds for half, a twentieth or nearly all of the rows. */
async function quantilesOf(
  database: Database,
  table: string,
  columns: readonly string[],
  rank: Rank,
): Promise<ReadonlyMap<string, string> | string> {
  const share = { common: 0.5, median: 0.95, rare: 0.05 }[rank];
  const values = new Map<string, string>();
  for (const column of columns) {
    const name = quotedName(column);
    const answer = await database.run(
      `SELECT percentile_disc(${share}) WITHIN GROUP (ORDER BY ${name})::text AS value FROM ${table}`,
    );
    if (!answer.ok) return `No values could be drawn from ${table}: ${reasonOf(answer)}`;
    const value = answer.rows[0]?.['value'];
    if (value !== undefined && value !== null) values.set(column, value);
  }
  return values;
}

function reasonOf(answer: { readonly error: { readonly kind: string; readonly message?: string } }): string {
  return answer.error.message ?? answer.error.kind;
}

/** A text that is searched for is a part of one that is there. */
function valueOf({ column, type }: ColumnParameter, rows: readonly TextRow[], isSearched: boolean): string | undefined {
  const found = rows.flatMap((row) => row[column] ?? []);
  const [first] = found;
  if (first === undefined) return undefined;
  if (type.endsWith('[]') && !first.startsWith('{')) return arrayText(found);
  return isSearched ? partOf(first) : first;
}

function arrayText(values: readonly string[]): string {
  return `{${[...new Set(values)].map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** Six characters from the middle: enough for trigrams, and not the whole. */
function partOf(text: string): string {
  const start = Math.max(0, Math.floor((text.length - 6) / 2));
  return text.slice(start, start + 6).replace(/[%_\\]/g, '') || text;
}
