import type { Flip } from './index-report.ts';

/** One for each query, with values of the middle kind where there are such. */
export function representativeFlips(flips: readonly Flip[]): readonly Flip[] {
  return [...new Set(flips.map(({ query }) => query))].flatMap((query) => {
    const own = flips.filter((flip) => flip.query === query);
    return own.find(({ sample }) => sample === 'median') ?? own[0] ?? [];
  });
}
