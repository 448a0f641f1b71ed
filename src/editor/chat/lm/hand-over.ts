import { z } from 'zod';
import { defineTool, phases, type Tool } from '../../../architect/tool.ts';

const input = z.strictObject({
  task: z
    .string()
    .min(1)
    .max(4000)
    .describe('What is to be changed and why, as the user would say it, with the places as path:line.'),
});

/** Where only reading is possible, a model hands edits over: the user opens the panel with the task, or does not. */
export function createHandOver(onTask: (task: string) => void): Tool {
  return defineTool<z.output<typeof input>>({
    risk: 'read',
    name: 'open_architect',
    description:
      "Shows the user a button that opens the architect's own panel with a task. Call it once, when files are to be changed, a program is to be run or a plan is to be kept: none of that is possible here, and all of it there, checked first and decided on by the user.",
    title: () => 'Offer to open the architect',
    input,
    phases,
    run: ({ task }) => {
      onTask(task);
      return Promise.resolve({ text: 'The button is shown. Say in a sentence what it is for, and end your answer.' });
    },
  });
}
