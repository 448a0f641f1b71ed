import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ProviderError, type ModelRequest, type StreamEvent } from '../../../src/architect/provider.ts';
import { readEndpoint } from '../../../src/architect/providers/endpoint.ts';
import { apiError } from '../../helpers/messages-fake-rules.ts';
import { fakeModel, type FakeStep } from '../../helpers/messages-fake.ts';
import { providerOf, say, startFake, userSays } from './fixtures.ts';

const request: ModelRequest = {
  model: 'claude-fake-1',
  system: [
    { text: 'Persona.', isStable: true },
    { text: 'Rules.', isStable: true },
    { text: 'Today.', isStable: false },
    { text: 'Late.', isStable: true },
  ],
  tools: [
    { name: 'write', description: 'Writes.', inputSchema: { type: 'object', properties: {} } },
    { name: 'read', description: 'Reads.', inputSchema: { type: 'object', properties: {} } },
  ],
  messages: [userSays('Hello')],
  maxOutput: 1000,
  canThink: true,
};

const signal = (): AbortSignal => new AbortController().signal;

async function collect(events: AsyncIterable<StreamEvent>): Promise<readonly StreamEvent[]> {
  const all: StreamEvent[] = [];
  for await (const event of events) if (event.kind !== 'alive') all.push(event);
  return all;
}

async function failureOf(work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProviderError)) throw new Error(`expected a ProviderError, got ${String(error)}`);
  return error;
}

describe('a reply', () => {
  it('is told piece by piece and then whole', async () => {
    const fake = await startFake();
    fake.script({
      content: [
        { type: 'thinking', thinking: 'an identity', signature: 'c2VhbA==' },
        { type: 'redacted_thinking', data: 'b3BhcXVl' },
        { type: 'text', text: 'Prüfe das — 🌲.' },
        { type: 'tool_use', name: 'read', id: 'toolu_1', input: { path: 'lib/ä.ex' } },
        { type: 'tool_use', name: 'read', id: 'toolu_2', input: {} },
      ],
      usage: {
        cache_read_input_tokens: 7,
        cache_creation_input_tokens: 5,
        output_tokens_details: { thinking_tokens: 3 },
      },
    });
    const events = await collect(providerOf(fake).stream(request, signal()));
    expect(events.filter(({ kind }) => kind === 'text').map((event) => 'text' in event && event.text)).toEqual([
      ...['Prüfe d', 'as — 🌲', '.'],
    ]);
    expect(events.filter(({ kind }) => kind === 'call')).toEqual([
      { kind: 'call', id: 'toolu_1', tool: 'read' },
      { kind: 'call', id: 'toolu_2', tool: 'read' },
    ]);
    expect(events.at(-1)).toEqual({
      kind: 'reply',
      stop: 'calls',
      blocks: [
        { kind: 'thinking', provider: 'anthropic', text: 'an identity', seal: 'c2VhbA==' },
        { kind: 'thinking', provider: 'anthropic', text: '', seal: 'b3BhcXVl', isRedacted: true },
        { kind: 'text', text: 'Prüfe das — 🌲.' },
        { kind: 'call', id: 'toolu_1', tool: 'read', input: { path: 'lib/ä.ex' } },
        { kind: 'call', id: 'toolu_2', tool: 'read', input: {} },
      ],
      usage: { input: 10, cached: 7, cacheWritten: 5, output: 42, thinking: 3 },
    });
  });

  it.each([
    ['end_turn', 'end'],
    ['max_tokens', 'length'],
    ['refusal', 'refusal'],
    ['model_context_window_exceeded', 'context-full'],
    ['pause_turn', 'paused'],
    ['something_new', 'end'],
  ])('that stops with %s stops with %s', async (wire, stop) => {
    const fake = await startFake();
    fake.script({ ...say('Hm.'), stop: wire });
    expect((await collect(providerOf(fake).stream(request, signal()))).at(-1)).toMatchObject({ kind: 'reply', stop });
  });

  it('that is whole stays one when the connection breaks after it', async () => {
    const fake = await startFake();
    fake.script({ ...say('Whole.'), fault: { kind: 'reset', events: 99 } });
    expect((await collect(providerOf(fake).stream(request, signal()))).at(-1)).toMatchObject({ kind: 'reply' });
  });

  it('shows that the service is at work also when it has nothing to say', async () => {
    const fake = await startFake();
    const stopper = new AbortController();
    fake.script({ ...say('Never shown.'), fault: { kind: 'stall', events: 3 } });
    const kinds: string[] = [];
    const reading = (async () => {
      for await (const event of providerOf(fake).stream(request, stopper.signal)) {
        kinds.push(event.kind);
        stopper.abort();
      }
    })();
    expect((await failureOf(reading)).code).toBe('stopped');
    expect(kinds[0]).toBe('alive');
  });

  it('has no input where the input was cut or is no JSON', async () => {
    const fake = await startFake();
    fake.script({
      content: [{ type: 'tool_use', name: 'write', raw: '{"path":"a.ex","text":"defmod' }],
      stop: 'max_tokens',
    });
    const [reply] = (await collect(providerOf(fake).stream(request, signal()))).slice(-1);
    expect(reply).toMatchObject({ stop: 'length', blocks: [{ kind: 'call', input: undefined }] });
  });
});

