import type { Location } from '../base/span.ts';
import { findOption, type Declaration } from '../elixir/declaration.ts';
import { asBoolean, asName, asString, isNil, pairsOf, asAtom } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import type { Known } from './snapshot.ts';
import { unknown } from './unknown.ts';

/** An option as it is written: its value, what stands for it where it is not, and its place. */
export interface Written<T> {
  readonly value: Known<T>;
  /** Undefined where the option is not written. */
  readonly at: Location | undefined;
}

/** Reads an option; `nil` counts as unwritten, as in Spark. `read` gives undefined for what is not literal. */
export function written<T>(
  declaration: Declaration,
  name: string,
  unwritten: T,
  read: (value: Expr) => T | undefined,
): Written<T> {
  const option = findOption(declaration, name);
  if (option === undefined || isNil(option.value)) return { value: unwritten, at: option };
  const value = read(option.value);
  return { value: value === undefined ? unknown(`\`${name}\` is computed`) : value, at: option };
}

export function writtenFlag(declaration: Declaration, name: string, unwritten: boolean): Written<boolean> {
  return written(declaration, name, unwritten, asBoolean);
}

export function writtenText(declaration: Declaration, name: string): Written<string | null> {
  return written<string | null>(declaration, name, null, asString);
}

/** An atom or a string. */
export function writtenName(declaration: Declaration, name: string): Written<string | null> {
  return written<string | null>(declaration, name, null, asName);
}

/** The literal pairs of a keyword option, or undefined when a key of it is computed. */
export function readPairs(value: Expr): ReadonlyMap<string, Expr> | undefined {
  if (value.kind !== 'list') return undefined;
  const pairs = pairsOf(value);
  if (pairs.length !== value.items.length) return undefined;
  const result = new Map<string, Expr>();
  for (const pair of pairs) {
    const key = asAtom(pair.key);
    if (key === undefined) return undefined;
    result.set(key, pair.value);
  }
  return result;
}
