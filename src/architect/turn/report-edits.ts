import type { ChangeSet, Hunk } from '../change-set.ts';

export interface AppliedEdits {
  readonly changes: ChangeSet;
  readonly applied: readonly Hunk[];
  readonly refused: readonly Hunk[];
  readonly rewritten: readonly Hunk[];
  readonly reasons: readonly string[];
  /** Files that came to yet another text when they were written. */
  readonly differing?: readonly string[];
  /** In words for the model. */
  readonly verdict: string;
}

/** Tells the model exactly what became of its proposal. */
export function reportEdits(edits: AppliedEdits): string {
  const { changes, applied, refused, rewritten, reasons, differing = [], verdict } = edits;
  const isWhole = refused.length === 0 && rewritten.length === 0;
  const why = reasons.length === 0 ? 'without a reason' : `with the reason: ${reasons.join(' ')}`;
  return [
    isWhole
      ? 'The user accepted all of it. It is applied.'
      : 'The user accepted a part of it, or changed it. Applied is only this:',
    ...(isWhole ? changes.files.map(({ path }) => `- ${path}`) : applied.map(printHunk)),
    ...(refused.length === 0
      ? []
      : [`Refused by the user, ${why}. These stay as they were:`, ...refused.map(printHunk)]),
    ...(rewritten.length === 0
      ? []
      : ['Rewritten by the user, from your text to theirs:', ...rewritten.map(printHunk)]),
    ...(differing.length === 0
      ? []
      : [
          `Changed further when they were saved, as by a formatter: ${differing.join(', ')}. Read them before you edit them.`,
        ]),
    verdict,
  ].join('\n');
}

/** The longest excerpt of one hunk, in lines. */
const longest = 40;

export function printHunk({ path, line, removed, added }: Hunk): string {
  const lines = [...removed.map((text) => `  - ${text}`), ...added.map((text) => `  + ${text}`)];
  const shown =
    lines.length > longest ? [...lines.slice(0, longest), `  (${lines.length - longest} lines more)`] : lines;
  return [`- ${path}, line ${line}:`, ...shown].join('\n');
}
