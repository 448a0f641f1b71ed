import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AnalysisService } from '../../../src/analysis/service.ts';
import type { DatabaseSource } from '../../../src/postgres/database.ts';
import { embeddedDatabases } from '../../../src/postgres/engine/embedded-databases.ts';
import { createProofs } from '../../../src/postgres/project-proofs.ts';
import type { MigrationProof, ProofReport } from '../../../src/postgres/proof/proof-report.ts';
import type { ProofLimits } from '../../../src/postgres/proof/session.ts';
import { createWorkspace } from '../../helpers/workspace.ts';

export function embedded(workerFile = resolve('dist/postgres-worker.cjs')): DatabaseSource {
  return embeddedDatabases({ cacheFolder: join(tmpdir(), 'ash-architect-tests'), workerFile });
}

export interface ProveOptions {
  readonly source: DatabaseSource;
  readonly asked?: readonly string[] | 'all';
  readonly limits?: ProofLimits;
  readonly signal?: AbortSignal;
  readonly onProgress?: (path: string) => void;
}

/** All migrations of a project in memory, without a thread for the analysis. */
export async function prove(files: Record<string, string>, options: ProveOptions): Promise<ProofReport> {
  const { source, asked = 'all', limits, signal = new AbortController().signal, onProgress } = options;
  const analysis = new AnalysisService(await createWorkspace(files), new Map());
  const proofs = createProofs({
    ...{ analysis, wrappers: [], distributions: {}, changed: () => Promise.resolve([]), source },
    ...(limits === undefined ? {} : { limits }),
  });
  const answer = await proofs.migrations(asked, { signal, onProgress: ({ at }) => onProgress?.(at) });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.report;
}

/** A migration file of a repository: the path and the text. */
export function migration(
  version: number,
  body: string,
  folder = 'repo/migrations',
  head = '',
): Record<string, string> {
  const name = `2025010100${String(version).padStart(4, '0')}_step_${version}.exs`;
  const text = `defmodule Blog.Repo.Migrations.Step${version} do\n  use Ecto.Migration\n${head}\n${body}\nend\n`;
  return { [`priv/${folder}/${name}`]: text };
}

/** Verdicts in the order of the migrations. */
export function verdicts({ migrations }: ProofReport): MigrationProof['verdict'][] {
  return migrations.map(({ verdict }) => verdict);
}

/** The proof of the only migration whose file name ends so. */
export function proofOf({ migrations }: ProofReport, step: number): MigrationProof {
  const found = migrations.filter(({ path }) => path.endsWith(`_step_${step}.exs`));
  if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} migrations are step ${step}`);
  return found[0];
}
