import type { CheckReport, ReportedFinding, ResourceChecklist } from '../../analysis/port.ts';
import { plural } from '../../base/names.ts';
import { severities } from '../../checklist/finding.ts';
import { loadReport } from '../context/look-up.ts';
import { printChecklist } from '../context/print-checklist.ts';
import type { CommandContext } from './command-context.ts';
import { answer, type CommandOutput } from './command-output.ts';
import { findTarget, type Target } from './target.ts';

const findingLimit = 60;
const resourceLimit = 60;
const problemLimit = 20;

/** What a review covers of a report. */
interface Extent {
  readonly title: string;
  readonly checklist: readonly ResourceChecklist[];
  readonly findings: readonly ReportedFinding[];
  readonly problems: CheckReport['problems'];
}

/** The checklist and the findings of a resource, a file or folder, what changed, or everything. */
export async function review(rest: string, context: CommandContext): Promise<CommandOutput> {
  const wanted = rest === '' ? (context.active?.path ?? 'all') : rest;
  if (wanted === 'changed') return answer(await reviewChanged(context));
  if (wanted === 'all') {
    const report = await loadReport(context);
    return answer(
      printReview(
        within('the whole project', report, () => true),
        report,
      ),
    );
  }
  const target = await findTarget(wanted, context);
  if (!target.ok) return answer(target.reason);
  const { value } = target;
  const report = await loadReport(context, {}, value.kind === 'path' ? [value.path] : undefined);
  return answer(printReview(extentOf(value, report), report));
}

function extentOf(target: Target, report: CheckReport): Extent {
  if (target.kind === 'path') {
    const isInside = (path: string): boolean => path === target.path || path.startsWith(`${target.path}/`);
    return within(`\`${target.path}\``, report, isInside);
  }
  const { module, path: file } = target;
  const checklist = report.checklist.filter(({ resource, path }) => resource === module && path === file);
  const indexes = new Set(checklist.flatMap(({ items }) => items.flatMap(({ findings }) => findings)));
  return {
    ...within(`\`${module}\``, report, (path) => path === file),
    checklist,
    findings: report.findings.filter((_, index) => indexes.has(index)),
  };
}

async function reviewChanged(context: CommandContext): Promise<string> {
  const changed = await context.changed();
  if (!changed.isKnown) {
    return `It is not known what changed: ${changed.reason}. \`/review all\` looks at everything.`;
  }
  const paths = new Set(changed.paths);
  const report = await loadReport(context);
  const title = `what changed since \`${changed.comparedWith}\` (${paths.size} ${plural('file', paths.size)})`;
  return printReview(
    within(title, report, (path) => paths.has(path)),
    report,
  );
}

/** Problems without a file concern everything. */
function within(title: string, report: CheckReport, isInside: (path: string) => boolean): Extent {
  return {
    title,
    checklist: report.checklist.filter(({ path }) => isInside(path)),
    findings: report.findings.filter(({ path }) => isInside(path)),
    problems: report.problems.filter(({ path }) => path === '' || isInside(path)),
  };
}

function printReview({ title, checklist, findings, problems }: Extent, { known }: CheckReport): string {
  const shown = checklist.slice(0, resourceLimit);
  const more = checklist.length - shown.length;
  const parts = [
    `## Review of ${title}`,
    shown.length === 0 ? 'No resource of it was examined.' : printChecklist(shown),
    more > 0 ? `${more} more ${plural('resource', more)} are not shown; name one, a file or a folder.` : '',
    printFindings(findings),
    printProblems(problems),
    known === 0 ? '' : `Known from the baseline, and not listed: ${known}.`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function printFindings(findings: readonly ReportedFinding[]): string {
  if (findings.length === 0) return 'Nothing found.';
  const sorted = [...findings].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const lines = sorted.slice(0, findingLimit).map(printLine);
  const more = findings.length - lines.length;
  const fixable = findings.filter(({ fixes }) => fixes.some(({ safe }) => safe)).length;
  return [
    `### ${findings.length} ${plural('finding', findings.length)}`,
    lines.join('\n'),
    more > 0 ? `${more} more are not shown; name a resource, a file or a folder.` : '',
    fixable > 0 ? `${fixable} can be fixed safely with \`/fix\`.` : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function printLine({ severity, rule, path, range, message, fixes }: ReportedFinding): string {
  const [first] = fixes;
  const fix = first === undefined ? '' : ` *${first.safe ? 'Fix' : 'Suggestion'}: ${first.title}*`;
  return `- **${severity}** \`${rule}\` \`${path}:${range.start.line}\`: ${message}${fix}`;
}

/** Files that were not examined are said, so that silence about them is not taken for a pass. */
function printProblems(problems: CheckReport['problems']): string {
  if (problems.length === 0) return '';
  const lines = problems.slice(0, problemLimit).map(({ path, line, message }) => {
    const place = path === '' ? '' : `\`${path}${line === undefined ? '' : `:${line}`}\`: `;
    return `- ${place}${message}`;
  });
  const more = problems.length - lines.length;
  return `### Not examined\n\n${lines.join('\n')}${more > 0 ? `\n- and ${more} more` : ''}`;
}
