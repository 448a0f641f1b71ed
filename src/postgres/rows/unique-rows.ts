import type { LiveKey, LiveTable } from './live-schema.ts';
import type { Cells } from './row-maker.ts';

/** Remembers the keys of rows, and tells whether another row may stand beside them. */
export interface UniqueRows {
  /** Takes the row in where it may. */
  accept(cells: Cells): boolean;
}

export function createUniqueRows(table: LiveTable): UniqueRows {
  const taken = table.keys.map((key) => ({ key, texts: new Set<string>() }));
  return {
    accept: (cells) => {
      const own = taken.map(({ key, texts }) => ({ texts, text: keyText(key, cells) }));
      if (own.some(({ texts, text }) => text !== undefined && texts.has(text))) return false;
      for (const { texts, text } of own) if (text !== undefined) texts.add(text);
      return true;
    },
  };
}

/**
 * Undefined where the row has no key that could meet another. Upper and lower case are one, since a type or an
 * expression may see it so; what an index leaves out is taken as if it did not.
 */
function keyText({ columns, nullsDistinct }: LiveKey, cells: Cells): string | undefined {
  const values = columns.map((name) => cells.get(name));
  if (values.includes(undefined) || (nullsDistinct && values.includes(null))) return undefined;
  return JSON.stringify(values.map((value) => value?.toLowerCase().trim() ?? null));
}
