import type { Attribute, Resource } from './model.ts';
import { isBuiltin } from './type-ref.ts';

/** An order of the rows of a resource: by one of its attributes, in one direction. */
export interface Order {
  readonly attribute: string;
  readonly direction: 'asc' | 'desc';
  /** Which row is the first one: `the latest`. */
  readonly first: string;
}

/** The orders in which a resource's own attributes put its rows; keys only tell rows apart. */
export function ordersOf({ attributes, primaryKey, relationships }: Resource): Order[] {
  const keys = new Set([...primaryKey, ...relationships.map(({ sourceAttribute }) => sourceAttribute)]);
  const own = attributes.filter(({ name, sensitive }) => !keys.has(name) && sensitive !== true);
  return own.flatMap((attribute) => {
    const words = wordsFor(attribute);
    if (words === undefined) return [];
    const [lowest, highest] = words;
    return [
      { attribute: attribute.name, direction: 'asc', first: lowest },
      { attribute: attribute.name, direction: 'desc', first: highest },
    ];
  });
}

export function isTime({ type }: Attribute): boolean {
  return isBuiltin(type, 'utc_datetime', 'utc_datetime_usec', 'datetime', 'naive_datetime', 'date');
}

function wordsFor(attribute: Attribute): readonly [lowest: string, highest: string] | undefined {
  const { type } = attribute;
  if (isTime(attribute)) return ['the earliest', 'the latest'];
  if (isBuiltin(type, 'integer', 'decimal', 'float')) return ['the lowest', 'the highest'];
  return isBuiltin(type, 'string', 'ci_string') ? ['the first by the alphabet', 'the last by the alphabet'] : undefined;
}
