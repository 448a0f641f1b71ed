import { describe, expect, it } from 'vitest';
import { insertion, type FileEdit } from '../../src/base/text-edit.ts';
import {
  answerChoice,
  complaintAbout,
  valuesPlaceholder,
  type Answered,
  type ManyChoice,
  type OneChoice,
} from '../../src/checklist/choice.ts';
import { layoutsOf } from '../../src/checklist/layouts.ts';

const path = 'lib/blog/post.ex';

function edit(text: string): FileEdit[] {
  return [{ path, edits: [insertion(0, text)] }];
}

const one: OneChoice = {
  kind: 'one',
  prompt: 'Which?',
  options: [
    { label: ':restrict', description: 'It fails.', edits: edit(':restrict') },
    { label: ':delete', description: 'They go.', edits: edit(':delete') },
  ],
};

const many: ManyChoice = {
  kind: 'many',
  prompt: 'Which values?',
  values: [
    { value: 'draft', picked: true, description: 'It is the default.' },
    { value: 'co-owned', picked: false, description: 'It is used here.' },
  ],
  other: { prompt: 'The value', pattern: '[a-z_]+', complaint: 'Small letters only.' },
  minimum: 1,
  literal: 'atom',
  layouts: [
    { room: 19, separator: ', ', edits: edit(`[${valuesPlaceholder}]`) },
    { separator: ',\n', edits: edit(`[\n${valuesPlaceholder}\n]`) },
  ],
};

function answerMany(choice: ManyChoice, ...values: string[]): Answered {
  return answerChoice(choice, { kind: 'many', values });
}

describe('one of several', () => {
  it('comes to the edits of the option', () => {
    expect(answerChoice(one, { kind: 'one', option: 1 })).toEqual({ ok: true, edits: edit(':delete') });
  });

  it.each([-1, 2, 0.5, Number.NaN])('refuses option %s', (option) => {
    expect(answerChoice(one, { kind: 'one', option })).toEqual({ ok: false, complaint: 'There is no such option.' });
  });

  it('refuses values', () => {
    expect(answerChoice(one, { kind: 'many', values: [':delete'] }).ok).toBe(false);
  });
});

describe('many values', () => {
  it('are put in as literals, each once', () => {
    expect(answerMany(many, 'draft', 'co-owned', 'draft')).toEqual({ ok: true, edits: edit('[:draft, :"co-owned"]') });
    const strings = { ...many, literal: 'string' } as const;
    expect(answerMany(strings, 'draft')).toEqual({ ok: true, edits: edit('["draft"]') });
  });

  it('are taken literally where they look like replacements or escapes', () => {
    const strings: ManyChoice = { ...many, literal: 'string', other: { ...many.other, pattern: '.+' } };
    expect(answerMany(strings, '$&"#{x}\\')).toEqual({ ok: true, edits: edit('["$&\\"\\#{x}\\\\"]') });
  });

  it('go into the first layout that has room', () => {
    expect(answerMany(many, 'draft', 'published')).toEqual({ ok: true, edits: edit('[:draft, :published]') });
    expect(answerMany(many, 'draft', 'published_x')).toEqual({ ok: true, edits: edit('[\n:draft,\n:published_x\n]') });
  });

  it('are refused where they are too few, or none that may be entered', () => {
    expect(answerMany(many)).toEqual({ ok: false, complaint: 'Choose at least 1.' });
    expect(answerMany({ ...many, minimum: 2 }, 'draft', 'draft').ok).toBe(false);
    expect(answerMany(many, 'draft', 'Draft')).toEqual({ ok: false, complaint: 'Small letters only.' });
    expect(answerMany(many, 'draft\n:x').ok).toBe(false);
    expect(answerChoice(many, { kind: 'one', option: 0 }).ok).toBe(false);
  });

  it('are refused where no layout has room', () => {
    expect(answerMany({ ...many, layouts: many.layouts.slice(0, 1) }, 'a_very_long_name_of_a_value').ok).toBe(false);
  });

  it('can be judged one by one while they are entered', () => {
    expect(complaintAbout(many, 'sent')).toBeUndefined();
    expect(complaintAbout(many, 'co-owned')).toBeUndefined();
    expect(complaintAbout(many, 'is sent')).toBe('Small letters only.');
    expect(complaintAbout(many, '')).toBe('Small letters only.');
  });
});

describe('layouts', () => {
  it('are found by trying lengths', () => {
    const layouts = layoutsOf((values) => edit(values.length <= 37 ? `one [${values}]` : `two\n[${values}]`));
    expect(layouts).toEqual([
      { room: 37, separator: ', ', edits: edit(`one [${valuesPlaceholder}]`) },
      { separator: ', ', edits: edit(`two\n[${valuesPlaceholder}]`) },
    ]);
  });

  it('end with one in which each value has a line of its own', () => {
    const last = (text: string): unknown => layoutsOf((values) => edit(text.replace('[_', () => `[${values}`))).at(-1);
    expect(last('do\n  constraints one_of: [_]\nend')).toEqual({
      separator: `,\n${' '.repeat(16)}`,
      edits: edit(`do\n  constraints one_of: [\n${' '.repeat(16)}${valuesPlaceholder}\n${' '.repeat(14)}]\nend`),
    });
    expect(last(',\n  constraints: [one_of: [_]]')).toEqual({
      separator: ',\n      ',
      edits: edit(`,\n  constraints: [\n    one_of: [\n      ${valuesPlaceholder}\n    ]\n  ]`),
    });
  });

  it('are one where the length does not matter', () => {
    expect(layoutsOf(edit)).toEqual([{ separator: ', ', edits: edit(valuesPlaceholder) }]);
  });
});
