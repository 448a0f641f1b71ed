import { z } from 'zod';
import { severities } from '../../checklist/finding.ts';
import type { Message } from '../conversation.ts';
import type { Usage } from '../provider.ts';
import { phases, type Phase } from '../tool.ts';
import type { TurnEvent } from '../turn-event.ts';
import type { QueuedMessage, ShownTurn } from './chat-event.ts';
import type { Checkpoint } from './checkpoint.ts';

/** A conversation as it is kept; JSON. */
export interface ChatState {
  readonly version: 1;
  readonly id: string;
  readonly title: string;
  readonly phase: Phase;
  readonly plan: string;
  readonly turns: readonly KeptTurn[];
  readonly queue: readonly QueuedMessage[];
  readonly checkpoints: readonly Checkpoint[];
  /** What the model is to be told with the next message. */
  readonly notes: readonly string[];
  readonly usage: Usage;
}

/** What is shown of a turn, and what a model is told of it. */
export interface KeptTurn extends ShownTurn {
  readonly messages: readonly Message[];
}

const position = z.object({ line: z.number(), column: z.number() });
const range = z.object({ start: position, end: position });

const finding = z.object({
  rule: z.string(),
  area: z.string(),
  severity: z.enum(severities),
  path: z.string(),
  range,
  message: z.string(),
  related: z.array(z.object({ path: z.string(), range, message: z.string() })),
  // Fixes are for the text of that moment: none is offered later.
  fixes: z.unknown().transform(() => []),
  lineText: z.string(),
});

const verdict = z.object({
  broken: z.array(z.object({ path: z.string(), message: z.string() })),
  fixed: z.array(finding),
  added: z.array(finding),
  remaining: z.number(),
  unresolved: z.array(z.string()),
  open: z.array(z.object({ resource: z.string(), reason: z.string() })),
  format: z.array(z.object({ path: z.string(), message: z.string() })).exactOptional(),
  isAcceptable: z.boolean(),
});

const hunk = z.object({
  id: z.string(),
  path: z.string(),
  line: z.number(),
  removed: z.array(z.string()),
  added: z.array(z.string()),
});

/** JSON has no undefined: what is not known is left out. */
const count = z.number().optional();
const usage = z
  .object({ input: count, cached: count, cacheWritten: count, output: count, thinking: count })
  .transform(({ input, cached, cacheWritten, output, thinking }) => ({
    input,
    cached,
    cacheWritten,
    output,
    thinking,
  }));

const failureCode = z.enum([
  ...(['no-key', 'unauthorized', 'payment', 'forbidden', 'no-such-model', 'too-large', 'rate-limited'] as const),
  ...(['overloaded', 'timed-out', 'connection', 'ended-early', 'stalled', 'invalid-request', 'stopped'] as const),
  'unknown',
]);

const turnEvent: z.ZodType<TurnEvent> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('thinking'), text: z.string() }),
  z.object({ kind: z.literal('retract') }),
  z.object({ kind: z.literal('retrying'), attempt: z.number(), reason: failureCode, wait: z.number() }),
  z.object({ kind: z.literal('preparing'), tool: z.string() }),
  z.object({
    kind: z.literal('call'),
    id: z.string(),
    tool: z.string(),
    risk: z.enum(['read', 'propose', 'run']),
    title: z.string(),
  }),
  z.object({ kind: z.literal('called'), id: z.string(), text: z.string(), isError: z.boolean() }),
  z.object({
    kind: z.literal('approve-run'),
    call: z.string(),
    approval: z.string(),
    program: z.string(),
    args: z.array(z.string()),
    folder: z.string(),
  }),
  z.object({
    kind: z.literal('approve-edits'),
    call: z.string(),
    approval: z.string(),
    summary: z.string(),
    hunks: z.array(hunk),
    verdict,
    warnings: z.array(z.string()),
  }),
  z.object({ kind: z.literal('verified'), call: z.string(), verdict }),
  z.object({
    kind: z.literal('decided'),
    call: z.string(),
    outcome: z.enum(['approved', 'applied', 'partly', 'refused', 'stale', 'void']),
  }),
  z.object({ kind: z.literal('output'), call: z.string(), text: z.string() }),
  z
    .object({ kind: z.literal('usage'), usage, window: z.number().optional() })
    .transform((event) => ({ kind: event.kind, usage: event.usage, window: event.window })),
  z.object({ kind: z.literal('phase'), phase: z.enum(phases) }),
  z.object({ kind: z.literal('failed'), code: failureCode, message: z.string() }),
  z.object({
    kind: z.literal('ended'),
    stop: z.enum([
      ...(['end', 'calls', 'length', 'refusal', 'context-full', 'paused'] as const),
      ...(['stopped', 'failed', 'step-limit', 'token-limit'] as const),
    ]),
  }),
]);

const block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({
    kind: z.literal('thinking'),
    provider: z.string(),
    text: z.string(),
    seal: z.string(),
    isRedacted: z.boolean().exactOptional(),
  }),
  z
    .object({ kind: z.literal('call'), id: z.string(), tool: z.string(), input: z.unknown().optional() })
    .transform(({ kind, id, tool, input }) => ({ kind, id, tool, input })),
  z.object({ kind: z.literal('result'), call: z.string(), text: z.string(), isError: z.boolean() }),
]);

const message: z.ZodType<Message> = z.object({
  role: z.enum(['user', 'assistant']),
  blocks: z.array(block),
});

const attachment = z.object({ kind: z.string(), label: z.string(), text: z.string() });

const text = z.string().optional();
const appliedFile = z
  .object({ path: z.string(), before: text, after: text })
  .transform(({ path, before, after }) => ({ path, before, after }));

export const chatStateSchema: z.ZodType<ChatState> = z.object({
  version: z.literal(1),
  id: z.string().min(1),
  title: z.string(),
  phase: z.enum(phases),
  plan: z.string(),
  turns: z.array(
    z.object({
      id: z.string(),
      at: z.number(),
      text: z.string(),
      attachments: z.array(attachment),
      events: z.array(turnEvent),
      messages: z.array(message),
      isLocal: z.boolean().exactOptional(),
    }),
  ),
  queue: z.array(z.object({ id: z.string(), text: z.string(), attachments: z.array(attachment) })),
  checkpoints: z.array(
    z.object({ id: z.string(), turn: z.string(), at: z.number(), label: z.string(), files: z.array(appliedFile) }),
  ),
  notes: z.array(z.string()),
  usage,
});

export type ReadChatState =
  { readonly ok: true; readonly state: ChatState } | { readonly ok: false; readonly reason: string };

/** A conversation from JSON that was parsed. */
export function readChatState(json: unknown): ReadChatState {
  const read = chatStateSchema.safeParse(json);
  if (read.success) return { ok: true, state: read.data };
  const { path, message: says } = read.error.issues[0] ?? { path: [], message: 'no reason' };
  return { ok: false, reason: `The kept conversation cannot be read (${path.join('.')}: ${says}).` };
}
