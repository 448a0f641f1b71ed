import { PGlite } from '@electric-sql/pglite';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisService } from '../../src/analysis/service.ts';
import type { MigrationRun, RepoRuns, RunStep } from '../../src/ecto/migration-run.ts';
import { createWorkspace, readFolder } from '../helpers/workspace.ts';

/**
 * Every migration that the real generator wrote is run on a database as this project says that Ecto runs it: up, down
 * and up again. What came out on PostgreSQL 15 with the real Ecto stands in `verdict.json`.
 */
const golden = 'test/golden/generator';

const request = { wrappers: [], tenantSchema: 'tenant_a' };

/** `ok`, or the SQLSTATE; Ecto's own refusals have none. */
type Outcome = 'ok' | { readonly sqlstate: string | null };

interface Verdict {
  readonly repos: readonly {
    readonly repo: string;
    readonly baseline_error?: unknown;
    readonly migrations: readonly VerdictMigration[];
    readonly tenant_migrations: readonly VerdictMigration[];
  }[];
}

interface VerdictMigration {
  readonly file: string;
  readonly up: Outcome;
  readonly down?: Outcome;
  readonly up_again?: Outcome;
}

/** An engine takes seconds to start where others work too. */
const patience = 120_000;

let database: PGlite;

beforeAll(async () => {
  database = await PGlite.create({ extensions: { citext, pg_trgm, uuid_ossp } });
}, patience);

afterAll(() => database.close());

function stepsOf(
  scenario: string,
): { readonly id: string; readonly files: Record<string, string>; readonly verdict: Verdict }[] {
  return readdirSync(join(golden, scenario))
    .filter((name) => name.startsWith('step-'))
    .sort()
    .map((name) => {
      const files = readFolder(join(golden, scenario, name));
      return { id: `${scenario}/${name}`, files, verdict: JSON.parse(files['verdict.json']!) as Verdict };
    });
}

async function runsOf(files: Record<string, string>): Promise<readonly RepoRuns[]> {
  const service = new AnalysisService(await createWorkspace(files), new Map());
  return service.migrationRuns(request);
}

/** Schemas go one by one, so that what a scenario leaves is not seen by the next one. */
async function reset(): Promise<void> {
  const { rows } = await database.query<{ name: string }>(
    "SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'",
  );
  for (const { name } of rows) await database.exec(`DROP SCHEMA "${name}" CASCADE`);
  await database.exec('CREATE SCHEMA public');
}

async function execute(steps: readonly RunStep[], transaction: boolean): Promise<Outcome> {
  if (transaction) await database.exec('BEGIN');
  for (const step of steps) {
    const failure = await send(step);
    if (failure === undefined) continue;
    if (transaction) await database.exec('ROLLBACK');
    return failure;
  }
  if (transaction) await database.exec('COMMIT');
  return 'ok';
}

async function send(step: RunStep): Promise<Outcome | undefined> {
  if (step.kind === 'refusal') return { sqlstate: null };
  if (step.kind === 'opaque') throw new Error(`${step.cause.path}:${step.cause.line}: ${step.reason}`);
  try {
    await database.query(step.sql);
    return undefined;
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (code === undefined) throw error;
    return { sqlstate: code };
  }
}

function told(outcome: Outcome | undefined): string | null {
  return outcome === undefined ? 'none' : outcome === 'ok' ? 'ok' : outcome.sqlstate;
}

/** Up, down and up again, as far as it goes. */
async function prove({ up, down, transaction }: MigrationRun): Promise<Record<string, string | null>> {
  const first = await execute(up, transaction);
  if (first !== 'ok') return { up: told(first) };
  const back = await execute(down, transaction);
  if (back !== 'ok') return { up: 'ok', down: told(back) };
  return { up: 'ok', down: 'ok', again: told(await execute(up, transaction)) };
}

function expected({ up, down, up_again: again }: VerdictMigration): Record<string, string | null> {
  if (up !== 'ok') return { up: told(up) };
  return down === 'ok' ? { up: 'ok', down: 'ok', again: told(again) } : { up: 'ok', down: told(down) };
}

/** Resources that declare what no database can have, as their own migrations show. */
const impossible: Readonly<Record<string, string>> = {
  // Two indexes of one table come to the same name.
  'tenants_attribute/step-4': '42P07',
};

/** A statement of a resource that is Elixir: no SQL is known of it. */
function isOwnCode(step: RunStep): boolean {
  return step.kind === 'opaque' && step.reason === 'A resource brings Elixir of its own for its migrations.';
}

const scenarios = readdirSync(golden, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(scenarios)('%s', { timeout: patience }, (scenario) => {
  it("runs as the real generator's migrations do", async () => {
    const steps = stepsOf(scenario);
    const repos = new Set(steps.flatMap(({ verdict }) => verdict.repos.map(({ repo }) => repo)));
    for (const repo of repos) {
      await reset();
      await database.exec('CREATE SCHEMA tenant_a');
      for (const { id, files, verdict } of steps) {
        const said = verdict.repos.find((each) => each.repo === repo);
        const runs = (await runsOf(files)).find((each) => each.repo === repo)?.migrations ?? [];
        const all = [...(said?.migrations ?? []), ...(said?.tenant_migrations ?? [])];
        for (const migration of all) {
          const run = runs.find(({ path }) => path === migration.file);
          expect(run, migration.file).toBeDefined();
          if (said?.baseline_error !== undefined) continue;
          expect({ id, file: migration.file, ...(await prove(run!)) }).toEqual({
            id,
            file: migration.file,
            ...expected(migration),
          });
        }
      }
    }
  });

  it('declares tables that can be made in an empty database, at every step', async () => {
    for (const { id, files } of stepsOf(scenario)) {
      for (const { folder, declared } of await runsOf(files)) {
        await reset();
        await database.exec('CREATE SCHEMA tenant_a');
        expect(declared.refused, id).toBeUndefined();
        const steps = [...declared.steps, ...declared.tenantSteps].filter((step) => !isOwnCode(step));
        const outcome = told(await execute(steps, true));
        expect({ id, folder, outcome }).toEqual({ id, folder, outcome: impossible[id] ?? 'ok' });
      }
    }
  });
});

describe('what the snapshots say', { timeout: patience }, () => {
  it('is the state before a migration, and nothing before the first of them', async () => {
    const { files } = stepsOf('references').at(-1)!;
    const service = new AnalysisService(await createWorkspace(files), new Map());
    const [{ folder, migrations, recordedVersions }] = (await service.migrationRuns(request)) as [RepoRuns];
    const first = migrations.find(({ installsExtensions }) => !installsExtensions)!;
    expect(await service.recordedSchema({ ...request, folder, before: first.version })).toBeUndefined();
    const last = migrations.at(-1)!;
    const recorded = (await service.recordedSchema({ ...request, folder, before: last.version }))!;
    expect(recorded.version).toBe(recordedVersions.filter((version) => version < last.version).at(-1));
    await reset();
    expect(await execute(recorded.steps, true)).toBe('ok');
    expect(await prove(last)).toEqual({ up: 'ok', down: 'ok', again: 'ok' });
  });
});
