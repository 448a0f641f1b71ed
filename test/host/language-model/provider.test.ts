import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { EventEmitter, LanguageModelChatMessageRole } from 'vscode';
import type { Message } from '../../../src/architect/conversation.ts';
import { ProviderError, type ModelRequest, type StreamEvent } from '../../../src/architect/provider.ts';
import { createVsCodeProvider } from '../../../src/editor/chat/lm/vscode-provider.ts';
import { scripted, type Step } from './test-model.ts';

const provider = createVsCodeProvider({
  access: { onDidChange: new EventEmitter<void>().event, canSendRequest: () => true },
});

const question: Message = { role: 'user', blocks: [{ kind: 'text', text: 'What is missing?' }] };

function request(given: Partial<ModelRequest> = {}): ModelRequest {
  return {
    model: 'ash-test/two',
    system: [{ text: 'Who you are.', isStable: true }],
    tools: [{ name: 'check', description: 'Checks the project.', inputSchema: { type: 'object', properties: {} } }],
    messages: [question],
    maxOutput: 1000,
    ...given,
  };
}

async function events(given?: Partial<ModelRequest>, signal = new AbortController().signal): Promise<StreamEvent[]> {
  const all: StreamEvent[] = [];
  for await (const event of provider.stream(request(given), signal)) all.push(event);
  return all;
}

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ProviderError ? error.code : String(error);
}

describe("a model of VS Code's", () => {
  it('is listed with its vendor', async () => {
    await scripted();
    const models = await provider.models(new AbortController().signal);
    const own = models.filter(({ id }) => id.startsWith('ash-test/'));
    assert.deepEqual(
      own.map(({ id, name, maxInput }) => [id, name, maxInput]),
      [
        ['ash-test/one', 'Test one', 60_000],
        ['ash-test/two', 'Test two', 60_000],
      ],
    );
  });

  it('gets the system text, calls and results, and its reply comes in pieces', async () => {
    const model = await scripted([
      { text: 'I ' },
      { text: 'look.' },
      { call: { id: 'c2', name: 'check', input: { path: 'lib' } } },
    ]);
    const messages: Message[] = [
      question,
      {
        role: 'assistant',
        blocks: [
          { kind: 'text', text: 'First this.' },
          { kind: 'call', id: 'c1', tool: 'check', input: {} },
        ],
      },
      { role: 'user', blocks: [{ kind: 'result', call: 'c1', text: 'No findings.', isError: false }] },
    ];
    const all = await events({ messages });
    const { User, Assistant } = LanguageModelChatMessageRole;
    assert.deepEqual(model.requests, [
      {
        model: 'two',
        tools: ['check'],
        messages: [
          { role: User, parts: [{ text: 'Who you are.' }] },
          { role: User, parts: [{ text: 'What is missing?' }] },
          { role: Assistant, parts: [{ text: 'First this.' }, { call: 'c1', name: 'check', input: {} }] },
          { role: User, parts: [{ result: 'c1', text: 'No findings.' }] },
        ],
      },
    ]);
    const reply = all.at(-1);
    assert(reply?.kind === 'reply');
    assert.equal(reply.stop, 'calls');
    assert.deepEqual(reply.blocks, [
      { kind: 'text', text: 'I look.' },
      { kind: 'call', id: 'c2', tool: 'check', input: { path: 'lib' } },
    ]);
    const text = all.map((event) => (event.kind === 'text' ? event.text : '')).join('');
    assert.equal(text, 'I look.');
  });

  it('stops when it is told to', async () => {
    const model = await scripted([{ text: 'I' }, { wait: true }]);
    const stopper = new AbortController();
    const stopped = (async (): Promise<void> => {
      for await (const event of provider.stream(request(), stopper.signal)) if (event.kind === 'text') stopper.abort();
    })();
    assert.equal(await failureOf(stopped), 'stopped');
    assert.equal(model.requests.length, 1);
  });

  it('tells what fails by its code', async () => {
    const failing = async (reply: readonly Step[]): Promise<string> => {
      await scripted(reply);
      return failureOf(events());
    };
    assert.equal(await failing([]), 'ended-early');
    assert.equal(await failing([{ notFound: true }]), 'no-such-model');
    assert.equal(await failing([{ error: { name: 'ChatQuotaExceeded', message: 'Used up.' } }]), 'payment');
    assert.equal(await failing([{ error: { name: 'ChatRateLimited', message: 'Slow down.' } }]), 'rate-limited');
    assert.equal(
      await failing([{ text: 'I' }, { error: { name: 'Error', message: 'net::ERR_FAILED' } }]),
      'connection',
    );
    assert.equal(await failureOf(events({ model: 'ash-test/three' })), 'no-such-model');
  });

  it('is not sent what it cannot take', async () => {
    const model = await scripted([{ text: 'Yes.' }]);
    const text = 'word '.repeat(60_000);
    const messages: Message[] = [{ role: 'user', blocks: [{ kind: 'text', text }] }];
    assert.equal(await failureOf(events({ messages })), 'too-large');
    assert.deepEqual(model.requests, []);
  });
});
