import { z } from 'zod';
import { engineName } from '../../base/engine-name.ts';
import { plural } from '../../base/names.ts';
import type { ProofReport } from '../../postgres/proof/proof-report.ts';
import { printProofReport } from '../context/print-migration-proof.ts';
import { mayRead } from '../safety/paths.ts';
import { defineTool, phases, type ToolContext, type ToolResult } from '../tool.ts';
import { dataResult, failure } from './data-result.ts';
import { runProof } from './run-proof.ts';

const input = z.strictObject({
  paths: z
    .array(z.string().min(1))
    .max(50)
    .default([])
    .describe(
      'Migrations, such as `priv/repo/migrations/20250101120000_add_posts.exs`; none means those that changed since the merge base.',
    ),
});

export const prove = defineTool({
  name: 'prove',
  description:
    'Runs migrations on an empty PostgreSQL of our own: up, down and up again, comparing the whole schema each time, and once more on generated rows that satisfy the constraints. Says proven, refuted (with the operation, its line, the SQLSTATE and what differs) or not proven, and why. Use it before you call a migration reversible or safe; `read_migration` only reads. The project needs no database, and none of its data is touched. Takes seconds, more where the history is long.',
  title: ({ paths }) => `Prove ${paths.length === 0 ? 'the changed migrations' : paths.join(', ')}`,
  input,
  risk: 'read',
  phases,
  run: proveMigrations,
});

async function proveMigrations({ paths }: z.output<typeof input>, context: ToolContext): Promise<ToolResult> {
  const places: string[] = [];
  for (const path of paths) {
    const verdict = mayRead(path);
    if (verdict.kind === 'refused') return failure(verdict.reason);
    places.push(verdict.path);
  }
  const answer = await runProof(context, (proofs, run) =>
    proofs.migrations(places.length === 0 ? 'changed' : places, run),
  );
  if (!answer.ok) return failure(answer.reason);
  const { report } = answer;
  if (report.migrations.length === 0)
    return { text: 'There was no migration to prove. Name one by its path; `glob` finds them.' };
  return dataResult(context, 'what running the migrations came to', printProofReport(report), {
    more: 'Prove fewer migrations at a time.',
    note: noteOn(report),
  });
}

function noteOn({ engine, migrations }: ProofReport): string {
  const counts = (['proven', 'refuted', 'not-proven'] as const).flatMap((verdict) => {
    const { length } = migrations.filter((migration) => migration.verdict === verdict);
    return length === 0 ? [] : [`${length} ${verdict}`];
  });
  const where = engine === null ? '' : ` on ${engineName(engine)}`;
  return `${migrations.length} ${plural('migration', migrations.length)}${where}: ${counts.join(', ')}. Call none reversible that was not proven.`;
}
