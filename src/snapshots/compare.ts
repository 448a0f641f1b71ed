import { compareColumns } from './compare-columns.ts';
import { compareChecksAndStatements, compareCustomIndexes, compareIdentities } from './compare-indexes.ts';
import type { CurrentTable } from './current.ts';
import type { Difference } from './difference.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * In what a table's resources and its latest snapshot disagree, as far as the generator cares. `mayBeGone` is false
 * where the text does not tell all that the table has: then nothing is called removed.
 */
export function compare(table: CurrentTable, latest: Snapshot, mayBeGone: boolean): Difference[] {
  const isClosed = mayBeGone && table.openBecause.length === 0;
  return [
    ...compareColumns(table, latest, isClosed),
    ...compareIdentities(table, latest, isClosed),
    ...compareCustomIndexes(table, latest, isClosed),
    ...compareChecksAndStatements(table, latest, isClosed),
  ];
}
