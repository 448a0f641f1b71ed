import type { FileEdit, TextEdit } from '../base/text-edit.ts';
import { lineLength } from '../elixir/formatter.ts';
import { valuesPlaceholder, type Layout } from './choice.ts';

/**
 * How values stand in the list that `edit` writes. Edits break lines that get too long, so that there may be several
 * layouts: where one ends and the next begins is found by trying.
 */
export function layoutsOf(edit: (values: string) => readonly FileEdit[]): Layout[] {
  const layoutFor = (length: number): readonly FileEdit[] =>
    edit(valuesPlaceholder.repeat(length)).map(({ path, edits }) => ({ path, edits: edits.map(shorten) }));
  const narrow = layoutFor(1);
  const wide = layoutFor(lineLength);
  if (isSame(narrow, wide)) return withSpread(wide);
  let room = 1;
  let tooLong = lineLength;
  while (tooLong - room > 1) {
    const middle = (room + tooLong) >> 1;
    if (isSame(layoutFor(middle), narrow)) room = middle;
    else tooLong = middle;
  }
  return [{ room, separator: ', ', edits: narrow }, ...withSpread(wide)];
}

function shorten(edit: TextEdit): TextEdit {
  return { ...edit, text: edit.text.replace(new RegExp(`${valuesPlaceholder}+`, 'g'), valuesPlaceholder) };
}

function isSame(a: readonly FileEdit[], b: readonly FileEdit[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The list on one line as long as it fits there; then each value on its own, where the line is all in the edit. */
function withSpread(edits: readonly FileEdit[]): Layout[] {
  const texts = edits.flatMap((file) => file.edits).map(({ text }) => text);
  const [spread] = texts.flatMap((text) => spreadList(text) ?? []);
  if (spread === undefined) return [{ separator: ', ', edits }];
  const spreadEdits = edits.map(({ path, edits: own }) => ({
    path,
    edits: own.map((edit) => ({ ...edit, text: spreadList(edit.text)?.text ?? edit.text })),
  }));
  return [
    { room: spread.room, separator: ', ', edits },
    { separator: `,\n${spread.indent}`, edits: spreadEdits },
  ];
}

interface Spread {
  readonly text: string;
  /** How long the list may be on one line. */
  readonly room: number;
  readonly indent: string;
}

/** `constraints one_of: […]` or `constraints: [one_of: […]]` on a line of its own, broken as the formatter does it. */
function spreadList(text: string): Spread | undefined {
  const call = new RegExp(`^( *)(\\w+ )(\\w+: \\[)${valuesPlaceholder}\\]$`, 'm').exec(text);
  const keyword = new RegExp(`^( *)(\\w+: \\[)(\\w+: \\[)${valuesPlaceholder}\\]\\]$`, 'm').exec(text);
  const [line = '', outer = '', word = '', key = ''] = call ?? keyword ?? [];
  if (line === '') return undefined;
  const inner = call === null ? `${outer}  ` : `${outer}${' '.repeat(word.length)}`;
  const indent = `${inner}  `;
  const list = `${key}\n${indent}${valuesPlaceholder}\n${inner}]`;
  const code = call === null ? `${outer}${word}\n${inner}${list}\n${outer}]` : `${outer}${word}${list}`;
  // Statements of several lines are set off from the others of their block.
  const blank = call?.index === 0 ? '\n' : '';
  return {
    text: text.replace(line, () => blank + code),
    room: lineLength - line.length + valuesPlaceholder.length,
    indent,
  };
}
