import { z } from 'zod';
import { defineTool } from '../tool.ts';
import { allowedUsages, judgeCommand } from './allowed-commands.ts';

const input = z.strictObject({
  program: z.string().max(100).describe('`mix`.'),
  args: z.array(z.string().max(300)).max(20).describe('The arguments, one string each; there is no shell.'),
});

export const run = defineTool({
  name: 'run',
  description: `Runs a program in the project's folder, after the user has allowed this very call. Only these:\n${allowedUsages}\nWhoever answers questions is not there: the migration generator then takes a renamed column for a removed and an added one. Output is cut in the middle when it is long.`,
  title: ({ program, args }) => `Run ${[program, ...args].join(' ')}`,
  input,
  risk: 'run',
  phases: ['free', 'migrations'],
  command: ({ program, args }) => {
    const verdict = judgeCommand(program, args);
    if (!verdict.ok) return Promise.resolve(verdict);
    return Promise.resolve({ ok: true, command: { program, args, folder: '', timeLimit: verdict.timeLimit } });
  },
});
