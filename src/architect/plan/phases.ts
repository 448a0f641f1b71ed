import type { Message } from '../conversation.ts';
import type { Phase } from '../tool.ts';
import { lastBlueprint } from './last-blueprint.ts';
import { parsePlan, sectionText, type PlanSection } from './plan.ts';

export interface PhaseRule {
  readonly title: string;
  /** For the user: what may happen in it. */
  readonly may: string;
  /** For the user: what it leaves behind. */
  readonly produces: string;
  readonly next: Phase | undefined;
}

export const phaseRules: Readonly<Record<Phase, PhaseRule>> = {
  free: {
    title: 'No phase',
    may: 'You ask, it answers; edits and programs are proposed and wait for you.',
    produces: 'Nothing in particular.',
    next: 'analysis',
  },
  analysis: {
    title: 'Domain analysis',
    may: 'It reads and asks. Nothing is edited and nothing is run.',
    produces: 'The analysis section of the plan.',
    next: 'design',
  },
  design: {
    title: 'Resource design',
    may: 'It proposes a blueprint, then edits of resources. Nothing is run.',
    produces: 'A blueprint that fits the model, and its section of the plan.',
    next: 'migrations',
  },
  migrations: {
    title: 'Migrations',
    may: 'It examines what codegen would write, proposes edits, and asks before it runs a task.',
    produces: 'The migrations section of the plan.',
    next: undefined,
  },
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
