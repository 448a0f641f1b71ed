import { quotedNames } from '../../ecto/sql-name.ts';
import type { Answer, Database, DatabaseError, Row } from '../database.ts';
import type { TableDistribution } from '../../ash/demand/distribution-schema.ts';
import { checkedValues } from './fill-checks.ts';
import { columnSql, type ColumnSetup } from './fill-columns.ts';
import { foreignValues } from './fill-foreign-keys.ts';
import type { LiveForeignKey, LiveSchema, LiveTable } from './live-schema.ts';
import { numberBehind } from './number-behind.ts';
import { baseNameOf, type Types } from './sample-values.ts';
import { isOptional } from './seed-order.ts';

export interface FillOptions {
  readonly count: number;
  /** The same words give the same rows. */
  readonly seed: string;
  readonly distribution?: TableDistribution;
}

export type Filled =
  | {
      readonly ok: true;
      /** Fewer than were asked for where keys cannot be that many. */
      readonly rows: number;
      /** Why there are none: a sentence. */
      readonly reason?: string;
    }
  | { readonly ok: false; readonly error: DatabaseError };

/**
 * Fills an empty table with generated rows, made by the server itself. Foreign keys are drawn from the rows that their
 * targets have by now. It runs in a transaction of its own, without triggers where the server lets us leave them out.
 */
export async function fillTable(
  database: Database,
  schema: LiveSchema,
  table: LiveTable,
  options: FillOptions,
): Promise<Filled> {
  const begun = await database.run('BEGIN');
  if (!begun.ok) return begun;
  await database.run('SAVEPOINT role');
  await database.run(`SET LOCAL work_mem = '64MB'`);
  const quiet = await database.run(`SET LOCAL session_replication_role = replica`);
  await database.run(quiet.ok ? 'RELEASE SAVEPOINT role' : 'ROLLBACK TO SAVEPOINT role');
  const filled = await fill(database, schema, table, options);
  const ended = await database.run(filled.ok && filled.rows > 0 ? 'COMMIT' : 'ROLLBACK');
  return ended.ok || !filled.ok ? filled : ended;
}

async function fill(database: Database, schema: LiveSchema, table: LiveTable, options: FillOptions): Promise<Filled> {
  const parents = await countParents(database, table);
  if (!parents.ok) return parents;
  const count = possibleRows(table, parents.counts, options.count);
  const missing = table.foreignKeys.find(
    (key) => key.target !== table.oid && !isOptional(key, table) && parents.counts.get(key) === 0,
  );
  if (missing !== undefined)
    return { ok: true, rows: 0, reason: `Its rows need rows of \`${missing.targetSql}\`, which has none.` };
  const selfKeys = table.foreignKeys.filter(({ target }) => target === table.oid);
  let rows = 0;
  let tried = 0;
  const collides = mayCollide(table, schema.types);
  for (let turn = 0; turn < 6 && rows < count; turn += 1) {
    const wanted = turn === 0 && selfKeys.length > 0 ? Math.ceil(count / 10) : count - rows;
    const statement = await insertSql(
      database,
      schema,
      table,
      { ...options, count },
      parents,
      tried,
      tried + wanted,
      collides,
    );
    if ('reason' in statement) return { ok: true, rows, reason: statement.reason };
    await database.run('SAVEPOINT rows');
    const answer = await database.run(statement.sql);
    await database.run(answer.ok ? 'RELEASE SAVEPOINT rows' : 'ROLLBACK TO SAVEPOINT rows');
    if (!answer.ok && rows > 0 && answer.error.kind === 'refused') break;
    if (!answer.ok) return refused(answer);
    rows += answer.count;
    tried += wanted;
    for (const key of selfKeys) parents.counts.set(key, rows);
  }
  await numberBehind(database, table, table.columns, tried);
  if (rows > 0 || count === 0) return { ok: true, rows };
  return { ok: true, rows, reason: 'Its unique keys leave no room for more rows than it has.' };
}

function refused(answer: Answer & { readonly ok: false }): Filled {
  if (answer.error.kind !== 'refused') return answer;
  return { ok: true, rows: 0, reason: `PostgreSQL refuses the rows: ${answer.error.message}.` };
}

