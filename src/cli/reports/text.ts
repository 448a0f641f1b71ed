import type { Colors } from 'picocolors/types';
import type { CheckReport, ReportedFinding, ResourceChecklist } from '../../analysis/port.ts';
import type { ItemState } from '../../checklist/checklist.ts';
import { checklistItems, severities, type Severity } from '../../checklist/finding.ts';
import { plural } from '../../base/names.ts';
import type { Printable } from './report.ts';

/** Longer checklists are summed up. */
const tableLimit = 60;

/** The report for a person at a terminal. */
export function toText({ report, ms }: Printable, colors: Colors): string {
  const blocks = report.findings.map((finding) => printFinding(finding, colors));
  return [
    ...blocks,
    printProblems(report, colors),
    printChecklist(report.checklist, colors),
    printSummary(report, ms, colors),
  ]
    .filter((block) => block !== '')
    .join('\n');
}

function printFinding(finding: ReportedFinding, colors: Colors): string {
  const { start, end } = finding.range;
  const gutter = ' '.repeat(String(start.line).length);
  const bar = colors.blue('|');
  const isOneLine = end.line === start.line;
  const width = Math.max(1, (isOneLine ? end.column : finding.lineText.length + 1) - start.column);
  const pad = finding.lineText.slice(0, start.column - 1).replace(/[^\t]/g, ' ');
  const paint = painter(finding.severity, colors);
  const lines = [
    `${paint(colors.bold(finding.severity))}${colors.bold(`[${finding.rule}]`)}: ${finding.message}`,
    `${gutter}${colors.blue('-->')} ${finding.path}:${start.line}:${start.column}`,
    `${colors.blue(String(start.line))} ${bar} ${finding.lineText.trimEnd()}`,
    `${gutter} ${bar} ${pad}${paint('^'.repeat(width))}`,
    ...finding.related.map(
      ({ path, range, message }) => `${gutter} ${colors.blue('=')} ${path}:${range.start.line}: ${message}`,
    ),
    ...finding.fixes.map(
      ({ title, safe }) => `${gutter} ${colors.blue('=')} ${colors.green(safe ? 'fix' : 'suggestion')}: ${title}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function painter(severity: Severity, colors: Colors): (text: string) => string {
  return { error: colors.red, warning: colors.yellow, info: colors.cyan, hint: colors.gray }[severity];
}

function printProblems({ problems }: CheckReport, colors: Colors): string {
  if (problems.length === 0) return '';
  const lines = problems.map(({ path, message, line }) => {
    const place = path === '' ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
    return `  ${place}${message}`;
  });
  return `${colors.bold('Problems')}\n${lines.join('\n')}\n`;
}

const signs: Readonly<Record<ItemState, string>> = { passed: '✓', flagged: '✗', open: '○', 'not-examined': '–' };

function printChecklist(checklist: readonly ResourceChecklist[], colors: Colors): string {
  if (checklist.length === 0) return '';
  const legend = colors.dim('✓ passed  ✗ flagged  ○ examined in part (open resource)  – not examined');
  const table = checklist.length <= tableLimit ? resourceTable(checklist, colors) : totals(checklist, colors);
  return `${colors.bold('Checklist')}  ${legend}\n${table}\n${reasons(checklist, colors)}`;
}

function resourceTable(checklist: readonly ResourceChecklist[], colors: Colors): string {
  const width = Math.max(...checklist.map(({ resource }) => resource.length), 8);
  const header = `  ${' '.repeat(width)}  ${checklistItems.join('  ')}`;
  const rows = checklist.map(({ resource, items }) => {
    const cells = items.map(({ area, state, findings }) => {
      const text = state === 'flagged' ? `${signs.flagged} ${findings.length}` : signs[state];
      return paintState(state, colors)(text.padEnd(area.length));
    });
    return `  ${resource.padEnd(width)}  ${cells.join('  ')}`;
  });
  return [colors.dim(header), ...rows].join('\n');
}

function totals(checklist: readonly ResourceChecklist[], colors: Colors): string {
  return checklistItems
    .map((area, index) => {
      const count = (state: ItemState): number => checklist.filter(({ items }) => items[index]?.state === state).length;
      const parts = (['passed', 'flagged', 'open', 'not-examined'] as const).map((state) =>
        paintState(state, colors)(`${signs[state]} ${count(state)}`.padEnd(8)),
      );
      return `  ${area.padEnd(14)}${parts.join('')}`;
    })
    .join('\n');
}

function paintState(state: ItemState, colors: Colors): (text: string) => string {
  return { passed: colors.green, flagged: colors.red, open: colors.yellow, 'not-examined': colors.dim }[state];
}

/** Why boxes are open or were not examined, and what was proven, each reason once with the number of resources. */
function reasons(checklist: readonly ResourceChecklist[], colors: Colors): string {
  const counts = new Map<string, number>();
  for (const { items } of checklist) {
    for (const { area, state, reason } of items) {
      const isProof = state === 'passed' && area === 'migrations';
      if (reason === undefined || (state !== 'open' && state !== 'not-examined' && !isProof)) continue;
      const key = state === 'open' ? `${signs.open} ${reason}` : `${signs[state]} ${area}: ${reason}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const lines = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 8);
  return (
    lines.map(([text, count]) => colors.dim(`  ${text}${count > 1 ? ` (${count}×)` : ''}`)).join('\n') +
    (lines.length > 0 ? '\n' : '')
  );
}

function printSummary(report: CheckReport, ms: number, colors: Colors): string {
  const { stats, findings, known, uncoveredAreas } = report;
  const counts = severities
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => painter(severity, colors)(`${count} ${plural(severity, count)}`));
  const fixable = findings.filter(({ fixes }) => fixes.some(({ safe }) => safe)).length;
  const found = counts.length === 0 ? colors.green('Nothing found') : counts.join(', ');
  const lines = [
    `${colors.bold(found)} in ${stats.resources} ${plural('resource', stats.resources)}, ${stats.domains} ${plural('domain', stats.domains)} and ${stats.migrations} ${plural('migration', stats.migrations)} (${stats.files} files, ${(ms / 1000).toFixed(1)} s)`,
  ];
  if (fixable > 0) lines.push(`${fixable} can be fixed safely with \`--fix\`.`);
  if (known > 0) lines.push(`${known} known from the baseline.`);
  if (uncoveredAreas.length > 0) lines.push(colors.dim(`No rules yet for: ${uncoveredAreas.join(', ')}.`));
  return `${lines.join('\n')}\n`;
}
