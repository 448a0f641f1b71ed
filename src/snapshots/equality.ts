import { isSameDefault } from './column-default.ts';
import type { FieldDifference } from './difference.ts';
import { isUnknown } from './snapshot.ts';

/** How a field is compared, and how it is called in files. */
export interface ComparedField<Thing> {
  readonly name: string;
  readonly of: (thing: Thing) => unknown;
  /** Makes values that mean the same equal. */
  readonly same?: (value: unknown) => unknown;
}

/** The fields in which two things differ; what is not known differs from nothing. */
export function differingFields<Thing>(
  now: Thing,
  before: Thing,
  fields: readonly ComparedField<Thing>[],
): FieldDifference[] {
  return fields.flatMap(({ name, of, same = (value) => value }) => {
    const [own, other] = [of(now), of(before)];
    if (isUnknown(own) || isUnknown(other) || isEqual(same(own), same(other))) return [];
    return [{ name, now: print(own), before: print(other) }];
  });
}

function isEqual(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return isSameDefault(a, b);
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A value as it stands in a message. */
export function print(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return `\`${value}\``;
  if (Array.isArray(value) && value[0] === 'array') return `a list of ${print(value[1])}`;
  return `\`${JSON.stringify(value)}\``;
}
