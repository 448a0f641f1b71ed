import { localMessages } from '../../../architect/chat/local-messages.ts';
import type { Attachment } from '../../../architect/chat/chat-event.ts';
import { userMessage } from '../../../architect/chat/user-message.ts';
import type { Message } from '../../../architect/conversation.ts';
import { lookOnce } from '../../../architect/context/look-up.ts';
import { parseMentions } from '../../../architect/context/mention.ts';
import { resolveMention } from '../../../architect/context/resolve-mention.ts';
import { describeVerdict } from '../../../architect/edits/describe-verdict.ts';
import { splitHunks, takeHunks } from '../../../architect/edits/hunks.ts';
import { verifyChanges } from '../../../architect/edits/verify-changes.ts';
import type { Clock } from '../../../architect/ports.ts';
import type { Phase } from '../../../architect/tool.ts';
import type { TurnEvent } from '../../../architect/turn-event.ts';
import { Approvals } from '../../../architect/turn/approvals.ts';
import { defaultLimits } from '../../../architect/turn/limits.ts';
import { runTurn } from '../../../architect/turn/run-turn.ts';
import { createHandOver } from './hand-over.ts';
import { participantPrompt } from './participant-prompt.ts';
import type {
  EarlierTurn,
  ParticipantProject,
  ParticipantRequest,
  ParticipantSink,
  Reference,
} from './participant-request.ts';

/** In characters: what of the earlier conversation is told again. */
const historyLimit = 60_000;

/** Why a turn ended before it was done. */
const endings: Readonly<Partial<Record<(TurnEvent & { readonly kind: 'ended' })['stop'], string>>> = {
  length: 'The answer reached the length that the model may write. Ask for the rest, or for less.',
  refusal: 'The model refused to answer.',
  'context-full': 'The conversation is too large for the model. Begin a new one, or attach less.',
  'step-limit': 'So many steps were taken that the answer was ended here. Ask to go on, or for less at once.',
  'token-limit': 'So much was read and written that the answer was ended here. Ask to go on, or for less at once.',
};

/** Has the user's model answer, with tools that only read. Returns why there is no whole answer, if so. */
export async function askInChat(
  prompt: string,
  phase: Phase,
  request: ParticipantRequest,
  project: ParticipantProject,
  sink: ParticipantSink,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { ports, commands } = project;
  const { clock } = ports;
  let error: string | undefined;
  const tasks: string[] = [];
  const { attachments, notes } = await resolveReferences(prompt, request.references, project);
  await runTurn({
    ...request.model(),
    system: await participantPrompt(commands, phase),
    tools: [...project.tools.filter(({ risk }) => risk === 'read'), createHandOver((task) => tasks.push(task))],
    history: [...earlierMessages(request.history, clock), userMessage(prompt, attachments, notes, clock)],
    context: { ...ports, phase, signal },
    review: { verifyChanges, splitHunks, takeHunks, describeVerdict },
    approvals: new Approvals(clock),
    limits: defaultLimits,
    emit: (event) => {
      if (event.kind === 'failed') error = event.message;
      if (event.kind === 'ended') error ??= endings[event.stop];
      show(event, sink);
    },
    record: () => undefined,
    applied: () => undefined,
  });
  const task = tasks.at(-1);
  if (task !== undefined) sink.handOver(task);
  return error;
}

function show(event: TurnEvent, sink: ParticipantSink): void {
  switch (event.kind) {
    case 'text':
      sink.text(event.text);
      break;
    case 'call':
      // What follows is another thought.
      sink.text('\n\n');
      sink.progress(event.title);
      break;
    case 'retract':
      // What was shown in this chat cannot be taken back.
      sink.text('\n\n*(The answer broke off. What follows replaces what stands above.)*\n\n');
      break;
    case 'retrying':
      sink.progress(`The model did not answer (${event.reason}); asking again in ${Math.ceil(event.wait / 1000)} s`);
      break;
    default:
      break;
  }
}

async function resolveReferences(
  prompt: string,
  references: readonly Reference[],
  { commands }: ParticipantProject,
): Promise<{ readonly attachments: readonly Attachment[]; readonly notes: readonly string[] }> {
  const attachments: Attachment[] = [];
  const notes: string[] = [];
  const looking = lookOnce(commands);
  const inPrompt = parseMentions(prompt).map(({ mention }) => ({ kind: 'mention', mention }) as const);
  for (const reference of [...references, ...inPrompt]) {
    if (reference.kind === 'text') attachments.push(reference.attachment);
    if (reference.kind === 'tool') notes.push(`(The user wants the tool ${reference.tool} to be used.)`);
    if (reference.kind === 'foreign') {
      notes.push(`(The user attached ${reference.label}, which is not in this project and cannot be read here.)`);
    }
    if (reference.kind !== 'mention') continue;
    const found = await resolveMention(reference.mention, looking);
    if (!found.ok) notes.push(`(Not attached: ${found.reason})`);
    else attachments.push({ kind: reference.mention.kind, label: found.label, text: found.body });
  }
  return { attachments, notes };
}

/** The latest turns that fit. */
function earlierMessages(turns: readonly EarlierTurn[], clock: Clock): readonly Message[] {
  const messages: Message[] = [];
  let length = 0;
  for (const turn of [...turns].reverse()) {
    length += turn.question.length + turn.answer.length;
    if (length > historyLimit) break;
    messages.unshift(...messagesOf(turn, clock));
  }
  return messages;
}

function messagesOf({ question, answer, isLocal }: EarlierTurn, clock: Clock): readonly Message[] {
  const asked = userMessage(question, [], [], clock);
  if (isLocal) return localMessages(asked, answer, clock);
  return answer.trim() === '' ? [asked] : [asked, { role: 'assistant', blocks: [{ kind: 'text', text: answer }] }];
}
