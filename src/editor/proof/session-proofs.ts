import type { DatabaseSource } from '../../postgres/database.ts';
import { indexEvidence } from '../../postgres/experiment/index-evidence.ts';
import { createProofs } from '../../postgres/project-proofs.ts';
import { migrationEvidence } from '../../postgres/proof/migration-evidence.ts';
import type { Proofs } from '../../postgres/proofs.ts';
import type { EvidenceStore } from '../evidence-store.ts';
import type { ProjectSession } from '../project-session.ts';
import { changedIn } from '../session-sources.ts';

/**
 * Proofs of a project, for the texts as they are when they are asked for. Each call has databases of its own, given
 * back at its end, and what it finds out is kept as evidence.
 */
export function sessionProofs(
  session: ProjectSession,
  openSource: () => Promise<DatabaseSource>,
  evidence: EvidenceStore,
): Proofs {
  const { root } = session.place;
  const withDatabases = async <Answer>(work: (proofs: Proofs) => Promise<Answer>): Promise<Answer> => {
    await session.settled();
    const source = await openSource();
    try {
      return await work(proofsOn(source, session));
    } finally {
      await source.dispose();
    }
  };
  return {
    migrations: (asked, run) =>
      withDatabases(async (proofs) => {
        const { texts } = session;
        const answer = await proofs.migrations(asked, run);
        if (answer.ok)
          await evidence.add(
            root,
            migrationEvidence(answer.report, (path) => texts.get(path)),
          );
        return answer;
      }),
    indexes: (resources, run) =>
      withDatabases(async (proofs) => {
        const { texts } = session;
        const answer = await proofs.indexes(resources, run);
        if (!answer.ok) return answer;
        const found = answer.report.flatMap((report) => indexEvidence(report, (path) => texts.get(path)));
        await evidence.add(root, found);
        return answer;
      }),
    query: (query, run) => withDatabases((proofs) => proofs.query(query, run)),
  };
}

function proofsOn(source: DatabaseSource, { analysis, config, place: { root } }: ProjectSession): Proofs {
  return createProofs({
    ...{ analysis, source, wrappers: config?.wrappers ?? [], distributions: {} },
    changed: async () => {
      const found = await changedIn(root, config?.migrations.base);
      return found.isKnown ? found.paths : { reason: found.reason };
    },
  });
}
