import { words } from '../base/names.ts';
import { oncePer } from '../base/once-per.ts';

/** A phrase of a word list in a name: the words of the name in front of it and behind it. */
export interface Match {
  readonly phrase: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The longest phrase that stands in a name as whole words, the last one in singular or plural; the rightmost counts. */
export function findPhrase(name: string, phrases: readonly string[]): Match | undefined {
  const lower = name.toLowerCase();
  const near = splitPhrases(phrases).filter(({ parts }) => parts.every((part) => lower.includes(part)));
  if (near.length === 0) return undefined;
  const tokens = words(name);
  for (const { phrase, parts } of near) {
    const start = lastIndexOf(tokens, parts);
    if (start === -1) continue;
    return { phrase, before: tokens.slice(0, start), after: tokens.slice(start + parts.length) };
  }
  return undefined;
}

interface Phrase {
  readonly phrase: string;
  readonly parts: readonly string[];
}

/** The words of each phrase, longer phrases first. A word list is matched against every name of a workspace. */
const splitPhrases = oncePer((phrases: readonly string[]): readonly Phrase[] =>
  phrases.map((phrase) => ({ phrase, parts: words(phrase) })).sort((a, b) => b.parts.length - a.parts.length),
);

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
