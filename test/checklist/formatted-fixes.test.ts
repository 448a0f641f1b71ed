import { existsSync, readdirSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { askElixir } from '../helpers/ask-elixir.ts';

/** Elixir's own parser and formatter on what fixes make of the cases. */

const rules = 'src/checklist/rules';

/** Cases and their fixed forms, as pairs of paths; a file that a fix makes was empty before. */
function fixedCases(): [before: string, after: string][] {
  const files = readdirSync(rules, { recursive: true, encoding: 'utf8' }).map((name) => join(rules, name));
  const fixed = files.filter((path) => /\.fixed(\.exs?|\/.+\.exs?)$/.test(path));
  return fixed.map((path) => {
    const before = path.replace('.fixed', '');
    return [existsSync(before) ? before : devNull, path];
  });
}

it('fixes parse, and leave the formatter no more to do than there was', () => {
  const pairs = fixedCases();
  expect(pairs.length).toBeGreaterThan(20);
  const answers = askElixir(pairs);
  if (answers === undefined) {
    console.warn('skipped: Elixir is not installed (apt-get install elixir)');
    return;
  }
  const worse = pairs.flatMap(([, after], index) => {
    const [before, later] = (answers[index] ?? '').split('\t');
    if (before === 'broken') return [];
    return later === 'broken' || Number(later) > Number(before)
      ? [`${after}: ${String(before)} to ${String(later)}`]
      : [];
  });
  expect(worse).toEqual([]);
});
