import type { Block, Message } from '../conversation.ts';
import type { ModelRequest } from '../provider.ts';

/** Parameters of a request in the Messages API's form, as far as they are used here. */
export interface WireRequest {
  readonly model: string;
  readonly max_tokens: number;
  readonly cache_control: CacheControl;
  readonly thinking?: { readonly type: 'adaptive'; readonly display: 'summarized' };
  readonly system?: WireText[];
  readonly tools?: WireTool[];
  readonly messages: WireMessage[];
}

interface CacheControl {
  readonly type: 'ephemeral';
  readonly ttl?: '1h';
}

interface WireText {
  readonly type: 'text';
  readonly text: string;
  readonly cache_control?: CacheControl;
}

interface WireTool {
  readonly name: string;
  readonly description: string;
  readonly input_schema: { readonly type: 'object'; readonly [key: string]: unknown };
}

interface WireMessage {
  readonly role: 'user' | 'assistant';
  readonly content: WireBlock[];
}

type WireBlock =
  | WireText
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'redacted_thinking'; readonly data: string }
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly input: unknown }
  | {
      readonly type: 'tool_result';
      readonly tool_use_id: string;
      readonly content: string;
      readonly is_error: boolean;
    };

/** The API takes four marks; one is the conversation's own, which moves along with it. */
const marks = 3;

/**
 * A request whose beginning has the same bytes as that of the request before: tools by name, then the system's parts,
 * then the messages.
 */
export function wireRequest({ model, maxOutput, canThink, system, tools, messages }: ModelRequest): WireRequest {
  const parts = system.filter(({ text }) => text.trim() !== '');
  const sorted = [...tools].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    model,
    max_tokens: maxOutput,
    cache_control: { type: 'ephemeral' },
    ...(canThink === true ? { thinking: { type: 'adaptive', display: 'summarized' } } : {}),
    ...(parts.length === 0 ? {} : { system: wireSystem(parts) }),
    ...(sorted.length === 0 ? {} : { tools: sorted.map(wireTool) }),
    messages: messages.map(wireMessage),
  };
}

/** Only what stands before all that changes can be cached; it is kept for an hour, longer than people think. */
function wireSystem(parts: ModelRequest['system']): WireText[] {
  const firstLoose = parts.findIndex(({ isStable }) => !isStable);
  const stable = firstLoose === -1 ? parts.length : firstLoose;
  return parts.map(({ text }, index) => ({
    type: 'text',
    text,
    ...(index < stable && index >= stable - marks ? { cache_control: { type: 'ephemeral', ttl: '1h' } } : {}),
  }));
}

function wireTool({ name, description, inputSchema }: ModelRequest['tools'][number]): WireTool {
  return { name, description, input_schema: { ...inputSchema, type: 'object' } };
}

function wireMessage({ role, blocks }: Message): WireMessage {
  return { role, content: blocks.map(wireBlock) };
}

function wireBlock(block: Block): WireBlock {
  switch (block.kind) {
    case 'text':
      return { type: 'text', text: block.text };
    case 'thinking':
      return block.isRedacted === true
        ? { type: 'redacted_thinking', data: block.seal }
        : { type: 'thinking', thinking: block.text, signature: block.seal };
    case 'call':
      return { type: 'tool_use', id: block.id, name: block.tool, input: asObject(block.input) };
    case 'result':
      return { type: 'tool_result', tool_use_id: block.call, content: block.text, is_error: block.isError };
  }
}

/** The API refuses other inputs, even those that a model made. */
function asObject(input: unknown): unknown {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? input : {};
}
