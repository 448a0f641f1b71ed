import { isUnknown, type Known, type Unknown } from './snapshot.ts';

export function unknown(reason: string): Unknown {
  return { unknown: reason };
}

/** What the model could not read: `undefined` there means that the text does not decide it. */
export function orUnknown<T>(value: T | undefined, reason: string): Known<T> {
  return value === undefined ? unknown(reason) : value;
}

/** A value made of another one, where that is known. */
export function mapKnown<T, R>(value: Known<T>, make: (value: T) => R): Known<R> {
  return isUnknown(value) ? value : make(value);
}

/** All values, or why one of them is not known. */
export function allKnown<T>(values: readonly Known<T>[]): Known<readonly T[]> {
  const missing = values.find(isUnknown);
  return missing ?? (values as readonly T[]);
}
