import { engineName } from '../../base/engine-name.ts';
import type { Flip, IndexReport, ReportedIndex } from '../../postgres/experiment/index-report.ts';
import { leftOut } from '../../postgres/experiment/left-out.ts';
import { representativeFlips } from '../../postgres/experiment/representative-flips.ts';
import { verdictTitles } from '../../postgres/experiment/verdict-titles.ts';
import { printChange } from '../../postgres/explain/print-comparison.ts';
import { headOf } from './head-of.ts';

/** What indexes came to on generated rows, for a model: what is missing first, with the plans that change. */
export function printIndexReport(report: IndexReport): string {
  const { repo, engine, tables, indexes } = report;
  const filled = tables.map(({ table, rows }) => `${table} ${rows}`).join(', ');
  const left = leftOut(report).map((line) => `- ${line}`);
  return [
    engine === null
      ? `${repo}: nothing was measured.`
      : `${repo}: measured on ${engineName(engine)}, generated rows: ${filled}.`,
    ...verdictTitles.flatMap(([verdict, title]) =>
      indexes.filter((index) => index.verdict === verdict).map((index) => printIndex(index, title, report)),
    ),
    ...(left.length === 0 ? [] : [['Left out:', ...left].join('\n')]),
  ].join('\n\n');
}

function printIndex(index: ReportedIndex, title: string, report: IndexReport): string {
  const { table, name, columns, where, using, origin, summary, verdict, declaration } = index;
  const kind = using === 'btree' ? '' : ` using ${using}`;
  const condition = where === undefined ? '' : ` where ${where}`;
  const isMissing = verdict === 'serves';
  return [
    `${title}: ${table} (${columns.join(', ')})${kind}${condition}${isMissing ? '' : `, ${name}`} at ${origin.path}:${origin.line}`,
    `  ${summary}`,
    ...(isMissing ? representativeFlips(index.flips).flatMap((flip) => printFlip(flip, report)) : []),
    ...(isMissing && declaration !== undefined
      ? [`  write in \`${declaration.block}\`:`, indented(declaration.code, 4)]
      : []),
  ].join('\n');
}

function printFlip({ query: id, before, after, plans }: Flip, { queries }: IndexReport): string[] {
  const query = queries.find((each) => each.id === id);
  const what = query === undefined ? id : `${query.origin.what} (${query.origin.path}:${query.origin.line})`;
  const figures = (['cost', 'rows', 'buffers'] as const).map((figure) => {
    const name = figure === 'buffers' ? 'pages' : figure;
    return `${name} ${printChange({ before: before[figure], after: after[figure] })}`;
  });
  return [
    `  ${what}: ${figures.join(', ')}`,
    ...(query === undefined ? [] : [`    ${query.sql.replaceAll('\n', ' ')}`]),
    `    without it:\n${indented(headOf(plans.before), 6)}`,
    `    with it:\n${indented(headOf(plans.after), 6)}`,
  ];
}

function indented(text: string, width: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(width));
}
