import type { Message } from '../conversation.ts';
import { ProviderError, type ModelRequest, type StreamEvent } from '../provider.ts';
import { failure } from '../providers/failures.ts';
import { redact } from '../safety/redact.ts';
import { describeTools } from './describe-tools.ts';
import { PartialReply } from './partial-reply.ts';
import { repair } from './repair.ts';
import type { Turn } from './turn.ts';
import { watch } from './watchdog.ts';

export type Reply = StreamEvent & { readonly kind: 'reply' };

/** `partial` is what to keep of a reply that did not become whole. */
export type Answer =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'stopped'; readonly partial: Message | undefined }
  | { readonly kind: 'failed'; readonly error: ProviderError; readonly partial: Message | undefined };

/** One reply; failures that pass are waited out and tried again, in sight of the user. */
export async function askModel(turn: Turn, messages: readonly Message[]): Promise<Answer> {
  const { signal } = turn.context;
  for (let attempt = 1; ; attempt++) {
    const partial = new PartialReply();
    const reply = await attemptReply(turn, messages, partial);
    if (!(reply instanceof ProviderError)) return { kind: 'reply', reply };
    if (signal.aborted || reply.code === 'stopped') return { kind: 'stopped', partial: partial.message };
    const wait = reply.retryAfter ?? Math.min(turn.limits.wait, 1000 * 2 ** (attempt - 1));
    if (!reply.isPassing || attempt >= turn.limits.attempts || wait > turn.limits.wait) {
      return { kind: 'failed', error: reply, partial: partial.message };
    }
    if (partial.isShown) turn.emit({ kind: 'retract' });
    turn.emit({ kind: 'retrying', attempt, reason: reply.code, wait });
    // A clock may end a sleep that is broken off either way; the signal tells.
    await turn.context.clock.sleep(wait, signal).catch(() => undefined);
    if (isStopped(signal)) return { kind: 'stopped', partial: undefined };
  }
}

/** Read anew: it changes while somebody waits. */
const isStopped = (signal: AbortSignal): boolean => signal.aborted;

async function attemptReply(
  turn: Turn,
  messages: readonly Message[],
  partial: PartialReply,
): Promise<Reply | ProviderError> {
  const { clock, signal } = turn.context;
  const ours = new AbortController();
  const either = AbortSignal.any([signal, ours.signal]);
  try {
    const events = turn.provider.stream(requestOf(turn, messages), either);
    for await (const event of watch(events, turn.limits.stall, clock, signal)) {
      if (event.kind === 'reply') return event;
      partial.add(event);
      show(turn, event);
    }
    return failure('ended-early');
  } catch (error) {
    if (error instanceof ProviderError) return error;
    return failure('unknown', { detail: redact(error instanceof Error ? error.message : String(error)) });
  } finally {
    ours.abort();
  }
}

function requestOf(
  { provider, model, system, tools, context, limits }: Turn,
  messages: readonly Message[],
): ModelRequest {
  return {
    model: model.id,
    system,
    tools: describeTools(tools, context.phase),
    messages: repair(messages, provider.id),
    maxOutput: Math.min(limits.output, model.maxOutput ?? limits.output),
    canThink: model.canThink,
  };
}

function show({ emit }: Turn, event: StreamEvent): void {
  if (event.kind === 'text' || event.kind === 'thinking') emit({ kind: event.kind, text: event.text });
  if (event.kind === 'call') emit({ kind: 'preparing', tool: event.tool });
}
