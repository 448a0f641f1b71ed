import { z } from 'zod';
import { plural } from '../../base/names.ts';
import { linesOf } from '../context/lines-of.ts';
import { mayRead } from '../safety/paths.ts';
import { withoutSecrets } from '../safety/without-secrets.ts';
import { defineTool, phases, type ToolContext } from '../tool.ts';
import { dataResult, failure } from './data-result.ts';
import { oneLine } from './glob.ts';
import { pathGlob } from './path-glob.ts';
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
    'Searches the files of the project line by line, unsaved changes included, and shows `12: matching line` and `11- line around it` by file. The engine is RE2: no look-around, no back-references. It stops at `limit` matches (80) or after 5 seconds, and says so. Files that git ignores, dependencies, files with secrets and files over 2 MB are not searched.',
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
    const rest = found.unsearched.map((sentence) => ` ${sentence}`).join('');
    if (found.count === 0) return { text: `No line matches.${rest}` };
    return dataResult(context, `search for ${request.pattern}`, found.sections.join('\n\n'), {
      more: 'Narrow the pattern or the files.',
      note: `${found.count} matching ${plural('line', found.count)} in ${found.sections.length} of ${candidates.length} files.${rest}`,
    });
  },
});

interface Found {
  readonly sections: readonly string[];
  readonly count: number;
  /** Sentences about what was not searched. */
  readonly unsearched: readonly string[];
}

async function searchAll(
  paths: readonly string[],
  matches: (line: string) => boolean,
  { context: margin, limit }: z.output<typeof input>,
  context: ToolContext,
): Promise<Found> {
  const deadline = context.clock.now() + timeLimit;
  const sections: string[] = [];
  const large: string[] = [];
  let count = 0;
  const found = (...why: readonly string[]): Found => ({
    ...{ sections, count },
    unsearched: large.length === 0 ? why : [...why, `Too large to be searched: ${large.map(oneLine).join(', ')}.`],
  });
  for (const [index, path] of paths.entries()) {
    const file = await context.files.read(path);
    if (file.kind !== 'text' || file.text.includes('\0')) continue;
    if (file.text.length > fileLimit) {
      large.push(path);
      continue;
    }
    const { hits, lines, isLate } = await searchFile(file.text, matches, deadline, context);
    const kept = hits.slice(0, limit - count);
    count += kept.length;
    if (kept.length > 0) sections.push(printSection(path, lines, kept, margin));
    const isWhole = !isLate && kept.length === hits.length;
    const left = paths.length - index - (isWhole ? 1 : 0);
    const rest = `${left} ${left === 1 ? 'file was' : 'files were'} not searched to the end: narrow the pattern or the files.`;
    if (isLate) return found(`It took over 5 seconds; ${rest}`);
    if (count === limit && left > 0) return found(`The limit is reached; ${rest}`);
  }
  return found();
}

/** Indexes of the lines that match, without those that only match a secret; `lines` may be shown. */
async function searchFile(
  text: string,
  matches: (line: string) => boolean,
  deadline: number,
  { clock, signal }: ToolContext,
): Promise<{ readonly hits: readonly number[]; readonly lines: readonly string[]; readonly isLate: boolean }> {
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
  if (hits.length === 0) return { hits, lines: [], isLate };
  const lines = linesOf(withoutSecrets(text));
  return { hits: hits.filter((at) => matches((lines[at] ?? '').slice(0, searchedLength))), lines, isLate };
}

function printSection(path: string, lines: readonly string[], hits: readonly number[], margin: number): string {
  const wanted = new Set(hits);
  const span = Array.from({ length: 2 * margin + 1 }, (_, step) => step - margin);
  const around = [...new Set(hits.flatMap((hit) => span.map((step) => hit + step)))]
    .filter((at) => at >= 0 && at < lines.length)
    .sort((a, b) => a - b);
  const shown = around.map((at, index) => {
    const gap = margin > 0 && index > 0 && at - (around[index - 1] ?? 0) > 1 ? '…\n' : '';
    return `${gap}${at + 1}${wanted.has(at) ? ':' : '-'} ${(lines[at] ?? '').slice(0, shownLength)}`;
  });
  return [oneLine(path), ...shown].join('\n');
}
