/** A part of a value: objects name only the fields that matter. */
export type Pattern =
  string | number | boolean | null | RegExp | readonly Pattern[] | { readonly [field: string]: Pattern };

/**
 * Whether a value holds what a pattern says. Lists of plain values have to be the same, in any order; of other lists
 * each pattern has to fit some item.
 */
export function matches(value: unknown, pattern: Pattern): boolean {
  if (pattern instanceof RegExp) return typeof value === 'string' && pattern.test(value);
  if (isList(pattern)) return Array.isArray(value) && matchesList(value, pattern);
  if (typeof pattern !== 'object' || pattern === null) return value === pattern;
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map(Object.entries(value));
  return Object.entries(pattern).every(([name, part]) => matches(fields.get(name), part));
}

function matchesList(items: readonly unknown[], patterns: readonly Pattern[]): boolean {
  const fits = patterns.every((pattern) => items.some((item) => matches(item, pattern)));
  const arePlain = patterns.every((pattern) => typeof pattern !== 'object' || pattern === null);
  return fits && (!arePlain || items.length === patterns.length);
}

const isList = (pattern: Pattern): pattern is readonly Pattern[] => Array.isArray(pattern);

/** A pattern in few words, for a report. */
export function printPattern(pattern: Pattern): string {
  return JSON.stringify(pattern, (_, part: unknown) => (part instanceof RegExp ? String(part) : part));
}
