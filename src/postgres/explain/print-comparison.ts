import type { Change, PlanComparison } from './compare-plans.ts';
import { figure } from './plan-rows.ts';

/** `Seq Scan on posts → Index Scan using posts_author_id_index; cost 2,334 → 12.3 (1/190), …`, a line for each part. */
export function printComparison({ scans, cost, rows, buffers, ms }: PlanComparison): string {
  const changed = scans.map(({ table, before, after }) => `${table}: ${before} → ${after}`);
  return [
    ...(changed.length === 0 ? ['The plan reads every table as before.'] : changed),
    `cost ${printChange(cost)}`,
    ...(rows === undefined ? [] : [`rows read ${printChange(rows)}`]),
    ...(buffers === undefined ? [] : [`pages ${printChange(buffers)}`]),
    ...(ms === undefined ? [] : [`time ${ms.before.toFixed(1)} → ${ms.after.toFixed(1)} ms (this machine, one run)`]),
    '',
  ].join('\n');
}

/** `834 → 12 (70 times less)`. */
export function printChange({ before, after }: Change): string {
  return `${figure(before)} → ${figure(after)}${ratioOf(before, after)}`;
}

function ratioOf(before: number, after: number): string {
  const [less, more] = [Math.max(1, Math.min(before, after)), Math.max(before, after)];
  const ratio = more / less;
  if (ratio < 1.05) return '';
  const times = `${ratio < 10 ? ratio.toFixed(1) : figure(Math.round(ratio))} times`;
  return ` (${times} ${after < before ? 'less' : 'more'})`;
}
