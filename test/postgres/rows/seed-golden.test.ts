import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LineTables } from '../../../src/analysis/line-tables.ts';
import { migrationRuns } from '../../../src/analysis/migration-runs.ts';
import type { MigrationRun } from '../../../src/ecto/migration-run.ts';
import { seedRows } from '../../../src/postgres/rows/seed-rows.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/pglite.ts';
import { createWorkspace, readFolder } from '../../helpers/workspace.ts';

const golden = 'test/golden/generator';
const scenarios = readdirSync(golden).filter((name) => existsSync(join(golden, name, 'step-1')));

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase(['citext', 'pg_trgm', 'uuid-ossp', 'hstore', 'ltree', 'btree_gist', 'unaccent']);
});
afterAll(() => database.close());

/** All statements of the last step's migrations; of a scenario that breaks on purpose, as many as run. */
async function migrate(runs: readonly MigrationRun[]): Promise<void> {
  for (const step of runs.flatMap(({ up }) => up)) if (step.kind === 'statement') await database.run(step.sql);
}

async function dropAll(): Promise<void> {
  const schemas = await database.rows(
    `SELECT format('DROP SCHEMA %I CASCADE', nspname) AS sql FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
  );
  for (const { sql } of schemas) await database.all(sql ?? '');
  await database.all('CREATE SCHEMA public', 'CREATE SCHEMA tenant_a');
}

describe('tables that AshPostgres made are filled', () => {
  it.each(scenarios)('%s', async (scenario) => {
    const last = readdirSync(join(golden, scenario))
      .filter((name) => name.startsWith('step-'))
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      .at(-1)!;
    const workspace = await createWorkspace(readFolder(join(golden, scenario, last)));
    const lines = new LineTables((path) => workspace.textOf(path));
    for (const repo of migrationRuns(workspace, lines, { wrappers: [], tenantSchema: 'tenant_a' })) {
      await dropAll();
      await migrate(repo.migrations);
      const seeded = await seedRows(database, { rowsPerTable: 8, seed: scenario });
      if (!seeded.ok) throw new Error(JSON.stringify(seeded.error));
      expect(seeded.tables.length).toBeGreaterThan(0);
      expect(seeded.tables.filter(({ rows }) => rows < 8)).toEqual([]);
    }
  });
});
