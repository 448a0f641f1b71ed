import { z } from 'zod';
import { defineTool, phases, type Tool } from '../tool.ts';

/** A question as the panel shows it: the user takes an option, or writes something else. */
export const questionSchema = z.strictObject({
  question: z.string().min(1).max(500).describe('One question that changes the model, in a full sentence.'),
  options: z
    .array(
      z.strictObject({
        label: z.string().min(1).max(80),
        consequence: z.string().max(300).describe('What follows from it, in a sentence.'),
      }),
    )
    .min(2)
    .max(4),
  recommended: z.int().min(1).max(4).optional().describe('The number of the option that you recommend, from 1.'),
});

export type Question = z.output<typeof questionSchema>;

/** The tool that asks; the answer is the user's next message. */
export function createAskUser(): Tool {
  return defineTool<Question>({
    risk: 'read',
    name: 'ask_user',
    description:
      'Shows a question with two to four options. Use it only for what cannot be looked up and changes the model. After it, stop: the answer is the next message of the user, and may be none of the options.',
    title: ({ question }) => `Ask: ${question}`,
    input: questionSchema,
    phases,
    run: (question) => Promise.resolve(shown(question)),
  });
}

function shown({ options, recommended }: Question): { text: string; isError?: boolean } {
  if (recommended !== undefined && recommended > options.length) {
    return { text: `There are ${options.length} options; ${recommended} is none of them.`, isError: true };
  }
  return { text: 'The question is shown. End your turn now; the answer is the next message of the user.' };
}
