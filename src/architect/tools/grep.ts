import { z } from 'zod';
import { mayRead } from '../safety/paths.ts';
import { withoutSecrets } from '../safety/without-secrets.ts';
import { defineTool, phases, type ToolContext } from '../tool.ts';
import { dataResult, failure } from './data-result.ts';
import { pathGlob } from './path-glob.ts';
import { linesOf } from './seen.ts';
import { textSearch } from './text-search.ts';

/** In milliseconds. */
const timeLimit = 5000;
/** After so many milliseconds of work, others get their turn. */
const breath = 40;
/** In characters. */
const fileLimit = 2 << 20;
/** How much of a line is searched, and shown, in characters. */
const searchedLength = 2000;
const shownLength = 400;

const input = z.strictObject({
  pattern: z.string().min(1).max(500).describe('A regular expression in RE2 syntax, matched line by line.'),
  glob: z.string().optional().describe('Which files to search, such as `lib/**/*.ex`; all when left out.'),
  literal: z.boolean().default(false).describe('Search for the pattern as plain text.'),
  ignore_case: z.boolean().default(false),
  context: z.int().min(0).max(10).default(0).describe('How many lines to show before and after each match.'),
  limit: z.int().min(1).max(300).default(80).describe('How many matching lines to show at most.'),
});

export const grep = defineTool({
  name: 'grep',
  description:
    'Searches the files of the project line by line, unsaved changes included, and shows `12: matching line` and `11- line around it` by file. The engine is RE2: no look-around, no back-references. It stops at `limit` matches (80) or after 5 seconds, and says so. Files that git ignores, dependencies and files with secrets are not searched.',
  title: ({ pattern, glob }) => `Search ${glob ?? 'the project'} for ${pattern}`,
  input,
  risk: 'read',
  phases,
  run: async (request, context) => {
    const search = textSearch({
      pattern: request.pattern,
      isLiteral: request.literal,
      ignoresCase: request.ignore_case,
    });
    if (!search.ok) return failure(search.reason);
    const paths = pathGlob(request.glob ?? '**');
    if (!paths.ok) return failure(paths.reason);
    const candidates = (await context.files.list())
      .filter((path) => paths.matches(path) && mayRead(path).kind === 'allowed')
      .sort();
    const found = await searchAll(candidates, search.matches, request, context);
    if (found.count === 0) return { text: `No line matches.${found.why === undefined ? '' : ` ${found.why}`}` };
    return dataResult(context, `search for ${request.pattern}`, found.sections.join('\n\n'), {
      more: 'Narrow the pattern or the files.',
      note: `${found.count} matching ${found.count === 1 ? 'line' : 'lines'} in ${found.sections.length} of ${candidates.length} files.${found.why === undefined ? '' : ` ${found.why}`}`,
    });
  },
});

interface Found {
  readonly sections: readonly string[];
  readonly count: number;
  /** Why the search ended before everything was seen. */
  readonly why: string | undefined;
}

async function searchAll(
  paths: readonly string[],
  matches: (line: string) => boolean,
  { context: margin, limit }: z.output<typeof input>,
  context: ToolContext,
): Promise<Found> {
  const deadline = context.clock.now() + timeLimit;
  const sections: string[] = [];
  let count = 0;
  for (const [index, path] of paths.entries()) {
    const file = await context.files.read(path);
    if (file.kind !== 'text' || file.text.length > fileLimit || file.text.includes('\0')) continue;
    const { hits, isLate } = await searchFile(file.text, matches, deadline, context);
    const kept = hits.slice(0, limit - count);
    count += kept.length;
    if (kept.length > 0) sections.push(printSection(path, file.text, kept, margin));
    const left = `${paths.length - index} files were not searched to the end: narrow the pattern or the files.`;
    if (isLate) return { sections, count, why: `It took over 5 seconds; ${left}` };
    if (count === limit) return { sections, count, why: `The limit is reached; ${left}` };
  }
  return { sections, count, why: undefined };
}

/** Indexes of the lines that match, without those that only match a secret. */
async function searchFile(
  text: string,
  matches: (line: string) => boolean,
  deadline: number,
  { clock, signal }: ToolContext,
): Promise<{ readonly hits: readonly number[]; readonly isLate: boolean }> {
  const hits: number[] = [];
  let rested = clock.now();
  let isLate = false;
  for (const [at, line] of linesOf(text).entries()) {
    signal.throwIfAborted();
    const now = clock.now();
    isLate = now >= deadline;
    if (isLate) break;
    if (now - rested >= breath) {
      await clock.sleep(0, signal);
      rested = clock.now();
    }
    if (matches(line.slice(0, searchedLength))) hits.push(at);
  }
  if (hits.length === 0) return { hits, isLate };
  const shown = linesOf(withoutSecrets(text));
  return { hits: hits.filter((at) => matches((shown[at] ?? '').slice(0, searchedLength))), isLate };
}

function printSection(path: string, text: string, hits: readonly number[], margin: number): string {
  const lines = linesOf(withoutSecrets(text));
  const wanted = new Set(hits);
  const span = Array.from({ length: 2 * margin + 1 }, (_, step) => step - margin);
  const around = [...new Set(hits.flatMap((hit) => span.map((step) => hit + step)))]
    .filter((at) => at >= 0 && at < lines.length)
    .sort((a, b) => a - b);
  const shown = around.map((at, index) => {
    const gap = margin > 0 && index > 0 && at - (around[index - 1] ?? 0) > 1 ? '…\n' : '';
    return `${gap}${at + 1}${wanted.has(at) ? ':' : '-'} ${(lines[at] ?? '').slice(0, shownLength)}`;
  });
  return [path.replace(/[\r\n]+/g, '␤'), ...shown].join('\n');
}
