import type { ChangeSet, Hunk, Verdict } from '../change-set.ts';
import type { ProjectFacts } from '../ports.ts';

/** How edits are checked and taken apart. */
export interface Review {
  /** What the analysis says of the text after the changes; nothing is written. */
  readonly verifyChanges: (facts: ProjectFacts, changes: ChangeSet) => Promise<Verdict>;
  readonly splitHunks: (changes: ChangeSet) => readonly Hunk[];
  /** The changes without the hunks that are not named. */
  readonly takeHunks: (changes: ChangeSet, ids: readonly string[]) => ChangeSet;
  /** For the model. */
  readonly describeVerdict: (verdict: Verdict) => string;
}
