import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/architect/conversation.ts';
import { ProviderError, type ModelRequest, type StreamEvent } from '../../../src/architect/provider.ts';
import type { ChatModel } from '../../../src/editor/chat/lm/chat-model.ts';
import { lmFailure } from '../../../src/editor/chat/lm/lm-failure.ts';
import { streamReply } from '../../../src/editor/chat/lm/stream-reply.ts';
import { wireMessages } from '../../../src/editor/chat/lm/wire-messages.ts';
import { call, fakeModel, text } from './fake-model.ts';

const question: Message = { role: 'user', blocks: [{ kind: 'text', text: 'What is missing?' }] };

function request(messages: readonly Message[] = [question]): ModelRequest {
  return {
    model: 'test/one',
    system: [
      { text: 'Who you are.', isStable: true },
      { text: 'What is now.', isStable: false },
    ],
    tools: [{ name: 'check', description: 'Checks.', inputSchema: { type: 'object' } }],
    messages,
    maxOutput: 1000,
  };
}

async function events(model: ChatModel, signal = new AbortController().signal): Promise<StreamEvent[]> {
  const all: StreamEvent[] = [];
  for await (const event of streamReply(model, request(), signal)) all.push(event);
  return all;
}

async function codeOf(model: ChatModel, signal?: AbortSignal): Promise<string> {
  const error: unknown = await events(model, signal).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ProviderError ? error.code : `no failure: ${String(error)}`;
}

describe('messages for a model of the editor', () => {
  it('begin with the system text, since there is no role for it', () => {
    expect(wireMessages(request())).toEqual([
      { role: 'user', parts: [{ kind: 'text', text: 'Who you are.\n\nWhat is now.' }] },
      { role: 'user', parts: [{ kind: 'text', text: 'What is missing?' }] },
    ]);
  });

  it('keep calls and results with their ids, and leave thinking out', () => {
    const messages: Message[] = [
      question,
      {
        role: 'assistant',
        blocks: [
          { kind: 'thinking', provider: 'anthropic', text: 'Hm.', seal: 'x' },
          { kind: 'text', text: 'I look.' },
          { kind: 'call', id: 'a', tool: 'check', input: { path: 'lib' } },
          { kind: 'call', id: 'b', tool: 'check', input: undefined },
        ],
      },
      {
        role: 'user',
        blocks: [
          { kind: 'result', call: 'a', text: 'Nothing.', isError: false },
          { kind: 'result', call: 'b', text: 'Not valid.', isError: true },
        ],
      },
      { role: 'assistant', blocks: [{ kind: 'thinking', provider: 'anthropic', text: 'So.', seal: 'y' }] },
    ];
    expect(wireMessages({ system: [], messages }).slice(1)).toEqual([
      {
        role: 'assistant',
        parts: [
          { kind: 'text', text: 'I look.' },
          { kind: 'call', id: 'a', tool: 'check', input: { path: 'lib' } },
          { kind: 'call', id: 'b', tool: 'check', input: {} },
        ],
      },
      {
        role: 'user',
        parts: [
          { kind: 'result', call: 'a', text: 'Nothing.' },
          { kind: 'result', call: 'b', text: 'Error: Not valid.' },
        ],
      },
    ]);
  });
});

