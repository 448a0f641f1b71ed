import type { Colors } from 'picocolors/types';
import { nothingSentence, planOutline, refusedSentence, type PlanEntry } from '../../analysis/plan-outline.ts';
import type { PlanReport, PlanReportMigration } from '../../analysis/plan-report.ts';
import { operationToText } from './operation-text.ts';

/** The plan for a person at a terminal: what is done, where it comes from, what it costs, what goes wrong. */
export function planToText(report: PlanReport, colors: Colors): string {
  const blocks = [
    report.refused === undefined ? '' : `${colors.red(refusedSentence)} ${report.refused}\n`,
    ...report.migrations.map((migration) => printMigration(migration, colors)),
    printList(
      'Snapshots',
      report.snapshots.map(({ action, path }) => `${action.padEnd(7)} ${path}`),
      colors,
    ),
    ...planOutline(report).map(({ title, entries }) =>
      printList(
        title,
        entries.map((entry) => printEntry(entry, colors)),
        colors,
      ),
    ),
  ];
  const isNothing = report.migrations.length === 0 && report.refused === undefined;
  return [...(isNothing ? [`${nothingSentence(report)}\n`] : []), ...blocks].filter((block) => block !== '').join('\n');
}

function printEntry({ finding, place, text, answer }: PlanEntry, colors: Colors): string {
  const paint =
    finding?.severity === 'error' ? colors.red : finding?.severity === 'warning' ? colors.yellow : colors.gray;
  return [
    ...(finding === undefined ? [] : [`${paint(finding.severity)}[${finding.rule}]`]),
    ...(place === undefined ? [] : [`${place.path}:${place.line}`]),
    text,
    ...(answer === undefined ? [] : [answer.isGiven ? answer.text : colors.yellow(answer.text)]),
  ].join(' ');
}

function printList(title: string, lines: readonly string[], colors: Colors): string {
  return lines.length === 0 ? '' : `${colors.bold(title)}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function printMigration({ path, up, transaction }: PlanReportMigration, colors: Colors): string {
  const hint = transaction ? '' : colors.gray(' (without a transaction)');
  return `${colors.bold(path)}${hint}\n${up.map((operation) => operationToText(operation, colors)).join('')}`;
}
