import { indexNameOf } from '../../../ecto/index-name.ts';
import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';
import { keptName } from './kept-name.ts';

/** A custom index that changes and keeps its name: the new one is made while the old one is there (42P07). */
export function foretellIndexMadeBeforeDrop({ migrations }: ForetoldInput): Foretold[] {
  return migrations.flatMap(({ up }) =>
    up.flatMap((operation, position): Foretold[] => {
      if (operation.kind !== 'create-index') return [];
      const name = keptName(indexNameOf(operation));
      const isDroppedLater = up
        .slice(position + 1)
        .some(
          (later) =>
            later.kind === 'drop-index' && later.prefix === operation.prefix && keptName(indexNameOf(later)) === name,
        );
      if (!isDroppedLater) return [];
      return [
        {
          slug: 'index-made-before-drop',
          severity: 'error',
          table: operation.table,
          message: `The migration fails (42P07): codegen makes the changed index \`${name}\` before it drops the old one of the same name.`,
          instead: 'Give the index a new name in the same change, with the option `name`.',
          ...causedBy(operation),
        },
      ];
    }),
  );
}
