import type { Figures } from './index-report.ts';

/**
 * A suggested index has to halve both what the planner foresees and what is touched: less is within what other rows or
 * another machine would change, and every index makes each write dearer for ever.
 */
const gain = 0.5;
/** Pages. A query that touches fewer is quick without any index. */
const worthwhile = 16;
/** Costs and pages of one query vary by this much for reasons of their own, such as a wider index. */
const tolerance = 0.05;
/** Pages on top of that: one more level of a tree, and where it begins. Small plans would differ by half otherwise. */
const slackPages = 4;

export function isHalved(before: Figures, after: Figures): boolean {
  return before.buffers >= worthwhile && after.cost <= before.cost * gain && after.buffers <= before.buffers * gain;
}

/** `randomPageCost` is what the planner reckons for a page that is not read in order. */
export function isWorse(before: Figures, after: Figures, randomPageCost: number): boolean {
  return (
    after.cost > before.cost * (1 + tolerance) + slackPages * randomPageCost ||
    after.buffers > before.buffers * (1 + tolerance) + slackPages
  );
}

/** Whether one of several indexes serves a query about as well as the best of them. */
export function isAboutAsGood(candidate: Figures, best: Figures): boolean {
  const slack = 0.1;
  return candidate.cost <= best.cost * (1 + slack) + 1 && candidate.buffers <= best.buffers * (1 + slack) + slackPages;
}