describe('a request', () => {
  it('has a stable beginning that is marked for the cache', async () => {
    const fake = await startFake();
    fake.script(say('Hi.'));
    await collect(providerOf(fake).stream(request, signal()));
    const hour = { type: 'ephemeral', ttl: '1h' };
    expect(fake.requests[0]?.body).toMatchObject({
      model: 'claude-fake-1',
      max_tokens: 1000,
      stream: true,
      cache_control: { type: 'ephemeral' },
      thinking: { type: 'adaptive', display: 'summarized' },
      system: [
        { type: 'text', text: 'Persona.', cache_control: hour },
        { type: 'text', text: 'Rules.', cache_control: hour },
        { type: 'text', text: 'Today.' },
        { type: 'text', text: 'Late.' },
      ],
      tools: [{ name: 'read' }, { name: 'write' }],
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
    });
    expect(fake.requests[0]?.body?.system?.[3]).not.toHaveProperty('cache_control');
    expect(fake.requests[0]?.headers.authorization).toBe('Bearer sk-test-key');
    expect(fake.requests[0]?.headers['anthropic-version']).toBe('2026-10-21');
  });

  it('asks for no thinking of a model that cannot', async () => {
    const fake = await startFake();
    fake.script(say('Hi.'));
    await collect(providerOf(fake).stream({ ...request, canThink: false }, signal()));
    expect(fake.requests[0]?.body).not.toHaveProperty('thinking');
  });

  it('hands every kind of block back', async () => {
    const fake = await startFake();
    fake.script(say('Hi.'));
    const blocks = [
      { kind: 'thinking', provider: 'anthropic', text: 'why', seal: 'c2VhbA==' },
      { kind: 'thinking', provider: 'anthropic', text: '', seal: 'b3BhcXVl', isRedacted: true },
      { kind: 'call', id: 't1', tool: 'read', input: undefined },
    ] as const;
    const result = { kind: 'result', call: 't1', text: 'no', isError: true } as const;
    const messages = [userSays('a'), { role: 'assistant', blocks }, { role: 'user', blocks: [result] }] as const;
    await collect(providerOf(fake).stream({ ...request, messages }, signal()));
    expect(fake.requests[0]?.body?.messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'why', signature: 'c2VhbA==' },
          { type: 'redacted_thinking', data: 'b3BhcXVl' },
          { type: 'tool_use', id: 't1', name: 'read', input: {} },
        ],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'no', is_error: true }] },
    ]);
  });
});

describe('the models', () => {
  it('come from the API, without those that are retired', async () => {
    const fake = await startFake({
      models: [
        fakeModel(),
        fakeModel({ id: 'old', lifecycle: 'retired' }),
        fakeModel({ id: 'plain', display_name: 'Plain', capabilities: null, max_input_tokens: null, max_tokens: null }),
      ],
    });
    expect(await providerOf(fake).models(signal())).toEqual([
      { id: 'claude-fake-1', name: 'Claude Fake 1', maxInput: 200_000, maxOutput: 64_000, canThink: true },
      { id: 'plain', name: 'Plain', maxInput: 200_000, maxOutput: undefined, canThink: false },
    ]);
  });

  it('fail like a reply', async () => {
    const fake = await startFake({ key: 'another' });
    expect((await failureOf(providerOf(fake).models(signal()))).code).toBe('unauthorized');
  });
});

