import { engineName } from '../base/engine-name.ts';
import type { EvidenceFault, MigrationEvidence } from '../base/evidence.ts';
import { at, type Location } from '../base/span.ts';
import type { RuleContext } from './rule.ts';

/** What stands on the line of a fault, without the space around it. */
export function placeOfFault({ path }: MigrationEvidence, { line }: EvidenceFault, { linesOf }: RuleContext): Location {
  const lines = linesOf(path);
  const text = lines.textOf(line);
  const start = lines.startOf(line) + (text.length - text.trimStart().length);
  return at(path, { start, end: start + text.trim().length });
}

/** For the places of a message. */
export function wordsOfFault({ engine }: MigrationEvidence, { message }: EvidenceFault): Record<string, string> {
  return { fault: message, engine: engineName(engine) };
}
