import { LineTables } from '../../src/analysis/line-tables.ts';
import { migrationRuns, recordedSchema } from '../../src/analysis/migration-runs.ts';
import type { DatabaseSource } from '../../src/postgres/database.ts';
import type { ProofInput } from '../../src/postgres/proof/proof-input.ts';
import { defaultLimits } from '../../src/postgres/proof/session.ts';
import { tenantSchema } from '../../src/postgres/proof/track.ts';
import { createWorkspace } from './workspace.ts';

/** What `proveMigrations` takes for the files of a project; all migrations are asked for. */
export async function proofInput(
  files: Readonly<Record<string, string>>,
  source: DatabaseSource,
  given: Partial<ProofInput> = {},
): Promise<ProofInput> {
  const workspace = await createWorkspace(files);
  const lines = new LineTables((path) => workspace.textOf(path));
  const request = { wrappers: [], tenantSchema };
  return {
    repos: migrationRuns(workspace, lines, request),
    asked: 'all',
    recorded: (folder, before) => Promise.resolve(recordedSchema(workspace, lines, { ...request, folder, before })),
    source,
    limits: defaultLimits,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...given,
  };
}
