import type { ChatModel, ReplyPart } from '../../../src/editor/chat/lm/chat-model.ts';
import type { WireMessage } from '../../../src/editor/chat/lm/wire-messages.ts';
import type { Provider, ToolDescription } from '../../../src/architect/provider.ts';
import { streamReply } from '../../../src/editor/chat/lm/stream-reply.ts';

export interface Sent {
  readonly messages: readonly WireMessage[];
  readonly tools: readonly ToolDescription[];
}

export type Step = ReplyPart | { readonly kind: 'throw'; readonly error: unknown } | { readonly kind: 'hang' };

export interface FakeModel extends ChatModel {
  readonly sent: Sent[];
}

export const text = (value: string): ReplyPart => ({ kind: 'text', text: value });
export const call = (tool: string, input: unknown, id = `id-${tool}`): ReplyPart => ({ kind: 'call', id, tool, input });

/** A model that gives these replies in turn. */
export function fakeModel(replies: readonly (readonly Step[])[], given: Partial<ChatModel> = {}): FakeModel {
  const sent: Sent[] = [];
  const waiting = [...replies];
  return {
    info: { id: 'test/one', name: 'One', maxInput: 50_000, maxOutput: undefined, canThink: false },
    mayAsk: () => true,
    send: (messages, tools) => {
      sent.push({ messages, tools });
      const reply = waiting.shift();
      return reply === undefined ? Promise.reject(new Error('no reply is left')) : Promise.resolve(play(reply));
    },
    countTokens: (value) => Promise.resolve(Math.ceil(value.length / 4)),
    ...given,
    sent,
  };
}

async function* play(steps: readonly Step[]): AsyncGenerator<ReplyPart> {
  for (const step of steps) {
    if (step.kind === 'throw') throw step.error;
    if (step.kind === 'hang') await new Promise(() => undefined);
    else yield step;
  }
}

export function providerOf(model: ChatModel): Provider {
  return {
    id: 'vscode',
    label: 'Test',
    models: () => Promise.resolve([model.info]),
    stream: (request, signal) => streamReply(model, request, signal),
  };
}
