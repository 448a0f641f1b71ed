import type { Delta } from './chat-delta.ts';
import {
  frameSchema,
  type AssistantMessage,
  type ChatMessage,
  type ChatState,
  type Frame,
  type Part,
} from './chat-state.ts';

/**
 * What leads from one state to another, for a host that makes each state anew. Values that are the very same are not
 * looked into; a text that only grew is told by what was added.
 */
export function deltasBetween(before: ChatState, after: ChatState): Delta[] {
  if (before === after) return [];
  return [...messageDeltas(before.messages, after.messages), ...frameDeltas(before, after)];
}

function frameDeltas(before: Frame, after: Frame): Delta[] {
  const names = Object.keys(frameSchema.shape) as (keyof Frame)[];
  const changed = names.filter((name) => !isSame(before[name], after[name]));
  if (changed.length === 0) return [];
  return [{ kind: 'set', values: Object.fromEntries(changed.map((name) => [name, after[name]])) }];
}

function messageDeltas(before: readonly ChatMessage[], after: readonly ChatMessage[]): Delta[] {
  const common = commonStart(before, after);
  const first = before[common];
  return [
    ...(first === undefined ? [] : [{ kind: 'drop-messages', from: first.id } as const]),
    ...after.flatMap((message, index) => changeOf(index < common ? before[index] : undefined, message)),
  ];
}

function changeOf(before: ChatMessage | undefined, after: ChatMessage): Delta[] {
  if (before === after) return [];
  if (before?.kind === 'assistant' && after.kind === 'assistant' && before.isDone <= after.isDone) {
    return answerDeltas(before, after);
  }
  return isSame(before, after) ? [] : [{ kind: 'message', message: after }];
}

function answerDeltas(before: AssistantMessage, after: AssistantMessage): Delta[] {
  const message = after.id;
  const common = commonStart(before.parts, after.parts);
  const first = before.parts[common];
  return [
    ...(first === undefined ? [] : [{ kind: 'drop-parts', message, from: first.id } as const]),
    ...after.parts.flatMap((part, index) =>
      partDeltas(message, index < common ? before.parts[index] : undefined, part),
    ),
    ...(before.isDone === after.isDone ? [] : [{ kind: 'done', message } as const]),
  ];
}

function partDeltas(message: string, before: Part | undefined, after: Part): Delta[] {
  if (isSame(before, after)) return [];
  if (before !== undefined && 'text' in before && 'text' in after && after.text.startsWith(before.text)) {
    const isGrowth = after.kind !== 'notice' && isSame({ ...before, text: after.text }, after);
    const text = after.text.slice(before.text.length);
    if (isGrowth) return [{ kind: 'text', message, part: after.id, text }];
  }
  return [{ kind: 'part', message, part: after }];
}

/** How many items at the start have the same ids. */
function commonStart(one: readonly { readonly id: string }[], other: readonly { readonly id: string }[]): number {
  const end = Math.min(one.length, other.length);
  for (let index = 0; index < end; index++) if (one[index]?.id !== other[index]?.id) return index;
  return end;
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
