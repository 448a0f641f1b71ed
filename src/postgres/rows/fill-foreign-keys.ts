import { quotedName, quotedNames } from '../../ecto/sql-name.ts';
import type { ColumnDistribution } from '../../ash/demand/distribution-schema.ts';
import { nullShare, type ColumnSetup } from './fill-columns.ts';
import { chanceSql, rankSql } from './fill-rank.ts';
import type { LiveForeignKey } from './live-schema.ts';

/** What foreign keys add to a statement: columns with their values, and the joins that these come from. */
export interface ForeignValues {
  readonly values: ReadonlyMap<string, string>;
  readonly joins: readonly string[];
}

/**
 * Draws rows of the parents by their number. The widest key is drawn first; one that shares columns with it is drawn
 * among the parents that agree with these. `parents` tells how many rows there are.
 */
export function foreignValues(
  keys: readonly LiveForeignKey[],
  parents: ReadonlyMap<LiveForeignKey, number>,
  said: Readonly<Record<string, ColumnDistribution>>,
  setup: ColumnSetup,
): ForeignValues {
  const values = new Map<string, string>();
  const joins: string[] = [];
  for (const [index, key] of [...keys].sort((a, b) => b.columns.length - a.columns.length).entries()) {
    const free = key.columns.filter((name) => !values.has(name));
    const rows = parents.get(key) ?? 0;
    if (free.length === 0) continue;
    if (rows === 0) for (const name of free) values.set(name, 'NULL');
    else joins.push(...draw(key, index, free, rows, values, said, setup));
  }
  return { values, joins };
}

function draw(
  key: LiveForeignKey,
  index: number,
  free: readonly string[],
  rows: number,
  values: Map<string, string>,
  said: Readonly<Record<string, ColumnDistribution>>,
  setup: ColumnSetup,
): string[] {
  const target = (name: string): string => key.targetColumns[key.columns.indexOf(name)] ?? '';
  const shared = key.columns.filter((name) => values.has(name));
  const [alias, groups] = [`p${index}`, `g${index}`];
  const order = quotedNames([...shared, ...free].map(target));
  const numbered = `(SELECT row_number() OVER (ORDER BY ${order}) - 1 AS n, ${quotedNames(key.targetColumns)} FROM ${key.targetSql}) AS ${alias}`;
  const empty = `${chanceSql(setup.row, setup.seed, setup.table.sql, key.name, 'null')} < ${emptyShare(key, free, said, setup)}`;
  const number =
    shared.length === 0
      ? parentNumber(key, rows, said, setup)
      : `${groups}.first + floor(${chanceSql(setup.row, setup.seed, setup.table.sql, key.name)} * ${groups}.size)::bigint`;
  const agreeing = shared.map((name) => `${groups}.${quotedName(target(name))} = ${values.get(name) ?? 'NULL'}`);
  const sizes =
    `LEFT JOIN (SELECT min(n) AS first, count(*) AS size, ${quotedNames(shared.map(target))} FROM ` +
    `${numbered} GROUP BY ${quotedNames(shared.map(target))}) AS ${groups} ON ${agreeing.join(' AND ')}`;
  for (const name of free) values.set(name, `${alias}.${quotedName(target(name))}`);
  return [
    ...(shared.length === 0 ? [] : [sizes]),
    `LEFT JOIN ${numbered} ON ${alias}.n = CASE WHEN ${empty} THEN NULL ELSE ${number} END`,
  ];
}

function emptyShare(
  key: LiveForeignKey,
  free: readonly string[],
  said: Readonly<Record<string, ColumnDistribution>>,
  { table }: ColumnSetup,
): number {
  const shares = free.flatMap((name) => {
    const column = table.columns.find((own) => own.name === name);
    return column === undefined ? [] : nullShare(column, said[name] ?? {});
  });
  return shares.length === 0 || (key.isFull && free.length < key.columns.length) ? 0 : Math.min(...shares);
}

/** Parents with children are spread over all of them. */
function parentNumber(
  key: LiveForeignKey,
  rows: number,
  said: Readonly<Record<string, ColumnDistribution>>,
  { row, count, seed, table }: ColumnSetup,
): string {
  const own = key.columns.map((name) => said[name]).find((one) => one !== undefined) ?? {};
  const isUnique = table.keys.some(({ columns }) => columns.every((name) => key.columns.includes(name)));
  if (isUnique) return `(${row} - 1)`;
  const distinct = Math.min(own.distinct ?? rows, rows);
  const rank = rankSql(own, { row, count, distinct, words: [seed, table.sql, key.name] });
  return `(${rank}) * ${rows} / ${distinct}`;
}
