import type { CandidateIndex } from '../../ash/demand/demand.ts';
import { figuresOf, flipOf } from './figures.ts';
import type { Flip } from './index-report.ts';
import { isEvidence, type Baseline, type Changed } from './measure.ts';
import { isAboutAsGood, isHalved, isWorse } from './thresholds.ts';
import { indexesIn } from '../explain/plan.ts';

/** A suggested index that was tried, with the queries that it serves. */
export interface Served {
  readonly index: CandidateIndex;
  readonly bytes: number;
  /** Of the queries that it serves, those values first that it serves best. */
  readonly flips: readonly Flip[];
}

/**
 * Queries whose plans change to the index and get at least twice as good for most of the values that find something,
 * and worse for none: one that helps with rare values only needs the rows to be so.
 */
export function flipsOf(
  index: CandidateIndex,
  baselines: readonly Baseline[],
  changed: readonly Changed[],
  randomPageCost: number,
): readonly Flip[] {
  const queries = new Set(baselines.map(({ query }) => query));
  return [...queries].flatMap((query) => {
    const evidence = baselines.filter((baseline) => baseline.query === query && isEvidence(baseline));
    const own = changed.filter(({ baseline }) => evidence.includes(baseline));
    const isSpoilt = own.some(({ baseline, plan }) =>
      isWorse(figuresOf(baseline.plan), figuresOf(plan), randomPageCost),
    );
    const flips = own
      .filter(({ plan }) => indexesIn(plan).includes(index.name))
      .map(({ baseline, plan }) => flipOf(query.id, baseline.sample, baseline.plan, plan))
      .filter(({ before, after }) => isHalved(before, after));
    return isSpoilt || flips.length * 2 < evidence.length || flips.length === 0 ? [] : flips;
  });
}

export interface Choice {
  readonly chosen: readonly Served[];
  /** Those that serve too, but no query that a chosen one does not serve about as well. */
  readonly superseded: ReadonlyMap<Served, Served>;
}

/** Of several indexes that serve the same queries the fewest, and of those the smallest. */
export function chooseServed(served: readonly Served[]): Choice {
  const serving = served.filter(({ flips }) => flips.length > 0);
  const good = new Map(serving.map((one) => [one, goodFor(one, serving)]));
  const open = new Set([...good.values()].flatMap((queries) => [...queries]));
  const chosen: Served[] = [];
  while (open.size > 0) {
    const gain = (one: Served): number => [...(good.get(one) ?? [])].filter((query) => open.has(query)).length;
    const [best] = serving
      .filter((one) => !chosen.includes(one))
      .sort((a, b) => gain(b) - gain(a) || a.bytes - b.bytes || (a.index.name < b.index.name ? -1 : 1));
    if (best === undefined) break;
    chosen.push(best);
    for (const query of good.get(best) ?? []) open.delete(query);
  }
  const superseded = new Map<Served, Served>();
  for (const one of serving.filter((candidate) => !chosen.includes(candidate))) {
    const instead = chosen.find(({ flips }) =>
      flips.some(({ query }) => one.flips.some((flip) => flip.query === query)),
    );
    if (instead !== undefined) superseded.set(one, instead);
  }
  return { chosen, superseded };
}

/** The queries for which no other index is much better, whatever the values. */
function goodFor(one: Served, all: readonly Served[]): ReadonlySet<string> {
  const queries = new Set(one.flips.map(({ query }) => query));
  return new Set(
    [...queries].filter((query) =>
      one.flips
        .filter((flip) => flip.query === query)
        .every((flip) =>
          all
            .flatMap(({ flips }) => flips.filter((other) => other.query === query && other.sample === flip.sample))
            .every((other) => isAboutAsGood(flip.after, other.after)),
        ),
    ),
  );
}
