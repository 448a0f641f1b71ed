import { describe, expect, it } from 'vitest';
import { AnswerSheet, parseAnswers } from '../../../src/snapshots/plan/answers.ts';
import { resolveRenames } from '../../../src/snapshots/plan/column-renames.ts';
import { Decisions } from '../../../src/snapshots/plan/decisions.ts';
import { parseDecision } from '../../../src/snapshots/plan/parse-decision.ts';
import { Interview, type Question } from '../../../src/snapshots/plan/question.ts';
import { Refusal } from '../../../src/snapshots/plan/refusal.ts';
import type { SnapshotAttribute } from '../../../src/snapshots/snapshot.ts';
import { app, attributes, planOf } from './plan-of.ts';

const column = (source: string): SnapshotAttribute => ({
  ...{ source, type: 'text', size: null, precision: null, scale: null, default: 'nil' },
  ...{ allowNil: true, primaryKey: false, generated: false, references: null },
});

/** What is asked of columns, and what becomes of them. */
function ask(added: string, removed: string, answers: readonly string[]): { prompts: string[]; renamed: string[] } {
  const left = [...answers];
  const interview = new Interview(() => left.shift());
  const columns = (names: string): SnapshotAttribute[] => names.split(' ').map(column);
  const { renamed } = resolveRenames({ table: 't', schema: null }, columns(added), columns(removed), interview);
  return {
    prompts: interview.asked.map(({ prompt }) => prompt),
    renamed: renamed.map(({ from, to }) => `${from.source} ${to.source}`),
  };
}

describe('questions about columns', () => {
  it('one of each is asked outright', () => {
    expect(ask('b', 'a', ['y'])).toEqual({ prompts: ['Are you renaming t.a to t.b?'], renamed: ['a b'] });
    expect(ask('b', 'a', ['n'])).toEqual({ prompts: ['Are you renaming t.a to t.b?'], renamed: [] });
  });

  it('several are asked one after the other, and the direct question comes back', () => {
    expect(ask('x y', 'a b', ['', 'y', 'n'])).toEqual({
      prompts: ['Are you renaming t.a?', 'What are you renaming it to?: x, y', 'Are you renaming t.b to t.x?'],
      renamed: ['a y'],
    });
    expect(ask('x', 'a b', ['n', 'Yes'])).toEqual({
      prompts: ['Are you renaming t.a?', 'Are you renaming t.b to t.x?'],
      renamed: ['b x'],
    });
  });

  it('three names that there are not make codegen give up', () => {
    expect(() => ask('x y', 'a b', ['y', 'z', 'z', 'z'])).toThrow(Refusal);
    expect(() => ask('x y', 'a b', ['y', 'z', 'z', 'x'])).not.toThrow();
  });

  it('no answer counts as no, and nothing more is asked of the same column', () => {
    expect(ask('x y', 'a b', [])).toEqual({ prompts: ['Are you renaming t.a?', 'Are you renaming t.b?'], renamed: [] });
  });
});

describe('answers', () => {
  it('are found by the first line of a prompt, and below remarks', () => {
    const answerOf = (text: string, prompt: string): string | undefined =>
      new AnswerSheet(parseAnswers(text)).answerer({ kind: 'primary-key', prompt, table: 't' });
    const prompt = 'Which key?\n\n0: [:a]\n1: [:b]';
    expect(answerOf('Q: Which key?\n\n0: [:a]\n1: [:b]\nA: 1\n', prompt)).toBe('1');
    expect(answerOf('Q: Which key?\nA: 1\n', prompt)).toBe('1');
    expect(answerOf('Q: Which key?\n\n0: [:b]\n1: [:a]\nA: 1\n', prompt)).toBeUndefined();
    expect(answerOf('Q: Are you sure? [Yn]\n(no)\nA: n\n', 'Are you sure?')).toBe('n');
  });

  it('are pairs of Q and A, with remarks between', () => {
    expect(parseAnswers('(no prompts)\n')).toEqual([]);
    const text = 'Q: Are you renaming a to b? [Yn]\r\nA: y\n\nremark\nQ: What?: x, y\nA: x\nA: lost\n';
    expect(parseAnswers(text)).toEqual([
      { prompt: 'Are you renaming a to b?', answer: 'y' },
      { prompt: 'What?: x, y', answer: 'x' },
    ]);
  });

  it('are matched by their prompt, and those of one prompt in their order', () => {
    const sheet = new AnswerSheet(parseAnswers('Q: one\nA: 1\nQ: two\nA: 2\nQ: one\nA: 3\nQ: other\nA: 4'));
    const answer = (prompt: string): string | undefined => sheet.answerer({ kind: 'drop-table', prompt, table: 't' });
    expect(['two', 'one', 'one', 'one'].map(answer)).toEqual(['2', '1', '3', undefined]);
    expect(sheet.unused).toEqual([{ prompt: 'other', answer: '4' }]);
  });
});

