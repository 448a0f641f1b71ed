import type { Fact } from './access.ts';

/** A condition of a query; `known` is its value where that does not depend on rows. */
export interface Condition {
  readonly sql: string;
  readonly known?: boolean;
  /** It asks about the caller alone: Ash answers it before it asks the database. */
  readonly isOfCaller?: boolean;
  /** What holds of columns whenever the condition does. */
  readonly facts: readonly Fact[];
}

/**
 * A question about the caller alone, such as `^actor(:role) == :admin`. A query is made for the caller for whom the rest
 * decides: who is none of those that see everything, and all that see what rows say.
 */
export const ofCaller: Condition = { sql: 'true', isOfCaller: true, facts: [] };

export function knownCondition(known: boolean): Condition {
  return { sql: String(known), known, facts: [] };
}

export function condition(sql: string, facts: readonly Fact[] = []): Condition {
  return { sql, facts };
}

export function all(conditions: readonly Condition[]): Condition {
  if (conditions.some(({ known }) => known === false)) return knownCondition(false);
  const open = decidingOf(conditions);
  const [first] = open;
  if (first === undefined) return conditions.find(({ isOfCaller }) => isOfCaller === true) ?? knownCondition(true);
  if (open.length === 1) return first;
  return { sql: open.map(inBrackets).join(' AND '), facts: open.flatMap(({ facts }) => facts) };
}

export function any(conditions: readonly Condition[]): Condition {
  if (conditions.some(({ known }) => known === true)) return knownCondition(true);
  const open = decidingOf(conditions);
  const [first] = open;
  if (first === undefined) return conditions.find(({ isOfCaller }) => isOfCaller === true) ?? knownCondition(false);
  return open.length === 1 ? first : condition(open.map(inBrackets).join(' OR '));
}

function decidingOf(conditions: readonly Condition[]): Condition[] {
  return conditions.filter(({ known, isOfCaller }) => known === undefined && isOfCaller !== true);
}

export function negated(asked: Condition): Condition {
  if (asked.isOfCaller === true) return asked;
  return asked.known === undefined ? condition(`NOT (${asked.sql})`) : knownCondition(!asked.known);
}

/** Whether it asks something of rows. */
export function looksAtRows({ known, isOfCaller }: Condition): boolean {
  return known === undefined && isOfCaller !== true;
}

export function inBrackets({ sql }: Condition): string {
  return `(${sql})`;
}