describe('a failure', () => {
  const text = say('A text that is cut.');
  it.each<[string, FakeStep, string, boolean]>([
    ['400', apiError(400, 'invalid_request_error', 'no'), 'invalid-request', false],
    ['401', apiError(401, 'authentication_error', 'no'), 'unauthorized', false],
    ['402', apiError(402, 'billing_error', 'no'), 'payment', false],
    ['403', apiError(403, 'permission_error', 'no'), 'forbidden', false],
    ['404', apiError(404, 'not_found_error', 'no'), 'no-such-model', false],
    ['413', apiError(413, 'request_too_large', 'no'), 'too-large', false],
    ['429', apiError(429, 'rate_limit_error', 'no'), 'rate-limited', true],
    ['429 for good', apiError(429, 'rate_limit_error', 'no', { 'x-should-retry': 'false' }), 'rate-limited', false],
    ['500', apiError(500, 'api_error', 'no'), 'unknown', true],
    ['504', apiError(504, 'timeout_error', 'no'), 'timed-out', true],
    ['529', apiError(529, 'overloaded_error', 'no'), 'overloaded', true],
    ['a connection that is dropped', { connection: 'drop' }, 'connection', true],
    ['a reset in mid-stream', { ...text, fault: { kind: 'reset', events: 5 } }, 'connection', true],
    ['an end that is too early', { ...text, fault: { kind: 'end', events: 5 } }, 'ended-early', true],
    ['an end before anything', { ...text, fault: { kind: 'end', events: 0 } }, 'ended-early', true],
    ['an error in the stream', { ...text, fault: { kind: 'error', events: 5 } }, 'overloaded', true],
    [
      'an API error in the stream',
      { ...text, fault: { kind: 'error', events: 5, error: 'api_error' } },
      'unknown',
      true,
    ],
    ['an event that is no JSON', { ...text, fault: { kind: 'malformed', events: 5 } }, 'ended-early', true],
    [
      'an input that is no JSON',
      { content: [{ type: 'tool_use', name: 'read', raw: '{"path": nonsense}' }] },
      'ended-early',
      true,
    ],
  ])('%s is told', async (_, step, code, isPassing) => {
    const fake = await startFake();
    fake.script(step);
    const error = await failureOf(collect(providerOf(fake).stream(request, signal())));
    expect({ code: error.code, isPassing: error.isPassing }).toEqual({ code, isPassing });
    expect(fake.requests).toHaveLength(1);
  });

  it('tells how long to wait', async () => {
    const fake = await startFake();
    fake.script(
      apiError(429, 'rate_limit_error', 'no', { 'retry-after': '7' }),
      apiError(529, 'overloaded_error', 'no', { 'retry-after-ms': '250' }),
    );
    expect((await failureOf(collect(providerOf(fake).stream(request, signal())))).retryAfter).toBe(7000);
    expect((await failureOf(collect(providerOf(fake).stream(request, signal())))).retryAfter).toBe(250);
  });

  it.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', 7000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 7000],
    ['Sun Nov  6 08:49:37 1994', 7000],
    ['Sun, 06 Nov 1994 08:49:00 GMT', 0],
    ['7.5 s', undefined],
    ['-7', undefined],
    ['soon', undefined],
    ['', undefined],
  ])('tells how long to wait until %j by the clock of the service', async (until, wait) => {
    const fake = await startFake();
    const headers = { 'retry-after': until, date: 'Sun, 06 Nov 1994 08:49:30 GMT' };
    fake.script(apiError(429, 'rate_limit_error', 'no', headers));
    expect((await failureOf(collect(providerOf(fake).stream(request, signal())))).retryAfter).toBe(wait);
  });

  it('of a service that never answers is a time-out', async () => {
    const fake = await startFake();
    fake.script({ connection: 'hang' });
    const error = await failureOf(collect(providerOf(fake, { timeout: 50 }).stream(request, signal())));
    expect(error).toMatchObject({ code: 'timed-out', isPassing: true });
  });

  it('of nobody at the endpoint is one of the connection', async () => {
    const fake = await startFake();
    await fake.close();
    expect((await failureOf(collect(providerOf(fake).stream(request, signal())))).code).toBe('connection');
  });

  it('without a key happens before anything is sent', async () => {
    const fake = await startFake();
    const provider = providerOf(fake, { apiKey: () => Promise.resolve(undefined) });
    expect((await failureOf(collect(provider.stream(request, signal())))).code).toBe('no-key');
    expect(fake.requests).toHaveLength(0);
  });

  it('is `stopped` when the user stops, and the service sees the end', async () => {
    const fake = await startFake();
    const stopper = new AbortController();
    fake.script({ ...say('x'.repeat(200)), fault: { kind: 'stall', events: 8 } });
    const work = failureOf(
      (async () => {
        for await (const event of providerOf(fake).stream(request, stopper.signal)) {
          if (event.kind === 'text') stopper.abort();
        }
      })(),
    );
    expect((await work).code).toBe('stopped');
    await vi.waitFor(() => expect(fake.aborted()).toBe(1));
  });

  it('holds no key, also where the service repeats it', async () => {
    const fake = await startFake();
    fake.script(apiError(401, 'authentication_error', 'invalid key sk-ant-0123456789abcdef0123'));
    const { message } = await failureOf(collect(providerOf(fake).stream(request, signal())));
    expect(message).toContain('Store a valid key');
    expect(message).not.toContain('0123456789');
  });
});

