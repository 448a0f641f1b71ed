import type { ChangedFile, ChangeSet, Hunk } from '../change-set.ts';
import { contentId } from './content-id.ts';
import { diffTexts } from './line-diff.ts';

/**
 * The pieces that can be accepted alone, parted by at least one unchanged line. An id says what the piece does and what
 * it stands behind, so that it is the same whenever the same change is taken apart. A new file is one piece.
 */
export function splitHunks({ files }: ChangeSet): readonly Hunk[] {
  return files.flatMap((file) => partsOf(file).flatMap(({ hunk }) => (hunk === undefined ? [] : [hunk])));
}

/** The changes without the pieces that are not named; a file of which none is left is not among them. */
export function takeHunks(changes: ChangeSet, ids: readonly string[]): ChangeSet {
  const wanted = new Set(ids);
  const files = changes.files.flatMap((file): ChangedFile[] => {
    const parts = partsOf(file);
    if (!parts.some(({ hunk }) => hunk !== undefined && wanted.has(hunk.id))) return [];
    const isTaken = (hunk: Hunk | undefined): boolean => hunk !== undefined && wanted.has(hunk.id);
    const after = parts.map(({ hunk, before, after: own }) => (isTaken(hunk) ? own : before)).join('');
    return [{ path: file.path, before: file.before, after }];
  });
  return { summary: changes.summary, files };
}

/** A stretch of a file in both its forms; without a hunk they are the same. */
interface Part {
  readonly before: string;
  readonly after: string;
  readonly hunk: Hunk | undefined;
}

function partsOf({ path, before, after }: ChangedFile): Part[] {
  if (before === undefined) {
    const added = diffTexts('', after).flatMap((run) => (run.kind === 'changed' ? run.added : []));
    const hunk = { id: contentId([path, 'new', after]), path, line: 1, removed: [], added: added.map(withoutBreak) };
    return [{ before: '', after, hunk }];
  }
  const seen = new Map<string, number>();
  const parts: Part[] = [];
  let line = 1;
  let above = '';
  for (const run of diffTexts(before, after)) {
    if (run.kind === 'same') {
      const text = run.lines.join('');
      parts.push({ before: text, after: text, hunk: undefined });
      line += run.lines.length;
      above = run.lines.at(-1) ?? '';
      continue;
    }
    const [old, own] = [run.removed.join(''), run.added.join('')];
    const base = contentId([path, above, old, own]);
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    const id = count === 1 ? base : `${base}-${count}`;
    const [removed, added] = [run.removed.map(withoutBreak), run.added.map(withoutBreak)];
    parts.push({ before: old, after: own, hunk: { id, path, line, removed, added } });
    line += run.removed.length;
  }
  return parts;
}

function withoutBreak(line: string): string {
  return line.replace(/\r?\n$/, '');
}
