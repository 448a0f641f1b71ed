import { describe, expect, it } from 'vitest';
import type { ChangedFile, ChangeSet } from '../../../src/architect/change-set.ts';
import { diffTexts } from '../../../src/architect/edits/line-diff.ts';
import { splitHunks, takeHunks } from '../../../src/architect/edits/hunks.ts';

const changes = (...files: ChangedFile[]): ChangeSet => ({ summary: 'Changes things.', files });
const one = (before: string | undefined, after: string): ChangeSet => changes({ path: 'lib/a.ex', before, after });

/** Numbers from a seed: the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A text of lines that repeat often, and with some of them removed, changed or put in. */
function randomPair(seed: number): { before: string; after: string } {
  const below = numbers(seed);
  const newline = below(2) === 0 ? '\n' : '\r\n';
  const words = ['end', '', '  attribute :a, :string', '  end', 'x', 'y'];
  const lines = Array.from({ length: below(30) }, () => words[below(words.length)]!);
  const changed = lines.flatMap((line) => {
    const what = below(8);
    if (what === 0) return [];
    if (what === 1) return [`${line}!`];
    return what === 2 ? [line, words[below(words.length)]!] : [line];
  });
  const print = (all: readonly string[], hasLast: boolean): string => all.join(newline) + (hasLast ? newline : '');
  return { before: print(lines, below(4) > 0), after: print(changed, below(4) > 0) };
}

describe('hunks', () => {
  it('are parted by one unchanged line', () => {
    const hunks = splitHunks(one('a\nb\nc\nd\n', 'A\nb\nC\nnew\nd\n'));
    expect(hunks.map(({ line, removed, added }) => ({ line, removed, added }))).toEqual([
      { line: 1, removed: ['a'], added: ['A'] },
      { line: 3, removed: ['c'], added: ['C', 'new'] },
    ]);
  });

  it('of a new file are one, which may be empty', () => {
    expect(splitHunks(one(undefined, 'a\nb\n'))).toMatchObject([{ line: 1, removed: [], added: ['a', 'b'] }]);
    const [empty] = splitHunks(one(undefined, ''));
    expect(empty).toMatchObject({ removed: [], added: [] });
    expect(takeHunks(one(undefined, ''), [empty!.id]).files).toHaveLength(1);
    expect(splitHunks(one('a\n', 'a\n'))).toEqual([]);
  });

  it('have ids that say what they do, and where', () => {
    const text = 'a\nb\nc\nb\n';
    const [first, second] = splitHunks(one(text, 'a\nB\nc\nB\n'));
    expect(first!.id).not.toBe(second!.id);
    expect(splitHunks(one(text, 'a\nb\nc\nB\n')).map(({ id }) => id)).toEqual([second!.id]);
    expect(splitHunks(one(`new\n${text}`, 'new\na\nB\nc\nB\n')).map(({ id }) => id)).toEqual([first!.id, second!.id]);
    const elsewhere = splitHunks(changes({ path: 'lib/b.ex', before: text, after: 'a\nB\nc\nb\n' }));
    expect(elsewhere[0]!.id).not.toBe(first!.id);
  });

  it('that look alike are told apart', () => {
    const hunks = splitHunks(one('x\na\nx\na\n', 'x\nb\nx\nb\n'));
    expect(new Set(hunks.map(({ id }) => id)).size).toBe(2);
  });

  it('see a line break that changed', () => {
    expect(splitHunks(one('a\r\nb\r\n', 'a\r\nb\n'))).toMatchObject([{ line: 2, removed: ['b'], added: ['b'] }]);
  });

  it('take only what is named, and leave out files of which nothing is left', () => {
    const both = changes(
      { path: 'lib/a.ex', before: 'a\nb\nc\n', after: 'A\nb\nC\n' },
      { path: 'lib/b.ex', before: undefined, after: 'new\n' },
    );
    const [first] = splitHunks(both);
    expect(takeHunks(both, [first!.id])).toEqual({
      summary: 'Changes things.',
      files: [{ path: 'lib/a.ex', before: 'a\nb\nc\n', after: 'A\nb\nc\n' }],
    });
    expect(takeHunks(both, ['unknown']).files).toEqual([]);
  });

  it('give, for every choice, what the chosen runs give together', () => {
    for (let seed = 0; seed < 300; seed++) {
      const { before, after } = randomPair(seed);
      const set = one(before, after);
      const hunks = splitHunks(set);
      const ids = hunks.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const textOf = (chosen: readonly string[]): string => takeHunks(set, chosen).files[0]?.after ?? before;
      expect(textOf(ids)).toBe(after);
      expect(textOf([])).toBe(before);
      const below = numbers(seed + 1);
      const chosen = ids.filter(() => below(2) === 0);
      let index = 0;
      const expected = diffTexts(before, after).flatMap((run) => {
        if (run.kind === 'same') return run.lines;
        return chosen.includes(ids[index++]!) ? run.added : run.removed;
      });
      expect(textOf(chosen)).toBe(expected.join(''));
      // What is left can be taken from there, and gives all of it.
      const rest = splitHunks(one(textOf(chosen), after));
      expect(
        takeHunks(
          one(textOf(chosen), after),
          rest.map(({ id }) => id),
        ).files[0]?.after ?? after,
      ).toBe(after);
    }
  });

  it('of texts that have nothing in common are one', () => {
    const lines = (word: string): string => Array.from({ length: 9000 }, (_, index) => `${word} ${index}\n`).join('');
    expect(splitHunks(one(lines('a'), lines('b')))).toHaveLength(1);
  });
});
