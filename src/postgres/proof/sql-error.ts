import type { RunStep } from '../../ecto/migration-run.ts';
import type { Answer, DatabaseError } from '../database.ts';
import type { ProofError } from './proof-report.ts';

export type Refused = Extract<DatabaseError, { readonly kind: 'refused' }>;

/** What PostgreSQL said no to, at a step of a migration. */
export function errorAt(step: Pick<RunStep, 'cause' | 'description'>, error: Refused): ProofError {
  return { sqlstate: error.sqlstate, message: error.message, operation: step.description, line: step.cause.line };
}

/** What Ecto raises at a step, before anything is sent. */
export function refusalAt(step: Pick<RunStep, 'cause' | 'description'>, message: string): ProofError {
  return { sqlstate: null, message, operation: step.description, line: step.cause.line };
}

/** The refusal in an answer; an answer of a lost database never gets here. */
export function refusedIn(answer: Answer): Refused | undefined {
  return !answer.ok && answer.error.kind === 'refused' ? answer.error : undefined;
}
