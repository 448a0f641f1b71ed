import { diffArrays } from 'diff';

/** Texts that differ in more lines than this are taken for wholly different: comparing them would take seconds. */
const editLimit = 2000;

/** A run of lines that both texts have, or that one has in place of the other's. Lines keep their line breaks. */
export type Run =
  | { readonly kind: 'same'; readonly lines: readonly string[] }
  | { readonly kind: 'changed'; readonly removed: readonly string[]; readonly added: readonly string[] };

/** What turns one text into another; changed runs are parted by at least one line that is the same. */
export function diffTexts(before: string, after: string): Run[] {
  const [old, own] = [splitLines(before), splitLines(after)];
  const parts = diffArrays(old, own, { maxEditLength: editLimit });
  if (parts === undefined) return [{ kind: 'changed', removed: old, added: own }];
  const runs: Run[] = [];
  for (const { value, added, removed } of parts) {
    const last = runs.at(-1);
    if (!added && !removed) runs.push({ kind: 'same', lines: value });
    else {
      const open = last?.kind === 'changed' ? last : { removed: [], added: [] };
      if (last?.kind === 'changed') runs.pop();
      runs.push({
        kind: 'changed',
        removed: removed ? [...open.removed, ...value] : open.removed,
        added: added ? [...open.added, ...value] : open.added,
      });
    }
  }
  return runs;
}

/** Lines with their line breaks; joined they are the text again. */
function splitLines(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}
