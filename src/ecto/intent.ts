import { commentsIn, type Comment, type Migration } from './migration.ts';

const irreversible =
  /\birreversible\b|\b(not|non|isn't)[- ]reversible|\bone[- ]way\b|\bforward[- ]only\b|\bno rollback\b|\b(cannot|can't|can not)( \w+)? be( \w+)? (reversed|rolled back|undone|restored|recovered|recreated|reconstructed)\b|\b(un|not )recoverable\b/i;

const leftAlone =
  /\bno-?op\b|\bnothing to (undo|do|roll back|revert)\b|\b(not|don't|do not|does not|never|nothing is)( \w+)? (recreat|restor|revert|undo|undone|want|drop|remov)|\bsafety[- ]net\b|\bintentional|\bon purpose\b|\bleft in place\b/i;

/** Whether the author says, in the documentation or in a comment, that there is no way back. */
export function isDeclaredIrreversible(migration: Migration): boolean {
  return irreversible.test(migration.doc ?? '') || isSaidIn(migration.comments, irreversible);
}

/** Whether a comment at `down`, or a sentence of the documentation about it, says that it does nothing on purpose. */
export function isDeclaredEmpty(migration: Migration): boolean {
  if (isDeclaredIrreversible(migration)) return true;
  const { up, down } = migration;
  if (down === undefined) return false;
  const start = up === undefined || up.start > down.start ? down.start : up.end;
  const comments = commentsIn(migration, { start, end: down.end });
  return isSaidIn(comments, leftAlone) || sentencesAboutDown(migration).some((it) => leftAlone.test(it));
}

function sentencesAboutDown({ doc }: Migration): string[] {
  const sentences = (doc ?? '').split(/(?<=[.!])\s|\n\s*\n/);
  return sentences.filter((sentence) => /`down`|`down\/0`|\broll(ing|ed|s)?[ -]?back/i.test(sentence));
}

const needless =
  /\balready\b|\bnot needed\b|\bno (additional|further|longer)\b|\bno-?op\b|\bintentional|\bon purpose\b/i;

/** Whether the author explains why a migration has nothing to do. */
export function isDeclaredNeedless(migration: Migration): boolean {
  return needless.test(migration.doc ?? '') || isSaidIn(migration.comments, needless);
}

/** Migrations of Ash that install extensions have a commented `down` by design. */
export function installsExtensions(migration: Migration): boolean {
  return /installed_extensions\/0/.test(migration.doc ?? '');
}

/** A suppression speaks to us, and would be called unused if its words were taken for the explanation. */
function isSaidIn(comments: readonly Comment[], pattern: RegExp): boolean {
  return comments.some(({ text }) => !/^#?\s*ash-architect:/.test(text) && pattern.test(text));
}
