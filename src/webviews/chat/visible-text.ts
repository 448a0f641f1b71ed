import { element } from './element.ts';

/**
 * Characters that change how others look, or are not seen at all: control characters, marks of writing direction,
 * characters without width, fillers, tags, and variation selectors where there is no picture to vary. Where somebody
 * decides about a text it may not read otherwise than it is.
 */
const hidden = new RegExp(
  [
    String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]`,
    String.raw`[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\u{e0000}-\u{e0fff}]`,
    String.raw`(?<![\p{Extended_Pictographic}#*0-9])[\ufe00-\ufe0f]`,
  ].join('|'),
  'gu',
);

/** The text with every hidden character shown as its number. */
export function visibleText(text: string): (Node | string)[] {
  const pieces: (Node | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(hidden)) {
    if (match.index > end) pieces.push(text.slice(end, match.index));
    pieces.push(
      element('span', { class: 'hidden-character', title: 'A character that is not visible' }, code(match[0])),
    );
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}

/** The same for attributes, such as labels. */
export function plainVisibleText(text: string): string {
  return text.replaceAll(hidden, code);
}

function code(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
