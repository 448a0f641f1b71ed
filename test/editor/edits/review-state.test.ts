import { describe, expect, it } from 'vitest';
import type { ChangeSet } from '../../../src/architect/change-set.ts';
import { splitHunks } from '../../../src/architect/edits/hunks.ts';
import { hunkAt, hunkFrom, ReviewState } from '../../../src/editor/chat/edits/review-state.ts';

const old = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', ''].join('\n');
/** Two lines for `b`, no `e`, another `g`. */
const own = ['a', 'b1', 'b2', 'c', 'd', 'f', 'G', 'h', ''].join('\n');
const changes: ChangeSet = {
  summary: 'Change',
  files: [
    { path: 'lib/a.ex', before: old, after: own },
    { path: 'lib/new.ex', before: undefined, after: 'x\ny\n' },
  ],
};
const [b = '', e = '', g = '', fresh = ''] = splitHunks(changes).map(({ id }) => id);
const textOf = (path: string): string => (path === 'lib/a.ex' ? own : 'x\ny\n');

describe('what was made of a proposal', () => {
  it('has a place for each hunk on both sides', () => {
    const places = new ReviewState(changes).hunksOf('lib/a.ex', own).map(({ before, after }) => [before, after]);
    expect(places).toEqual([
      [
        { line: 2, count: 1 },
        { line: 2, count: 2 },
      ],
      [
        { line: 5, count: 1 },
        { line: 6, count: 0 },
      ],
      [
        { line: 7, count: 1 },
        { line: 7, count: 1 },
      ],
    ]);
    expect(new ReviewState(changes).hunksOf('lib/other.ex', '')).toEqual([]);
  });

  it('knows which hunks are chosen', () => {
    const state = new ReviewState(changes);
    expect(state.chosen).toEqual([b, e, g, fresh]);
    state.set(e, false);
    state.set(fresh, false);
    expect(state.chosen).toEqual([b, g]);
    state.set(e, true);
    expect(state.chosen).toEqual([b, e, g]);
    state.choose([fresh]);
    expect(state.chosen).toEqual([fresh]);
    expect(state.edited(textOf)).toEqual([]);
  });

  it('leaves out of what the user wrote what they refuse', () => {
    const state = new ReviewState(changes);
    const typed = own.replace('G', 'mine');
    const edited = (): unknown => state.edited((path) => (path === 'lib/a.ex' ? typed : textOf(path)));
    expect(edited()).toEqual([{ path: 'lib/a.ex', before: old, after: typed }]);
    state.set(b, false);
    expect(edited()).toEqual([{ path: 'lib/a.ex', before: old, after: typed.replace('b1\nb2', 'b') }]);
    const mine = state.hunksOf('lib/a.ex', typed)[2];
    expect(mine?.hunk.added).toEqual(['mine']);
    state.set(mine?.hunk.id ?? '', false);
    state.set(e, false);
    expect(edited()).toEqual([{ path: 'lib/a.ex', before: old, after: old }]);
    // A choice among the proposed hunks says nothing of the user's own.
    state.choose([b, e, g]);
    expect(edited()).toEqual([{ path: 'lib/a.ex', before: old, after: typed.replace('mine', 'g') }]);
  });

  it('takes a new file as one piece, whatever is written into it', () => {
    const state = new ReviewState(changes);
    const edited = (): unknown => state.edited((path) => (path === 'lib/new.ex' ? 'x\nmine\n' : textOf(path)));
    expect(state.hunksOf('lib/new.ex', 'x\nmine\n').map(({ hunk }) => hunk.id)).toEqual([fresh]);
    expect(edited()).toEqual([{ path: 'lib/new.ex', before: undefined, after: 'x\nmine\n' }]);
    state.set(fresh, false);
    expect(edited()).toEqual([]);
  });

  it('is not edited where the editor alone changed the line breaks', () => {
    const mixed: ChangeSet = { summary: '', files: [{ path: 'a', before: 'a\n', after: 'a\r\nb\nc\n' }] };
    expect(new ReviewState(mixed).edited(() => 'a\nb\nc\n')).toEqual([]);
  });
});

describe('going from hunk to hunk', () => {
  const all = changes.files.flatMap(({ path }) => new ReviewState(changes).hunksOf(path, textOf(path)));
  const from = (path: string | undefined, line: number | undefined, step: 1 | -1, side: 'before' | 'after' = 'after') =>
    hunkFrom(all, { path, at: line === undefined ? undefined : { side, line } }, step)?.hunk.id;

  it.each([
    ['lib/a.ex', 1, 1, b],
    ['lib/a.ex', 2, 1, e],
    ['lib/a.ex', 6, 1, g],
    ['lib/a.ex', 7, 1, fresh],
    ['lib/new.ex', 1, 1, b],
    ['lib/a.ex', 3, -1, fresh],
    ['lib/a.ex', 4, -1, b],
    ['lib/a.ex', 8, -1, g],
    ['lib/new.ex', 1, -1, g],
    [undefined, undefined, 1, b],
    [undefined, undefined, -1, fresh],
    ['lib/new.ex', undefined, 1, fresh],
    ['lib/a.ex', undefined, -1, g],
  ] as const)('from line %2$s of %1$s', (path, line, step, expected) => {
    expect(from(path, line, step)).toBe(expected);
  });

  it('counts the lines of the side that the user is on', () => {
    expect(from('lib/a.ex', 5, 1, 'before')).toBe(g);
    expect(from('lib/a.ex', 5, 1, 'after')).toBe(e);
  });

  it('finds the one at a line, removals on the lines around them', () => {
    const own = all.filter(({ hunk }) => hunk.path === 'lib/a.ex');
    const at = (line: number, side: 'before' | 'after'): string | undefined => hunkAt(own, { side, line })?.hunk.id;
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((line) => at(line, 'after'))).toEqual([
      undefined,
      b,
      b,
      undefined,
      e,
      e,
      g,
      undefined,
    ]);
    expect([4, 5, 6].map((line) => at(line, 'before'))).toEqual([undefined, e, undefined]);
  });
});
