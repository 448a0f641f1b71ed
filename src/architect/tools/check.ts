import { z } from 'zod';
import { fileKind, type FileKind } from '../../analysis/file-kind.ts';
import type { ReportedFinding } from '../../analysis/port.ts';
import { plural } from '../../base/names.ts';
import { isAtLeast, severities } from '../../checklist/finding.ts';
import { printFinding } from '../context/resolve-mention.ts';
import { loadModel, loadReport } from '../context/look-up.ts';
import { findByModule } from '../context/model-view.ts';
import { printChecklist } from '../context/print-checklist.ts';
import { mayRead } from '../safety/paths.ts';
import { defineTool, phases, type ToolContext, type ToolResult } from '../tool.ts';
import { checkProposed } from './check-proposed.ts';
import { dataResult, failure } from './data-result.ts';
import { knownRules } from './known-rules.ts';

const input = z.strictObject({
  resource: z.string().optional().describe('Findings of this resource, its migrations among them.'),
  path: z.string().optional().describe('Findings in this file or below this folder.'),
  rules: z.array(z.string()).max(30).optional().describe('Only these rules or areas, such as `indexes`.'),
  severity: z.enum(severities).default('hint').describe('Findings of this severity or a worse one.'),
  limit: z.int().min(1).max(200).default(50).describe('How many findings to show at most.'),
  proposed: z
    .array(z.strictObject({ path: z.string(), text: z.string().max(1 << 20) }))
    .max(20)
    .optional()
    .describe(
      'Whole texts of files that are not written: tells what they would fix, add, break and leave undefined. `resource`, `path` and `rules` cannot be given with it.',
    ),
});

type Input = z.output<typeof input>;

export const check = defineTool({
  name: 'check',
  description:
    'Runs the checklist on the project as it is now: the five boxes of each resource that is asked for and its findings with rule, file, line, consequence and fixes. Without arguments it is the whole project; narrow it by resource, path or rules. With `proposed` it checks texts before you propose them.',
  title: ({ resource, path, rules, proposed }) =>
    proposed === undefined
      ? `Check ${[resource ?? path ?? 'the project', ...(rules ?? [])].join(' ')}`
      : `Check a draft of ${proposed.map((file) => file.path).join(', ')}`,
  input,
  risk: 'read',
  phases,
  run: async (request, context) => {
    const { proposed, resource, path, rules } = request;
    if (proposed === undefined) return checkProject(request, context);
    if ([resource, path, rules].every((narrowing) => narrowing === undefined)) return checkProposed(proposed, context);
    return failure('Texts that are `proposed` are checked as a whole: leave `resource`, `path` and `rules` out.');
  },
});

async function checkProject(request: Input, context: ToolContext): Promise<ToolResult> {
  const rules = knownRules(request.rules ?? []);
  if (!rules.ok) return failure(rules.reason);
  const place = request.path === undefined ? undefined : mayRead(request.path.replace(/\/+$/, ''));
  if (place?.kind === 'refused') return failure(place.reason);
  const report = await loadReport(context, {
    only: request.rules === undefined ? undefined : rules.ids,
    // The boxes of a resource hold findings of its migrations, so that it is looked for in the whole report.
    scope: place === undefined ? undefined : [place.path],
  });
  const module = request.resource === undefined ? undefined : await moduleOf(request.resource, context);
  if (module !== undefined && !module.ok) return failure(module.reason);
  const checklist = report.checklist.filter(({ resource }) => module === undefined || resource === module.module);
  const own = new Set(checklist.flatMap(({ items }) => items.flatMap((item) => item.findings)));
  const findings = report.findings
    .filter((_, index) => module === undefined || own.has(index))
    .filter(({ severity }) => isAtLeast(severity, request.severity));
  const problems = report.problems.filter(({ path }) => place === undefined || isBelow(path, place.path));
  const parts = [
    checklist.length === 0 ? '' : printChecklist(checklist),
    ...findings.slice(0, request.limit).map(printFinding),
    ...problems.map(
      ({ path, message, line }) => `not examined: ${path}${line === undefined ? '' : `:${line}`}: ${message}`,
    ),
  ].filter((part) => part !== '');
  const left = findings.length - request.limit;
  const known = report.known === 0 ? '' : ` ${report.known} more are in the project's baseline, and left out.`;
  const note = `${count(findings)}.${known}${left > 0 ? ` ${left} of them are not shown: narrow the question, or raise \`limit\`.` : ''}`;
  if (parts.length === 0) return place === undefined ? { text: note } : nothingAt(place.path, note, context);
  return dataResult(context, 'the checklist', parts.join('\n\n'), { more: 'Narrow the question.', note });
}

const examined: readonly FileKind[] = ['source', 'migration', 'snapshot'];

/** Silence about files that nobody examines, or that are not there, is no pass. */
async function nothingAt(path: string, note: string, { files }: ToolContext): Promise<ToolResult> {
  const isExamined = (await files.list()).some((file) => isBelow(file, path) && examined.includes(fileKind(file)));
  return isExamined
    ? { text: note }
    : failure(
        `There is nothing at \`${path}\` that is examined: neither a source file, nor a migration, nor a resource snapshot.`,
      );
}

async function moduleOf(
  name: string,
  context: ToolContext,
): Promise<{ readonly ok: true; readonly module: string } | { readonly ok: false; readonly reason: string }> {
  const found = findByModule((await loadModel(context)).resources, name);
  if (found !== undefined) return { ok: true, module: found.module };
  return { ok: false, reason: `There is no resource \`${name}\`, or several end so: \`list_resources\` lists them.` };
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function count(findings: readonly ReportedFinding[]): string {
  if (findings.length === 0) return 'No findings';
  const parts = severities.flatMap((severity) => {
    const { length } = findings.filter((finding) => finding.severity === severity);
    return length === 0 ? [] : [`${length} ${plural(severity, length)}`];
  });
  return `${findings.length} ${plural('finding', findings.length)}: ${parts.join(', ')}`;
}
