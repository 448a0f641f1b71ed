import { Lines } from '../../base/lines.ts';
import { printNearest } from './nearest-region.ts';

export interface Replacement {
  readonly old: string;
  readonly new: string;
}

export type ReplacementResult =
  | { readonly ok: true; readonly text: string }
  /** Says which replacement, why, and what stands in the file instead. */
  | { readonly ok: false; readonly reason: string };

/** How many places of an `old` that stands several times are told. */
const placeLimit = 10;

/**
 * Makes all replacements, or none. Each `old` has to stand in the text as it is given exactly once; only line breaks
 * may differ, and get the form that the file has. Nothing is guessed.
 */
export function applyReplacements(text: string, edits: readonly Replacement[]): ReplacementResult {
  const { plain, offsets } = withPlainBreaks(text);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const found: Found[] = [];
  for (const [index, edit] of edits.entries()) {
    const result = locate(plain, edit, edits.length === 1 ? 'The replacement' : `Replacement ${index + 1}`);
    if (typeof result === 'string')
      return { ok: false, reason: `${result}${result.includes('\n') ? '\n' : ' '}Nothing was changed.` };
    found.push({ ...result, index });
  }
  found.sort((a, b) => a.start - b.start);
  const clash = found.find((each, index) => each.start < (found[index - 1]?.end ?? 0));
  if (clash !== undefined) {
    const reason = `Replacement ${clash.index + 1} overlaps another one: join them. Each \`old\` is looked for in the text before all replacements. Nothing was changed.`;
    return { ok: false, reason };
  }
  let result = '';
  let last = 0;
  for (const { start, end, text: code } of found) {
    result += text.slice(last, offsets(start)) + code.replaceAll('\n', newline);
    last = offsets(end);
  }
  return { ok: true, text: result + text.slice(last) };
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly index: number;
}

function locate(plain: string, { old, new: code }: Replacement, name: string): Omit<Found, 'index'> | string {
  const [wanted, own] = [normalise(old), normalise(code)];
  if (wanted === own) return `${name} changes nothing: \`old\` and \`new\` are the same.`;
  if (wanted === '' && plain !== '')
    return `${name} has an empty \`old\`: give the lines that the new text goes next to.`;
  const start = plain.indexOf(wanted);
  if (start === -1) return `${name} has an \`old\` that does not stand in the file. ${printNearest(plain, wanted)}`;
  const places = placesOf(plain, wanted);
  if (places.length === 1 || wanted === '') return { start, end: start + wanted.length, text: own };
  const lines = new Lines(plain);
  const told = places.slice(0, placeLimit).map((place) => lines.lineAt(place));
  const more = places.length > placeLimit ? ` and ${places.length - placeLimit} more` : '';
  return `${name} has an \`old\` that stands in the file ${places.length} times, on lines ${told.join(', ')}${more}: take in more of the lines around the one that you mean.`;
}

/** Overlapping ones too: they would be just as unclear. */
function placesOf(text: string, wanted: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(wanted); at !== -1 && wanted !== ''; at = text.indexOf(wanted, at + 1)) places.push(at);
  return places;
}

function normalise(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** The text with plain line breaks, and where its offsets are in the text itself. */
function withPlainBreaks(text: string): { readonly plain: string; readonly offsets: (offset: number) => number } {
  const plain = normalise(text);
  if (plain.length === text.length) return { plain, offsets: (offset) => offset };
  const map: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\r' && text[at + 1] === '\n') {
      map.push(at);
      at++;
    } else map.push(at);
  }
  return { plain, offsets: (offset) => map[offset] ?? text.length };
}
