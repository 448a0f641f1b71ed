import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** Text of a statement is put into a heredoc as it is: `#{…}` in it is Elixir. */
export function foretellStatementInterpolates({ changes }: ForetoldInput): Foretold[] {
  return changes.flatMap((change): Foretold[] => {
    if (change.kind !== 'add-statement' && change.kind !== 'remove-statement') return [];
    const { statement } = change;
    if (statement.code || !`${statement.up}${statement.down}`.includes('#{')) return [];
    return [
      {
        slug: 'statement-interpolates',
        severity: 'error',
        table: change.table,
        message: `The migration does not compile, or runs code: the statement \`${statement.name}\` has \`#{…}\` in it, which codegen writes into a heredoc without a backslash.`,
        instead: 'Write the SQL without `#{`, or escape it in the migration before you run it.',
        ...causedBy(change.origin),
      },
    ];
  });
}
