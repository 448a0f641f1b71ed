import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Phase, Risk } from '../../src/architect/tool.ts';
import type { Hunk, Verdict } from '../../src/architect/change-set.ts';
import { applyDelta, type Delta } from '../../src/webviews/chat-delta.ts';
import type { Frame, PartOf, ViewHunk, ViewVerdict } from '../../src/webviews/chat-state.ts';
import { splitCommand, wordAt } from '../../src/webviews/chat/composer/word-at.ts';
import { emptyStore, receive } from '../../src/webviews/chat/store.ts';
import { deltasBetween } from '../../src/webviews/deltas-between.ts';
import { codeBlock, linkTarget } from '../../src/webviews/markdown.ts';
import { readHostMessage, readViewMessage, type HostMessage } from '../../src/webviews/protocol.ts';
import { answer, conversation, scenes, streaming, text, tool, user } from './samples.ts';

describe('messages', () => {
  it('speak of phases, risks, hunks and verdicts as the architect does', () => {
    expectTypeOf<Frame['phase']>().toEqualTypeOf<Phase>();
    expectTypeOf<PartOf<'tool'>['risk']>().toEqualTypeOf<Risk>();
    expectTypeOf<Hunk>().toExtend<ViewHunk>();
    expectTypeOf<keyof Verdict>().toExtend<keyof ViewVerdict>();
  });

  it.each(Object.entries(scenes))('carry the state %s unchanged', (_, state) => {
    expect(readHostMessage({ v: 1, kind: 'snapshot', seq: 1, state })).toEqual({
      v: 1,
      kind: 'snapshot',
      seq: 1,
      state,
    });
  });

  it.each([
    ['of another version', { v: 2, kind: 'stop' }],
    ['of an unknown kind', { v: 1, kind: 'approveEverything' }],
    ['that is no object', 'stop'],
    ['without text', { v: 1, kind: 'send', text: '', mentions: [] }],
    ['with too much text', { v: 1, kind: 'send', text: 'x'.repeat(100_001), mentions: [] }],
    [
      'with too many mentions',
      { v: 1, kind: 'send', text: 'x', mentions: Array(51).fill({ kind: 'file', id: 'a', label: 'a' }) },
    ],
    ['with a link that is no web address', { v: 1, kind: 'openLink', url: 'command:workbench.action.quit' }],
    ['with a line before the first', { v: 1, kind: 'openFile', path: 'lib/a.ex', line: 0 }],
    ['with no hunk to apply', { v: 1, kind: 'decide', approval: 'a', decision: { kind: 'accept', hunks: [] } }],
    ['with an unknown decision', { v: 1, kind: 'decide', approval: 'a', decision: { kind: 'always' } }],
    ['with a command that is no word', { v: 1, kind: 'command', name: '../x', text: '', mentions: [] }],
  ])('%s are dropped', (_, message) => {
    expect(readViewMessage(message)).toBeUndefined();
  });

  it('lose fields that nobody knows', () => {
    expect(readViewMessage({ v: 1, kind: 'stop', isApproved: true })).toEqual({ v: 1, kind: 'stop' });
  });
});

describe('deltas', () => {
  const change = (...deltas: readonly Delta[]): ReturnType<typeof applyDelta> =>
    deltas.reduce<ReturnType<typeof applyDelta>>((state, delta) => state && applyDelta(state, delta), conversation);

  it('append and replace messages and parts', () => {
    const state = change(
      { kind: 'message', message: user('m3', 'And now?') },
      { kind: 'message', message: answer('m4', [], false) },
      { kind: 'part', message: 'm4', part: text('p1', 'One') },
      { kind: 'text', message: 'm4', part: 'p1', text: ' and two' },
      { kind: 'part', message: 'm4', part: tool('p2', { status: 'running' }) },
      { kind: 'part', message: 'm4', part: tool('p2', { status: 'done' }) },
      { kind: 'done', message: 'm4' },
    );
    expect(state?.messages.slice(2)).toEqual([
      user('m3', 'And now?'),
      answer('m4', [text('p1', 'One and two'), tool('p2', { status: 'done' })]),
    ]);
  });

  it('take back parts and messages', () => {
    expect(change({ kind: 'drop-parts', message: 'm2', from: 'p3' })?.messages[1]).toMatchObject({
      parts: [{ id: 'p1' }, { id: 'p2' }],
    });
    expect(change({ kind: 'drop-messages', from: 'm2' })?.messages).toEqual(conversation.messages.slice(0, 1));
  });

  it('set what stands beside the messages, and leave the rest', () => {
    const state = change({ kind: 'set', values: { isWorking: true, usage: null } });
    expect(state).toEqual({ ...conversation, isWorking: true, usage: null });
  });

  it.each<Delta>([
    { kind: 'text', message: 'm9', part: 'p1', text: 'x' },
    { kind: 'text', message: 'm2', part: 'p2', text: 'x' },
    { kind: 'part', message: 'm1', part: text('p1', 'x') },
    { kind: 'drop-parts', message: 'm2', from: 'p99' },
    { kind: 'drop-messages', from: 'm99' },
  ])('do not fit a state without what they speak of: %o', (delta) => {
    expect(change(delta)).toBeUndefined();
  });

  it('share everything that they do not change', () => {
    const state = change({ kind: 'text', message: 'm2', part: 'p5', text: 'more' });
    expect(state?.messages[0]).toBe(conversation.messages[0]);
    expect(state?.sessions).toBe(conversation.sessions);
  });
});