interface Counted {
  readonly counts: Map<LiveForeignKey, number>;
  readonly samples: Map<string, readonly Row[]>;
}

async function countParents(
  database: Database,
  { oid, foreignKeys }: LiveTable,
): Promise<({ readonly ok: true } & Counted) | { readonly ok: false; readonly error: DatabaseError }> {
  const counts = new Map<LiveForeignKey, number>();
  const samples = new Map<string, readonly Row[]>();
  for (const key of foreignKeys) {
    if (key.target === oid) counts.set(key, 0);
    else {
      const counted = await database.run(`SELECT count(*)::text AS rows FROM ${key.targetSql}`);
      if (!counted.ok) return counted;
      counts.set(key, Number(counted.rows[0]?.['rows'] ?? 0));
      const sample = await database.run(`SELECT ${quotedNames(key.targetColumns)} FROM ${key.targetSql} LIMIT 20`);
      if (sample.ok) samples.set(key.target, sample.rows);
    }
  }
  return { ok: true, counts, samples };
}

/** A key that is a foreign key as well can be there once for each row of the parent. */
function possibleRows(table: LiveTable, counts: ReadonlyMap<LiveForeignKey, number>, count: number): number {
  const limits = table.foreignKeys.flatMap((key) => {
    const isUnique = table.keys.some(({ columns }) => columns.every((name) => key.columns.includes(name)));
    return isUnique && !isOptional(key, table) && key.target !== table.oid ? [counts.get(key) ?? 0] : [];
  });
  return Math.min(count, ...limits);
}

async function insertSql(
  database: Database,
  { types }: LiveSchema,
  table: LiveTable,
  { count, seed, distribution }: FillOptions,
  { counts, samples }: Counted,
  from: number,
  to: number,
  collides: boolean,
): Promise<{ readonly sql: string } | { readonly reason: string }> {
  const setup: ColumnSetup = { table, types, seed, count, row: 's.g' };
  const said = distribution?.columns ?? {};
  const columns = table.columns.filter(({ made }) => made !== 'generated');
  const own = table.foreignKeys.filter(
    (key) => key.target === table.oid && counts.get(key) === 0 && !isOptional(key, table),
  );
  const foreign = foreignValues(
    table.foreignKeys.filter((key) => !own.includes(key)),
    counts,
    said,
    setup,
  );
  const free = new Map(columns.map((column) => [column.name, columnSql(column, said[column.name] ?? {}, setup)]));
  for (const key of own)
    key.columns.forEach((name, index) => free.set(name, free.get(key.targetColumns[index] ?? '') ?? 'NULL'));
  const series = (first: number, last: number): string =>
    [`generate_series(${first}::bigint, ${last}::bigint) AS s (g)`, ...foreign.joins].join(' ');
  const checked = await checkedValues(database, new Map([...free, ...foreign.values]), {
    ...{
      table,
      types,
      seed,
      row: 's.g',
      said,
      count,
      parents: samples,
      sampleFrom: series(from + 1, Math.min(to, from + 300)),
    },
  });
  if ('reason' in checked) return checked;
  const names = columns.map(({ name }) => name);
  const selected = names.map((name) => checked.values.get(name) ?? 'NULL').join(', ');
  const lenient = collides ? ' ON CONFLICT DO NOTHING' : '';
  const ordered = foreign.joins.length > 0 ? ' ORDER BY s.g' : '';
  return {
    sql: `INSERT INTO ${table.sql} (${quotedNames(names)}) OVERRIDING SYSTEM VALUE SELECT ${selected} FROM ${series(from + 1, to)}${ordered}${lenient}`,
  };
}

/** Keys of several columns, or of few values, may come out twice. Those that are checked later cannot be asked. */
function mayCollide({ keys, columns }: LiveTable, types: Types): boolean {
  const isWide = (name: string | undefined): boolean => {
    const column = columns.find((own) => own.name === name);
    return column !== undefined && ['int4', 'int8', 'uuid', 'text', 'citext'].includes(baseNameOf(column, types));
  };
  return (
    keys.every(({ isDeferrable }) => !isDeferrable) &&
    keys.some((key) => key.columns.length !== 1 || !key.isPlain || !isWide(key.columns[0]))
  );
}
