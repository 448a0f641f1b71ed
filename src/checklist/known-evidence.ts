import type { Resource } from '../ash/model.ts';
import { textHash, type Evidence, type IndexEvidence, type MigrationEvidence } from '../base/evidence.ts';
import { addTo } from '../base/multi-map.ts';

/** What was run on PostgreSQL, as far as it holds for the texts as they are now. */
export interface KnownEvidence {
  /** What running a migration came to. */
  readonly migrationEvidence: (path: string) => MigrationEvidence | undefined;
  /** What indexes of a resource's table did for the queries that its project declares. */
  readonly indexEvidence: (resource: Pick<Resource, 'module' | 'path'>) => readonly IndexEvidence[];
}

/** Whatever was run for another text than that of now is as if it had not been run; of the same thing the last counts. */
export function knownEvidence(all: readonly Evidence[], textOf: (path: string) => string): KnownEvidence {
  const byPath = new Map<string, Evidence[]>();
  for (const evidence of all) addTo(byPath, evidence.path, evidence);
  const holding = new Map<string, readonly Evidence[]>();
  const holdingFor = (path: string): readonly Evidence[] => {
    const candidates = byPath.get(path);
    if (candidates === undefined) return [];
    const known = holding.get(path) ?? candidates.filter(holdsFor(textOf(path)));
    holding.set(path, known);
    return known;
  };
  return {
    migrationEvidence: (path) => holdingFor(path).findLast((evidence) => evidence.kind === 'migration'),
    indexEvidence: ({ module, path }) =>
      holdingFor(path).flatMap((evidence) =>
        evidence.kind === 'index' && evidence.resource === module ? [evidence] : [],
      ),
  };
}

/** Whether evidence is about this very text. */
export function holdsFor(text: string): (evidence: Evidence) => boolean {
  const hash = textHash(text);
  return (evidence) => evidence.textHash === hash;
}
