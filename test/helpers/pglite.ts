import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Database, Row } from '../../src/postgres/database.ts';
import { bundlesFor } from '../../src/postgres/engine/embedded-extensions.ts';
import { openPglite } from '../../src/postgres/engine/open-pglite.ts';
import { runStatement } from '../../src/postgres/engine/run-statement.ts';
import { seedFileIn } from '../../src/postgres/engine/seed-file.ts';

/** An embedded database in the thread of the test. */
export interface TestDatabase extends Database {
  /** Runs statements one after the other, and throws what PostgreSQL refuses. */
  all(...statements: readonly string[]): Promise<void>;
  rows(sql: string): Promise<readonly Row[]>;
}

export async function openTestDatabase(extensions: readonly string[] = []): Promise<TestDatabase> {
  const pglite = await openPglite({
    assets: new URL('../../node_modules/@electric-sql/pglite/dist/', import.meta.url),
    seedFile: seedFileIn(join(tmpdir(), 'ash-architect-tests')),
    bundles: bundlesFor(extensions),
  });
  const run: Database['run'] = (sql, options = {}) =>
    runStatement(pglite, { sql, parameters: options.parameters ?? [] });
  const answered = async (sql: string): Promise<Answer & { readonly ok: true }> => {
    const answer = await run(sql);
    if (!answer.ok) throw new Error(`${sql}: ${JSON.stringify(answer.error)}`);
    return answer;
  };
  return {
    engine: { name: 'PGlite', version: '18.6', versionNumber: 180006 },
    missingExtensions: [],
    run,
    close: () => pglite.close(),
    all: async (...statements) => {
      for (const sql of statements) await answered(sql);
    },
    rows: async (sql) => (await answered(sql)).rows,
  };
}
