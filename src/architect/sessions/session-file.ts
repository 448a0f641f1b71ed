import { z } from 'zod';
import { readChatState, type ChatState } from '../chat/chat-state.ts';

/** What a session's file says of itself; the conversation is in the chat's own form and version. */
export interface SessionFile {
  readonly version: 1;
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly changedAt: number;
  readonly chat: ChatState;
}

/** The part that a list of sessions needs; the conversation is not looked into. */
const headSchema = z.strictObject({
  version: z.literal(1),
  id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  name: z.string().min(1).max(200),
  createdAt: z.number(),
  changedAt: z.number(),
  chat: z.looseObject({ version: z.number(), id: z.string() }),
});

export type SessionHead = z.output<typeof headSchema>;

/** Files of a later version are left where they are, for the program that wrote them. */
const versioned = z.looseObject({ version: z.number(), chat: z.looseObject({ version: z.number() }).optional() });

export type ReadResult<Value> =
  | { readonly kind: 'read'; readonly value: Value }
  | { readonly kind: 'newer' }
  | { readonly kind: 'damaged'; readonly reason: string };

export function readHead(content: string): ReadResult<SessionHead> {
  const json = parseJson(content);
  if (json === undefined) return { kind: 'damaged', reason: 'it is not whole' };
  const other = versioned.safeParse(json);
  if (other.success && (other.data.version > 1 || (other.data.chat?.version ?? 1) > 1)) return { kind: 'newer' };
  const head = headSchema.safeParse(json);
  if (!head.success) {
    const [issue] = head.error.issues;
    return { kind: 'damaged', reason: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it has another form'}` };
  }
  if (head.data.chat.id !== head.data.id)
    return { kind: 'damaged', reason: 'it holds the conversation of another one' };
  return { kind: 'read', value: head.data };
}

export function readSession(content: string): ReadResult<SessionFile> {
  const head = readHead(content);
  if (head.kind !== 'read') return head;
  const chat = readChatState(head.value.chat);
  if (!chat.ok) return { kind: 'damaged', reason: chat.reason };
  return { kind: 'read', value: { ...head.value, chat: chat.state } };
}

export function printSession(session: SessionFile): string {
  return `${JSON.stringify(session)}\n`;
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return undefined;
  }
}
