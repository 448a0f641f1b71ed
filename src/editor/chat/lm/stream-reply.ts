import type { Block } from '../../../architect/conversation.ts';
import type { ModelRequest, StreamEvent, Usage } from '../../../architect/provider.ts';
import { failure } from '../../../architect/providers/failures.ts';
import { unlessStopped } from '../../../architect/turn/unless-stopped.ts';
import type { ChatModel, ReplyPart } from './chat-model.ts';
import { lmFailure } from './lm-failure.ts';
import { wireMessages, type WireMessage } from './wire-messages.ts';

/** The API tells nothing of it. */
const unknownUsage: Usage = {
  input: undefined,
  cached: undefined,
  cacheWritten: undefined,
  output: undefined,
  thinking: undefined,
};

/** How often somebody who reads a consent dialog is waited for anew, in milliseconds. */
const consentPause = 15_000;

/** One reply of a model, as the contract of `Provider.stream` wants it. */
export async function* streamReply(
  model: ChatModel,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const messages = wireMessages(request);
  const reply = new ReplyParts();
  try {
    await refuseTooLarge(model, messages, request, signal);
    const parts = yield* consented(model, orStopped(model.send(messages, request.tools, signal), signal));
    yield { kind: 'alive' };
    const iterator = parts[Symbol.asyncIterator]();
    for (;;) {
      const next = await orStopped(iterator.next(), signal);
      if (next.done === true) break;
      yield* reply.add(next.value);
    }
  } catch (error) {
    throw signal.aborted ? failure('stopped') : lmFailure(error);
  }
  const { blocks } = reply;
  // A request that is cancelled ends like one that is answered.
  if (signal.aborted) throw failure('stopped');
  if (blocks.length === 0) throw failure('ended-early');
  const stop = blocks.some(({ kind }) => kind === 'call') ? 'calls' : 'end';
  yield { kind: 'reply', blocks, stop, usage: unknownUsage };
}

/** Puts together what comes in pieces. */
class ReplyParts {
  readonly #blocks: Block[] = [];
  readonly #ids = new Set<string>();

  add(part: ReplyPart): readonly StreamEvent[] {
    switch (part.kind) {
      case 'other':
        return [{ kind: 'alive' }];
      case 'text': {
        if (part.text === '') return [];
        const last = this.#blocks.at(-1);
        if (last?.kind === 'text') this.#blocks.pop();
        const before = last?.kind === 'text' ? last.text : '';
        this.#blocks.push({ kind: 'text', text: before + part.text });
        return [{ kind: 'text', text: part.text }];
      }
      case 'call': {
        const { tool, input } = part;
        const id = this.#unique(part.id);
        this.#blocks.push({ kind: 'call', id, tool, input });
        return [
          { kind: 'call', id, tool },
          { kind: 'input', call: id, json: input === undefined ? '' : JSON.stringify(input) },
        ];
      }
    }
  }

  /** Text that is nothing but blanks is no answer. */
  get blocks(): readonly Block[] {
    return this.#blocks.filter((block) => block.kind !== 'text' || block.text.trim() !== '');
  }

  /** Some models give no ids, or one of them twice; results could not be told apart. */
  #unique(given: string): string {
    const wanted = given === '' ? 'call' : given;
    const id = given === '' || this.#ids.has(wanted) ? `${wanted}-${this.#ids.size + 1}` : wanted;
    this.#ids.add(id);
    return id;
  }
}

/** A message that cannot fit costs a request of the user's quota; counting takes a while, so that small ones pass. */
async function refuseTooLarge(
  model: ChatModel,
  messages: readonly WireMessage[],
  { tools }: ModelRequest,
  signal: AbortSignal,
): Promise<void> {
  const text = `${messages.flatMap(({ parts }) => parts.map(textOf)).join('\n')}\n${JSON.stringify(tools)}`;
  // Code and English take three to four characters for a token; what slips through, the service refuses.
  if (text.length / 2 <= model.info.maxInput) return;
  const tokens = await orStopped(model.countTokens(text, signal), signal);
  if (tokens > model.info.maxInput) {
    throw failure('too-large', { detail: `${tokens} tokens, and it takes ${model.info.maxInput}.` });
  }
}

function textOf(part: WireMessage['parts'][number]): string {
  return part.kind === 'call' ? JSON.stringify(part.input) : part.text;
}

/** While the user decides whether the model may be used, silence is no sign that something hangs. */
async function* consented<T>(model: ChatModel, sent: Promise<T>): AsyncGenerator<StreamEvent, T> {
  let answer: { readonly value: T } | undefined;
  const arrived = sent.then((value) => (answer = { value }));
  // Thrown where it is awaited.
  arrived.catch(() => undefined);
  while (answer === undefined && model.mayAsk() === undefined) {
    await firstOf(arrived, consentPause);
    yield { kind: 'alive' };
  }
  return (await arrived).value;
}

async function firstOf(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  try {
    await Promise.race([work, pause]);
  } finally {
    clearTimeout(timer);
  }
}

/** What listens to no signal is left alone. */
async function orStopped<T>(work: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  const done = await unlessStopped(
    Promise.resolve(work).then((value) => ({ value })),
    signal,
  );
  if (done === undefined) throw failure('stopped');
  return done.value;
}
