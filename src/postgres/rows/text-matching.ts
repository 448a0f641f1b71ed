import type { Random } from './random.ts';

/**
 * A text that a regular expression of simple form matches: literals, classes, groups, alternatives, repetitions,
 * anchors. What is not understood (look-ahead, back references) gives undefined. Whether it matches is for PostgreSQL
 * to say.
 */
export function textMatching(pattern: string, random: Random): string | undefined {
  const reader = { text: pattern, at: 0 };
  const made = alternatives(reader, random);
  return reader.at === pattern.length ? made : undefined;
}

/** A text that a pattern of `LIKE` matches. */
export function textLike(pattern: string): string {
  return pattern.replace(/\\(.)|%|_/g, (part, escaped: string | undefined) => escaped ?? (part === '%' ? 'any' : 'x'));
}

interface Reader {
  readonly text: string;
  at: number;
}

function alternatives(reader: Reader, random: Random): string | undefined {
  const choices = [sequence(reader, random)];
  while (reader.text[reader.at] === '|') {
    reader.at += 1;
    choices.push(sequence(reader, random));
  }
  return choices.includes(undefined) ? undefined : random.pick(choices);
}

function sequence(reader: Reader, random: Random): string | undefined {
  let made = '';
  while (reader.at < reader.text.length && !'|)'.includes(reader.text[reader.at] ?? '')) {
    const item = readItem(reader, random);
    if (item === undefined) return undefined;
    const [least, most] = readRepetition(reader);
    const count = least + random.below(most - least + 1);
    for (let index = 0; index < count; index += 1) made += item();
  }
  return made;
}

type Item = () => string;

function readItem(reader: Reader, random: Random): Item | undefined {
  const letter = reader.text[reader.at] ?? '';
  if (letter === '(') return readGroup(reader, random);
  if (letter === '[') return readClass(reader, random);
  reader.at += 1;
  if (letter === '^' || letter === '$') return () => '';
  if (letter === '.') return () => pickFrom('abcxyz', random);
  if (letter !== '\\') return '*+?{'.includes(letter) ? undefined : () => letter;
  const escaped = reader.text[reader.at] ?? '';
  reader.at += 1;
  if ('AZmMyY'.includes(escaped)) return () => '';
  const letters = classes[escaped];
  if (letters !== undefined) return () => pickFrom(letters, random);
  return /[A-Za-z0-9]/.test(escaped) ? undefined : () => escaped;
}

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const classes: Readonly<Record<string, string>> = { d: digits, w: lower + digits, s: ' ', D: 'x', W: '-', S: 'x' };
const named: Readonly<Record<string, string>> = {
  alpha: lower,
  lower,
  upper: lower.toUpperCase(),
  digit: digits,
  alnum: lower + digits,
  space: ' ',
  punct: '-.',
  xdigit: 'abcdef0123456789',
};

function pickFrom(letters: string, random: Random): string {
  return letters[random.below(letters.length)] ?? '';
}

/** The same text each time it is repeated would be matched as well; another one is not worth a second reading. */
function readGroup(reader: Reader, random: Random): Item | undefined {
  reader.at += 1;
  if (reader.text.startsWith('?:', reader.at)) reader.at += 2;
  else if (reader.text[reader.at] === '?') return undefined;
  const made = alternatives(reader, random);
  if (made === undefined || reader.text[reader.at] !== ')') return undefined;
  reader.at += 1;
  return () => made;
}

function readClass(reader: Reader, random: Random): Item | undefined {
  const match = /^\[(\^?)(\]?(?:\[:\w+:\]|\\.|[^\]\\])*)\]/.exec(reader.text.slice(reader.at));
  if (match === null) return undefined;
  reader.at += match[0].length;
  const members = [...(match[2] ?? '').matchAll(/\[:(\w+):\]|(\\?[^-\\]|\\-)-(\\?[^-\\])|\\(.)|([\s\S])/g)].map(
    ([, name, from, to, escaped, single]) => {
      if (name !== undefined) return named[name] ?? '';
      if (from !== undefined && to !== undefined) return lettersBetween(from.slice(-1), to.slice(-1));
      return escaped === undefined ? (single ?? '') : (classes[escaped] ?? escaped);
    },
  );
  const allowed = members.join('');
  const letters =
    match[1] === ''
      ? allowed
      : Array.from(`${lower}${digits}-_X`)
          .filter((one) => !allowed.includes(one))
          .join('');
  return letters === '' ? undefined : () => pickFrom(letters, random);
}

function lettersBetween(from: string, to: string): string {
  const [first, last] = [from.charCodeAt(0), Math.min(to.charCodeAt(0), from.charCodeAt(0) + 128)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => String.fromCharCode(first + index)).join(
    '',
  );
}

/** A few times where there is no end. */
function readRepetition(reader: Reader): readonly [least: number, most: number] {
  const match = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(reader.text.slice(reader.at));
  if (match === null) return [1, 1];
  reader.at += match[0].length;
  const [, sign, least, more, most] = match;
  if (sign !== undefined) return sign === '*' ? [0, 3] : sign === '+' ? [1, 6] : [0, 1];
  const low = Number(least);
  if (more === undefined) return [low, low];
  return [low, most === undefined || most === '' ? low + 3 : Math.min(Number(most), low + 8)];
}
