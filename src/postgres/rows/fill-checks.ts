import { quotedName } from '../../ecto/sql-name.ts';
import type { Database } from '../database.ts';
import { solveChecks } from './check-groups.ts';
import type { ColumnDistribution } from '../../ash/demand/distribution-schema.ts';
import { countsUp, withNulls } from './fill-columns.ts';
import { chanceSql, rankSql } from './fill-rank.ts';
import type { LiveCheck, LiveColumn, LiveTable } from './live-schema.ts';
import { createRowMaker, type Cells, type Parents } from './row-maker.ts';
import { baseNameOf, type Types } from './sample-values.ts';
import { sqlTextOrNull } from './sql-text.ts';

export interface CheckedSetup {
  readonly table: LiveTable;
  readonly types: Types;
  readonly seed: string;
  readonly row: string;
  readonly count: number;
  readonly said: Readonly<Record<string, ColumnDistribution>>;
  readonly parents: Parents;
  /** `FROM` and joins that the values need, over the first rows only. */
  readonly sampleFrom: string;
}

/** Texts of many forms, each with the number of the row in it: some constraint on an address or a code may take one. */
const forms: readonly ((row: string) => string)[] = [
  (row) => `'n' || ${row}`,
  (row) => `'n-' || ${row}`,
  (row) => `'n' || ${row} || '@example.com'`,
  (row) => `'https://example.com/' || ${row}`,
  (row) => `lpad((${row})::text, 10, '0')`,
  (row) => `upper(lpad(to_hex(${row}), 6, '0'))`,
  (row) => `'+49' || lpad((${row})::text, 9, '0')`,
  (row) => `'n' || translate(to_hex(${row}), '0123456789', 'ghijklmnop')`,
  (row) => `'N' || translate(upper(to_hex(${row})), '0123456789', 'GHIJKLMNOP')`,
];

/**
 * Values that the table's checks take: those that are there already where they pass, texts of another form, or such
 * that were found for rows one by one. Undefined where nothing passes; the sentence tells what.
 */
export async function checkedValues(
  database: Database,
  values: ReadonlyMap<string, string>,
  setup: CheckedSetup,
): Promise<{ readonly values: ReadonlyMap<string, string> } | { readonly reason: string }> {
  const { table, types, seed } = setup;
  const failing: LiveCheck[] = [];
  const checked = new Map(values);
  for (const check of table.checks.filter(({ columns }) => columns.every((name) => values.has(name)))) {
    if (await passes(database, checked, check, setup)) continue;
    const form = await otherForm(database, checked, check, setup);
    if (form === undefined) failing.push(check);
    else checked.set(form.column, form.sql);
  }
  if (failing.length === 0) return { values: checked };
  const maker = createRowMaker({
    ...{ table, types, seed, parents: setup.parents, later: new Set(), explicit: new Set(values.keys()), promised: [] },
  });
  for (const group of await solveChecks(database, table, maker, { types, seed, rows: 0 })) {
    if (!group.checks.some((check) => failing.includes(check))) continue;
    if (group.solutions.length === 0) {
      return { reason: `No values were found that pass \`${group.checks.map(({ sql }) => sql).join('` and `')}\`.` };
    }
    const [only] = group.columns;
    if (group.columns.length === 1 && only !== undefined) {
      checked.set(only.name, singleSql(only, group.solutions, setup));
      continue;
    }
    const words = [seed, table.sql, ...group.columns.map(({ name }) => name), 'solution'];
    const choice = `floor(${chanceSql(setup.row, ...words)} * ${group.solutions.length})::int`;
    for (const column of group.columns) checked.set(column.name, solutionSql(column, group.solutions, choice));
  }
  return { values: checked };
}

async function passes(
  database: Database,
  values: ReadonlyMap<string, string>,
  { sql, columns }: LiveCheck,
  { sampleFrom }: CheckedSetup,
): Promise<boolean> {
  const listed = columns.map((name) => `${values.get(name) ?? 'NULL'} AS ${quotedName(name)}`).join(', ');
  await database.run('SAVEPOINT form');
  const answer = await database.run(
    `SELECT bool_and((${sql}) IS NOT FALSE)::text AS passes FROM (SELECT ${listed} FROM ${sampleFrom}) AS v`,
  );
  await database.run(answer.ok ? 'RELEASE SAVEPOINT form' : 'ROLLBACK TO SAVEPOINT form');
  return answer.ok && answer.rows[0]?.['passes'] === 'true';
}

/** Only where many different texts are wanted: otherwise found ones do, and are nearer to real ones. */
async function otherForm(
  database: Database,
  values: ReadonlyMap<string, string>,
  check: LiveCheck,
  setup: CheckedSetup,
): Promise<{ readonly column: string; readonly sql: string } | undefined> {
  const { table, types, row } = setup;
  for (const column of table.columns.filter(({ name }) => check.columns.includes(name))) {
    if (!countsUp(column, table)) continue;
    if (!['text', 'varchar', 'bpchar', 'citext'].includes(baseNameOf(column, types))) continue;
    for (const form of forms) {
      const sql = `(${form(row)})::${column.baseSql}`;
      if (await passes(database, new Map([...values, [column.name, sql]]), check, setup))
        return { column: column.name, sql };
    }
  }
  return undefined;
}

/** As often as the distribution says, and empty as often. */
function singleSql(
  column: LiveColumn,
  solutions: readonly Cells[],
  { table, seed, row, count, said }: CheckedSetup,
): string {
  const own = said[column.name] ?? {};
  const filled = solutions.filter((cells) => (cells.get(column.name) ?? null) !== null);
  if (filled.length === 0) return 'NULL';
  const listed = filled.slice(0, own.distinct ?? filled.length);
  const words = [seed, table.sql, column.name];
  const rank = rankSql(own, { row, count, distinct: listed.length, words });
  return withNulls(solutionSql(column, listed, rank), column, own, row, words);
}

function solutionSql({ name, baseSql }: LiveColumn, solutions: readonly Cells[], index: string): string {
  const texts = solutions.map((cells) => sqlTextOrNull(cells.get(name) ?? null));
  return `((ARRAY[${texts.join(', ')}]::text[])[(${index}) + 1])::${baseSql}`;
}
