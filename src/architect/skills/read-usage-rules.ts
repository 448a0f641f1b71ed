import { z } from 'zod';
import { closest } from '../../base/names.ts';
import { asData } from '../safety/as-data.ts';
import { bounded } from '../safety/bounded.ts';
import { withoutSecrets } from '../safety/without-secrets.ts';
import { defineTool, phases, type Tool, type ToolResult } from '../tool.ts';
import { failure } from '../tools/data-result.ts';
import { isGuidancePath, type GuidanceFiles } from './guidance-files.ts';

const input = z.strictObject({
  path: z.string().optional().describe('A path from the list. Without it, the list is given.'),
  offset: z.int().min(0).optional().describe('The character to go on from, after a result that was cut.'),
});

/** In characters. */
const pageLimit = 16_000;
const listLimit = 200;

/** The tool that lists and reads what the user's own dependencies say about their use. */
export function createReadUsageRules(guidance: GuidanceFiles, isTrusted: () => boolean): Tool {
  return defineTool<z.output<typeof input>>({
    risk: 'read',
    name: 'read_usage_rules',
    description: `Lists and reads the usage rules that the project's own dependencies bring along for the locked versions (deps/*/usage-rules*.md and below deps/*/usage-rules/), and the project's AGENTS.md and CLAUDE.md. Call it without a path for the list. Prefer it to memory when an option, a function or a task of a package is in doubt; where the DSL catalogue rejects an option that a rule shows, the catalogue is right. At most ${pageLimit} characters a call.`,
    title: ({ path }) => (path === undefined ? 'List usage rules' : `Read ${path}`),
    input,
    phases,
    run: async ({ path, offset = 0 }, { clock }) => {
      if (!isTrusted()) return failure('The workspace is not trusted, so what it says to agents is not read.');
      const paths = (await guidance.list()).filter(isGuidancePath).sort();
      if (path === undefined) return list(paths);
      if (!paths.includes(path)) return unknown(path, paths);
      const file = await guidance.read(path);
      if (file.kind === 'missing') return failure(`\`${path}\` is gone. Ask for the list again.`);
      if (file.kind === 'refused') return failure(`\`${path}\` is not read: ${file.reason}`);
      return page(path, withoutSecrets(file.text), offset, clock.randomId());
    },
  });
}

function list(paths: readonly string[]): ToolResult {
  if (paths.length === 0) {
    return {
      text: 'There are no usage rules: the dependencies are not fetched (`mix deps.get`), or bring none along. The DSL catalogue still answers.',
    };
  }
  const more = paths.length - listLimit;
  const note = more > 0 ? `\n(${more} more are not listed; give a path of the same form to read one.)` : '';
  return { text: `${paths.slice(0, listLimit).join('\n')}${note}` };
}

function unknown(path: string, paths: readonly string[]): ToolResult {
  const near = closest(path, paths);
  return failure(
    `\`${path}\` is not among the usage rules.${near === undefined ? ' Call this without a path for the list.' : ` Did you mean \`${near}\`?`}`,
  );
}

function page(path: string, text: string, offset: number, id: string): ToolResult {
  const rest = text.slice(offset);
  if (rest === '') return failure(`\`${path}\` has ${text.length} characters; ${offset} is behind its end.`);
  const { text: shown, note } = bounded(rest, pageLimit, '');
  const go = note === undefined ? '' : `\n${note.trim()} Go on with offset ${offset + shown.length}.`;
  return { text: `${asData(path, shown, id)}${go}` };
}
