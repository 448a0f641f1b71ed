import type { Attribute, Relationship, Resource } from '../../ash/model.ts';
import { findOption, type Declaration } from '../../elixir/declaration.ts';
import { ownStatements } from '../../elixir/place-statement.ts';
import type { PrintedOption } from '../../elixir/print-call.ts';

/** How the options of neighbours are written: as keywords, or in a do-block. */
export function formIn(
  blocks: readonly Declaration[],
  names: readonly string[],
  unwritten: 'keywords' | 'block',
): 'keywords' | 'block' {
  const neighbours = blocks.flatMap(ownStatements).filter(({ name }) => names.includes(name));
  const inBlocks = neighbours.filter(({ block }) => block !== undefined).length;
  const asKeywords = neighbours.filter(({ block, keywords }) => block === undefined && keywords.length > 0).length;
  return inBlocks === asKeywords ? unwritten : inBlocks > asKeywords ? 'block' : 'keywords';
}

/** `public?: true` where it is asked for, or where most neighbours say so. */
export function publicOption(
  asked: boolean | undefined,
  neighbours: readonly (Attribute | Relationship)[],
): PrintedOption[] {
  if (asked !== undefined) return asked ? [['public?', 'true']] : [];
  const declared = neighbours.filter(({ origin, declaration }) => {
    const isPreset = /_primary_key$|timestamp/.test(declaration?.name ?? '');
    return origin.kind === 'declared' && declaration !== undefined && !isPreset;
  });
  const isPublic = declared.filter(
    ({ declaration, public: value }) =>
      value === true && declaration !== undefined && findOption(declaration, 'public?') !== undefined,
  );
  return isPublic.length * 2 > declared.length ? [['public?', 'true']] : [];
}

/** The commonest of some values; undefined where there are none. */
export function commonest<Value>(values: readonly Value[]): Value | undefined {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** Whether rows are kept in PostgreSQL, in a table whose name the text gives. */
export function isInPostgres({ dataLayer, postgres, embedded }: Resource): boolean {
  return dataLayer === 'AshPostgres.DataLayer' && postgres !== undefined && !embedded;
}
