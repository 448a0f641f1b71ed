import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** A renamed table with nothing else to change: its snapshots are deleted and none is written. */
export function foretellRenameLosesSnapshot({ changes }: ForetoldInput): Foretold[] {
  return changes.flatMap((change): Foretold[] => {
    const { table, schema } = change;
    if (change.kind !== 'rename-table') return [];
    const hasOthers = changes.some(
      (other) => other !== change && other.table === table && other.schema === schema && other.kind !== 'drop-table',
    );
    if (hasOthers) return [];
    return [
      {
        slug: 'rename-loses-snapshot',
        severity: 'error',
        table,
        message: `The migration is right, but codegen deletes the snapshots of \`${change.from}\` and writes none for \`${table}\`: the next codegen creates the table again.`,
        instead: `After codegen, bring the old folder of snapshots back under the name \`${table}\`, with the new name in \`table\` of its newest file.`,
        ...causedBy(change.origin),
      },
    ];
  });
}
