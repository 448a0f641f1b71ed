import { oncePer } from '../../base/once-per.ts';
import type { Attachment, QueuedMessage } from '../chat/chat-event.ts';
import type { ChatState, KeptTurn } from '../chat/chat-state.ts';
import type { Hunk, Verdict } from '../change-set.ts';
import type { Block, Message } from '../conversation.ts';
import { withoutSecrets } from '../safety/without-secrets.ts';
import type { TurnEvent } from '../turn-event.ts';

/**
 * A conversation as it may leave the memory: what was said, called, answered and shown holds no secret that can be
 * told by its form. Its form stays, so that it goes on where it ended. Texts of checkpoints stay as they are, since
 * files get them back; so does a model's thinking, which is sealed.
 */
export function redactState(state: ChatState): ChatState {
  return {
    ...state,
    title: withoutSecrets(state.title),
    plan: withoutSecrets(state.plan),
    turns: state.turns.map(redactTurn),
    queue: state.queue.map(redactQueued),
    notes: state.notes.map(withoutSecrets),
  };
}

// A conversation is stored again and again while it grows: each of its parts is searched once.

const redactTurn = oncePer((turn: KeptTurn): KeptTurn => ({
  ...turn,
  text: withoutSecrets(turn.text),
  attachments: turn.attachments.map(redactAttachment),
  events: turn.events.map(redactEvent),
  messages: turn.messages.map(redactMessage),
}));

const redactMessage = oncePer(({ role, blocks }: Message): Message => ({ role, blocks: blocks.map(redactBlock) }));

const redactEvent = oncePer((event: TurnEvent): TurnEvent => {
  switch (event.kind) {
    case 'text':
    case 'thinking':
    case 'output':
    case 'called':
      return { ...event, text: withoutSecrets(event.text) };
    case 'call':
      return { ...event, title: withoutSecrets(event.title) };
    case 'approve-run':
      return { ...event, args: event.args.map(withoutSecrets) };
    case 'approve-edits':
      return {
        ...event,
        summary: withoutSecrets(event.summary),
        hunks: event.hunks.map(redactHunk),
        verdict: redactVerdict(event.verdict),
      };
    case 'verified':
      return { ...event, verdict: redactVerdict(event.verdict) };
    case 'failed':
      return { ...event, message: withoutSecrets(event.message) };
    default:
      return event;
  }
});

function redactQueued(message: QueuedMessage): QueuedMessage {
  return {
    ...message,
    text: withoutSecrets(message.text),
    attachments: message.attachments.map(redactAttachment),
  };
}

function redactAttachment({ kind, label, text }: Attachment): Attachment {
  return { kind, label: withoutSecrets(label), text: withoutSecrets(text) };
}

function redactBlock(block: Block): Block {
  switch (block.kind) {
    case 'text':
    case 'result':
      return { ...block, text: withoutSecrets(block.text) };
    case 'call':
      return { ...block, input: redactInput(block.input) };
    case 'thinking':
      return block;
  }
}

/** Text by text: in JSON a secret is not told any more, since quotes and line breaks are written otherwise. */
function redactInput(input: unknown): unknown {
  if (typeof input === 'string') return withoutSecrets(input);
  if (Array.isArray(input)) return input.map(redactInput);
  if (typeof input !== 'object' || input === null) return input;
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, redactInput(value)]));
}

function redactHunk(hunk: Hunk): Hunk {
  return { ...hunk, removed: redactLines(hunk.removed), added: redactLines(hunk.added) };
}

/** Together, since a key may span lines; each line stays one. */
function redactLines(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? lines : withoutSecrets(lines.join('\n')).split('\n');
}

function redactVerdict(verdict: Verdict): Verdict {
  const redactFinding = (finding: Verdict['fixed'][number]): Verdict['fixed'][number] => ({
    ...finding,
    message: withoutSecrets(finding.message),
    lineText: withoutSecrets(finding.lineText),
    // They are for the text of that moment, hold pieces of it, and are not read again.
    fixes: [],
  });
  return { ...verdict, fixed: verdict.fixed.map(redactFinding), added: verdict.added.map(redactFinding) };
}
