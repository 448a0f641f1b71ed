import type { CandidateIndex } from '../../ash/demand/demand.ts';
import type { RunStep } from '../../ecto/migration-run.ts';
import { quotedName } from '../../ecto/sql-name.ts';
import type { Database } from '../database.ts';
import { tenantSchema } from '../proof/track.ts';
import { NoDatabase, Session, type SessionOptions } from '../proof/session.ts';
import type { LiveSchema } from '../rows/live-schema.ts';
import { readLiveSchema } from '../rows/read-live-schema.ts';
import type { IndexProofInput } from './index-proof-input.ts';
import { withoutConcurrently } from './measure.ts';

/** A database with the project's tables in it, without rows. */
export interface Laboratory {
  readonly database: Session;
  readonly schema: LiveSchema;
  /** Sentences about what could not be made. */
  readonly unmade: readonly string[];
}

export type OpenedLaboratory =
  { readonly ok: true; readonly laboratory: Laboratory } | { readonly ok: false; readonly reason: string };

/** What `CREATE INDEX` needs besides its table, by the operator class that tells it. */
const extensionOf: readonly (readonly [pattern: RegExp, extension: string])[] = [[/\bgi[ns]t?_trgm_ops\b/, 'pg_trgm']];

export async function openLaboratory(input: IndexProofInput): Promise<OpenedLaboratory> {
  const { demand, settings, source, signal } = input;
  const suggested = demand.indexes.filter(({ status }) => status === 'suggested').map(({ sql }) => sql);
  const needed = extensionOf
    .filter(([pattern]) => suggested.some((sql) => pattern.test(sql)))
    .map(([, extension]) => extension);
  const extensions = [...new Set([...input.extensions, ...needed])];
  const { statementMs, tableMs } = settings.limits;
  const limits = { statementMs, migrationMs: tableMs };
  const database = await openSession({ source, extensions, limits, signal });
  if (typeof database === 'string') return { ok: false, reason: database };
  try {
    await prepare(database, settings.randomPageCost, needed);
    // Tables of tenants are looked for behind all others, whether a statement names their schema or not.
    await database.run(`SET search_path = "$user", public, ${quotedName(tenantSchema)}`);
    const asked = new Set(demand.tables.map(({ name }) => name));
    const unmade = [
      ...(await createTables(database, input.steps, asked)),
      ...(await createIndexes(database, demand.indexes)),
    ];
    const read = await readLiveSchema(database);
    if (read.ok) return { ok: true, laboratory: { database, schema: read.schema, unmade } };
    await database.close();
    return { ok: false, reason: 'The tables could not be read back from the catalogue.' };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Or why there is none. */
async function openSession(options: SessionOptions): Promise<Session | string> {
  try {
    return await Session.open(options);
  } catch (error) {
    if (error instanceof NoDatabase) return error.message;
    throw error;
  }
}

/** What would make two runs differ, or a server differ from the embedded engine, is switched off. */
async function prepare(database: Database, randomPageCost: number, extensions: readonly string[]): Promise<void> {
  await database.run(`SET random_page_cost = ${randomPageCost}`);
  await database.run('SET max_parallel_workers_per_gather = 0');
  await database.run('SET jit = off');
  await database.run('SET synchronize_seqscans = off');
  await database.run(`CREATE SCHEMA IF NOT EXISTS ${quotedName(tenantSchema)}`);
  for (const extension of extensions) await database.run(`CREATE EXTENSION IF NOT EXISTS ${quotedName(extension)}`);
}

/** What goes wrong with a table that nobody asks for is not told. */
async function createTables(
  database: Database,
  steps: readonly RunStep[],
  asked: ReadonlySet<string>,
): Promise<readonly string[]> {
  const unmade: string[] = [];
  for (const step of steps) {
    const reason = await runStep(database, step);
    const { operation } = step;
    const table = operation !== undefined && 'table' in operation ? operation.table : undefined;
    if (reason !== undefined && (table === undefined || asked.has(table)))
      unmade.push(`Could not ${step.description}: ${reason}.`);
  }
  return unmade;
}

/** Some indexes stand by a migration only, and no resource declares them: queries find them all the same. */
async function createIndexes(database: Database, indexes: readonly CandidateIndex[]): Promise<readonly string[]> {
  const found = await database.run("SELECT relname::text AS name FROM pg_class WHERE relkind IN ('i', 'I')");
  const names = new Set(found.ok ? found.rows.map((row) => row['name']) : []);
  const unmade: string[] = [];
  for (const { name, sql, status, isConstraint } of indexes) {
    if (status === 'suggested' || isConstraint || names.has(name)) continue;
    const answer = await database.run(withoutConcurrently(sql));
    if (!answer.ok && answer.error.kind === 'refused')
      unmade.push(`Could not create index ${name}: ${answer.error.message}.`);
  }
  return unmade;
}

async function runStep(database: Database, step: RunStep): Promise<string | undefined> {
  if (step.kind === 'refusal') return step.message;
  if (step.kind === 'opaque') return step.reason;
  const answer = await database.run(step.sql);
  return answer.ok || answer.error.kind !== 'refused' ? undefined : answer.error.message;
}
