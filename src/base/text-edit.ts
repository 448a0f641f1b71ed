import type { Span } from './span.ts';

/** Replace `span` by `text`; an insertion has an empty span. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** Edits of one file, in offsets of its text as it was read. A file that is not there yet is made: its text is empty. */
export interface FileEdit {
  readonly path: string;
  readonly edits: readonly TextEdit[];
}

export function insertion(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}

export function replacement(span: Span, text: string): TextEdit {
  return { start: span.start, end: span.end, text };
}

/** Whether two edits cannot both be made; two insertions at one place may each open the same section. */
export function overlap(a: Span, b: Span): boolean {
  if (a.start === a.end && b.start === b.end) return a.start === b.start;
  return a.start < b.end && b.start < a.end;
}

/** Applies edits that do not overlap; several insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.map((edit, order) => ({ edit, order }));
  ordered.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.order - b.order);
  let result = '';
  let last = 0;
  for (const { edit } of ordered) {
    if (edit.start < last) throw new Error(`overlapping edits at offset ${edit.start}`);
    result += text.slice(last, edit.start) + edit.text;
    last = edit.end;
  }
  return result + text.slice(last);
}
