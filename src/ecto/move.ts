import { Lines } from '../base/lines.ts';
import type { Span } from '../base/span.ts';
import { insertion, replacement, type TextEdit } from '../base/text-edit.ts';
import { withBreaksOf } from './edits.ts';

/** Puts a statement in front of one that stands above it, with the comments on it. */
export function moveInFront(text: string, moved: Span, target: Span): TextEdit[] | undefined {
  const [from, to] = [wholeLines(text, moved), wholeLines(text, target)];
  if (from === undefined || to === undefined || to.end > from.start) return undefined;
  const gap = blankLineAbove(text, from);
  return [
    insertion(to.start, text.slice(from.start, from.end) + gap),
    replacement({ start: from.start - gap.length, end: from.end }, ''),
  ];
}

/** Writes a statement of one line in front of another one, set apart from it. */
export function insertInFront(text: string, target: Span, code: string): TextEdit | undefined {
  const lines = wholeLines(text, target);
  if (lines === undefined) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(lines.start))?.[0] ?? '';
  return insertion(lines.start, withBreaksOf(text, `${indent}${code}\n\n`));
}

/** The lines of a statement and of the comments above it, with their ends; undefined where something else is on them. */
export function wholeLines(text: string, { start, end }: Span): Span | undefined {
  const lines = new Lines(text);
  const [first, last] = [lines.lineAt(start), lines.lineAt(end)];
  const before = text.slice(lines.startOf(first), start);
  const behind = text.slice(end, lines.startOf(last + 1));
  if (before.trim() !== '' || behind.trim() !== '' || !behind.endsWith('\n')) return undefined;
  let top = first;
  while (
    top > 1 &&
    lines
      .textOf(top - 1)
      .trim()
      .startsWith('#')
  )
    top -= 1;
  return { start: lines.startOf(top), end: lines.startOf(last + 1) };
}

function blankLineAbove(text: string, { start }: Span): string {
  return /(?<=\n)[ \t]*\r?\n$/.exec(text.slice(0, start))?.[0] ?? '';
}
