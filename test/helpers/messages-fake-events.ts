/** A reply to play, in the API's own words. */
export interface FakeReply {
  readonly content: readonly FakeBlock[];
  /** `tool_use` or `end_turn` when it is not given. */
  readonly stop?: string;
  readonly usage?: Readonly<Record<string, unknown>>;
  /** How many characters a piece has. */
  readonly chunk?: number;
  readonly fault?: Fault;
  /** Waited for after each event. */
  readonly pace?: () => Promise<void>;
}

export type FakeBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature?: string }
  | { readonly type: 'redacted_thinking'; readonly data: string }
  /** `raw` goes out instead of the input, as it is. */
  | {
      readonly type: 'tool_use';
      readonly name: string;
      readonly input?: unknown;
      readonly raw?: string;
      readonly id?: string;
    };

/** What goes wrong after some events, or after some bytes. */
export interface Fault {
  /** `end` closes in order, but too early; `stall` says no more and leaves the connection open. */
  readonly kind: 'reset' | 'end' | 'stall' | 'error' | 'malformed';
  readonly events?: number;
  readonly bytes?: number;
  /** The type of the error that is reported in the stream. */
  readonly error?: string;
  /** Called when everything before the fault was written. */
  readonly onReached?: () => void;
}

export interface WireEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

let count = 0;
const newId = (prefix: string): string => `${prefix}_fake_${String(++count).padStart(6, '0')}`;

/** The events that the API sends for a reply, in its order. */
export function eventsOf(reply: FakeReply, model: string): readonly WireEvent[] {
  const usage = {
    input_tokens: 10,
    output_tokens: 42,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens_details: null,
    server_tool_use: null,
    ...reply.usage,
  };
  const calls = reply.content.some(({ type }) => type === 'tool_use');
  const stop_reason = reply.stop ?? (calls ? 'tool_use' : 'end_turn');
  return [
    { type: 'message_start', message: { ...emptyMessage(model), usage: { ...usage, output_tokens: 1 } } },
    ...reply.content.flatMap((block, index) => blockEvents(block, index, reply.chunk ?? 7)),
    { type: 'message_delta', delta: { stop_reason, stop_sequence: null, stop_details: null, container: null }, usage },
    { type: 'message_stop' },
  ];
}

function emptyMessage(model: string): Readonly<Record<string, unknown>> {
  const nothing = { container: null, diagnostics: null, stop_reason: null, stop_sequence: null, stop_details: null };
  return { id: newId('msg'), type: 'message', role: 'assistant', model, content: [], ...nothing };
}

function blockEvents(block: FakeBlock, index: number, chunk: number): readonly WireEvent[] {
  const start = (content_block: unknown): WireEvent => ({ type: 'content_block_start', index, content_block });
  const delta = (change: unknown): WireEvent => ({ type: 'content_block_delta', index, delta: change });
  const stop: WireEvent = { type: 'content_block_stop', index };
  switch (block.type) {
    case 'text': {
      const pieces = chunks(block.text, chunk).map((text) => delta({ type: 'text_delta', text }));
      const ping = index === 0 ? [{ type: 'ping' }] : [];
      return [start({ type: 'text', text: '', citations: null }), ...ping, ...pieces, stop];
    }
    case 'thinking': {
      const pieces = chunks(block.thinking, chunk).map((thinking) => delta({ type: 'thinking_delta', thinking }));
      const signature = delta({ type: 'signature_delta', signature: block.signature ?? 'c2lnLWZha2U=' });
      return [start({ type: 'thinking', thinking: '', signature: '' }), ...pieces, signature, stop];
    }
    case 'redacted_thinking':
      return [start(block), stop];
    case 'tool_use': {
      const { name } = block;
      const json = (partial_json: string): WireEvent => delta({ type: 'input_json_delta', partial_json });
      const pieces = chunks(block.raw ?? JSON.stringify(block.input ?? {}), chunk).map(json);
      const call = { type: 'tool_use', id: block.id ?? newId('toolu'), name, input: {}, caller: { type: 'direct' } };
      return [start(call), json(''), ...pieces, stop];
    }
  }
}

function chunks(text: string, size: number): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size));
  return pieces;
}
