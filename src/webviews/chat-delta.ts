import * as z from 'zod';
import {
  bounds,
  frameSchema,
  messageSchema,
  partSchema,
  type AssistantMessage,
  type ChatMessage,
  type ChatState,
  type Part,
} from './chat-state.ts';

const id = z.string().min(1).max(500);

/** One step from a state to the next. */
export const deltaSchema = z.discriminatedUnion('kind', [
  /** Appends a message, or replaces the one with its id. */
  z.object({ kind: z.literal('message'), message: messageSchema }),
  /** Appends a part to an answer, or replaces the one with its id. */
  z.object({ kind: z.literal('part'), message: id, part: partSchema }),
  /** Goes on with a part of kind `text` or `thinking`. */
  z.object({ kind: z.literal('text'), message: id, part: id, text: z.string().max(bounds.text) }),
  /** Takes back a part and all that follow it in the same answer. */
  z.object({ kind: z.literal('drop-parts'), message: id, from: id }),
  /** Takes back a message and all that follow it. */
  z.object({ kind: z.literal('drop-messages'), from: id }),
  z.object({ kind: z.literal('done'), message: id }),
  /** Sets fields beside the messages. */
  z.object({ kind: z.literal('set'), values: frameSchema.partial() }),
]);

export type Delta = Readonly<z.infer<typeof deltaSchema>>;

/** The state after a delta; undefined when the delta speaks of something that the state does not have. */
export function applyDelta(state: ChatState, delta: Delta): ChatState | undefined {
  switch (delta.kind) {
    case 'message':
      return { ...state, messages: withItem(state.messages, delta.message) };
    case 'part':
      return changeAnswer(state, delta.message, ({ parts }) => ({ parts: withItem(parts, delta.part) }));
    case 'text':
      return changeAnswer(state, delta.message, ({ parts }) => longer(parts, delta.part, delta.text));
    case 'drop-parts':
      return changeAnswer(state, delta.message, ({ parts }) => {
        const kept = before(parts, delta.from);
        return kept && { parts: kept };
      });
    case 'drop-messages': {
      const messages = before(state.messages, delta.from);
      return messages && { ...state, messages };
    }
    case 'done':
      return changeAnswer(state, delta.message, () => ({ isDone: true }));
    case 'set': {
      const given = Object.entries(delta.values).filter(([, value]) => value !== undefined);
      return { ...state, ...Object.fromEntries(given) };
    }
  }
}

function changeAnswer(
  state: ChatState,
  message: string,
  change: (answer: AssistantMessage) => Partial<AssistantMessage> | undefined,
): ChatState | undefined {
  const index = lastIndex(state.messages, message);
  const answer = state.messages[index];
  if (answer?.kind !== 'assistant') return undefined;
  const changes = change(answer);
  return changes && { ...state, messages: replaced<ChatMessage>(state.messages, index, { ...answer, ...changes }) };
}

function longer(parts: readonly Part[], id: string, text: string): { parts: readonly Part[] } | undefined {
  const index = lastIndex(parts, id);
  const part = parts[index];
  if (part?.kind !== 'text' && part?.kind !== 'thinking') return undefined;
  return { parts: replaced<Part>(parts, index, { ...part, text: part.text + text }) };
}

function withItem<Item extends { readonly id: string }>(items: readonly Item[], item: Item): readonly Item[] {
  const index = lastIndex(items, item.id);
  return index === -1 ? [...items, item] : replaced(items, index, item);
}

function before<Item extends { readonly id: string }>(items: readonly Item[], id: string): readonly Item[] | undefined {
  const index = lastIndex(items, id);
  return index === -1 ? undefined : items.slice(0, index);
}

/** What changes is nearly always at the end. */
function lastIndex(items: readonly { readonly id: string }[], id: string): number {
  return items.findLastIndex((item) => item.id === id);
}

function replaced<Item>(items: readonly Item[], index: number, item: Item): readonly Item[] {
  const copy = items.slice();
  copy[index] = item;
  return copy;
}
