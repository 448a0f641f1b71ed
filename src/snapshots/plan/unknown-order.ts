import { printNames } from '../../base/names.ts';
import type { PlannedMigration } from './repo-plan.ts';

/**
 * Erlang keeps the keys of a map in their order as long as there are no more of them; beyond, they are in that of a hash
 * that is another one in other releases of Erlang. The generator puts the tables of a repo into one map.
 */
const sortedUpTo = 32;

/** Where nobody can tell in which order the generator goes through tables: they are in the order of their names here. */
export function unknownOrder(
  tables: number,
  changed: readonly string[],
  dropped: readonly string[],
  migrations: readonly PlannedMigration[],
): { readonly path: string; readonly reason: string }[] {
  const unsorted = [
    ...(tables > sortedUpTo && changed.length > 1 ? changed : []),
    ...(dropped.length > sortedUpTo ? dropped : []),
  ];
  if (unsorted.length === 0) return [];
  const shown =
    unsorted.length > 6
      ? `${unsorted
          .slice(0, 5)
          .map((name) => `\`${name}\``)
          .join(', ')} and others`
      : printNames(unsorted);
  const reason =
    `The order of the operations of different tables is not known (${shown}): the generator goes through ` +
    `more than ${sortedUpTo} tables in an order that is not in the text. Only what has to come first does so for certain.`;
  return migrations.map(({ path }) => ({ path, reason }));
}
