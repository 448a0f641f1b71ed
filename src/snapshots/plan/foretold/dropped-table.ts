import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';
import { referenceIn } from './reference-in.ts';

/** `down` of a dropped table is a comment: nothing comes back, and what refers to the table fails (42P01). */
export function foretellDroppedTable({ migrations }: ForetoldInput): Foretold[] {
  return migrations.flatMap(({ up, down }) =>
    up.flatMap((operation): Foretold[] => {
      if (operation.kind !== 'drop-table') return [];
      const { table } = operation;
      const comesBack = down.some(
        (later) => later.kind === 'alter-table' && later.changes.some((change) => referenceIn(change)?.table === table),
      );
      return [
        {
          slug: 'dropped-table',
          severity: 'warning',
          table,
          message: comesBack
            ? `The migration cannot be rolled back (42P01): \`down\` makes foreign keys to \`${table}\` again, and leaves making the table to you.`
            : `Rolling the migration back restores nothing: \`down\` of the dropped table \`${table}\` is only a comment.`,
          instead:
            'Write `create table` into `down`, as an older migration has it, or a `raise`, so that nobody believes in a rollback.',
          ...causedBy(operation),
        },
      ];
    }),
  );
}
