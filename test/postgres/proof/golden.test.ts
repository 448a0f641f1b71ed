import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisService } from '../../../src/analysis/service.ts';
import type { RepoRuns } from '../../../src/ecto/migration-run.ts';
import type { DatabaseSource } from '../../../src/postgres/database.ts';
import { embeddedDatabases } from '../../../src/postgres/engine/embedded-databases.ts';
import { ownServerDatabases } from '../../../src/postgres/engine/own-server-databases.ts';
import { createProofs } from '../../../src/postgres/project-proofs.ts';
import type { MigrationProof, ProofReport } from '../../../src/postgres/proof/proof-report.ts';
import { runDirection } from '../../../src/postgres/proof/run-direction.ts';
import { defaultLimits, Session } from '../../../src/postgres/proof/session.ts';
import { advance, newTrack } from '../../../src/postgres/proof/track.ts';
import { compareRows } from '../../../src/postgres/rows/compare-rows.ts';
import { dumpRows, type RowDump } from '../../../src/postgres/rows/dump-rows.ts';
import { type RealPostgres, startRealPostgres } from '../../helpers/real-postgres.ts';
import { createWorkspace, readFolder } from '../../helpers/workspace.ts';

/**
 * Every migration that the real generator wrote is proven, and the verdict held against what came out with the real
 * Ecto on PostgreSQL 15. A scenario's last step holds the migrations of all its steps, so that one proof does for all.
 */
const golden = 'test/golden/generator';
const scenarios = readdirSync(golden).filter((name) => existsSync(join(golden, name, 'step-1')));

type Outcome = 'ok' | { readonly sqlstate: string | null };

interface VerdictMigration {
  readonly file: string;
  readonly up: Outcome;
  readonly down?: Outcome;
  readonly up_again?: Outcome;
  readonly schema_restored?: boolean;
  readonly up_again_equal?: boolean;
}

interface Verdict {
  readonly repos: readonly {
    readonly repo: string;
    readonly migrations: readonly VerdictMigration[];
    readonly tenant_migrations: readonly VerdictMigration[];
    readonly with_rows: null | {
      readonly ups: readonly { readonly file: string; readonly up: Outcome }[] | readonly Outcome[];
      readonly downs: readonly Outcome[];
      readonly rows_restored: boolean;
    };
  }[];
}

