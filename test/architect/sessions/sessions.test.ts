import { describe, expect, it } from 'vitest';
import type { ChatState, KeptTurn } from '../../../src/architect/chat/chat-state.ts';
import { noUsage } from '../../../src/architect/chat/usage-totals.ts';
import { wireRequest } from '../../../src/architect/providers/anthropic-request.ts';
import { exportSession } from '../../../src/architect/sessions/export-session.ts';
import { nameOf, shortened } from '../../../src/architect/sessions/session-name.ts';
import type { SessionStorage } from '../../../src/architect/sessions/session-storage.ts';
import { SessionStore, type SessionLimits } from '../../../src/architect/sessions/session-store.ts';
import { repair } from '../../../src/architect/turn/repair.ts';
import { complaintAbout, type RequestBody } from '../../helpers/messages-fake-rules.ts';

class MemoryStorage implements SessionStorage {
  readonly files = new Map<string, string>();
  readonly reads: string[] = [];
  failing: string | undefined;

  list(): Promise<readonly string[]> {
    if (this.failing === 'the folder') return Promise.reject(new Error('no entry'));
    return Promise.resolve([...this.files.keys()]);
  }

  read(name: string): Promise<string | undefined> {
    this.reads.push(name);
    if (this.failing === name) return Promise.reject(new Error('the disk says no'));
    return Promise.resolve(this.files.get(name));
  }

  write(name: string, text: string): Promise<void> {
    if (this.failing === name) return Promise.reject(new Error('the disk is full'));
    this.files.set(name, text);
    return Promise.resolve();
  }

  remove(name: string): Promise<void> {
    if (this.failing === 'removing') return Promise.reject(new Error('it is locked'));
    this.files.delete(name);
    return Promise.resolve();
  }
}

function turn(text: string, answer: string, result = 'short'): KeptTurn {
  return {
    ...{ id: `turn-${text}`, at: 1, text, attachments: [] },
    events: [{ kind: 'called', id: 'c', text: result, isError: false }],
    messages: [
      { role: 'user', blocks: [{ kind: 'text', text }] },
      { role: 'assistant', blocks: [{ kind: 'call', id: 'c', tool: 'read', input: { path: 'lib/a.ex' } }] },
      { role: 'user', blocks: [{ kind: 'result', call: 'c', text: result, isError: false }] },
      { role: 'assistant', blocks: [{ kind: 'text', text: answer }] },
    ],
  };
}

function chat(id: string, ...turns: readonly KeptTurn[]): ChatState {
  const nothing = { queue: [], checkpoints: [], notes: [], usage: noUsage };
  return { version: 1, id, title: '', phase: 'free', plan: '', turns, ...nothing };
}

function storeOf(
  storage = new MemoryStorage(),
  limits?: SessionLimits,
): { storage: MemoryStorage; store: SessionStore } {
  let now = 0;
  return { storage, store: new SessionStore(storage, { now: () => ++now }, limits) };
}

