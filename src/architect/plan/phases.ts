import type { Message } from '../conversation.ts';
import type { Phase } from '../tool.ts';
import { lastBlueprint } from './last-blueprint.ts';
import { parsePlan, sectionText, type PlanSection } from './plan.ts';

/** As the user is told of them. */
export const phaseTitles: Readonly<Record<Phase, string>> = {
  free: 'No phase',
  analysis: 'Domain analysis',
  design: 'Resource design',
  migrations: 'Migrations',
};

/** What is known of the work when somebody wants to change the phase. */
export interface Progress {
  readonly plan: string | undefined;
  readonly messages: readonly Message[];
}

export type Transition =
  | { readonly ok: true }
  /** What the phase before should have left behind, as sentences; the user may go on all the same. */
  | { readonly ok: false; readonly missing: readonly string[] };

/** Leaving the phases and going back is always possible; going on needs what the phases before produce. */
export function canEnter(to: Phase, { plan, messages }: Progress): Transition {
  const missing: string[] = [];
  const document = parsePlan(plan ?? '');
  const isEmpty = (section: PlanSection): boolean => sectionText(document, section) === '';
  if ((to === 'design' || to === 'migrations') && isEmpty('analysis')) {
    missing.push('The analysis section of the plan is empty: nothing says what the design rests on.');
  }
  if (to === 'migrations' && isEmpty('blueprint') && lastBlueprint(messages) === undefined) {
    missing.push('There is no blueprint yet: the resources may still change under the migrations.');
  }
  return missing.length === 0 ? { ok: true } : { ok: false, missing };
}
