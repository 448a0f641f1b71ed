import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** A changed `base_filter_sql` does not reach the checks that are there, and codegen is content. */
export function foretellCheckKeepsOldFilter({ pairs }: ForetoldInput): Foretold[] {
  return pairs.flatMap(({ before, after, originOf }) => {
    if (before === undefined || before.baseFilter === after.baseFilter) return [];
    return after.checkConstraints
      .filter(({ name, check }) =>
        before.checkConstraints.some((other) => other.name === name && other.check === check),
      )
      .map(({ name }): Foretold => ({
        slug: 'check-keeps-old-filter',
        severity: 'warning',
        table: after.table,
        message: `The check \`${name}\` keeps the old base filter in the database: codegen writes nothing for it, and \`--check\` stays quiet.`,
        instead: `Give the check a new name in the same change, so that it is made again.`,
        ...causedBy(originOf('checkConstraints', name)),
      }));
  });
}