/** As it comes back from JSON: what is undefined is not there. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('sessions', () => {
  it('are stored, listed with the latest first, opened and removed', async () => {
    const { storage, store } = storeOf();
    const first = chat('a', turn('First question', 'yes'));
    await store.save(first);
    await store.save(chat('b', turn('Second question', 'no')));
    await store.save({ ...first, plan: '# Plan' });
    const { entries, complaints } = await new SessionStore(storage, { now: () => 9 }).index();
    expect(entries.map(({ id, name }) => `${id} ${name}`)).toEqual(['a First question', 'b Second question']);
    expect(complaints).toEqual([]);
    const opened = await store.open('a');
    expect(opened.ok && plain(opened.state)).toEqual(plain({ ...first, plan: '# Plan' }));
    await store.remove('a');
    expect(await store.open('a')).toMatchObject({ ok: false });
    expect((await store.index()).entries).toHaveLength(1);
  });

  it('in which nothing was said leave no file', async () => {
    const { storage, store } = storeOf();
    expect(await store.save(chat('a'))).toMatchObject({ ok: true });
    expect(storage.files.size).toBe(0);
  });

  it('are renamed, and get their own name back', async () => {
    const { store } = storeOf();
    await store.save(chat('a', turn('A question', 'yes')));
    expect(await store.rename('a', '  My\nname ')).toMatchObject({ ok: true, entry: { name: 'My name' } });
    const opened = await store.open('a');
    expect(opened.ok && opened.state.title).toBe('My name');
    expect(await store.rename('a', ' ')).toMatchObject({ ok: true, entry: { name: 'A question' } });
    expect(await store.rename('gone', 'x')).toMatchObject({ ok: false });
  });

  const damages: readonly (readonly [string, (text: string) => string])[] = [
    ['cut in the middle', (text) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['of something else', () => '{"version": 1}'],
    ['of another id', (text) => text.replaceAll('"id":"b"', '"id":"c"')],
  ];

  it.each(damages)('that are %s are put aside, and the others stay', async (_, damage) => {
    const { storage, store } = storeOf();
    await store.save(chat('a', turn('First', 'yes')));
    await store.save(chat('b', turn('Second', 'yes')));
    const damaged = damage(storage.files.get('b.json')!);
    storage.files.set('b.json', damaged);
    const { entries, complaints } = await store.index();
    expect(entries.map(({ id }) => id)).toEqual(['a']);
    expect(complaints).toEqual([expect.stringContaining('the others are whole')]);
    const aside = [...storage.files.keys()].find((name) => name.endsWith('.damaged'))!;
    expect(storage.files.get(aside)).toBe(damaged);
    expect((await store.index()).complaints).toEqual([]);
  });

  it('whose conversation is damaged are put aside when they are opened', async () => {
    const { storage, store } = storeOf();
    await store.save(chat('a', turn('First', 'yes')));
    storage.files.set('a.json', storage.files.get('a.json')!.replace('"role":"user"', '"role":"system"'));
    expect(await store.open('a')).toMatchObject({ ok: false, reason: expect.stringContaining('kept as') as string });
    expect(await store.open('a')).toMatchObject({ ok: false, reason: expect.stringContaining('not there') as string });
  });

  it('of a newer version are left alone', async () => {
    const { storage, store } = storeOf();
    await store.save(chat('a', turn('First', 'yes')));
    for (const [from, to] of [
      ['{"version":1', '{"version":2'],
      ['"chat":{"version":1', '"chat":{"version":7'],
    ] as const) {
      const text = storage.files.get('a.json')!.replace(from, to);
      storage.files.set('b.json', text);
      expect((await store.index()).complaints).toEqual([expect.stringContaining('newer version')]);
      expect(storage.files.get('b.json')).toBe(text);
    }
  });

  it('are safe from a disk that fails', async () => {
    const { storage, store } = storeOf();
    await store.save(chat('a', turn('First', 'yes')));
    await store.save(chat('b', turn('Second', 'yes')));
    storage.failing = 'a.json';
    const { entries, complaints } = await store.index();
    expect(entries.map(({ id }) => id)).toEqual(['b']);
    expect(complaints).toEqual([expect.stringContaining('the disk says no')]);
    expect(await store.save(chat('a', turn('Other', 'yes')))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('the disk is full') as string,
    });
    storage.failing = undefined;
    expect((await store.open('a')).ok).toBe(true);
  });

  it('are stored and opened while the folder cannot be listed or cleared', async () => {
    const { storage, store } = storeOf(undefined, { file: 100_000, sessions: 1 });
    for (const [id, failing] of [
      ['a', 'the folder'],
      ['b', 'removing'],
    ] as const) {
      storage.failing = failing;
      expect(await store.save(chat(id, turn('First', 'yes')))).toMatchObject({ ok: true });
      expect(await store.open(id)).toMatchObject({ ok: true });
    }
    storage.failing = 'the folder';
    expect(await store.index()).toEqual({ entries: [], complaints: [expect.stringContaining('no entry')] });
  });

  it('never lie outside of their folder', async () => {
    const { storage, store } = storeOf();
    for (const id of ['../a', 'a/b', '', 'a.b', 'x'.repeat(65)]) {
      expect(await store.open(id)).toMatchObject({ ok: false });
      expect(await store.save(chat(id, turn('First', 'yes')))).toMatchObject({ ok: false });
      await store.remove(id);
    }
    expect(storage.files.size).toBe(0);
    expect(storage.reads).toEqual([]);
  });

  it('lose what tools can give again before they are too large, the oldest first', async () => {
    const { storage, store } = storeOf(undefined, { file: 10_000, sessions: 10 });
    const big = chat('a', turn('One', 'kept 1', 'x'.repeat(3000)), turn('Two', 'kept 2', 'y'.repeat(3000)));
    expect(await store.save(big)).toMatchObject({ ok: true });
    const text = storage.files.get('a.json')!;
    expect(text.length).toBeLessThanOrEqual(10_000);
    expect(text).toContain('kept 1');
    expect(text).not.toContain('xxxx');
    expect(text).toContain('yyyy');
    const said = chat('b', turn('z'.repeat(20_000), 'yes'));
    expect(await store.save(said)).toMatchObject({ ok: false, reason: expect.stringContaining('too large') as string });
  });

  it('lose what was shown of edits before they are too large', async () => {
    const { storage, store } = storeOf(undefined, { file: 10_000, sessions: 10 });
    const verdict = { broken: [], fixed: [], added: [], remaining: 0, unresolved: [], open: [], isAcceptable: true };
    const edits = (line: string): KeptTurn['events'][number] => ({
      ...{ kind: 'approve-edits', call: 'c', approval: line, summary: 'Edits', verdict, warnings: [] },
      hunks: [{ id: 'h', path: 'a.ex', line: 1, removed: [], added: [line.repeat(3000)] }],
    });
    const turns = ['x', 'y', 'z'].map((line) => ({ ...turn(line, `kept ${line}`), events: [edits(line)] }));
    expect(await store.save(chat('a', ...turns))).toMatchObject({ ok: true });
    const text = storage.files.get('a.json')!;
    expect(text).not.toContain('xxxx');
    expect(text).toContain('yyyy');
    expect(text).toContain('zzzz');
    expect(await store.open('a')).toMatchObject({ ok: true });
  });

  it('go when there are too many, the oldest first', async () => {
    const { store } = storeOf(undefined, { file: 100_000, sessions: 2 });
    for (const id of ['a', 'b', 'c']) await store.save(chat(id, turn(`Question ${id}`, 'yes')));
    expect((await store.index()).entries.map(({ id }) => id)).toEqual(['c', 'b']);
  });

  it('are not read again each time they are stored', async () => {
    const { storage, store } = storeOf();
    for (let at = 0; at < 3; at++) await store.save(chat('a', turn('Question', 'yes')));
    expect(storage.reads).toEqual(['a.json']);
    const [first, ...others] = [...storage.files.values()].map((text) => JSON.parse(text) as { createdAt: number });
    expect(first?.createdAt).toBe(1);
    expect(others).toEqual([]);
  });

  it('keep the order in which they are saved', async () => {
    const { store } = storeOf();
    const first = turn('Question', 'first');
    await Promise.all([store.save(chat('a', first)), store.save(chat('a', first, turn('More', 'second')))]);
    const opened = await store.open('a');
    expect(opened.ok && opened.state.turns).toHaveLength(2);
  });
});

/** Says a secret in every place where one can turn up, and asks a tool to write it. */
function telling(secret: string): ChatState {
  const key = `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`;
  const url = `url: "ecto://shop:${secret}@db/shop"`;
  const finding = {
    ...{ rule: 'a/b', area: 'a', severity: 'hint' as const, path: 'config/a.exs', message: url, related: [] },
    range: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } },
    fixes: [{ title: 'Fix', safe: true, edits: [{ path: 'a', edits: [{ start: 0, end: 0, text: url }] }], ask: [] }],
    lineText: url,
  };
  const verdict = {
    ...{ broken: [], fixed: [finding], added: [finding], remaining: 0, unresolved: [], open: [], isAcceptable: true },
  };
  const events = [
    { kind: 'text', text: url },
    { kind: 'call', id: 'c', tool: 'edit', risk: 'propose', title: url },
    { kind: 'approve-run', call: 'c', approval: 'p', program: 'mix', args: [url], folder: '' },
    {
      ...{ kind: 'approve-edits', call: 'c', approval: 'q', summary: url, verdict, warnings: [] },
      hunks: [{ id: 'h', path: 'a', line: 1, removed: key.split('\n'), added: [url] }],
    },
    { kind: 'verified', call: 'c', verdict },
    { kind: 'output', call: 'c', text: key },
    { kind: 'called', id: 'c', text: url, isError: false },
    { kind: 'failed', code: 'unknown', message: url },
  ] as unknown as KeptTurn['events'];
  const attachments = [{ kind: 'file', label: url, text: key }];
  return {
    ...chat('a', {
      ...{ id: 't', at: 1, text: url, attachments, events },
      messages: [
        { role: 'user', blocks: [{ kind: 'text', text: url }] },
        {
          role: 'assistant',
          blocks: [
            { kind: 'thinking', provider: 'anthropic', text: 'A thought.', seal: 'c2VhbA==' },
            {
              kind: 'call',
              id: 'c',
              tool: 'edit',
              input: { edits: [{ old: `secret_key_base: "${secret}"`, new: key }] },
            },
          ],
        },
        { role: 'user', blocks: [{ kind: 'result', call: 'c', text: key, isError: false }] },
      ],
    }),
    ...{ title: url, plan: key, notes: [url], queue: [{ id: 'n', text: url, attachments }] },
  };
}

