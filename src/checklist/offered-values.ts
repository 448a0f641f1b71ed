import type { Attribute, Resource } from '../ash/model.ts';
import { comparedValues } from '../ash/value-sets.ts';
import type { Expr } from '../elixir/syntax.ts';
import type { OfferedValue } from './choice.ts';

/** The values of an attribute that its resource speaks of: those that it allows, the default, and those that it uses. */
export function offeredValues(
  resource: Resource,
  attribute: Attribute,
  allowed: readonly string[],
  read: (literal: Expr | undefined) => string | undefined,
): OfferedValue[] {
  const first = read(attribute.default);
  const found = new Map(allowed.map((value) => [value, 'It is allowed here.']));
  if (first !== undefined) found.set(first, 'It is the default.');
  for (const value of comparedValues(resource, attribute.name, read)) {
    if (!found.has(value)) found.set(value, 'It is used here.');
  }
  return [...found].map(([value, description]) => ({ value, picked: true, description }));
}
