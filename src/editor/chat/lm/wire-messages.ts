import type { Block } from '../../../architect/conversation.ts';
import type { ModelRequest } from '../../../architect/provider.ts';

/** A message in the parts that the editor's language-model API has. */
export interface WireMessage {
  readonly role: 'user' | 'assistant';
  /** Never empty. */
  readonly parts: readonly WirePart[];
}

export type WirePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'call'; readonly id: string; readonly tool: string; readonly input: object }
  | { readonly kind: 'result'; readonly call: string; readonly text: string };

/** The API has no system role: that text goes first, as a message of the user. Thinking cannot be handed back. */
export function wireMessages({ system, messages }: Pick<ModelRequest, 'system' | 'messages'>): readonly WireMessage[] {
  const instructions = system
    .map(({ text }) => text)
    .filter((text) => text.trim() !== '')
    .join('\n\n');
  const first: WireMessage[] =
    instructions === '' ? [] : [{ role: 'user', parts: [{ kind: 'text', text: instructions }] }];
  const rest = messages.map(({ role, blocks }): WireMessage => ({ role, parts: blocks.flatMap(partOf) }));
  return [...first, ...rest.filter(({ parts }) => parts.length > 0)];
}

function partOf(block: Block): readonly WirePart[] {
  switch (block.kind) {
    case 'text':
      return [{ kind: 'text', text: block.text }];
    case 'thinking':
      return [];
    case 'call':
      return [{ kind: 'call', id: block.id, tool: block.tool, input: isObject(block.input) ? block.input : {} }];
    case 'result':
      // A result has no mark for an error, so that its text says so.
      return [{ kind: 'result', call: block.call, text: block.isError ? `Error: ${block.text}` : block.text }];
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
