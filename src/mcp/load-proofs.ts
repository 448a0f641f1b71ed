import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as bundle from './open-proofs.ts';

export type OpenProofs = typeof bundle.openProofs;

/** What runs proofs is a bundle of its own, loaded with the first one: most servers are never asked for any. */
export function loadProofsFrom(dist: string): OpenProofs {
  const path = join(dist, 'mcp-proofs.cjs');
  return (facts, project) => (createRequire(path)(path) as typeof bundle).openProofs(facts, project);
}
