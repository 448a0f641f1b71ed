import { quotedName } from '../../ecto/sql-name.ts';
import type { Database } from '../database.ts';
import { checkConstants } from './check-constants.ts';
import type { LiveCheck, LiveColumn, LiveTable } from './live-schema.ts';
import { createRandom, type Random } from './random.ts';
import type { Cell, Cells, RowMaker } from './row-maker.ts';
import { baseNameOf, ordinaryValue, specialValues, type Types } from './sample-values.ts';
import { sqlTextOrNull } from './sql-text.ts';

/** Columns that check constraints or foreign keys tie to each other, and values that go together. */
export interface CheckGroup {
  readonly columns: readonly LiveColumn[];
  readonly checks: readonly LiveCheck[];
  /** Those of the rows that pass as they were made, by row. */
  readonly passing: ReadonlySet<number>;
  /** What else passes; empty where nothing was found, or the checks cannot be asked about by themselves. */
  readonly solutions: readonly Cells[];
}

/**
 * Values are made from what the constraints name, and PostgreSQL says which of them pass: whatever an expression is
 * about, it is asked as it stands.
 */
export async function solveChecks(
  database: Database,
  table: LiveTable,
  maker: RowMaker,
  { types, seed, rows }: { readonly types: Types; readonly seed: string; readonly rows: number },
): Promise<readonly CheckGroup[]> {
  const solved: CheckGroup[] = [];
  for (const group of groupsOf(table, maker.columns)) {
    const random = createRandom(seed, table.sql, 'checks', ...group.columns.map(({ name }) => name));
    const own = Array.from({ length: rows }, (_, row) => maker.make(row, 0, 'varied') ?? new Map<string, Cell>());
    const pools = group.columns.map((column) => poolOf(column, group.checks, types, random));
    const isForeign = new Set(table.foreignKeys.flatMap((key) => key.columns));
    let found: readonly number[] = [];
    let candidates: readonly Cells[] = [];
    for (const count of [group.columns.length === 1 ? 60 : 240, 2000]) {
      candidates = [...own, ...candidatesOf(group.columns, pools, isForeign, maker, random, count)];
      found = await passingOf(database, group, candidates);
      if (found.length > 0) break;
    }
    solved.push({
      ...group,
      passing: new Set(found.filter((index) => index < rows)),
      solutions: found.filter((index) => index >= rows).flatMap((index) => candidates[index] ?? []),
    });
  }
  return solved;
}

type Group = Pick<CheckGroup, 'columns' | 'checks'>;

/** A check on a column that the database makes is for the database to say. */
function groupsOf(table: LiveTable, columns: readonly LiveColumn[]): Group[] {
  const own = new Map(columns.map((column) => [column.name, column]));
  const checks = table.checks.filter(
    (check) => check.columns.length > 0 && check.columns.every((name) => own.has(name)),
  );
  const ties = [...checks.map((check) => check.columns), ...table.foreignKeys.map((key) => key.columns)];
  let sets: ReadonlySet<string>[] = [];
  for (const tie of ties) {
    const touched = sets.filter((set) => tie.some((name) => set.has(name)));
    sets = [...sets.filter((set) => !touched.includes(set)), new Set([...tie, ...touched.flatMap((set) => [...set])])];
  }
  return sets.flatMap((set) => {
    const of = checks.filter((check) => check.columns.some((name) => set.has(name)));
    const members = columns.filter(({ name }) => set.has(name));
    return of.length === 0 ? [] : [{ columns: members, checks: of }];
  });
}

/** Names that several checks of one group are about weigh no more than others. */
function poolOf(column: LiveColumn, checks: readonly LiveCheck[], types: Types, random: Random): readonly string[] {
  const base = baseNameOf(column, types);
  const about = checks.filter((check) => check.columns.includes(column.name));
  const constants = about.map((check) => checkConstants(check.sql, random));
  const named = constants.flatMap(({ texts, numbers }) => candidatesFor(base, column, texts, numbers, types));
  const ordinary = Array.from({ length: 12 }, (_, k) => ordinaryValue(column, k, types) ?? '');
  const usual = [...ordinary, ...specialValues(column, types)];
  return [...new Set([...named, ...(isText(base) ? usual.flatMap(otherCases) : usual)])];
}

function isText(base: string): boolean {
  return ['text', 'varchar', 'bpchar', 'citext'].includes(base);
}

function otherCases(text: string): string[] {
  return [text, text.toLowerCase(), text.toUpperCase(), text.toLowerCase().replace(/[^a-z0-9]+/g, '_')];
}

const wholeLimits: Readonly<Record<string, number>> = {
  int2: 32_767,
  int4: 2_147_483_647,
  int8: Number.MAX_SAFE_INTEGER,
};

/** What PostgreSQL would refuse to read as the type would refuse all others with it. */
function candidatesFor(
  base: string,
  column: LiveColumn,
  texts: readonly string[],
  numbers: readonly string[],
  types: Types,
): readonly string[] {
  const limit = wholeLimits[base];
  if (limit !== undefined) return numbers.filter((value) => /^-?\d+$/.test(value) && Math.abs(Number(value)) <= limit);
  if (['numeric', 'float4', 'float8', 'money'].includes(base)) return numeric(base, column.modifier, numbers);
  if (['text', 'varchar', 'bpchar', 'citext'].includes(base))
    return [...texts, ...lengths(numbers)].map((value) => cut(value, base, column));
  if (['date', 'timestamp', 'timestamptz'].includes(base))
    return texts.filter((value) => /^\d{4}-\d\d-\d\d/.test(value));
  if (base === 'uuid') return texts.filter((value) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value));
  if (base === 'jsonb' || base === 'json') return ['{}', '[]', '[1]', '"a"', '1', 'true', 'null', objectWith(texts)];
  const { kind, labels = [], element } = types.get(column.type) ?? {};
  if (kind === 'enum') return labels;
  if (element !== undefined) return arraysOf({ type: element, modifier: column.modifier }, texts, types);
  return base === 'bool' ? ['true', 'false'] : [];
}

