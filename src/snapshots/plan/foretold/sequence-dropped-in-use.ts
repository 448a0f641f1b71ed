import type { ChangeOf } from '../change.ts';
import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/**
 * `generated?: true` taken away, or, on the way back, given: the sequence is dropped while the default still needs it
 * (2BP01), unless the column gets a default of its own first.
 */
export function foretellSequenceDroppedInUse({ changes }: ForetoldInput): Foretold[] {
  return changes.flatMap((change): Foretold[] => {
    if (change.kind !== 'serial-sequence') return [];
    const { table, column, transition, origin } = change;
    if (changes.some((other) => other.kind === 'alter-attribute' && setsDefault(other, change))) return [];
    const base = { slug: 'sequence-dropped-in-use', table, ...causedBy(origin) };
    const statement = `\`execute("ALTER TABLE ${table} ALTER COLUMN ${column} DROP DEFAULT")\``;
    return transition === 'remove'
      ? [
          {
            ...base,
            severity: 'error',
            message: `The migration fails (2BP01): codegen drops the sequence of \`${column}\` while the column's default still takes its values from it.`,
            instead: `Put ${statement} in front of it in the migration.`,
          },
        ]
      : [
          {
            ...base,
            severity: 'warning',
            message: `The migration cannot be rolled back (2BP01): \`down\` drops the sequence of \`${column}\` while the column's default still takes its values from it.`,
            instead: `Put ${statement} in front of it in \`down\`.`,
          },
        ];
  });
}

/** Both ways a default is written where it differs, except for the one that a sequence makes. */
function setsDefault(
  { old, attribute, ...place }: ChangeOf<'alter-attribute'>,
  of: ChangeOf<'serial-sequence'>,
): boolean {
  const isSame = place.table === of.table && place.schema === of.schema && attribute.source === of.column;
  return isSame && old.default !== attribute.default;
}