function steps(scenario: string): { readonly folder: string; readonly verdict: Verdict }[] {
  return readdirSync(join(golden, scenario))
    .filter((name) => name.startsWith('step-'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => {
      const folder = join(golden, scenario, name);
      return { folder, verdict: JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8')) as Verdict };
    });
}

const sqlstateOf = (outcome: Outcome | undefined): string | null | undefined =>
  outcome === undefined ? undefined : outcome === 'ok' ? 'ok' : outcome.sqlstate;

/** What one verdict says, without what was not run. A schema that differs by what notes name counts as kept. */
function expected({
  up,
  down,
  up_again: again,
  schema_restored: restored,
  up_again_equal: equal,
}: VerdictMigration): object {
  return {
    ...{ up: sqlstateOf(up), down: sqlstateOf(down), again: sqlstateOf(again) },
    ...{ restored: restored ?? false, equal: again === 'ok' && equal === true },
  };
}

function found({ up, down, again, notes }: MigrationProof): object {
  const outcome = (part: MigrationProof['up'], ran: boolean): string | null | undefined =>
    part.ok ? 'ok' : ran ? part.error?.sqlstate : undefined;
  const isKept = notes.some((note) => ['column-order', 'extensions-kept', 'schema-kept'].includes(note));
  return {
    ...{ up: outcome(up, true), down: outcome(down, up.ok), again: outcome(again, down.ok) },
    ...{ restored: down.restored && !isKept, equal: again.equal },
  };
}

async function serviceFor(files: Record<string, string>): Promise<AnalysisService> {
  return new AnalysisService(await createWorkspace(files), new Map());
}

async function proofOf(folder: string, source: DatabaseSource): Promise<ProofReport> {
  const analysis = await serviceFor(readFolder(folder));
  const proofs = createProofs({
    analysis,
    wrappers: [],
    distributions: {},
    changed: () => Promise.resolve([]),
    source,
  });
  const answer = await proofs.migrations('all', { signal: new AbortController().signal, onProgress: () => undefined });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.report;
}

async function everyStep(scenario: string, source: DatabaseSource): Promise<void> {
  const all = steps(scenario);
  const report = await proofOf(all.at(-1)!.folder, source);
  const verdicts = all.flatMap(({ verdict: { repos } }) =>
    repos.flatMap((repo) => [...repo.migrations, ...repo.tenant_migrations]),
  );
  const byPath = (one: readonly (readonly [string, object])[]): object => Object.fromEntries(one);
  expect(byPath(report.migrations.map((proof) => [proof.path, found(proof)]))).toEqual(
    byPath(verdicts.map((verdict) => [verdict.file, expected(verdict)])),
  );
  for (const { verdict, up, down, again, path, reason } of report.migrations) {
    const isRight = up.ok && down.ok && down.restored && again.ok && again.equal;
    expect({ path, reason, verdict }).toEqual({ path, reason, verdict: isRight ? 'proven' : 'refuted' });
  }
}

async function rowsIn(session: Session): Promise<RowDump> {
  const dumped = await dumpRows(session);
  if (!dumped.ok) throw new Error(JSON.stringify(dumped.error));
  return dumped.dump;
}

/** The step's migrations, one after the other, where the tables have the rows of `seed.sql`. */
async function withSeed(folder: string, verdict: Verdict, source: DatabaseSource): Promise<object[]> {
  const repos: readonly RepoRuns[] = await (
    await serviceFor(readFolder(folder))
  ).migrationRuns({ wrappers: [], tenantSchema: 'tenant_a' });
  return Promise.all(
    repos.map(async (repo) => {
      const own = verdict.repos.find(({ repo: name }) => name === repo.repo)!.migrations.map(({ file }) => file);
      const runs = repo.migrations.filter(({ path }) => own.includes(path));
      const { extensions } = repo;
      const signal = new AbortController().signal;
      const session = await Session.open({ source, extensions, limits: defaultLimits, signal });
      const first = repo.migrations.indexOf(runs[0]!);
      await advance(newTrack(session, { kind: 'migrations' }), repo, first, new Map(), () => undefined);
      for (const sql of readFileSync(join(folder, 'seed.sql'), 'utf8').split('\n').filter(Boolean)) {
        const answer = await session.run(sql);
        if (!answer.ok) throw new Error(`${sql}: ${JSON.stringify(answer.error)}`);
      }
      const before = await rowsIn(session);
      const outcomes = { ups: [] as unknown[], downs: [] as unknown[] };
      for (const run of runs) {
        const { outcome } = await runDirection(session, run, 'up', { locks: false, idle: false });
        outcomes.ups.push(outcome.kind === 'failed' ? outcome.error.sqlstate : 'ok');
        if (outcome.kind !== 'done') break;
      }
      const ran = outcomes.ups.every((outcome) => outcome === 'ok') ? [...runs].reverse() : [];
      for (const run of ran) {
        const { outcome } = await runDirection(session, run, 'down', { locks: false, idle: false });
        outcomes.downs.push(outcome.kind === 'failed' ? outcome.error.sqlstate : 'ok');
      }
      const restored = compareRows(before, await rowsIn(session)).length === 0;
      await session.close();
      return { ...outcomes, restored };
    }),
  );
}

async function everySeed(source: DatabaseSource): Promise<void> {
  const seeded = scenarios.flatMap(steps).filter(({ folder }) => existsSync(join(folder, 'seed.sql')));
  expect(seeded.length).toBeGreaterThan(1);
  for (const { folder, verdict } of seeded) {
    const told = verdict.repos.flatMap(({ with_rows: rows }) => {
      if (rows === null) return [];
      const ups = rows.ups.map((up) => sqlstateOf(typeof up === 'object' && 'up' in up ? up.up : up));
      return [{ ups, downs: rows.downs.map(sqlstateOf), restored: rows.rows_restored }];
    });
    expect({ folder, outcomes: await withSeed(folder, verdict, source) }).toEqual({ folder, outcomes: told });
  }
}

describe('on the embedded PostgreSQL', () => {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'ash-architect-golden-'));
  const source = embeddedDatabases({ cacheFolder, workerFile: resolve('dist/postgres-worker.cjs') });
  afterAll(async () => {
    await source.dispose();
    rmSync(cacheFolder, { recursive: true });
  });

  it.each(scenarios)('%s comes out as with the real Ecto', (scenario) => everyStep(scenario, source), 120_000);
  it('says the same where there are rows', () => everySeed(source), 120_000);
});

describe('on a real PostgreSQL', () => {
  let server: RealPostgres | undefined;
  let source: DatabaseSource | undefined;
  beforeAll(async () => {
    server = await startRealPostgres();
    if (server === undefined) console.warn('skipped: PostgreSQL is not installed (apt-get install postgresql)');
    else source = ownServerDatabases({ connectionString: server.connectionString, confirmed: false });
  }, 120_000);
  afterAll(async () => {
    await source?.dispose();
    await server?.stop();
  });

  it.each(scenarios)(
    '%s comes out as with the real Ecto',
    async (scenario) => {
      if (source !== undefined) await everyStep(scenario, source);
    },
    120_000,
  );
  it('says the same where there are rows', async () => {
    if (source !== undefined) await everySeed(source);
  }, 120_000);
});
