import { quotedName, quotedNames } from '../../ecto/sql-name.ts';
import type { Database, DatabaseError, Row } from '../database.ts';
import { solveChecks, type CheckGroup } from './check-groups.ts';
import type { LiveForeignKey, LiveSchema, LiveTable } from './live-schema.ts';
import { numberBehind } from './number-behind.ts';
import { createRandom } from './random.ts';
import { createRowMaker, type Cell, type Cells, type Mode, type Parents, type RowMaker } from './row-maker.ts';
import { ordinaryValue } from './sample-values.ts';
import { isOptional, type SeedTurn } from './seed-order.ts';
import { sqlTextOrNull } from './sql-text.ts';
import { createUniqueRows, type UniqueRows } from './unique-rows.ts';

export interface SeedContext {
  readonly database: Database;
  readonly schema: LiveSchema;
  readonly rowsPerTable: number;
  readonly seed: string;
}

export type TableSeeded =
  | { readonly ok: true; readonly rows: number; readonly keys: readonly Row[]; readonly reason?: string }
  | { readonly ok: false; readonly error: DatabaseError };

/** Tables of a circle whose foreign keys are checked at the end only: what is referred to is promised beforehand. */
export type Promised = Map<string, readonly Cells[]>;

export async function seedTable(
  context: SeedContext,
  { table, later }: SeedTurn,
  known: Parents,
  promised: Promised,
): Promise<TableSeeded> {
  const { database, schema, seed, rowsPerTable } = context;
  const parents = new Map(known);
  for (const key of later) {
    if (key.target === table.oid || isOptional(key, table)) continue;
    if (!key.isDeferrable) return { ok: true, rows: 0, keys: [], reason: circleReason(key) };
    parents.set(key.target, promiseKeys(context, key, promised));
  }
  for (const { target, targetSql, targetColumns } of table.foreignKeys) {
    if (target !== table.oid && !parents.has(target))
      parents.set(target, await keysIn(database, targetSql, targetColumns));
  }
  const own = promised.get(table.oid) ?? [];
  const explicit = new Set([
    ...own.flatMap((cells) => [...cells.keys()]),
    ...table.foreignKeys
      .filter((key) => key.target === table.oid && !isOptional(key, table))
      .flatMap((key) => key.targetColumns),
  ]);
  const maker = createRowMaker({
    ...{ table, types: schema.types, seed, parents, explicit, promised: own },
    later: new Set(later.filter((key) => isOptional(key, table))),
  });
  const groups = await solveChecks(database, table, maker, { types: schema.types, seed, rows: rowsPerTable });
  const seeded = await insertRows({ ...context, table, maker, groups, isDeferred: promised.size > 0 });
  await numberBehind(database, table, maker.columns, 1000);
  return seeded;
}

function circleReason({ name, targetSql }: LiveForeignKey): string {
  return `The foreign key \`${name}\` needs a row of \`${targetSql}\`, which in turn needs one of this table.`;
}

/** Keys that the target's rows will have, once it is its turn. */
function promiseKeys({ schema, rowsPerTable }: SeedContext, key: LiveForeignKey, promised: Promised): readonly Row[] {
  const target = schema.tables.find(({ oid }) => oid === key.target);
  const rows = Array.from({ length: rowsPerTable }, (_, row) =>
    key.targetColumns.map((name): [string, string | null] => {
      const column = target?.columns.find((own) => own.name === name);
      return [name, column === undefined ? null : (ordinaryValue(column, row, schema.types) ?? null)];
    }),
  );
  promised.set(
    key.target,
    rows.map((cells, row) => new Map<string, Cell>([...(promised.get(key.target)?.[row] ?? []), ...cells])),
  );
  return rows.map((cells) => Object.fromEntries(cells));
}

/** Of a table that got no rows of ours: there may be others. */
async function keysIn(database: Database, sql: string, columns: readonly string[]): Promise<readonly Row[]> {
  const answer = await database.run(`SELECT ${quotedNames(columns)} FROM ${sql} LIMIT 20`);
  return answer.ok ? answer.rows : [];
}

interface Filling extends SeedContext {
  readonly table: LiveTable;
  readonly maker: RowMaker;
  readonly groups: readonly CheckGroup[];
  readonly isDeferred: boolean;
}

const attempts: readonly (readonly [mode: Mode, attempt: number])[] = [
  ...[0, 1, 2].map((attempt) => ['varied', attempt] as const),
  ...[3, 4, 5, 6, 7, 8].map((attempt) => ['plain', attempt] as const),
  ...[9, 10, 11, 12, 13, 14, 15].map((attempt) => ['least', attempt] as const),
];

