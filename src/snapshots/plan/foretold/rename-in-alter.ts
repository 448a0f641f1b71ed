import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** A rename that is emitted inside `alter table`: "cannot execute nested commands", from Ecto itself. */
export function foretellRenameInAlter({ migrations }: ForetoldInput): Foretold[] {
  return migrations.flatMap(({ up }) =>
    up.flatMap((operation) =>
      operation.kind !== 'alter-table'
        ? []
        : operation.changes.flatMap((change): Foretold[] =>
            change.kind !== 'rename-column'
              ? []
              : [
                  {
                    slug: 'rename-in-alter',
                    severity: 'error',
                    table: operation.table,
                    message: `The migration fails: codegen writes the rename of \`${change.column}\` to \`${change.to}\` inside \`alter table\`, together with other changes of \`${operation.table}\`, and Ecto refuses nested commands.`,
                    instead:
                      'Rename the column alone, run codegen, and make the other changes of the table in a second step.',
                    ...causedBy(change),
                  },
                ],
          ),
    ),
  );
}
