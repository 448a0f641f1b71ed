import type { MigrationRun } from '../../ecto/migration-run.ts';
import { needsNewer } from '../fingerprint/needs-newer.ts';
import type { MigrationProof } from './proof-report.ts';

/** What a migration uses that the oldest PostgreSQL that the repository allows does not have. */
export function newerWarnings(run: MigrationRun, minVersionNumber: number | undefined): MigrationProof['warnings'] {
  if (minVersionNumber === undefined) return [];
  const sent = [...run.up, ...run.down].flatMap((step) => (step.kind === 'statement' ? [step] : []));
  const texts = sent.map(({ sql }) => sql);
  return needsNewer(texts, minVersionNumber).map(({ feature, since, statement }) => {
    const line = sent[statement]?.cause.line;
    const oldest = `The repository says that PostgreSQL ${Math.floor(minVersionNumber / 10_000)} is enough`;
    const message = `${oldest}, and ${feature} came with ${since / 10_000}.`;
    return line === undefined ? { message } : { message, line };
  });
}
