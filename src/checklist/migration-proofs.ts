import { engineName } from '../base/engine-name.ts';
import type { MigrationEvidence } from '../base/evidence.ts';
import { plural } from '../base/names.ts';
import type { KnownEvidence } from './known-evidence.ts';

/** What running the migrations of one table came to. */
export interface MigrationProofs {
  /** One of them was refuted, or could not be proven. */
  readonly doubt: boolean;
  /** As it stands behind a box of the checklist. */
  readonly reason: string;
}

/** Undefined when none of the migrations was run with the text that it has now. */
export function migrationProofs(
  paths: ReadonlySet<string>,
  { migrationEvidence }: KnownEvidence,
): MigrationProofs | undefined {
  const known = [...paths].flatMap((path) => migrationEvidence(path) ?? []);
  if (known.length === 0) return undefined;
  const refuted = known.filter(({ verdict }) => verdict === 'refuted');
  const unproven = known.filter(({ verdict }) => verdict === 'not-proven');
  const [first] = [...refuted, ...unproven];
  if (first === undefined) return { doubt: false, reason: provenReason(known, paths.size) };
  const others = refuted.length + unproven.length - 1;
  return { doubt: true, reason: `${doubtOf(first)}${others === 0 ? '' : ` (and ${others} more)`}` };
}

function provenReason(known: readonly MigrationEvidence[], count: number): string {
  const engines = [...new Set(known.map(({ engine }) => engineName(engine)))].join(' and ');
  const runs = 'up, down and up again';
  if (known.length === count) return `${runs} were run on ${engines}`;
  return `${runs} were run on ${engines} for ${known.length} of its ${count} ${plural('migration', count)}`;
}

function doubtOf({ path, verdict, reason, engine }: MigrationEvidence): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const what = verdict === 'refuted' ? `\`${name}\` was refuted on ${engineName(engine)}` : `\`${name}\` is not proven`;
  return reason === undefined ? what : `${what}: ${reason.replace(/\.$/, '')}`;
}
