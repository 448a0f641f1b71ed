import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** A removed column comes back empty and at the end; one that may not be NULL fails on rows (23502). */
export function foretellRemovedColumn({ changes }: ForetoldInput): Foretold[] {
  return changes.flatMap((change): Foretold[] => {
    if (change.kind !== 'remove-attribute') return [];
    const { source, allowNil, default: value } = change.attribute;
    const fails = !allowNil && value === 'nil';
    return [
      {
        slug: 'removed-column',
        severity: fails ? 'warning' : 'info',
        table: change.table,
        message: fails
          ? `Rolling back fails as soon as \`${change.table}\` has rows (23502): \`down\` adds \`${source}\` again with NOT NULL and without a default, and its values are gone.`
          : `Rolling back brings \`${source}\` of \`${change.table}\` back without its values, behind all other columns.`,
        instead: fails
          ? `Allow NULL for \`${source}\` first (\`allow_nil? true\`), run codegen, and remove it in a later step, once nothing reads it.`
          : 'Keep the column until nothing reads it, and keep a copy of its values.',
        ...causedBy(change.origin),
      },
    ];
  });
}
