import { z } from 'zod';
import type { Block } from '../conversation.ts';
import type { StopReason, StreamEvent, Usage } from '../provider.ts';

const count = z.number().nullish();

const usageSchema = z.object({
  input_tokens: count,
  output_tokens: count,
  cache_read_input_tokens: count,
  cache_creation_input_tokens: count,
  output_tokens_details: z.object({ thinking_tokens: count }).nullish(),
});

const contentSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('thinking'), thinking: z.string(), signature: z.string() }),
  z.object({ type: z.literal('redacted_thinking'), data: z.string() }),
  z.object({ type: z.literal('tool_use'), id: z.string().min(1), name: z.string().min(1) }),
]);

const deltaSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text_delta'), text: z.string() }),
  z.object({ type: z.literal('thinking_delta'), thinking: z.string() }),
  z.object({ type: z.literal('signature_delta'), signature: z.string() }),
  z.object({ type: z.literal('input_json_delta'), partial_json: z.string() }),
]);

/** Events of the API that say something here; what it may add later is passed over. */
const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message_start'), message: z.object({ usage: usageSchema }) }),
  z.object({ type: z.literal('content_block_start'), index: z.number(), content_block: contentSchema }),
  z.object({ type: z.literal('content_block_delta'), index: z.number(), delta: deltaSchema }),
  z.object({
    type: z.literal('message_delta'),
    delta: z.object({ stop_reason: z.string().nullish() }),
    usage: usageSchema,
  }),
  z.object({ type: z.literal('message_stop') }),
]);

type WireEvent = z.infer<typeof eventSchema>;
type Content = z.infer<typeof contentSchema> & { json?: string };

const stopReasons: Readonly<Record<string, StopReason>> = {
  end_turn: 'end',
  stop_sequence: 'end',
  tool_use: 'calls',
  max_tokens: 'length',
  refusal: 'refusal',
  pause_turn: 'paused',
  model_context_window_exceeded: 'context-full',
};

/** Puts a reply together from its events, and tells of each what there is to show. */
export class ReplyBuilder {
  readonly #contents = new Map<number, Content>();
  #usage: z.infer<typeof usageSchema> = {};
  #stop: string | undefined;
  #isComplete = false;

  /** Undefined for events that show nothing. */
  add(raw: unknown): StreamEvent | undefined {
    const event = eventSchema.safeParse(raw);
    return event.success ? this.#add(event.data) : undefined;
  }

  /** Undefined while the reply is not complete. */
  get reply(): (StreamEvent & { readonly kind: 'reply' }) | undefined {
    if (!this.#isComplete || this.#stop === undefined) return undefined;
    const blocks = [...this.#contents.values()].map(blockOf).filter((block) => block !== undefined);
    // A reason that is not known yet ends the turn, and no tool is run.
    return { kind: 'reply', blocks, stop: stopReasons[this.#stop] ?? 'end', usage: usageOf(this.#usage) };
  }

  #add(event: WireEvent): StreamEvent | undefined {
    switch (event.type) {
      case 'message_start':
        this.#usage = event.message.usage;
        return undefined;
      case 'content_block_start':
        this.#contents.set(event.index, { ...event.content_block });
        return started(event.content_block);
      case 'content_block_delta':
        return extend(this.#contents.get(event.index), event.delta);
      case 'message_delta':
        this.#stop = event.delta.stop_reason ?? this.#stop;
        // The counts are totals; those that do not apply are left out.
        this.#usage = { ...this.#usage, ...withoutNothing(event.usage) };
        return undefined;
      case 'message_stop':
        this.#isComplete = true;
        return undefined;
    }
  }
}

function started(content: Content): StreamEvent | undefined {
  if (content.type === 'tool_use') return { kind: 'call', id: content.id, tool: content.name };
  if (content.type === 'text' && content.text !== '') return { kind: 'text', text: content.text };
  return undefined;
}

function extend(content: Content | undefined, delta: z.infer<typeof deltaSchema>): StreamEvent | undefined {
  if (delta.type === 'text_delta' && content?.type === 'text') {
    content.text += delta.text;
    return { kind: 'text', text: delta.text };
  }
  if (delta.type === 'thinking_delta' && content?.type === 'thinking') {
    content.thinking += delta.thinking;
    return { kind: 'thinking', text: delta.thinking };
  }
  if (delta.type === 'signature_delta' && content?.type === 'thinking') content.signature = delta.signature;
  if (delta.type === 'input_json_delta' && content?.type === 'tool_use') {
    content.json = (content.json ?? '') + delta.partial_json;
    return { kind: 'input', call: content.id, json: delta.partial_json };
  }
  return undefined;
}

/** Undefined for what may not be sent again: text of nothing, thinking without a signature. */
function blockOf(content: Content): Block | undefined {
  const provider = 'anthropic';
  switch (content.type) {
    case 'text':
      return content.text.trim() === '' ? undefined : { kind: 'text', text: content.text };
    case 'thinking':
      return content.signature === ''
        ? undefined
        : { kind: 'thinking', provider, text: content.thinking, seal: content.signature };
    case 'redacted_thinking':
      return { kind: 'thinking', provider, text: '', seal: content.data, isRedacted: true };
    case 'tool_use':
      return { kind: 'call', id: content.id, tool: content.name, input: parseInput(content.json ?? '') };
  }
}

/** The SDK repairs JSON that ends too early; here such an input is undefined, so that no tool takes it for whole. */
function parseInput(json: string): unknown {
  if (json.trim() === '') return {};
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

function withoutNothing(usage: z.infer<typeof usageSchema>): z.infer<typeof usageSchema> {
  return Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null && value !== undefined));
}

function usageOf(usage: z.infer<typeof usageSchema>): Usage {
  return {
    input: usage.input_tokens ?? undefined,
    cached: usage.cache_read_input_tokens ?? undefined,
    cacheWritten: usage.cache_creation_input_tokens ?? undefined,
    output: usage.output_tokens ?? undefined,
    thinking: usage.output_tokens_details?.thinking_tokens ?? undefined,
  };
}
