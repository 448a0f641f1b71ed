import { linesOf } from '../context/lines-of.ts';

/** How many lines are shown, and how much of each. */
const shownLines = 20;
const shownLength = 160;

/** So many pairs of lines are compared by their letters; for larger texts only equal lines count. */
const pairLimit = 400_000;

/** Comparing more of them would take seconds. */
const searchLimit = 20_000_000;

/** The region of a text that is most like some lines, with line numbers, and where they first differ. */
export function printNearest(text: string, wanted: string): string {
  const [lines, own] = [linesOf(text), linesOf(wanted)];
  if (lines.every((line) => line.trim() === '')) return 'The file is empty.';
  if (lines.length * own.length > searchLimit) return 'It is too long to look for what is like it: give fewer lines.';
  const { first, score } = findNearest(lines, own);
  if (score < 0.3) return 'Nothing in it is like it: read the file again.';
  const region = lines.slice(first, first + own.length);
  const isIndentation = own.every((line, index) => line.trim() === region[index]?.trim());
  const differing = own.findIndex((line, index) => line !== region[index]);
  const hint = isIndentation
    ? 'Only white space differs.'
    : `The first difference is on line ${first + differing + 1}, where you have \`${cut(own[differing] ?? '')}\`.`;
  const shown = region.slice(0, shownLines).map((line, index) => `${first + index + 1}| ${cut(line)}`);
  const rest = region.length - shown.length;
  return [`The nearest lines are these. ${hint}`, ...shown, ...(rest > 0 ? [`(${rest} lines more)`] : [])].join('\n');
}

function findNearest(lines: readonly string[], own: readonly string[]): { first: number; score: number } {
  const isSmall = lines.length * own.length <= pairLimit;
  const gramsOf = (line: string): ReadonlySet<string> => (isSmall ? grams(line.trim()) : new Set());
  const [all, wanted] = [lines, own].map((each) => each.map((line) => ({ line: line.trim(), grams: gramsOf(line) })));
  let best = { first: 0, score: -1 };
  for (let first = 0; first < lines.length; first++) {
    let sum = 0;
    for (const [index, one] of (wanted ?? []).entries()) {
      const other = all?.[first + index];
      if (other !== undefined) sum += one.line === other.line ? 1 : likeness(one.grams, other.grams);
    }
    const score = sum / own.length;
    if (score > best.score) best = { first, score };
  }
  return best;
}

/** From 0 to 1: the pairs of letters that two lines share. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared++;
  return (2 * shared) / (a.size + b.size);
}

function grams(line: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at = 0; at < line.length - 1; at++) found.add(line.slice(at, at + 2));
  return found;
}

function cut(line: string): string {
  return line.length <= shownLength ? line : `${line.slice(0, shownLength)}…`;
}
