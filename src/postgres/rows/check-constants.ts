import type { Random } from './random.ts';
import { textLike, textMatching } from './text-matching.ts';

/** Values that a check constraint may be about: those that it names, such that its patterns match, and neighbours. */
export interface CheckConstants {
  readonly texts: readonly string[];
  readonly numbers: readonly string[];
}

/** Reads an expression as PostgreSQL writes it back. */
export function checkConstants(sql: string, random: Random): CheckConstants {
  const texts = new Set<string>();
  const numbers = new Set<string>();
  for (const [, operator, literal] of sql.matchAll(/(!?~~?\*?|\bLIKE|\bSIMILAR TO)?\s*'((?:[^']|'')*)'/g)) {
    const text = (literal ?? '').replaceAll("''", "'");
    for (const value of valuesOf(operator, text, random)) texts.add(value);
    if (/^-?\d+(\.\d+)?$/.test(text)) addNeighbours(numbers, text);
  }
  for (const [number] of sql.replace(/'(?:[^']|'')*'/g, ' ').matchAll(/(?<![\w.$"])-?\d+(\.\d+)?(?![\w"])/g)) {
    addNeighbours(numbers, number);
  }
  return { texts: [...texts], numbers: [...numbers] };
}

function valuesOf(operator: string | undefined, text: string, random: Random): string[] {
  if (operator === '~' || operator === '~*') {
    return Array.from({ length: 16 }, () => textMatching(text, random)).flatMap((made) => made ?? []);
  }
  if (operator === '~~' || operator === '~~*') return [textLike(text)];
  return [text, ...elementsOf(text)];
}

/** `{draft,sent}`, as a list of constants is written back where its type is known. */
function elementsOf(text: string): string[] {
  if (!/^\{.*\}$/s.test(text)) return [];
  return [...text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,"]+)/g)].map(
    ([, quoted, plain]) => quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '',
  );
}

function addNeighbours(numbers: Set<string>, number: string): void {
  const value = Number(number);
  for (const near of [value - 1, value, value + 1]) numbers.add(String(near));
  if (!Number.isInteger(value) || Math.abs(value) <= 1)
    for (const near of [value / 2, value + 0.5]) numbers.add(String(near));
}
