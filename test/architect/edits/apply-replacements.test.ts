import { describe, expect, it } from 'vitest';
import { applyReplacements } from '../../../src/architect/edits/apply-replacements.ts';

const text = `defmodule Blog.Post do
  attributes do
    uuid_primary_key :id
    attribute :title, :string, allow_nil?: false
    attribute :titel, :string, allow_nil?: false
  end

  actions do
    defaults [:read]
  end
end
`;

function reasonOf(own: string, ...edits: { old: string; new: string }[]): string {
  const result = applyReplacements(own, edits);
  if (result.ok) throw new Error('it was applied');
  return result.reason;
}

describe('replacements', () => {
  it('are made together, in any order', () => {
    const result = applyReplacements(text, [
      { old: 'defaults [:read]', new: 'defaults [:read, :destroy]' },
      { old: ':title, :string', new: ':title, :ci_string' },
    ]);
    expect(result).toEqual({
      ok: true,
      text: text.replace('[:read]', '[:read, :destroy]').replace(':title, :string', ':title, :ci_string'),
    });
  });

  it('keep the line breaks of the file, and leave others alone', () => {
    const windows = text.replaceAll('\n', '\r\n');
    const edit = { old: '    uuid_primary_key :id\n', new: '    uuid_primary_key :id\n    timestamps()\n' };
    expect(applyReplacements(windows, [edit])).toEqual({
      ok: true,
      text: windows.replace(':id\r\n', ':id\r\n    timestamps()\r\n'),
    });
    const other = { old: 'a\r\nb', new: 'c\r\nd' };
    expect(applyReplacements('a\nb\n', [other])).toEqual({ ok: true, text: 'c\nd\n' });
    expect(applyReplacements('x\n1\r\ny\n', [{ old: 'y', new: 'z\nz' }])).toEqual({
      ok: true,
      text: 'x\n1\r\nz\r\nz\n',
    });
  });

  it('are refused together when one does not fit', () => {
    const reason = reasonOf(text, { old: ':title', new: ':name' }, { old: 'no such text at all, nowhere', new: '' });
    expect(reason).toBe(
      'Replacement 2 has an `old` that does not stand in the file. Nothing in it is like it: read the file again. Nothing was changed.',
    );
  });

  it('say which lines are the nearest, and where they differ', () => {
    const old = '    attribute :title, :string, allow_nil?: false\n    attribute :title2, :string\n';
    expect(reasonOf(text, { old, new: '' })).toBe(
      [
        'The replacement has an `old` that does not stand in the file. The nearest lines are these. The first difference is on line 5, where you have `    attribute :title2, :string`.',
        '4|     attribute :title, :string, allow_nil?: false',
        '5|     attribute :titel, :string, allow_nil?: false',
        'Nothing was changed.',
      ].join('\n'),
    );
    expect(reasonOf(text, { old: 'actions do\n  defaults [:read]', new: 'x' })).toContain('Only white space differs.');
  });

  it('never guess between several places', () => {
    expect(reasonOf(text, { old: 'allow_nil?: false', new: '' })).toBe(
      'The replacement has an `old` that stands in the file 2 times, on lines 4, 5: take in more of the lines around the one that you mean. Nothing was changed.',
    );
    expect(reasonOf('aaa\n', { old: 'aa', new: 'b' })).toContain('2 times');
    expect(reasonOf('x\n'.repeat(40), { old: 'x', new: 'y' })).toContain('10 and 30 more');
  });

  it('have to change something, and may not overlap', () => {
    expect(reasonOf(text, { old: 'end', new: 'end' })).toContain('are the same');
    expect(reasonOf('a\r\n', { old: 'a\n', new: 'a\r\n' })).toContain('are the same');
    expect(reasonOf(text, { old: '', new: 'x' })).toContain('empty `old`');
    expect(reasonOf('abc', { old: 'ab', new: 'x' }, { old: 'bc', new: 'y' })).toContain('overlaps');
  });

  it('fill an empty file', () => {
    expect(applyReplacements('', [{ old: '', new: 'a\n' }])).toEqual({ ok: true, text: 'a\n' });
    expect(reasonOf('', { old: 'a', new: 'b' })).toContain('The file is empty.');
  });

  it('answer in bounded form, and soon, for large texts', () => {
    const large = Array.from({ length: 20_000 }, (_, index) => `line ${index} ${'x'.repeat(300)}`).join('\n');
    const old = Array.from({ length: 200 }, (_, index) => `line ${index + 5000} ${'x'.repeat(300)}`).join('\n');
    const reason = reasonOf(large, { old: `${old}!`, new: '' });
    expect(reason).toContain('5001| line 5000');
    expect(reason.length).toBeLessThan(5000);
    expect(reasonOf('a\n'.repeat(50_000), { old: 'b\n'.repeat(10_000), new: '' })).toContain('give fewer lines');
  });
});
