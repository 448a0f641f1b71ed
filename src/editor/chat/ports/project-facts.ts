import type { AnalysisPort } from '../../../analysis/port.ts';
import type { ProjectFacts } from '../../../architect/ports.ts';
import type { Config } from '../../../checklist/config.ts';
import type { ProjectSession } from '../../project-session.ts';

/** What the session's own analysis says: the one that the squiggles are from. */
export function createFacts(session: ProjectSession): ProjectFacts {
  let standIn: Config | undefined;
  return {
    analysis: withEvidence(session),
    settled: async () => {
      await session.settled();
      if (session.config !== undefined || standIn !== undefined) return;
      // The configuration has been broken since the start, so the session has none: the one without a file and settings.
      const result = await session.analysis.configure(undefined, {});
      if (result.ok) standIn = result.value;
    },
    get config() {
      const config = session.config ?? standIn;
      if (config === undefined) throw new Error('The configuration was asked for before the project was read.');
      return config;
    },
    get migrations() {
      return session.migrations;
    },
  };
}

/** The checklist that others are told is the one that is shown: with what was run on PostgreSQL. */
function withEvidence(session: ProjectSession): AnalysisPort {
  const { analysis } = session;
  return {
    ...analysis,
    check: (request) => analysis.check({ evidence: session.evidence, ...request }),
    preview: (request) => analysis.preview({ evidence: session.evidence, ...request }),
  };
}
