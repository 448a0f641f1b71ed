import type { Preview, ProposedFile } from '../../analysis/port.ts';
import { printFinding } from '../context/resolve-mention.ts';
import type { ToolContext, ToolResult } from '../tool.ts';
import { dataResult, failure } from './data-result.ts';
import { readProjectFile } from './read-project-file.ts';

/** What checking says of texts that are not written anywhere. */
export async function checkProposed(
  proposed: readonly { readonly path: string; readonly text: string }[],
  context: ToolContext,
): Promise<ToolResult> {
  await context.facts.settled();
  const files: ProposedFile[] = [];
  for (const { path, text } of proposed) {
    const file = await readProjectFile(context, path);
    if (file.kind === 'refused') return failure(file.reason);
    files.push({ path: file.path, before: file.kind === 'text' ? file.text : undefined, after: text });
  }
  const { analysis, config, migrations } = context.facts;
  const preview = await analysis.preview({ config, migrations, baseline: undefined, files });
  return dataResult(context, 'the check of a draft', print(preview), { more: 'Check fewer files at once.' });
}

function print({ broken, fixed, added, remaining, unresolved, open, format }: Preview): string {
  const at = (path: string, line: number | undefined): string => (line === undefined ? path : `${path}:${line}`);
  return [
    ...broken.map(({ path, line, message }) => `does not parse: ${at(path, line)}: ${message}`),
    ...unresolved.map((sentence) => `undefined: ${sentence}`),
    ...added.map((finding) => `would add: ${printFinding(finding)}`),
    ...fixed.map((finding) => `would fix: ${finding.rule} at ${at(finding.path, finding.range.start.line)}`),
    ...format.map(({ path, line, message }) => `form: ${at(path, line)}: ${message}`),
    ...open.map(({ resource, reason }) => `known in part only: ${resource}: ${reason}`),
    `Would fix ${fixed.length}, add ${added.length} and leave ${remaining} of the files' findings; ${broken.length} files would not parse.`,
  ].join('\n');
}
