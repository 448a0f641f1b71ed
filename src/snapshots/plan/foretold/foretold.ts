import type { Origin } from '../../../ecto/operation.ts';
import type { PlanPart } from '../plan.ts';

/** A way in which the generator goes wrong, found in a plan before codegen is run. */
export interface Foretold {
  /** What it is called for good: `rename-in-alter`. */
  readonly slug: string;
  /** `error`: the migration, or codegen itself, fails. */
  readonly severity: 'error' | 'warning' | 'info';
  readonly table: string;
  /** What will happen, as a sentence. */
  readonly message: string;
  /** What to do instead, as a sentence. */
  readonly instead: string;
  /** The line that causes it, where one does. */
  readonly cause?: NonNullable<Origin['cause']>;
  /** What the text does not decide at that line, and was assumed. */
  readonly note?: string;
}

/** The public tables of a repo, or those of its tenants, with what is planned for them. */
export type ForetoldInput = PlanPart;

export type Foreteller = (input: ForetoldInput) => Foretold[];

/** Adds the line, where there is one, and what had to be assumed there. */
export function causedBy(origin: Origin | undefined): Pick<Foretold, 'cause' | 'note'> {
  const { cause, note } = origin ?? {};
  return { ...(cause === undefined ? {} : { cause }), ...(note === undefined ? {} : { note }) };
}
