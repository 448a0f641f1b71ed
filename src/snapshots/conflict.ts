import type { Span } from '../base/span.ts';

/** A text that git could not merge: where that shows first, and what either side has. */
export interface Conflict {
  /** The first line of markers. */
  readonly at: Span;
  readonly ours: ConflictSide;
  readonly theirs: ConflictSide;
}

export interface ConflictSide {
  /** The name behind the marker: `HEAD`, a branch, a commit. */
  readonly label: string;
  /** The whole text as this side has it. */
  readonly text: string;
}

const opening = /^<{7}(?: (.*))?$/;
const closing = /^>{7}(?: (.*))?$/;

/** Takes a text with git's conflict markers apart (also those of `diff3`, whose base belongs to neither side). */
export function findConflict(text: string): Conflict | undefined {
  if (!text.includes('<<<<<<<')) return undefined;
  let part: 'both' | 'ours' | 'base' | 'theirs' = 'both';
  let at: Span | undefined;
  let [ourLabel, theirLabel] = ['', ''];
  const [ours, theirs]: [string[], string[]] = [[], []];
  let start = 0;
  for (const line of text.split('\n')) {
    const bare = line.replace(/\r$/, '');
    const [open, close] = [opening.exec(bare), closing.exec(bare)];
    if (open !== null && part === 'both') {
      at ??= { start, end: start + bare.length };
      ourLabel ||= open[1] ?? '';
      part = 'ours';
    } else if (part === 'ours' && /^\|{7}/.test(bare)) part = 'base';
    else if ((part === 'ours' || part === 'base') && bare === '=======') part = 'theirs';
    else if (part === 'theirs' && close !== null) {
      theirLabel ||= close[1] ?? '';
      part = 'both';
    } else {
      if (part === 'both' || part === 'ours') ours.push(line);
      if (part === 'both' || part === 'theirs') theirs.push(line);
    }
    start += line.length + 1;
  }
  if (at === undefined) return undefined;
  return {
    at,
    ours: { label: ourLabel || 'ours', text: ours.join('\n') },
    theirs: { label: theirLabel || 'theirs', text: theirs.join('\n') },
  };
}
