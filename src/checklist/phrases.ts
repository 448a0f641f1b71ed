import { words } from '../base/names.ts';

/** A phrase of a word list in a name: the words of the name in front of it and behind it. */
export interface Match {
  readonly phrase: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The longest phrase that stands in a name as whole words, the last one in singular or plural; the rightmost counts. */
export function findPhrase(name: string, phrases: readonly string[]): Match | undefined {
  const tokens = words(name);
  const byLength = [...phrases].sort((a, b) => words(b).length - words(a).length);
  for (const phrase of byLength) {
    const start = lastIndexOf(tokens, words(phrase));
    if (start === -1) continue;
    return { phrase, before: tokens.slice(0, start), after: tokens.slice(start + words(phrase).length) };
  }
  return undefined;
}

function lastIndexOf(tokens: readonly string[], phrase: readonly string[]): number {
  for (let start = tokens.length - phrase.length; start >= 0; start--) {
    const isHere = phrase.every((word, index) => {
      const token = tokens[start + index];
      return token === word || (index === phrase.length - 1 && token === `${word}s`);
    });
    if (isHere) return start;
  }
  return -1;
}
