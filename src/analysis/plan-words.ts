import { parseDecision } from '../snapshots/plan/parse-decision.ts';
import { isStamp } from '../snapshots/plan/stamps.ts';
import type { WrittenDecision } from './plan-report.ts';

export function isWellFormedDecision({ option, value }: WrittenDecision): boolean {
  return parseDecision(option, value) !== undefined;
}

/** Whether a text is a time stamp of migrations: 14 digits of a time that there is. */
export function isPlanStamp(text: string): boolean {
  return isStamp(text);
}
