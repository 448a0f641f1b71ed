import type { SnapshotAttribute } from '../snapshot.ts';
import type { Interview } from './question.ts';
import { tableName } from './stored-snapshots.ts';

export interface ColumnPlan {
  readonly added: readonly SnapshotAttribute[];
  readonly removed: readonly SnapshotAttribute[];
  readonly renamed: readonly { readonly from: SnapshotAttribute; readonly to: SnapshotAttribute }[];
}

/**
 * Tells renamed columns from removed and added ones (`resolve_renames`). One of each: asked outright. Several: asked
 * for each one that is gone, what became of it. As soon as one of each is left, the direct question comes back.
 */
export function resolveRenames(
  place: { readonly table: string; readonly schema: string | null },
  added: readonly SnapshotAttribute[],
  removed: readonly SnapshotAttribute[],
  interview: Interview,
): ColumnPlan {
  const [gone, ...rest] = removed;
  const [only] = added;
  if (gone === undefined || only === undefined) return { added, removed, renamed: [] };
  const { table } = place;
  const question = { table: tableName(place), from: gone.source };
  const from = gone.source;
  if (added.length === 1 && rest.length === 0) {
    const to = only.source;
    const prompt = `Are you renaming ${table}.${from} to ${table}.${to}?`;
    return interview.agrees({ ...question, kind: 'rename-column-to', prompt, to })
      ? { added: [], removed: [], renamed: [{ from: gone, to: only }] }
      : { added, removed, renamed: [] };
  }
  const prompt = `Are you renaming ${table}.${from}?`;
  const to = interview.agrees({ ...question, kind: 'rename-column', prompt })
    ? chooseNewName(question, added, interview)
    : undefined;
  const left = resolveRenames(
    place,
    to === undefined ? added : added.filter(({ source }) => source !== to.source),
    rest,
    interview,
  );
  return to === undefined
    ? { ...left, removed: [gone, ...left.removed] }
    : { ...left, renamed: [...left.renamed, { from: gone, to }] };
}

function chooseNewName(
  question: { readonly table: string; readonly from: string },
  added: readonly SnapshotAttribute[],
  interview: Interview,
): SnapshotAttribute | undefined {
  const options = added.map(({ source }) => source);
  const prompt = `What are you renaming it to?: ${options.join(', ')}`;
  const chosen = interview.choose({ ...question, kind: 'new-column-name', prompt, options });
  return added.find(({ source }) => source === chosen);
}
