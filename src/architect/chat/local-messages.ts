import type { Message } from '../conversation.ts';
import type { Clock } from '../ports.ts';
import { asData } from '../safety/as-data.ts';
import { bounded } from '../safety/bounded.ts';

/** In characters: what a model is told of an answer that it did not give. */
const reportLimit = 12_000;

const closing = 'The extension answered this itself, without a model.';

/**
 * What a model is told later of a turn that it took no part in: the user's words, what came of them as data, and an
 * answer that only says so, since nothing of it is the model's own.
 */
export function localMessages(question: Message, report: string, clock: Clock): readonly Message[] {
  const { text, note } = bounded(report, reportLimit, 'The tools say the rest.');
  const data = asData('what the extension answered', text, clock.randomId());
  return [
    {
      role: 'user',
      blocks: [...question.blocks, { kind: 'text', text: note === undefined ? data : `${data}\n${note}` }],
    },
    { role: 'assistant', blocks: [{ kind: 'text', text: closing }] },
  ];
}

/** The question with other words; what is attached to it stays. */
export function withPrompt(question: Message, prompt: string): Message {
  return { ...question, blocks: [...question.blocks.slice(0, -1), { kind: 'text', text: prompt }] };
}
