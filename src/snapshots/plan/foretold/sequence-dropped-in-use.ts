import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** `generated?: true` taken away: the sequence is dropped while the default still needs it (2BP01). */
export function foretellSequenceDroppedInUse({ changes }: ForetoldInput): Foretold[] {
  return changes.flatMap((change): Foretold[] =>
    change.kind !== 'serial-sequence' || change.transition === 'add'
      ? []
      : [
          {
            slug: 'sequence-dropped-in-use',
            severity: 'error',
            table: change.table,
            message: `The migration fails (2BP01): codegen drops the sequence of \`${change.column}\` while the column's default still takes its values from it.`,
            instead: `Put \`execute("ALTER TABLE ${change.table} ALTER COLUMN ${change.column} DROP DEFAULT")\` in front of it in the migration.`,
            ...causedBy(change.origin),
          },
        ],
  );
}
