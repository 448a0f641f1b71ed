import type { ProofRun, Proofs, Proven } from '../../postgres/proofs.ts';
import type { ToolContext } from '../tool.ts';

/** Has something run on PostgreSQL, for the texts as they are now; it ends with the call. */
export async function runProof<Report>(
  { proofs, facts, signal }: ToolContext,
  work: (proofs: Proofs, run: ProofRun) => Promise<Proven<Report>>,
): Promise<Proven<Report>> {
  if (proofs === undefined)
    return { ok: false, reason: 'Nothing can be run on PostgreSQL here: say of what you claim that it is not proven.' };
  await facts.settled();
  return work(proofs, { signal, onProgress: () => undefined });
}
