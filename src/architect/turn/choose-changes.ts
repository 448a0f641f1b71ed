import type { ChangedFile, ChangeSet, Decision, Hunk } from '../change-set.ts';
import type { Review } from './review.ts';

export type Choice =
  | {
      readonly ok: true;
      readonly changes: ChangeSet;
      readonly refused: readonly Hunk[];
      /** What the user wrote instead: from the text that was proposed to theirs. */
      readonly rewritten: readonly Hunk[];
    }
  | { readonly ok: false; readonly reason: string };

/** The changes that an accepting decision comes to. Only what was shown can be chosen, and only its files edited. */
export function chooseChanges(
  shown: ChangeSet,
  decision: Decision & { readonly kind: 'accept' },
  review: Review,
): Choice {
  const hunks = review.splitHunks(shown);
  const ids = decision.hunks === 'all' ? hunks.map(({ id }) => id) : decision.hunks;
  if (ids.some((id) => !hunks.some((hunk) => hunk.id === id))) {
    return { ok: false, reason: 'The decision names a part that was not shown, so nothing was written.' };
  }
  const edited = new Map(decision.edited.map((file) => [file.path, file]));
  const isForeign = ({ path, before }: ChangedFile): boolean =>
    !shown.files.some((file) => file.path === path && file.before === before);
  if (decision.edited.some(isForeign)) {
    return { ok: false, reason: 'The decision edits a file that was not shown, so nothing was written.' };
  }
  const kept = new Map(review.takeHunks(shown, ids).files.map((file) => [file.path, file]));
  const files = shown.files
    .map(({ path }) => edited.get(path) ?? kept.get(path))
    .filter((file) => file !== undefined && file.before !== file.after)
    .filter((file) => file !== undefined);
  const refused = hunks.filter(({ id, path }) => !ids.includes(id) && !edited.has(path));
  return { ok: true, changes: { ...shown, files }, refused, rewritten: rewritten(shown, edited, review) };
}

function rewritten(shown: ChangeSet, edited: ReadonlyMap<string, ChangedFile>, review: Review): readonly Hunk[] {
  const files = shown.files.flatMap(({ path, after }) => {
    const file = edited.get(path);
    return file === undefined || file.after === after ? [] : [{ path, before: after, after: file.after }];
  });
  return files.length === 0 ? [] : review.splitHunks({ summary: shown.summary, files });
}