describe('decisions', () => {
  const answersTo = (
    options: readonly (readonly [string, string])[],
    question: Omit<Question, 'prompt'>,
  ): string | undefined => {
    const decisions = new Decisions(options.map(([option, value]) => parseDecision(option, value)!));
    return decisions.answerer({ prompt: '', ...question });
  };

  it.each([
    ['rename', 'posts.title=label'],
    ['rename', 'blog.posts.title=label'],
    ['no-rename', 'posts.title'],
    ['rename-table', 'blog.posts=blog.entries'],
    ['drop-table', 'blog.posts'],
  ])('--%s %s is understood', (option, value) => {
    expect(parseDecision(option, value)).toBeDefined();
  });

  it.each([
    ['rename', 'title=label'],
    ['rename', 'posts.title'],
    ['no-rename', 'posts'],
    ['rename-table', 'posts'],
    ['drop-table', 'posts=x'],
  ])('--%s %s is not', (option, value) => {
    expect(parseDecision(option, value)).toBeUndefined();
  });

  it('answer what they are about, with no where it is about something else', () => {
    const direct = { kind: 'rename-column-to', table: 'blog.posts', from: 'title', to: 'label' } as const;
    expect(answersTo([['rename', 'blog.posts.title=label']], direct)).toBe('y');
    expect(answersTo([['rename', 'blog.posts.title=name']], direct)).toBe('n');
    expect(answersTo([['no-rename', 'blog.posts.title']], direct)).toBe('n');
    expect(answersTo([['rename', 'posts.title=label']], direct)).toBeUndefined();
    const name = { kind: 'new-column-name', table: 'posts', from: 'title', options: ['label', 'name'] } as const;
    expect(answersTo([['rename', 'posts.title=name']], name)).toBe('name');
    const table = { kind: 'rename-table-to', table: 'posts', from: 'posts', to: 'entries' } as const;
    expect(answersTo([['rename-table', 'posts=entries']], table)).toBe('y');
    expect(answersTo([['drop-table', 'posts']], table)).toBe('n');
    const drop = { kind: 'drop-table', table: 'posts' } as const;
    expect(answersTo([['drop-table', 'posts']], drop)).toBe('y');
    expect(answersTo([['keep-table', 'posts']], drop)).toBe('n');
    const newName = { kind: 'new-table-name', table: 'blog.posts', from: 'blog.posts', options: ['entries'] } as const;
    expect(answersTo([['rename-table', 'blog.posts=blog.entries']], newName)).toBe('entries');
  });

  it('that nobody asks for are told', () => {
    const decisions = new Decisions([parseDecision('drop-table', 'posts')!, parseDecision('keep-table', 'tags')!]);
    decisions.answerer({ kind: 'drop-table', prompt: '', table: 'posts' });
    expect(decisions.unused).toEqual([{ kind: 'keep-table', table: 'tags' }]);
  });
});

describe('tables without a resource', () => {
  const one = app({ items: { body: attributes() }, tags: { body: attributes() } });

  it('are dropped, kept for good, or renamed, as the user says', async () => {
    const { priv } = await planOf(one);
    const only = app({ items: { body: attributes() } });
    const prompt =
      'Table tags no longer has a resource. Generate a migration to DROP this table? This will permanently remove the table and its data.';
    const dropped = await planOf(only, priv, `Q: ${prompt}\nA: y`, '20250202000000');
    expect(Object.keys(dropped.priv).filter((path) => path.includes('/tags/'))).toEqual([]);
    const kept = await planOf(only, priv, `Q: ${prompt}\nA: n`, '20250202000000');
    expect(kept.plan).toMatchObject({ kind: 'planned', migrations: [], snapshots: [{ action: 'rewrite' }] });
    const later = await planOf(only, kept.priv, '', '20250303000000');
    expect(later.plan).toMatchObject({ questions: [] });
  });

  it('are left alone while a resource is there whose table is not known', async () => {
    const { priv } = await planOf(one);
    const unclear = app({ items: { body: attributes() } });
    const text = unclear['lib/items.ex']!.replace('table "items"', 'table System.get_env("TABLE")');
    const { plan, opaque } = await planOf({ ...unclear, 'lib/items.ex': text }, priv);
    expect(plan).toMatchObject({ kind: 'planned', questions: [], migrations: [] });
    expect(opaque[0]!.reason).toContain('No table is taken for one without a resource.');
  });
});