describe('the environment', () => {
  it('chooses neither endpoint, key nor headers', async () => {
    const evil = await startFake();
    const fake = await startFake();
    const variables = {
      ANTHROPIC_BASE_URL: evil.url,
      ANTHROPIC_CUSTOM_HEADERS: 'x-evil: 1\nauthorization: Bearer evil\nanthropic-beta: evil\nanthropic-version: 1',
      ANTHROPIC_API_KEY: 'evil-key',
      ANTHROPIC_AUTH_TOKEN: 'evil-token',
      ANTHROPIC_PROFILE: 'evil',
      ANTHROPIC_LOG: 'debug',
    };
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    const written = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    onTestFinished(() => written.mockRestore());
    fake.script(say('Hi.'), say('Hi.'));
    const provider = providerOf(fake);
    await collect(provider.stream(request, signal()));
    await provider.models(signal());
    expect(evil.requests).toEqual([]);
    expect(fake.requests).toHaveLength(2);
    for (const { headers } of fake.requests) {
      expect(headers.authorization).toBe('Bearer sk-test-key');
      expect(headers['anthropic-version']).toBe('2026-10-21');
      expect(Object.keys(headers).filter((name) => /evil|beta|x-api-key/.test(name))).toEqual([]);
    }
    const keyless = providerOf(fake, { apiKey: () => Promise.resolve('') });
    expect((await failureOf(collect(keyless.stream(request, signal())))).code).toBe('no-key');
    expect(written).not.toHaveBeenCalled();
  });

  it('cannot lead elsewhere by a redirect', async () => {
    const evil = await startFake();
    const server = createServer((_, response) => {
      response.writeHead(307, { location: `${evil.url}/v1/messages` }).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const error = await failureOf(collect(providerOf(evil, { baseUrl }).stream(request, signal())));
    expect(error.code).toBe('connection');
    expect(evil.requests).toEqual([]);
  });
});

describe('the log', () => {
  it('has neither the key nor a word of the conversation', async () => {
    const fake = await startFake();
    const lines: string[] = [];
    fake.script(say('An answer.'), apiError(401, 'authentication_error', 'no'));
    const provider = providerOf(fake, { log: (line) => lines.push(line) });
    await collect(provider.stream(request, signal()));
    await failureOf(collect(provider.stream(request, signal())));
    expect(lines).toHaveLength(4);
    expect(lines.join('\n')).not.toMatch(/sk-test|Hello|Persona|answer\./);
  });
});

describe('an endpoint', () => {
  it.each([
    ['https://api.anthropic.com', 'https://api.anthropic.com'],
    ['https://gateway.example/v2/', 'https://gateway.example/v2'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['HTTP://localhost:1/', 'http://localhost:1'],
  ])('%s is taken', (text, url) => {
    expect(readEndpoint(text)).toEqual({ ok: true, url });
  });

  it.each([
    'http://api.anthropic.com',
    'ftp://x',
    'https://user:key@host',
    'https://x/?q=1',
    '',
    'http://127.0.0.1.evil.example',
  ])('%s is refused', (text) => {
    expect(readEndpoint(text).ok).toBe(false);
  });

  it('that is refused gets no request', async () => {
    const fake = await startFake();
    const provider = providerOf(fake, { baseUrl: 'http://example.test' });
    expect((await failureOf(collect(provider.stream(request, signal())))).code).toBe('invalid-request');
  });
});
