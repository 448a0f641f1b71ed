import type { MigrationRun } from '../../ecto/migration-run.ts';
import type { Engine } from '../database.ts';
import { compareSchemas } from './compare-schemas.ts';
import type { ProofInput } from './proof-input.ts';
import type { MigrationProof, ProofReport, SchemaComparison } from './proof-report.ts';
import { RepoProof } from './repo-proof.ts';

/**
 * Runs migrations up, down and up again on databases of our own, each on what the migrations before it made, and once
 * more where tables have rows. Where all are asked for, what they come to is held against the resources. Throws where
 * no database is to be had (`NoDatabase`), and the reason of the signal when it is aborted.
 */
export async function proveMigrations(input: ProofInput): Promise<ProofReport> {
  const { repos, asked } = input;
  const isAsked = ({ path }: MigrationRun): boolean => asked === 'all' || asked.has(path);
  const total = repos.flatMap(({ migrations }) => migrations).filter(isAsked).length;
  const migrations: MigrationProof[] = [];
  const schemas: SchemaComparison[] = [];
  let engine: Engine | undefined;
  for (const repo of repos) {
    if (!repo.migrations.some(isAsked)) continue;
    const proof = new RepoProof(repo, input);
    try {
      for (const [index, run] of repo.migrations.entries()) {
        if (!isAsked(run)) continue;
        input.onProgress({ done: migrations.length, total, at: run.path });
        migrations.push(await proof.prove(index));
      }
      if (asked === 'all') schemas.push(await compareSchemas(proof, repo));
      engine ??= proof.engine;
    } finally {
      await proof.close();
    }
  }
  return {
    engine: engine === undefined ? null : { name: engine.name, version: engine.version },
    migrations,
    schemas,
    unread: repos.flatMap(({ unread }) => unread).filter(({ path }) => asked === 'all' || asked.has(path)),
  };
}
