import {
  CancellationTokenSource,
  LanguageModelChatMessage,
  LanguageModelTextPart,
  LanguageModelToolCallPart,
  LanguageModelToolResultPart,
  type CancellationToken,
  type LanguageModelAccessInformation,
  type LanguageModelChat,
} from 'vscode';
import type { ModelInfo } from '../../../architect/provider.ts';
import type { ChatModel, ReplyPart } from './chat-model.ts';
import type { WireMessage, WirePart } from './wire-messages.ts';

/** What the editor may show where it asks whether the model may be used. */
const justification =
  'The architect answers questions about the Ash resources of this project. It sends the question, and facts and excerpts of the project that it needs.';

/** Ids are unique for a vendor only. */
export function modelInfoOf(model: LanguageModelChat): ModelInfo {
  const { vendor, id, name, maxInputTokens } = model;
  return { id: `${vendor}/${id}`, name, maxInput: maxInputTokens, maxOutput: undefined, canThink: false };
}

/** One of the editor's models, in plain data. */
export function chatModelOf(model: LanguageModelChat, access: LanguageModelAccessInformation): ChatModel {
  return {
    info: modelInfoOf(model),
    mayAsk: () => access.canSendRequest(model),
    send: async (messages, tools, signal) => {
      const token = tokenOf(signal);
      const options = { justification, ...(tools.length === 0 ? {} : { tools: [...tools] }) };
      const { stream } = await model.sendRequest(messages.map(messageOf), options, token);
      return plainParts(stream);
    },
    countTokens: async (text, signal) => model.countTokens(text, tokenOf(signal)),
  };
}

function messageOf({ role, parts }: WireMessage): LanguageModelChatMessage {
  const message = role === 'user' ? LanguageModelChatMessage.User('') : LanguageModelChatMessage.Assistant('');
  message.content = parts.map(partOf);
  return message;
}

function partOf(part: WirePart): LanguageModelTextPart | LanguageModelToolCallPart | LanguageModelToolResultPart {
  switch (part.kind) {
    case 'text':
      return new LanguageModelTextPart(part.text);
    case 'call':
      return new LanguageModelToolCallPart(part.id, part.tool, part.input);
    case 'result':
      return new LanguageModelToolResultPart(part.call, [new LanguageModelTextPart(part.text)]);
  }
}

async function* plainParts(stream: AsyncIterable<unknown>): AsyncGenerator<ReplyPart> {
  for await (const part of stream) {
    if (part instanceof LanguageModelTextPart) yield { kind: 'text', text: part.value };
    else if (part instanceof LanguageModelToolCallPart) {
      yield { kind: 'call', id: part.callId, tool: part.name, input: part.input };
    } else yield { kind: 'other' };
  }
}

/** The editor's form of a signal. */
function tokenOf(signal: AbortSignal): CancellationToken {
  const source = new CancellationTokenSource();
  if (signal.aborted) source.cancel();
  else signal.addEventListener('abort', () => source.cancel(), { once: true });
  return source.token;
}
