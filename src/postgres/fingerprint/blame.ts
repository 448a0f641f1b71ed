import type { RunStep } from '../../ecto/migration-run.ts';
import type { Difference } from './compare-fingerprints.ts';
import { mentions, touches, type Touch } from './touches.ts';

/**
 * The step that a difference is told on: the last one that names the object itself, else the last one that names its
 * table. Undefined where neither is known.
 */
export function blame(difference: Difference, steps: readonly RunStep[]): RunStep | undefined {
  const near = steps.flatMap((step) => {
    const touch = touchOf(step, difference);
    return touch === undefined ? [] : [{ step, touch }];
  });
  const exact = near.findLast(({ touch }) => touch === 'object');
  return (exact ?? near.at(-1))?.step;
}

function touchOf(step: RunStep, { subject }: Difference): Touch | undefined {
  if (step.operation !== undefined) return touches(step.operation, subject);
  return step.kind === 'statement' ? mentions(step.sql, subject) : undefined;
}
