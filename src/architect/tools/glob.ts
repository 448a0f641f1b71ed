import { z } from 'zod';
import { plural } from '../../base/names.ts';
import { defineTool, phases } from '../tool.ts';
import { dataResult, failure } from './data-result.ts';
import { pathGlob } from './path-glob.ts';

const input = z.strictObject({
  pattern: z
    .string()
    .describe('Such as `lib/**/*.ex` or `priv/repo/migrations/*{user,team}*`; relative to the project.'),
  limit: z.int().min(1).max(500).default(200).describe('How many paths to list at most.'),
});

export const glob = defineTool({
  name: 'glob',
  description:
    'Lists files of the project by a pattern with `*`, `**`, `?`, `[ab]` and `{a,b}`, sorted by path. Files that git ignores, dependencies and build output are not listed. At most 200 paths unless `limit` says otherwise; how many there are is told.',
  title: ({ pattern }) => `Find files ${pattern}`,
  input,
  risk: 'read',
  phases,
  run: async ({ pattern, limit }, context) => {
    const compiled = pathGlob(pattern);
    if (!compiled.ok) return failure(compiled.reason);
    const found = (await context.files.list()).filter(compiled.matches).sort();
    if (found.length === 0) return { text: `No file fits \`${pattern}\`.` };
    const note = `${found.length} ${plural('file', found.length)}${found.length > limit ? `, ${limit} of them listed: narrow the pattern` : ''}.`;
    return dataResult(context, `files ${pattern}`, found.slice(0, limit).map(oneLine).join('\n'), {
      more: 'Narrow the pattern.',
      note,
    });
  },
});

/** A file's name may hold line breaks, and shall not look like two files. */
export function oneLine(path: string): string {
  return path.replace(/[\r\n]+/g, '␤');
}
