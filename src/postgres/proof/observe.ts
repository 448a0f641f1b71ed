import type { MigrationRun } from '../../ecto/migration-run.ts';
import { blame } from '../fingerprint/blame.ts';
import { compareFingerprints, type Difference } from '../fingerprint/compare-fingerprints.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { judgeDifferences, type DifferenceNote } from '../fingerprint/judge-differences.ts';
import type { ProofDifference } from './proof-report.ts';
import { stepsOf, type Direction } from './run-direction.ts';

/** How two stops of a course differ that should be the same. */
export interface Observation {
  readonly notes: readonly DifferenceNote[];
  readonly differences: readonly ProofDifference[];
}

/** Each difference is told on the last operation that names the object, be it the one that should have undone another. */
export function observe(
  before: Fingerprint,
  after: Fingerprint,
  run: MigrationRun,
  direction: Exclude<Direction, 'up'>,
): Observation {
  const { notes, counting } = judgeDifferences(compareFingerprints(before, after), run);
  const left = counting.filter((difference) => !isSharedExtension(difference, run));
  const steps = [...stepsOf(run, direction === 'down' ? 'up' : 'down'), ...stepsOf(run, direction)];
  const differences = left.map((difference) => {
    const cause = blame(difference, steps);
    return {
      object: difference.object,
      before: difference.before ?? null,
      after: difference.after ?? null,
      ...(cause === undefined ? {} : { operation: cause.description, line: cause.cause.line }),
    };
  });
  const isShared = left.length < counting.length && !notes.includes('extensions-kept');
  return { notes: isShared ? [...notes, 'extensions-kept'] : notes, differences };
}

/** Who creates an extension if it does not exist leaves it to others as well: `down` may not drop it. */
function isSharedExtension({ subject: { kind, name }, before }: Difference, { up }: MigrationRun): boolean {
  if (kind !== 'extension' || before !== undefined) return false;
  return up.some((step) => {
    const created = step.kind === 'statement' ? createdIfMissing.exec(step.sql)?.[1] : undefined;
    return created?.toLowerCase() === name;
  });
}

const createdIfMissing = /\bCREATE\s+EXTENSION\s+IF\s+NOT\s+EXISTS\s+"?([\w-]+)"?/i;