describe('what leads from one state to another', () => {
  const names = Object.keys(scenes) as (keyof typeof scenes)[];
  it.each(names.flatMap((from) => names.map((to) => [from, to] as const)))('leads from %s to %s', (from, to) => {
    const deltas = deltasBetween(scenes[from], scenes[to]);
    expect(
      deltas.reduce<ReturnType<typeof applyDelta>>((state, delta) => state && applyDelta(state, delta), scenes[from]),
    ).toEqual(scenes[to]);
    expect(readHostMessage({ v: 1, kind: 'update', seq: 1, deltas })).toBeDefined();
  });

  it('tells what was added to a text, and nothing else', () => {
    const before = { ...streaming, messages: [answer('m', [tool('p1'), text('p2', 'One')], false)] };
    const after = { ...streaming, messages: [answer('m', [tool('p1'), text('p2', 'One two')], false)] };
    expect(deltasBetween(before, after)).toEqual([{ kind: 'text', message: 'm', part: 'p2', text: ' two' }]);
    expect(deltasBetween(after, structuredClone(after))).toEqual([]);
  });
});

describe('the numbers of messages', () => {
  const snapshot = (seq: number): HostMessage => ({ v: 1, kind: 'snapshot', seq, state: streaming });
  const update = (seq: number, deltas: readonly Delta[] = []): HostMessage => ({ v: 1, kind: 'update', seq, deltas });
  const after = (...messages: readonly HostMessage[]): typeof emptyStore =>
    messages.reduce((store, message) => {
      if (message.kind !== 'snapshot' && message.kind !== 'update') throw new Error('It has no number.');
      return receive(store, message);
    }, emptyStore);

  it.each([
    ['updates before the first snapshot are ignored', [update(1)], { seq: 0, isLost: false }],
    ['each follows the last', [snapshot(4), update(5), update(6)], { seq: 6, isLost: false }],
    ['what is known already is ignored', [snapshot(4), update(3), update(4)], { seq: 4, isLost: false }],
    ['a gap loses the way', [snapshot(4), update(6), update(7)], { seq: 4, isLost: true }],
    ['a snapshot finds it again', [snapshot(4), update(6), snapshot(7), update(8)], { seq: 8, isLost: false }],
    [
      'a delta that does not fit loses the way',
      [snapshot(4), update(5, [{ kind: 'done', message: 'm9' }])],
      { seq: 4, isLost: true },
    ],
  ] as const)('%s', (_, messages, expected) => {
    expect(after(...messages)).toMatchObject(expected);
  });
});

describe('links', () => {
  it.each([
    ['https://hexdocs.pm/ash', { kind: 'web', url: 'https://hexdocs.pm/ash' }],
    ['lib/a.ex', { kind: 'file', path: 'lib/a.ex', line: undefined }],
    ['./lib/a.ex:12', { kind: 'file', path: 'lib/a.ex', line: 12 }],
    ['lib/a.ex#L12-L14', { kind: 'file', path: 'lib/a.ex', line: 12 }],
    ['lib/a%20b.ex', { kind: 'file', path: 'lib/a b.ex', line: undefined }],
  ])('%s leads somewhere', (url, target) => {
    expect(linkTarget(url)).toEqual(target);
  });

  it.each([
    ...['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd'],
    ...['command:workbench.action.quit', 'vscode://x/y', '//evil.example/x.js', '/etc/passwd', '../../secrets.exs'],
    ...[
      'lib/../../x.exs',
      'lib/%2e%2e/%2e%2e/x.exs',
      '\\\\host\\x.ex',
      'C:\\x.ex',
      '#top',
      '',
      'blob:https://x/y',
      'mailto:a@b.example',
    ],
  ])('%s leads nowhere', (url) => {
    expect(linkTarget(url)).toBeUndefined();
  });
});

describe('code blocks', () => {
  it('are counted in reading order, in lists and quotes too', () => {
    const markdown = '```elixir\na\n```\n\n- x\n\n  ```sql\n  b\n  ```\n\n> ~~~\n> c\n> ~~~\n\n    d\n';
    expect([0, 1, 2, 3, 4].map((index) => codeBlock(markdown, index))).toEqual([
      { language: 'elixir', text: 'a\n' },
      { language: 'sql', text: 'b\n' },
      { language: '', text: 'c\n' },
      { language: '', text: 'd\n' },
      undefined,
    ]);
  });
});

describe('what is being typed', () => {
  it.each([
    ['/re', { kind: 'command', prefix: 're' }],
    ['say /re', undefined],
    ['/review @Us', { kind: 'mention', of: 'any', prefix: 'Us', start: 8 }],
    ['@finding:ide', { kind: 'mention', of: 'finding', prefix: 'ide', start: 0 }],
    ['a@b.example', undefined],
    ['@a b', undefined],
  ])('%s', (typed, word) => {
    expect(wordAt(typed, typed.length)).toEqual(word);
  });

  it('tells commands from text', () => {
    expect(splitCommand('/review lib/a.ex\nplease', ['review'])).toEqual({ name: 'review', rest: 'lib/a.ex\nplease' });
    expect(splitCommand('/usr/bin', ['review'])).toBeUndefined();
    expect(splitCommand('/reviewx', ['review'])).toBeUndefined();
  });
});