async function insertRows(filling: Filling): Promise<TableSeeded> {
  const { table, rowsPerTable } = filling;
  const unique = createUniqueRows(table);
  const made = Array.from({ length: rowsPerTable }, (_, row) => fittingRow(filling, row, unique)).flatMap(
    (cells) => cells ?? [],
  );
  const first = made.length === 0 ? undefined : await insert(filling, made);
  if (first?.ok === true) return { ok: true, rows: made.length, keys: first.rows };
  const keys: Row[] = [];
  let reason = made.length === 0 ? missingParents(filling) : '';
  let [begin, rows] = [0, 0];
  for (let row = 0; row < rowsPerTable; row += 1) {
    for (let index = begin; index < attempts.length && (rows === 0 || index < begin + 6); index += 1) {
      const [mode, attempt] = attempts[index] ?? ['least', index];
      const cells = rowOf(filling, row, attempt, mode);
      if (cells === undefined) continue;
      const answer = await insert(filling, [cells]);
      if (answer.ok) {
        keys.push(...answer.rows);
        rows += 1;
        begin = Math.max(0, index - 1);
        break;
      }
      if (answer.error.kind !== 'refused') return answer;
      reason = `PostgreSQL refuses every row that was tried; the last one with: ${answer.error.message}.`;
    }
    if (rows === 0) break;
  }
  return rows > 0 ? { ok: true, rows, keys } : { ok: true, rows, keys, reason };
}

function missingParents({ table }: Filling): string {
  const needed = table.foreignKeys.filter((key) => !isOptional(key, table)).map(({ targetSql }) => `\`${targetSql}\``);
  return needed.length === 0
    ? 'No values were found that its constraints allow.'
    : `Its rows need rows of ${[...new Set(needed)].join(', ')}, where no fitting ones are.`;
}

/** The first attempt whose keys are still free. */
function fittingRow(filling: Filling, row: number, unique: UniqueRows): Cells | undefined {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const cells = rowOf(filling, row, attempt, 'varied');
    if (cells !== undefined && unique.accept(cells)) return cells;
  }
  return undefined;
}

/** As the maker makes it, with what the checks allow in the place of what they do not. */
function rowOf({ maker, groups, table, seed }: Filling, row: number, attempt: number, mode: Mode): Cells | undefined {
  const cells = maker.make(row, attempt, mode);
  if (cells === undefined) return undefined;
  const random = createRandom(seed, table.sql, 'solution', row, attempt, mode);
  const solved = new Map(cells);
  for (const { passing, solutions } of groups) {
    if (mode === 'varied' && attempt === 0 && passing.has(row)) continue;
    const solution = random.pick(solutions);
    for (const [name, cell] of solution ?? []) solved.set(name, cell);
  }
  return solved;
}

type Inserted =
  { readonly ok: true; readonly rows: readonly Row[] } | { readonly ok: false; readonly error: DatabaseError };

async function insert(
  { database, table, maker, schema, isDeferred }: Filling,
  rows: readonly Cells[],
): Promise<Inserted> {
  const { columns } = maker;
  const values = rows.map(
    (cells) =>
      `(${columns.map(({ name }) => (cells.get(name) === undefined ? 'DEFAULT' : sqlTextOrNull(cells.get(name) ?? null))).join(', ')})`,
  );
  const into =
    columns.length === 0
      ? 'DEFAULT VALUES'
      : `(${columns.map(({ name }) => quotedName(name)).join(', ')}) OVERRIDING SYSTEM VALUE VALUES ${values.join(', ')}`;
  const wanted = referredColumns(schema, table);
  const returning = wanted.length === 0 ? '' : ` RETURNING ${quotedNames(wanted)}`;
  await database.run('SAVEPOINT rows');
  if (isDeferred) await database.run('SET CONSTRAINTS ALL DEFERRED');
  const answer = await database.run(`INSERT INTO ${table.sql} ${into}${returning}`);
  const checked = answer.ok && !isDeferred ? await database.run('SET CONSTRAINTS ALL IMMEDIATE') : answer;
  await database.run(checked.ok ? 'RELEASE SAVEPOINT rows' : 'ROLLBACK TO SAVEPOINT rows');
  if (!checked.ok) return checked;
  return answer.ok ? { ok: true, rows: answer.rows } : answer;
}

function referredColumns({ tables }: LiveSchema, { oid }: LiveTable): string[] {
  const keys = tables.flatMap(({ foreignKeys }) => foreignKeys.filter(({ target }) => target === oid));
  return [...new Set(keys.flatMap(({ targetColumns }) => targetColumns))];
}
