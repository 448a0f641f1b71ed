import { comparePlans } from '../explain/compare-plans.ts';
import { nodesOf, rowsRead, type Plan } from '../explain/plan.ts';
import { printPlan } from '../explain/print-plan.ts';
import type { Figures, Flip } from './index-report.ts';
import type { Sample } from './draw-parameters.ts';

export function figuresOf(plan: Plan): Figures {
  return {
    cost: Math.round(plan.cost * 100) / 100,
    rows: Math.round(rowsRead(plan)),
    buffers: plan.root.buffers ?? 0,
    ms: Math.round((plan.executionMs ?? 0) * 1000) / 1000,
  };
}

/** Rows that the scans of its tables handed on; with none there was nothing to find. */
export function rowsFound(plan: Plan): number {
  return Math.round(
    nodesOf(plan.root)
      .filter(({ relation }) => relation !== undefined)
      .reduce((sum, { rows, loops }) => sum + (rows.actual ?? 0) * (loops ?? 0), 0),
  );
}

export function flipOf(query: string, sample: Sample, before: Plan, after: Plan): Flip {
  return {
    query,
    sample: sample.name,
    before: figuresOf(before),
    after: figuresOf(after),
    scans: [...comparePlans(before, after).scans],
    plans: { before: printPlan(before, { times: false }), after: printPlan(after, { times: false }) },
  };
}

/** What is the same in two plans that do the same: figures left out. */
export function shapeOf(plan: Plan): string {
  return nodesOf(plan.root)
    .map(
      ({ label, details }) =>
        `${label} ${details.map(({ name, text }) => (name === 'Sort Method' ? '' : text)).join()}`,
    )
    .join('\n');
}
