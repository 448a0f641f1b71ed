import type { ProjectFacts } from '../architect/ports.ts';
import type { Proofs } from '../postgres/proofs.ts';
import type { LiveProject } from './live-project.ts';
import type { OpenProofs } from './load-proofs.ts';

/** The proofs of one call: it has databases of its own, which end with it. */
export function createCallProofs(find: () => Promise<LiveProject>, facts: ProjectFacts, open: OpenProofs): Proofs {
  const withDatabases = async <Answer>(work: (proofs: Proofs) => Promise<Answer>): Promise<Answer> => {
    await facts.settled();
    const { proofs, dispose } = open(facts, await find());
    try {
      return await work(proofs);
    } finally {
      await dispose();
    }
  };
  return {
    migrations: (asked, run) => withDatabases((proofs) => proofs.migrations(asked, run)),
    indexes: (resources, run) => withDatabases((proofs) => proofs.indexes(resources, run)),
    query: (query, run) => withDatabases((proofs) => proofs.query(query, run)),
  };
}