function numeric(base: string, modifier: number, numbers: readonly string[]): readonly string[] {
  if (base !== 'numeric' || modifier < 4) return numbers;
  const [precision, scale] = [((modifier - 4) >> 16) & 0xffff, (modifier - 4) & 0x7ff];
  return numbers.filter((value) => Math.abs(Number(value)) < 10 ** (precision - scale));
}

/** Texts that are as long as a number that the check names, each letter another. */
function lengths(numbers: readonly string[]): string[] {
  return numbers
    .map(Number)
    .filter((length) => Number.isInteger(length) && length > 0 && length <= 2000)
    .flatMap((length) =>
      ['x', 'a', '7'].map((letter) => letter + 'bcdefghijk'.repeat(length / 10 + 1).slice(0, length - 1)),
    );
}

function cut(value: string, base: string, { modifier }: LiveColumn): string {
  return base === 'text' || base === 'citext' || modifier < 4
    ? value
    : Array.from(value)
        .slice(0, modifier - 4)
        .join('');
}

function objectWith(keys: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, 1])));
}

function arraysOf(
  element: { readonly type: string; readonly modifier: number },
  texts: readonly string[],
  types: Types,
): string[] {
  const isText = ['text', 'varchar', 'citext'].includes(baseNameOf(element, types));
  const items = isText ? texts : [ordinaryValue(element, 0, types) ?? ''];
  const listed = items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`);
  return ['{}', ...[1, 2, 3].map((count) => `{${listed.slice(0, count).join(',')}}`)];
}

function candidatesOf(
  columns: readonly LiveColumn[],
  pools: readonly (readonly string[])[],
  isForeign: ReadonlySet<string>,
  maker: RowMaker,
  random: Random,
  count: number,
): Cells[] {
  const [only] = columns;
  if (columns.length === 1 && only !== undefined && !isForeign.has(only.name)) {
    const values: readonly Cell[] = [...(pools[0] ?? []), ...(only.nullable ? [null] : [])];
    return values.map((value) => new Map([[only.name, value]]));
  }
  return Array.from({ length: count }, (_, index) => {
    const row = maker.make(index % 7, index + 1, 'plain');
    return new Map(
      columns.map((column, place) => {
        if (isForeign.has(column.name)) return [column.name, row?.get(column.name) ?? null];
        if (column.nullable && random.next() < 0.4) return [column.name, null];
        return [column.name, random.pick(pools[place] ?? []) ?? null];
      }),
    );
  });
}

/**
 * The numbers of those that pass. One over which the expression fails (a product that is too large) takes all that are
 * asked about with it: they are asked about a few at a time then.
 */
async function passingOf(database: Database, group: Group, candidates: readonly Cells[]): Promise<number[]> {
  const numbered = candidates.map((cells, index) => ({ cells, index }));
  const all = await askedOf(database, group, numbered);
  if (all !== undefined) return all;
  const found: number[] = [];
  for (let at = 0; at < Math.min(numbered.length, 320) && found.length < 60; at += 16) {
    found.push(...((await askedOf(database, group, numbered.slice(at, at + 16))) ?? []));
  }
  return found;
}

interface Candidate {
  readonly cells: Cells;
  readonly index: number;
}

async function askedOf(
  database: Database,
  { columns, checks }: Group,
  candidates: readonly Candidate[],
): Promise<number[] | undefined> {
  const possible = candidates.filter(({ cells }) => allowed(columns, cells));
  if (possible.length === 0) return [];
  const values = possible.map(({ cells, index }) => {
    const texts = columns.map(({ name }) => sqlTextOrNull(cells.get(name) ?? null));
    return `(${index}, ${texts.join(', ')})`;
  });
  const named = columns.map((column, index) => `r.c${index}::text::${column.baseSql} AS ${quotedName(column.name)}`);
  const aliases = columns.map((_, index) => `c${index}`).join(', ');
  await database.run('SAVEPOINT checks');
  const answer = await database.run(
    `SELECT v.k::text AS k FROM (SELECT r.k, ${named.join(', ')} FROM (VALUES ${values.join(', ')}) AS r (k, ${aliases})) AS v ` +
      `WHERE ${checks.map(({ sql }) => `(${sql}) IS NOT FALSE`).join(' AND ')} ORDER BY v.k`,
  );
  await database.run(answer.ok ? 'RELEASE SAVEPOINT checks' : 'ROLLBACK TO SAVEPOINT checks');
  return answer.ok ? answer.rows.map(({ k }) => Number(k)) : undefined;
}

function allowed(columns: readonly LiveColumn[], cells: Cells): boolean {
  return columns.every(({ name, nullable, hasDefault }) => {
    const cell = cells.get(name);
    return cell === undefined ? hasDefault : nullable || cell !== null;
  });
}
