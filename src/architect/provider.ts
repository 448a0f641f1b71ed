import type { Block, Message } from './conversation.ts';

/** Something that answers: a model behind an interface. */
export interface Provider {
  /** Names the form of thinking blocks as well. */
  readonly id: 'anthropic' | 'vscode';
  readonly label: string;
  models(signal: AbortSignal): Promise<readonly ModelInfo[]>;
  /** Ends with exactly one `reply`, or throws a `ProviderError`. A stop by the signal throws one with `stopped`. */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<StreamEvent>;
}

export interface ModelInfo {
  readonly id: string;
  readonly name: string;
  /** In tokens. */
  readonly maxInput: number;
  readonly maxOutput: number | undefined;
  readonly canThink: boolean;
}

export interface ModelRequest {
  readonly model: string;
  /** What never changes within a session stands first, so that it can be cached. */
  readonly system: readonly { readonly text: string; readonly isStable: boolean }[];
  readonly tools: readonly ToolDescription[];
  readonly messages: readonly Message[];
  /** In tokens. */
  readonly maxOutput: number;
  /** Whether to let the model think before it answers, which only some can. */
  readonly canThink?: boolean;
}

export interface ToolDescription {
  readonly name: string;
  readonly description: string;
  /** JSON schema of an object. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

export type StopReason = 'end' | 'calls' | 'length' | 'refusal' | 'context-full' | 'paused';

export type StreamEvent =
  /** Nothing to show, but the other side is at work. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thinking'; readonly text: string }
  | { readonly kind: 'call'; readonly id: string; readonly tool: string }
  /** A piece of a call's input, as JSON that may end anywhere. */
  | { readonly kind: 'input'; readonly call: string; readonly json: string }
  | { readonly kind: 'reply'; readonly blocks: readonly Block[]; readonly stop: StopReason; readonly usage: Usage };

/** In tokens; undefined where the provider does not tell. */
export interface Usage {
  /** Neither read from the cache nor written to it: those are counted apart. */
  readonly input: number | undefined;
  readonly cached: number | undefined;
  readonly cacheWritten: number | undefined;
  readonly output: number | undefined;
  readonly thinking: number | undefined;
}

export type ProviderErrorCode =
  | 'no-key'
  | 'unauthorized'
  | 'payment'
  | 'forbidden'
  | 'no-such-model'
  | 'too-large'
  | 'rate-limited'
  | 'overloaded'
  | 'timed-out'
  | 'connection'
  | 'ended-early'
  | 'stalled'
  | 'invalid-request'
  | 'stopped'
  | 'unknown';

/** Everything that goes wrong between a request and its reply. */
export class ProviderError extends Error {
  readonly code: ProviderErrorCode;
  /** Whether the same request may succeed a moment later. */
  readonly isPassing: boolean;
  /** What the provider asks to wait, in milliseconds. */
  readonly retryAfter: number | undefined;

  constructor(code: ProviderErrorCode, message: string, options: { isPassing?: boolean; retryAfter?: number } = {}) {
    super(message);
    this.name = 'ProviderError';
    this.code = code;
    this.isPassing = options.isPassing ?? false;
    this.retryAfter = options.retryAfter;
  }
}
