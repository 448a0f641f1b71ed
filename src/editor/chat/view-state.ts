import type { Activity, Attachment } from '../../architect/chat/chat-event.ts';
import type { ChatState as Conversation, KeptTurn } from '../../architect/chat/chat-state.ts';
import { commandHelp, commandNames } from '../../architect/commands/command.ts';
import type { SessionEntry } from '../../architect/sessions/session-store.ts';
import { nameOf } from '../../architect/sessions/session-name.ts';
import { answerParts } from '../../webviews/answer-parts.ts';
import {
  bounds,
  mentionKinds,
  type AssistantMessage,
  type ChatState,
  type Frame,
  type Mention,
  type Part,
  type UserMessage,
  type ViewVerdict,
} from '../../webviews/chat-state.ts';
import { withShownCalls } from './shown-calls.ts';
import { timeAgo } from './time-ago.ts';

/** What the check says of another choice than the whole proposal; without a verdict it is still at work. */
export interface ChosenCheck {
  readonly hunks: readonly string[];
  readonly verdict: ViewVerdict | undefined;
}

/** Everything that the panel shows something of. */
export interface ViewSource {
  /** Undefined where no project is open. */
  readonly conversation: Conversation | undefined;
  readonly activity: Activity;
  readonly sessions: readonly SessionEntry[];
  readonly provider: Frame['provider'];
  readonly isTrusted: boolean;
  /** By approval. */
  readonly checks: ReadonlyMap<string, ChosenCheck>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

interface KnownTurn {
  readonly turn: KeptTurn;
  readonly checkpoint: string | undefined;
  readonly checks: ViewSource['checks'];
  readonly messages: readonly [UserMessage, AssistantMessage];
}

/** Makes the panel's state of what there is. Turns that did not change stay the very same messages. */
export function createViewState(): (source: ViewSource) => ChatState {
  let known = new Map<string, KnownTurn>();
  return (source) => {
    const { conversation, checks } = source;
    const next = (conversation?.turns ?? []).map((turn): KnownTurn => {
      const checkpoint = conversation?.checkpoints.find((each) => each.turn === turn.id)?.id;
      const old = known.get(turn.id);
      if (old?.turn === turn && old.checkpoint === checkpoint && old.checks === checks) return old;
      return { turn, checkpoint, checks, messages: [question(turn, checkpoint), answer(turn, checks)] };
    });
    known = new Map(next.map((entry) => [entry.turn.id, entry]));
    return { ...frameOf(source), messages: next.flatMap(({ messages }) => messages).slice(-bounds.messages) };
  };
}

/** The id of a turn's answer; that of the question is the turn's own. */
export function answerId(turn: string): string {
  return `answer ${turn}`;
}

function question({ id, text, attachments }: KeptTurn, checkpoint: string | undefined): UserMessage {
  return {
    ...{ kind: 'user', id, text: text.slice(0, bounds.draft) },
    mentions: attachments.flatMap(mentionOf).slice(0, bounds.mentions),
    ...(checkpoint === undefined ? {} : { checkpoint }),
  };
}

function mentionOf({ kind, label }: Attachment): Mention[] {
  const known = mentionKinds.find((name) => name === (kind === 'editor' ? 'file' : kind));
  return known === undefined || label === ''
    ? []
    : [{ kind: known, id: `${kind} ${label}`.slice(0, 2_000), label: label.slice(0, bounds.line) }];
}

function answer({ id, events, messages }: KeptTurn, checks: ViewSource['checks']): AssistantMessage {
  const parts = withShownCalls(answerParts(events), messages).slice(-bounds.parts);
  return {
    kind: 'assistant',
    id: answerId(id),
    parts: parts.map((part) => withCheck(part, checks)),
    isDone: events.some(({ kind }) => kind === 'ended'),
  };
}

function withCheck(part: Part, checks: ViewSource['checks']): Part {
  if (part.kind !== 'edits' || part.status !== 'open') return part;
  const check = checks.get(part.approval);
  return check === undefined ? part : { ...part, verdict: check.verdict, verdictFor: check.hunks };
}

function frameOf({ conversation, activity, sessions, provider, isTrusted, now }: ViewSource): Frame {
  return {
    session: {
      id: conversation?.id ?? 'none',
      name: conversation === undefined ? 'No project of Ash is open' : nameOf(conversation),
    },
    sessions: sessions.slice(0, 1_000).map(({ id, name, changedAt }) => ({ id, name, when: timeAgo(changedAt, now) })),
    phase: conversation?.phase ?? 'free',
    provider,
    queue: (conversation?.queue ?? []).slice(0, 100).map(({ id, text }) => ({ id, text: text.slice(0, bounds.draft) })),
    isWorking: activity !== 'idle',
    isTrusted,
    hasPlan: (conversation?.plan ?? '').trim() !== '',
    usage: usageOf(conversation?.turns ?? []),
    mentionKinds,
    commands,
  };
}

/** What needs no model answers everywhere; `/fix` proposes edits, which nobody may make without trust. */
const commands: Frame['commands'] = commandNames.map((name) => {
  const { summary, needsModel } = commandHelp[name];
  return { name, description: summary, needsModel, needsTrust: needsModel || name === 'fix' };
});

/** How full the model's window was with the last request; null where nothing is known of one. */
function usageOf(turns: readonly KeptTurn[]): Frame['usage'] {
  const event = turns.flatMap(({ events }) => events).findLast((each) => each.kind === 'usage');
  if (event === undefined) return null;
  const { input, cached, cacheWritten, output } = event.usage;
  const parts = [input, cached, cacheWritten, output].filter((count) => count !== undefined);
  if (parts.length === 0) return null;
  return {
    used: parts.reduce((sum, count) => sum + count, 0),
    ...(event.window === undefined ? {} : { window: event.window }),
    ...(cached === undefined ? {} : { cached }),
  };
}
