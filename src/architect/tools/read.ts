import { z } from 'zod';
import { linesOf } from '../context/lines-of.ts';
import { withoutSecrets } from '../safety/without-secrets.ts';
import { defineTool, phases } from '../tool.ts';
import { dataResult, failure, resultLimit } from './data-result.ts';
import { readProjectFile } from './read-project-file.ts';

const lineLimit = 2000;
/** In characters: larger files are generated ones. */
const sizeLimit = 2 << 20;

const input = z.strictObject({
  path: z.string().describe('The file, relative to the project, such as `lib/blog/post.ex`.'),
  from: z.int().min(1).default(1).describe('The first line to show, from 1.'),
  limit: z.int().min(1).max(1000).default(400).describe('How many lines to show at most.'),
});

export const read = defineTool({
  name: 'read',
  description:
    'Shows a file of the project with line numbers (`12: text`; the number and the colon with its space are not part of the file), as the user sees it now, unsaved changes included. Long files are shown in parts: ask again with `from`. Lines over 2,000 characters are cut. Secrets are shown as `[redacted]`; files that hold nothing but secrets, or more than 2 MB, are refused. For what a resource consists of, `get_resource` is shorter and knows more.',
  title: ({ path, from }) => (from === 1 ? `Read ${path}` : `Read ${path} from line ${from}`),
  input,
  risk: 'read',
  phases,
  run: async ({ path, from, limit }, context) => {
    const file = await readProjectFile(context, path);
    if (file.kind !== 'text') return failure(file.reason);
    if (file.text.length > sizeLimit)
      return failure(`\`${file.path}\` is larger than 2 MB, and neither read nor searched here.`);
    if (file.text.includes('\0')) return failure(`\`${file.path}\` is not a text.`);
    const lines = linesOf(withoutSecrets(file.text));
    if (from > lines.length) return failure(`\`${file.path}\` has only ${lines.length} lines.`);
    const shown = fitting(lines, from, limit);
    const last = from + shown.length - 1;
    // Of a line that was cut, the rest was not seen.
    for (let line = from; line <= last; line++) {
      if ((lines[line - 1] ?? '').length <= lineLimit) context.seen?.record(file.path, file.text, line, line);
    }
    const rest = last < lines.length ? ` Read on with \`from: ${last + 1}\`.` : '';
    const unsaved = file.isUnsaved ? ' It has changes that are not saved.' : '';
    return dataResult(context, file.path, shown.join('\n'), {
      more: '',
      limit: Number.POSITIVE_INFINITY,
      note: `Lines ${from} to ${last} of ${lines.length}.${rest}${unsaved}`,
    });
  },
});

/** Numbered lines from `from` on, as many as were asked for and fit; one at least. */
function fitting(lines: readonly string[], from: number, limit: number): string[] {
  const shown: string[] = [];
  let length = 0;
  for (const line of lines.slice(from - 1, from - 1 + limit)) {
    const cut = line.length > lineLimit ? `${line.slice(0, lineLimit)} … (${line.length - lineLimit} more)` : line;
    length += cut.length + 8;
    if (length > resultLimit && shown.length > 0) break;
    shown.push(`${from + shown.length}: ${cut}`);
  }
  return shown;
}
