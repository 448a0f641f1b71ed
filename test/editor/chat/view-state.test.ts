import { describe, expect, it } from 'vitest';
import type { ChatState, KeptTurn } from '../../../src/architect/chat/chat-state.ts';
import { noUsage } from '../../../src/architect/chat/usage-totals.ts';
import { createViewState, type ViewSource } from '../../../src/editor/chat/view-state.ts';
import { timeAgo } from '../../../src/editor/chat/time-ago.ts';
import { stateSchema } from '../../../src/webviews/chat-state.ts';

const turn = (id: string, changes: Partial<KeptTurn> = {}): KeptTurn => ({
  ...{ id, at: 0, text: `Question ${id}`, attachments: [], messages: [] },
  events: [
    { kind: 'text', text: `Answer ${id}` },
    { kind: 'ended', stop: 'end' },
  ],
  ...changes,
});

const conversation = (turns: readonly KeptTurn[], changes: Partial<ChatState> = {}): ChatState => ({
  ...{ version: 1, id: 'chat-1', title: 'A title', phase: 'design', plan: '', turns },
  ...{ queue: [], checkpoints: [], notes: [], usage: noUsage },
  ...changes,
});

const source = (changes: Partial<ViewSource> = {}): ViewSource => ({
  conversation: conversation([]),
  activity: 'idle',
  sessions: [],
  provider: { kind: 'none', models: [] },
  isTrusted: true,
  checks: new Map(),
  now: 1_000_000,
  ...changes,
});

const verdict = {
  ...{ broken: [], fixed: [], added: [], remaining: 0, unresolved: [], open: [] },
  isAcceptable: true,
};
const asking = turn('t', {
  events: [
    { kind: 'call', id: 'c1', tool: 'edit', risk: 'propose', title: 'Edit' },
    {
      ...{ kind: 'approve-edits', call: 'c1', approval: 'a1', summary: 'Edit.', verdict, warnings: [] },
      hunks: [{ id: 'h1', path: 'lib/a.ex', line: 1, removed: [], added: ['one'] }],
    },
  ],
});

