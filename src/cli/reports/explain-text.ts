import type { Colors } from 'picocolors/types';
import { engineName } from '../../base/engine-name.ts';
import { plural } from '../../base/names.ts';
import type { Estimate, Flip, IndexReport, ReportedIndex } from '../../postgres/experiment/index-report.ts';
import { leftOut } from '../../postgres/experiment/left-out.ts';
import { representativeFlips } from '../../postgres/experiment/representative-flips.ts';
import { verdictTitles } from '../../postgres/experiment/verdict-titles.ts';
import { figure } from '../../postgres/explain/plan-rows.ts';
import { printChange } from '../../postgres/explain/print-comparison.ts';

/** What indexes do, for a person at a terminal: by table, what is missing first. */
export function explainToText(report: IndexReport, colors: Colors): string {
  const tables = [...new Set(report.indexes.map(({ table }) => table))];
  return [
    head(report),
    ...tables.map((table) => printTable(table, report, colors)),
    report.tables.every(({ failed }) => failed !== undefined) ? printEstimates(report.estimates, colors) : '',
    printList('Left out', leftOut(report), colors),
  ]
    .filter((block) => block !== '')
    .join('\n');
}

function head({ engine, settings, repo, tables }: IndexReport): string {
  const measured = tables.filter(({ failed }) => failed === undefined).length;
  if (engine === null) return `There is no index to measure in \`${repo}\`.\n`;
  return (
    `${repo}: ${measured} ${plural('table', measured)} measured on ${engineName(engine)} with ${figure(settings.rows)} generated rows, ` +
    `${settings.rowsPerParent} for each row that they refer to, ${settings.tenants} tenants, seed ${settings.seed}, random_page_cost ${settings.randomPageCost}.\n`
  );
}

function printTable(table: string, report: IndexReport, colors: Colors): string {
  const facts = report.tables.find((one) => one.table === table);
  const own = report.indexes.filter((index) => index.table === table);
  if (facts?.failed !== undefined) return '';
  const rows = facts === undefined ? '' : colors.gray(` ${figure(facts.rows)} rows`);
  const lines = verdictTitles.flatMap(([verdict, title]) =>
    own.filter((index) => index.verdict === verdict).flatMap((index) => printIndex(index, title, colors)),
  );
  return lines.length === 0 ? '' : `${colors.bold(table)}${rows}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function printIndex(index: ReportedIndex, title: string, colors: Colors): readonly string[] {
  const { verdict, name, summary, declaration, origin } = index;
  const isMissing = verdict === 'serves';
  const paint = isMissing
    ? colors.red
    : verdict === 'redundant' || verdict === 'serves-none'
      ? colors.yellow
      : colors.gray;
  const place = colors.gray(`${origin.path}:${origin.line}`);
  const line = `${paint(title)} ${isMissing ? columnsOf(index) : name} ${place}`;
  if (verdict === 'not-helpful' || verdict === 'superseded') return [line];
  const flips = isMissing ? representativeFlips(index.flips).flatMap((flip) => printFlip(flip, colors)) : [];
  const code =
    declaration === undefined || !isMissing
      ? []
      : [`write in \`${declaration.block}\`:`, ...declaration.code.split('\n').map((one) => `  ${one}`)];
  return [line, ...[summary, ...flips, ...code].map((text) => `  ${text}`)];
}

function columnsOf({ columns, where }: ReportedIndex): string {
  return `${columns.join(', ')}${where === undefined ? '' : ` where ${where}`}`;
}

function printFlip({ query, before, after, scans }: Flip, colors: Colors): readonly string[] {
  const cost = printChange({ before: before.cost, after: after.cost });
  const pages = printChange({ before: before.buffers, after: after.buffers });
  return [
    `${query}: cost ${cost}, pages ${pages}`,
    ...scans.map((scan) => colors.gray(`  ${scan.table}: ${scan.before} → ${scan.after}`)),
  ];
}

/** They are told only where nothing was measured. */
function printEstimates(estimates: readonly Estimate[], colors: Colors): string {
  return printList(
    'Estimated on made-up statistics, which is no proof',
    [...estimates]
      .sort((a, b) => b.before - b.after - (a.before - a.after))
      .filter(({ before, after }) => after < before)
      .map(
        ({ table, index, query, before, after }) =>
          `${table}: ${index} for ${query}: cost ${printChange({ before, after })}`,
      ),
    colors,
  );
}

function printList(title: string, lines: readonly string[], colors: Colors): string {
  return lines.length === 0 ? '' : `${colors.bold(title)}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
