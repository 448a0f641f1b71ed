import { z } from 'zod';
import { defineTool } from '../tool.ts';
import { propose } from './propose.ts';
import { readProjectFile } from './read-project-file.ts';

const input = z.strictObject({
  path: z.string().describe('The file, relative to the project. Folders that are not there are made.'),
  summary: z.string().min(1).max(300).describe('One sentence for the user: what the file is for.'),
  text: z
    .string()
    .max(1 << 20)
    .describe('The whole text of the file.'),
});

export const write = defineTool({
  name: 'write',
  description:
    'Proposes a new file, or a new text for a whole file that you have read from its first line to its last in this conversation. For changes of a few places use `edit`. Nothing is written before the user accepts.',
  title: ({ path }) => `Write ${path}`,
  input,
  risk: 'propose',
  phases: ['free', 'design', 'migrations'],
  propose: async ({ path, summary, text }, context) => {
    const file = await readProjectFile(context, path);
    switch (file.kind) {
      case 'refused':
        return { ok: false, reason: file.reason };
      case 'missing':
        return propose(summary, [{ path: file.path, before: undefined, after: text }], context);
      case 'text': {
        if (context.seen?.sawAll(file.path, file.text) !== true) {
          const reason = `\`${file.path}\` exists, and you have not read all of it as it is now: what you did not see would be lost. Read it to its end first, or use \`edit\`.`;
          return { ok: false, reason };
        }
        const after = file.text.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text;
        return propose(summary, [{ path: file.path, before: file.text, after }], context);
      }
    }
  },
});
