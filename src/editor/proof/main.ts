import { ProofRuns, type ProofRunsOptions } from './proof-runs.ts';

/** The entry of the bundle `dist/proof.cjs`. */
export function createProofRuns(options: ProofRunsOptions): ProofRuns {
  return new ProofRuns(options);
}