describe('what the panel shows', () => {
  it('is a state that the view takes, with and without a project', () => {
    for (const given of [
      source(),
      source({ conversation: undefined }),
      source({ conversation: conversation([asking]) }),
    ])
      expect(stateSchema.safeParse(createViewState()(given)).error).toBeUndefined();
    expect(createViewState()(source({ conversation: undefined }))).toMatchObject({
      session: { id: 'none', name: 'No project of Ash is open' },
      messages: [],
    });
  });

  it('keeps messages that did not change, and makes those that did anew', () => {
    const read = createViewState();
    const one = turn('1');
    const checks = new Map();
    const before = read(source({ conversation: conversation([one, turn('2')]), checks }));
    const longer = turn('2', { events: [{ kind: 'text', text: 'Longer' }] });
    const after = read(source({ conversation: conversation([one, longer]), checks }));
    expect(after.messages[0]).toBe(before.messages[0]);
    expect(after.messages[1]).toBe(before.messages[1]);
    expect(after.messages[3]).toMatchObject({ kind: 'assistant', isDone: false, parts: [{ text: 'Longer' }] });
    expect(before.messages[3]).toMatchObject({ isDone: true });
  });

  it('names what is attached, and where a message can be restored to', () => {
    const attachments = [
      { kind: 'resource', label: 'Blog.Post', text: '' },
      { kind: 'editor', label: 'lib/a.ex:3', text: '' },
      { kind: 'other', label: 'hidden', text: '' },
    ];
    const checkpoint = (id: string, of: string) => ({ id, turn: of, at: 0, label: '', files: [] });
    const { messages } = createViewState()(
      source({
        conversation: conversation([turn('1', { attachments }), turn('2')], {
          checkpoints: [checkpoint('first', '1'), checkpoint('second', '1')],
        }),
      }),
    );
    expect(messages[0]).toMatchObject({
      mentions: [
        { kind: 'resource', label: 'Blog.Post' },
        { kind: 'file', label: 'lib/a.ex:3' },
      ],
      checkpoint: 'first',
    });
    expect(messages[2]).not.toHaveProperty('checkpoint');
  });

  it('says of an open proposal what the check of the chosen part said', () => {
    const chosen = { ...verdict, remaining: 3 };
    const partsOf = (checks: ViewSource['checks']): unknown =>
      createViewState()(source({ conversation: conversation([asking]), checks })).messages[1];
    expect(partsOf(new Map([['a1', { hunks: ['h1'], verdict: chosen }]]))).toMatchObject({
      parts: [{ kind: 'tool' }, { kind: 'edits', verdict: { remaining: 3 }, verdictFor: ['h1'] }],
    });
    expect(partsOf(new Map([['other', { hunks: [], verdict: chosen }]]))).toMatchObject({
      parts: [{ kind: 'tool' }, { kind: 'edits', verdict: { remaining: 0 } }],
    });
  });

  it('shows blueprints and questions below their calls, once they passed', () => {
    const options = [
      { label: 'Yes', consequence: 'One table.' },
      { label: 'No', consequence: 'Two tables.' },
    ];
    const call = (id: string, isError: boolean): KeptTurn['messages'] => [
      {
        role: 'assistant',
        blocks: [{ kind: 'call', id, tool: 'ask_user', input: { question: 'Shared?', options, recommended: 2 } }],
      },
      { role: 'user', blocks: [{ kind: 'result', call: id, text: '', isError }] },
    ];
    const events = (id: string): KeptTurn['events'] => [
      { kind: 'call', id, tool: 'ask_user', risk: 'read', title: 'Ask: Shared?' },
      { kind: 'called', id, text: '', isError: false },
    ];
    const partsOf = (isError: boolean): unknown[] => {
      const asked = turn('1', { events: events('q'), messages: call('q', isError) });
      const message = createViewState()(source({ conversation: conversation([asked]) })).messages[1];
      return message?.kind === 'assistant' ? [...message.parts] : [];
    };
    expect(partsOf(true)).toHaveLength(1);
    const [, text] = partsOf(false);
    expect(text).toMatchObject({ kind: 'text', id: 'shown call q' });
    expect(JSON.stringify(text)).toContain('2. **No** (recommended): Two tables.');
  });

  it('shows a blueprint as a diagram and as tables, as long as the panel takes the diagram', () => {
    const resource = (module: string, names: readonly string[]): unknown => ({
      ...{ module, domain: 'Shop', table: 'rows', change: 'new', purpose: 'Rows.' },
      attributes: names.map((name) => ({ name, type: ':string', required: true })),
    });
    const partsOf = (resources: readonly unknown[]): readonly unknown[] => {
      const input = { title: 'Rows', resources };
      const proposed = turn('1', {
        events: [
          { kind: 'call', id: 'b', tool: 'propose_blueprint', risk: 'read', title: 'Blueprint' },
          { kind: 'called', id: 'b', text: '', isError: false },
        ],
        messages: [
          { role: 'assistant', blocks: [{ kind: 'call', id: 'b', tool: 'propose_blueprint', input }] },
          { role: 'user', blocks: [{ kind: 'result', call: 'b', text: '', isError: false }] },
        ],
      });
      const state = createViewState()(source({ conversation: conversation([proposed]) }));
      expect(stateSchema.safeParse(state).error).toBeUndefined();
      const [, message] = state.messages;
      return message?.kind === 'assistant' ? message.parts : [];
    };
    expect(partsOf([resource('Shop.Row', ['name'])])).toMatchObject([
      { kind: 'tool' },
      { kind: 'diagram', title: 'Rows', diagram: { nodes: [{ id: 'Shop.Row', rows: [{ name: 'name' }] }] } },
      { kind: 'text', text: expect.stringContaining('| `name` |') as string },
    ]);
    expect(partsOf([resource('Shop.Row', ['a'.repeat(5_000)])])).toMatchObject([{ kind: 'tool' }, { kind: 'text' }]);
  });

  it('tells how full the window is, as far as the provider does', () => {
    const used = (usage: Partial<typeof noUsage>, window: number | undefined): unknown => {
      const told = turn('1', { events: [{ kind: 'usage', usage: { ...noUsage, ...usage }, window }] });
      return createViewState()(source({ conversation: conversation([told, turn('2')]) })).usage;
    };
    expect(used({ input: 10, cached: 100, output: 5 }, 1_000)).toEqual({ used: 115, window: 1_000, cached: 100 });
    expect(used({ input: 10 }, undefined)).toEqual({ used: 10 });
    expect(used({}, 1_000)).toBeNull();
  });

  it('lists sessions with the time since they were used', () => {
    const now = new Date(2026, 2, 20, 15, 30).getTime();
    const minutes = (count: number): string => timeAgo(now - count * 60_000, now);
    expect([0, 5, 59, 180, 20 * 60, 60 * 24 * 5].map(minutes)).toEqual([
      ...['now', '5 min ago', '59 min ago', '3 h ago', 'yesterday', '15 Mar'],
    ]);
    expect(timeAgo(new Date(2025, 0, 2).getTime(), now)).toBe('2 Jan 2025');
  });
});
