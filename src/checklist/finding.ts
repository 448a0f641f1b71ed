import type { Location } from '../base/span.ts';
import type { FileEdit } from '../base/text-edit.ts';
import type { Choice } from './choice.ts';

export const severities = ['error', 'warning', 'info', 'hint'] as const;
export type Severity = (typeof severities)[number];

/** The five questions of the review checklist, in their order. */
export const checklistItems = ['identities', 'relationships', 'types', 'computed', 'migrations'] as const;
export type ChecklistItem = (typeof checklistItems)[number];

/** A change of the code that removes a finding; all its edits are made together, or none. */
export type Fix = PlainFix | ChoiceFix;

export interface PlainFix {
  /** Starts with a verb. */
  readonly title: string;
  /** It can change neither the schema nor a value at run time. */
  readonly safe: boolean;
  readonly edits: readonly FileEdit[];
  readonly choice?: undefined;
}

/** A fix that asks something first: `answerChoice` makes its edits of the answer. */
export interface ChoiceFix {
  /** Starts with a verb and ends with `…`, as in menus. */
  readonly title: string;
  readonly safe: false;
  /** None, for whoever does not ask. */
  readonly edits: readonly [];
  readonly choice: Choice;
}

/** Another place that a finding speaks of. */
export interface Related {
  readonly at: Location;
  readonly message: string;
}

export interface Finding {
  /** `area/name`. */
  readonly rule: string;
  /** Which of the rule's messages it is. */
  readonly key: string;
  readonly area: string;
  readonly severity: Severity;
  readonly at: Location;
  readonly message: string;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  /** The module whose checklist it belongs to; undefined for findings about files. */
  readonly resource: string | undefined;
}

export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(threshold);
}
