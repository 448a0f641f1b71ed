import type { Snapshot } from '../snapshot.ts';
import type { Change, Place } from './change.ts';
import type { TablePair } from './table-pair.ts';

/** Statements of their own: added, removed, then those whose text has changed, which are undone and done again. */
export function statementChanges({ after, originOf }: TablePair, before: Snapshot, place: Place): Change[] {
  const at = (name: string): Place => ({ ...place, origin: originOf('customStatements', name) });
  const isIn = (snapshot: Snapshot, name: string): boolean =>
    snapshot.customStatements.some((statement) => statement.name === name);
  return [
    ...after.customStatements
      .filter(({ name }) => !isIn(before, name))
      .map((statement): Change => ({ kind: 'add-statement', statement, ...at(statement.name) })),
    ...before.customStatements
      .filter(({ name }) => !isIn(after, name))
      .map((statement): Change => ({ kind: 'remove-statement', statement, ...at(statement.name) })),
    ...after.customStatements.flatMap((statement): Change[] => {
      const old = before.customStatements.find(({ name }) => name === statement.name);
      const isSame =
        old === undefined || (old.code === statement.code && old.up === statement.up && old.down === statement.down);
      if (isSame) return [];
      const there = at(statement.name);
      return [
        { kind: 'remove-statement', statement: old, ...there },
        { kind: 'add-statement', statement, ...there },
      ];
    }),
  ];
}

/** Checks are told apart by name and text; a changed base filter alone changes nothing. */
export function checkChanges({ after, originOf }: TablePair, before: Snapshot, place: Place): Change[] {
  const isIn = (snapshot: Snapshot, name: string, check: string): boolean =>
    snapshot.checkConstraints.some((other) => other.name === name && other.check === check);
  const at = (name: string): Place => ({ ...place, origin: originOf('checkConstraints', name) });
  return [
    ...before.checkConstraints
      .filter(({ name, check }) => !isIn(after, name, check))
      .map((constraint): Change => ({
        ...at(constraint.name),
        kind: 'remove-check',
        constraint,
        table: before.table,
        schema: before.schema,
      })),
    ...after.checkConstraints
      .filter(({ name, check }) => !isIn(before, name, check))
      .map((constraint): Change => ({ kind: 'add-check', constraint, ...at(constraint.name) })),
  ];
}