describe('a reply of a model of the editor', () => {
  it('comes in pieces and ends with one whole', async () => {
    const model = fakeModel([[text('The '), text('email.'), call('check', { path: 'lib' }, 'c1'), { kind: 'other' }]]);
    const all = await events(model);
    expect(all.filter(({ kind }) => kind !== 'alive')).toEqual([
      { kind: 'text', text: 'The ' },
      { kind: 'text', text: 'email.' },
      { kind: 'call', id: 'c1', tool: 'check' },
      { kind: 'input', call: 'c1', json: '{"path":"lib"}' },
      {
        kind: 'reply',
        blocks: [
          { kind: 'text', text: 'The email.' },
          { kind: 'call', id: 'c1', tool: 'check', input: { path: 'lib' } },
        ],
        stop: 'calls',
        usage: {
          input: undefined,
          cached: undefined,
          cacheWritten: undefined,
          output: undefined,
          thinking: undefined,
        },
      },
    ]);
    expect(model.sent[0]?.tools.map(({ name }) => name)).toEqual(['check']);
  });

  it('ends a turn when there is no call in it', async () => {
    expect((await events(fakeModel([[text('Done.')]]))).at(-1)).toMatchObject({ kind: 'reply', stop: 'end' });
  });

  it('tells calls apart that have no id, or the same', async () => {
    const reply = (await events(fakeModel([[call('a', {}, ''), call('b', {}, 'x'), call('c', {}, 'x')]]))).at(-1);
    const ids = reply?.kind === 'reply' ? reply.blocks.map((block) => (block.kind === 'call' ? block.id : '')) : [];
    expect(new Set(ids).size).toBe(3);
    expect(ids[1]).toBe('x');
  });

  it.each([
    ['nothing', []],
    ['blanks', [text(' \n')]],
    ['nothing that is known', [{ kind: 'other' as const }]],
  ])('with %s ended early', async (_, reply) => {
    expect(await codeOf(fakeModel([reply]))).toBe('ended-early');
  });

  it('that breaks off is told by what the error says', async () => {
    const broken = fakeModel([[text('The '), { kind: 'throw', error: new Error('socket hang up') }]]);
    expect(await codeOf(broken)).toBe('connection');
  });

  it('stops while the model is asked, while it answers and before', async () => {
    const stopper = new AbortController();
    const silent = fakeModel([], { send: () => new Promise(() => undefined) });
    const asked = codeOf(silent, stopper.signal);
    stopper.abort();
    expect(await asked).toBe('stopped');

    const later = new AbortController();
    const seen: string[] = [];
    const hanging = async (): Promise<void> => {
      const model = fakeModel([[text('The '), { kind: 'hang' }]]);
      for await (const event of streamReply(model, request(), later.signal)) {
        seen.push(event.kind);
        if (event.kind === 'text') later.abort();
      }
    };
    await expect(hanging()).rejects.toMatchObject({ code: 'stopped' });
    expect(seen).toContain('text');
    expect(await codeOf(fakeModel([[text('No.')]]), AbortSignal.abort())).toBe('stopped');
  });

  it('is no answer when the editor ends it because it was stopped', async () => {
    const stopper = new AbortController();
    const model = fakeModel([], {
      send: async function () {
        await Promise.resolve();
        return (async function* () {
          yield await Promise.resolve(text('Half'));
          stopper.abort();
        })();
      },
    });
    expect(await codeOf(model, stopper.signal)).toBe('stopped');
  });

  it('is not asked for when the request cannot fit, which is counted only where it may not', async () => {
    const counted: number[] = [];
    const sized = (maxInput: number): ChatModel =>
      fakeModel([[text('Yes.')]], {
        info: { id: 'test/one', name: 'One', maxInput, maxOutput: undefined, canThink: false },
        countTokens: (value) => {
          counted.push(value.length);
          return Promise.resolve(20);
        },
      });
    expect(await codeOf(sized(10))).toBe('too-large');
    expect((await events(sized(25))).at(-1)).toMatchObject({ kind: 'reply' });
    expect(counted).toHaveLength(2);
    expect((await events(sized(1000))).at(-1)).toMatchObject({ kind: 'reply' });
    expect(counted).toHaveLength(2);
  });

  it('is waited for while the user is asked for consent', async () => {
    let consent: (() => void) | undefined;
    let mayAsk: boolean | undefined;
    const model = fakeModel([], {
      mayAsk: () => mayAsk,
      send: () =>
        new Promise((resolve) => {
          consent = () => {
            mayAsk = true;
            resolve(
              (async function* () {
                yield await Promise.resolve(text('Thanks.'));
              })(),
            );
          };
        }),
    });
    const all = events(model);
    while (consent === undefined) await new Promise((resolve) => setImmediate(resolve));
    consent();
    expect((await all).map(({ kind }) => kind)).toEqual(['alive', 'alive', 'text', 'reply']);
  });
});

describe('a failure of the editor', () => {
  const withCode = (code: string, message = ''): Error => Object.assign(new Error(message), { code });
  const named = (name: string, message = ''): Error => Object.assign(new Error(message), { name });

  it.each([
    [withCode('NoPermissions'), 'forbidden'],
    [withCode('Blocked', 'Wait.'), 'rate-limited'],
    [withCode('NotFound'), 'no-such-model'],
    [named('ChatQuotaExceeded', 'You have used all premium requests.'), 'payment'],
    [named('ChatRateLimited', 'Slow down.'), 'rate-limited'],
    [Object.assign(withCode('Unknown'), { cause: new Error('net::ERR_NETWORK_CHANGED') }), 'connection'],
    [new Error('prompt token count of 130000 exceeds the limit of 128000'), 'too-large'],
    [new Error('Server error: 503'), 'overloaded'],
    [new Error('Something else'), 'unknown'],
    ['a text', 'unknown'],
  ])('%s', (error, code) => {
    const failure = lmFailure(error);
    expect(failure.code).toBe(code);
    // Nobody has an API key here.
    expect(failure.message).not.toContain('key');
  });

  it('of a limit is not tried again by itself, and one of the connection is', () => {
    expect(lmFailure(withCode('Blocked')).isPassing).toBe(false);
    expect(lmFailure(named('ChatRateLimited')).isPassing).toBe(false);
    expect(lmFailure(named('ChatQuotaExceeded')).isPassing).toBe(false);
    expect(lmFailure(new Error('fetch failed')).isPassing).toBe(true);
  });

  it('shows no secret that the other side repeats', () => {
    expect(lmFailure(new Error('bad header Bearer sk-ant-0123456789abcdef0123456789')).message).not.toContain(
      '0123456789',
    );
  });
});
