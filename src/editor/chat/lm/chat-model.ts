import type { ModelInfo, ToolDescription } from '../../../architect/provider.ts';
import type { WireMessage } from './wire-messages.ts';

/** A chat model of the editor as the provider uses it: without the editor's classes. */
export interface ChatModel {
  readonly info: ModelInfo;
  /** Whether requests are allowed; undefined until the user was asked, which the first request does. */
  readonly mayAsk: () => boolean | undefined;
  /** Throws what the editor throws. */
  readonly send: (
    messages: readonly WireMessage[],
    tools: readonly ToolDescription[],
    signal: AbortSignal,
  ) => Promise<AsyncIterable<ReplyPart>>;
  readonly countTokens: (text: string, signal: AbortSignal) => Promise<number>;
}

export type ReplyPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'call'; readonly id: string; readonly tool: string; readonly input: unknown }
  /** Something that this version of the editor knows and this code does not. */
  | { readonly kind: 'other' };