const secret = 'c0rrectHorseBattery1Staple2More3';

describe('a secret that was said', () => {
  it('is in no file of a session, and the conversation goes on all the same', async () => {
    const { storage, store } = storeOf();
    await store.save(telling(secret));
    expect(storage.files.get('a.json')).not.toContain(secret);
    const opened = await store.open('a');
    if (!opened.ok) throw new Error(opened.reason);
    const messages = opened.state.turns.flatMap((turn) => turn.messages);
    expect(messages).toMatchObject([
      { blocks: [{ text: 'url: "ecto://shop:[redacted]@db/shop"' }] },
      {
        blocks: [
          { text: 'A thought.', seal: 'c2VhbA==' },
          { id: 'c', tool: 'edit' },
        ],
      },
      { blocks: [{ call: 'c', text: '[redacted]\n\n' }] },
    ]);
    const [{ hunks } = { hunks: [] }] = opened.state.turns[0]!.events.filter((event) => event.kind === 'approve-edits');
    expect(hunks[0]?.removed).toEqual(['[redacted]', '', '']);
    const request = wireRequest({
      model: 'm',
      system: [],
      tools: [],
      maxOutput: 9,
      messages: repair(messages, 'anthropic'),
    });
    expect(complaintAbout(plain(request) as RequestBody)).toBeUndefined();
  });

  it('is in no export, not even where the model wrote it', () => {
    const text = exportSession(telling(secret));
    expect(text).toContain('*Tool `edit`:*');
    expect(text).not.toContain(secret);
  });

  it('stays in the texts that files get back', async () => {
    const { store } = storeOf();
    const files = [{ path: 'config/a.exs', before: `key: "ecto://a:${secret}@b"`, after: '' }];
    const checkpoints = [{ id: 'k', turn: 't', at: 1, label: 'Edits', files }];
    await store.save({ ...telling(secret), checkpoints });
    const opened = await store.open('a');
    expect(opened.ok && opened.state.checkpoints).toEqual(checkpoints);
  });
});

