import type { EvidenceEngine } from './evidence.ts';

/** `PGlite (PostgreSQL 18.6)`; a server of PostgreSQL itself is `PostgreSQL 15.8`. */
export function engineName({ name, version }: EvidenceEngine): string {
  return name === 'PostgreSQL' ? `PostgreSQL ${version}` : `${name} (PostgreSQL ${version})`;
}
