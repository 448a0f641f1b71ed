import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** A check of a resource with a base filter comes back as another one: `base AND check` for `check OR NOT base`. */
export function foretellCheckWithBaseFilter({ changes }: ForetoldInput): Foretold[] {
  return changes.flatMap((change): Foretold[] =>
    change.kind !== 'remove-check' || change.constraint.baseFilter === null
      ? []
      : [
          {
            slug: 'check-with-base-filter',
            severity: 'warning',
            table: change.table,
            message: `Rolling back does not restore \`${change.constraint.name}\`: \`down\` makes it as \`filter AND check\`, and it was \`check OR NOT filter\`, so that filtered rows may break it.`,
            instead: `Correct the check in \`down\` before you commit the migration: \`(${change.constraint.check}) OR NOT (${change.constraint.baseFilter})\`.`,
            ...causedBy(change.origin),
          },
        ],
  );
}
