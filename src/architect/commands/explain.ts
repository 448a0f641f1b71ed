import type { CheckReport, ReportedFinding } from '../../analysis/port.ts';
import { closest } from '../../base/names.ts';
import { ruleIndex } from '../../checklist/rule-index.generated.ts';
import { loadModel, loadReport } from '../context/look-up.ts';
import { parseMentions } from '../context/mention.ts';
import { findByModule } from '../context/model-view.ts';
import { findFindingAt, printFinding } from '../context/resolve-mention.ts';
import { printResourceCard } from '../context/resource-card.ts';
import type { CommandContext } from './command-context.ts';
import { answer, type CommandOutput } from './command-output.ts';
import { plainName } from './target.ts';

/** Explains a rule, a resource, or the findings on a line; without a word, those on the line of the cursor. */
export async function explain(rest: string, context: CommandContext): Promise<CommandOutput> {
  if (rest === '') return answer(await explainCursor(context));
  const [placed] = parseMentions(rest);
  if (placed?.mention.kind === 'finding') {
    const finding = findFindingAt((await reportAbout(placed.mention.path, context)).findings, placed.mention);
    if (finding === undefined) return answer('This finding is not there any more.');
    return answer(await explainFindings([finding], context));
  }
  const name = plainName(rest);
  if (ruleIndex.some(({ id }) => id === name)) return answer(await explainRule(name, context));
  const { resources } = await loadModel(context);
  const resource = findByModule(resources, name);
  if (resource !== undefined) return answer(printResourceCard(resource, await loadReport(context)));
  const [, path, line] = /^(.+?):(\d+)(?::\d+)?$/.exec(name) ?? [];
  if (path !== undefined) return answer(await explainLine(path.replace(/^\.\//, ''), Number(line), context));
  const near = closest(name, [...ruleIndex.map(({ id }) => id), ...resources.map(({ module }) => module)]);
  const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return answer(
    `\`${name}\` is neither a rule nor a resource of this project.${hint} A line is written \`lib/a.ex:12\`.`,
  );
}

async function explainCursor(context: CommandContext): Promise<string> {
  if (context.active === undefined) {
    return 'No file of the project is open. Name a rule, a resource, or a line such as `lib/a.ex:12`.';
  }
  return explainLine(context.active.path, context.active.line, context);
}

/** A migration that is asked about is examined, whether it changed or not. */
function reportAbout(path: string, context: CommandContext): Promise<CheckReport> {
  return loadReport(context, {}, [path]);
}

async function explainLine(path: string, line: number, context: CommandContext): Promise<string> {
  const { findings, problems } = await reportAbout(path, context);
  const here = findings.filter(
    ({ path: own, range }) => own === path && range.start.line <= line && line <= range.end.line,
  );
  if (here.length > 0) return explainFindings(here, context);
  const problem = problems.find((entry) => entry.path === path);
  if (problem !== undefined) return `\`${path}\` was not examined: ${problem.message}`;
  const elsewhere = findings.filter((finding) => finding.path === path).map(({ range }) => range.start.line);
  const hint = elsewhere.length === 0 ? '' : ` The file has findings on line ${[...new Set(elsewhere)].join(', ')}.`;
  return `There is no finding on \`${path}:${line}\`.${hint}`;
}

async function explainFindings(findings: readonly ReportedFinding[], context: CommandContext): Promise<string> {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  const pages = await Promise.all(rules.map((rule) => explainRule(rule, context)));
  const texts = findings.map((finding) => printFinding(finding).replaceAll('\n', '  \n'));
  return [...texts, ...pages].join('\n\n---\n\n');
}

async function explainRule(id: string, { rulePages }: CommandContext): Promise<string> {
  const page = await rulePages(id);
  if (page !== undefined) return page.trim();
  return `\`${id}\`: ${ruleIndex.find((rule) => rule.id === id)?.summary ?? 'the rule has no page.'}`;
}
