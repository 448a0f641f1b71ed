import type { CandidateIndex } from '../../ash/demand/demand.ts';
import { indexesIn } from '../explain/plan.ts';
import { figuresOf, flipOf } from './figures.ts';
import type { Flip, IndexVerdict } from './index-report.ts';
import { isEvidence, type Baseline, type Changed } from './measure.ts';
import { isWorse } from './thresholds.ts';

export interface StandingVerdict {
  /** Unclear: what gets dearer without it found no rows, so that nothing is known of it. */
  readonly verdict: Extract<IndexVerdict, 'helps' | 'redundant' | 'serves-none'> | 'unclear';
  readonly by: string | undefined;
  /** From without the index to with it, as the tables stand. */
  readonly flips: readonly Flip[];
}

/** What becomes of the queries without a standing index; `changed` are the plans without it. */
export function judgeStanding(
  index: CandidateIndex,
  changed: readonly Changed[],
  randomPageCost: number,
): StandingVerdict {
  const flips = changed.map(({ baseline, plan }) => ({
    isEvidence: isEvidence(baseline),
    isWorse: isWorse(figuresOf(baseline.plan), figuresOf(plan), randomPageCost),
    instead: indexesIn(plan).find((name) => !indexesIn(baseline.plan).includes(name)),
    flip: flipOf(baseline.query.id, baseline.sample, plan, baseline.plan),
  }));
  const worse = flips.filter((one) => one.isWorse);
  const proven = worse.filter((one) => one.isEvidence);
  if (proven.length > 0) return { verdict: 'helps', by: undefined, flips: proven.map(({ flip }) => flip) };
  if (worse.length > 0) return { verdict: 'unclear', by: undefined, flips: [] };
  const instead = flips.find((one) => one.instead !== undefined)?.instead;
  const by = index.coveredBy ?? instead;
  // Queries that are not declared may need what the other index lacks, unless it has all of this one's columns.
  const verdict = index.status === 'needless' && by !== undefined ? 'redundant' : 'serves-none';
  return { verdict, by, flips: flips.map(({ flip }) => flip) };
}

/** Ids of the queries whose plans use an index as the tables stand. */
export function usersOf(index: string, baselines: readonly Baseline[]): readonly string[] {
  const using = baselines.filter(({ plan }) => indexesIn(plan).includes(index));
  return [...new Set(using.map(({ query }) => query.id))];
}
