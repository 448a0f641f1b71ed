import { diffTexts } from '../../../architect/edits/line-diff.ts';
import type { TextEdit } from '../../../base/text-edit.ts';

export type LineBreak = '\n' | '\r\n';

/** The text with one kind of line break. The editor takes a lone carriage return for one, too. */
export function withLineBreaks(text: string, lineBreak: LineBreak): string {
  return text.replace(/\r\n|\r|\n/g, lineBreak);
}

/** What the editor makes of a file's text when it opens it: the kind of line break that most lines have, everywhere. */
export function asEditorText(text: string): string {
  const crlf = text.split('\r\n').length - 1;
  const lone = text.replaceAll('\r\n', '').replace(/[^\r\n]/g, '');
  const returns = crlf + lone.replaceAll('\n', '').length;
  const all = crlf + lone.length;
  return all === 0 ? text : withLineBreaks(text, returns * 2 > all ? '\r\n' : '\n');
}

/** The edits that turn one text into another, as few lines as there are; in order, and apart from each other. */
export function editsBetween(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  for (const run of diffTexts(before, after)) {
    const old = (run.kind === 'same' ? run.lines : run.removed).join('');
    if (run.kind === 'changed') edits.push({ start: at, end: at + old.length, text: run.added.join('') });
    at += old.length;
  }
  return edits;
}
