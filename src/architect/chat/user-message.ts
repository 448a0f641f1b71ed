import type { Block, Message } from '../conversation.ts';
import type { Clock } from '../ports.ts';
import { asData } from '../safety/as-data.ts';
import type { Attachment } from './chat-event.ts';

/** What the user says, as the model gets it: what happened meanwhile, what is attached, then the words. */
export function userMessage(
  text: string,
  attachments: readonly Attachment[],
  notes: readonly string[],
  clock: Clock,
): Message {
  const data = attachments.map(({ kind, label, text: body }) => asData(`${kind} ${label}`, body, clock.randomId()));
  const blocks = [...notes, ...data, text]
    .filter((part) => part.trim() !== '')
    .map((part): Block => ({ kind: 'text', text: part }));
  return { role: 'user', blocks: blocks.length === 0 ? [{ kind: 'text', text: '(No text.)' }] : blocks };
}