describe('the name of a session', () => {
  it('is the beginning of what was said, or the title', () => {
    expect(nameOf(chat('a'))).toBe('New session');
    expect(nameOf({ ...chat('a', turn('Question', 'x')), title: 'Mine' })).toBe('Mine');
    const long = shortened('How should orders and their lines be related when customers may leave at any time?');
    expect(long).toBe('How should orders and their lines be related when customers…');
  });

  it('holds nothing secret or invisible', () => {
    const key = `sk-${'a1'.repeat(12)}`;
    expect(shortened(`use ${key} \u202e now`)).toBe('use sk-[redacted] now');
  });
});

describe('an export', () => {
  it('is readable, without secrets and thinking', () => {
    const secret = 'url: postgres://shop:correcthorse@db/shop\n```\nnot the end';
    const asked = turn('Why?', 'Because.', secret);
    const thinking = { kind: 'thinking' as const, provider: 'x', text: 'hidden thought', seal: 's' };
    const state: ChatState = {
      ...chat('a', {
        ...asked,
        attachments: [{ kind: 'file', label: 'lib/a.ex', text: 'x' }],
        messages: [...asked.messages, { role: 'assistant', blocks: [thinking] }],
      }),
      plan: '# Plan\n\n## Analysis\n\nOrders.',
    };
    const text = exportSession(state);
    expect(text).toMatch(
      /^# Why\?\n\nPhase: No phase\.\n\n## You\n\nWhy\?\n\nAttached: `file lib\/a\.ex`\n\n## Architect/,
    );
    expect(text).toContain('Because.');
    expect(text).toContain('### Analysis');
    expect(text).not.toContain('correcthorse');
    expect(text).not.toContain('hidden thought');
    expect(text).toContain('````\nurl:');
  });

  it('has the last blueprint as a diagram and as tables', () => {
    const resource = { module: 'Shop.Tag', domain: 'Shop', table: 'tags', change: 'new', purpose: 'Tags.' };
    const attributes = [{ name: 'name', type: ':string', required: true }];
    const input = { title: 'Tags', resources: [{ ...resource, attributes }] };
    const asked = turn('Tags?', 'Here.');
    const text = exportSession(
      chat('a', {
        ...asked,
        messages: [
          ...asked.messages.slice(0, 1),
          { role: 'assistant', blocks: [{ kind: 'call', id: 'c', tool: 'propose_blueprint', input }] },
          ...asked.messages.slice(2),
        ],
      }),
    );
    expect(text).toContain('## Blueprint\n\n```mermaid\nerDiagram\n  Tag {\n    string name\n  }\n```\n\n### Tags');
  });
});
