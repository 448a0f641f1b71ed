import type { Plan } from './plan.ts';
import { figure, planRows, type PlanRow } from './plan-rows.ts';

/** Eighths of a character, so that a bar of ten tells shares of about one per cent. */
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const barWidth = 10;

/**
 * A plan as text: each line with its own share of the cost as a bar, the node, and its rows, foreseen → found, with a
 * `!` where they differ a lot. Times are left to the end: those of one run on one machine say little.
 */
export function printPlan(plan: Plan, { times = true }: { readonly times?: boolean } = {}): string {
  const rows = planRows(plan);
  const width = Math.max(...rows.map((row) => `${branch(row)}${row.label}`.length));
  return [...rows.flatMap((row) => printRow(row, width)), '', totals(plan, times)].join('\n') + '\n';
}

function printRow(row: PlanRow, width: number): readonly string[] {
  const head = `${branch(row)}${row.label}`.padEnd(width);
  const indent = `${' '.repeat(barWidth + 7)}${below(row)}`;
  return [
    `${bar(row.share)} ${percent(row.share)}  ${head}  ${figures(row)}`,
    ...row.details.map((detail) => `${indent}${detail}`),
    ...row.warnings.map((warning) => `${indent}! ${warning}`),
  ];
}

function bar(share: number): string {
  const units = Math.round(Math.min(1, share) * barWidth * 8);
  return `${'█'.repeat(Math.floor(units / 8))}${eighths[units % 8] ?? ''}`.padEnd(barWidth, '·');
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`.padStart(4);
}

function branch({ continues }: PlanRow): string {
  if (continues.length === 0) return '';
  const last = continues[continues.length - 1];
  return `${lines(continues.slice(0, -1))}${last === true ? '├─ ' : '└─ '}`;
}

/** The lines that go on beside what is told below a node. */
function below({ continues }: PlanRow): string {
  return `${lines(continues)}   `;
}

function lines(continues: readonly boolean[]): string {
  return continues.map((goesOn) => (goesOn ? '│  ' : '   ')).join('');
}

function figures({ estimated, actual, buffers }: PlanRow): string {
  const rows =
    actual === undefined ? `about ${figure(estimated)} rows` : `rows ${figure(estimated)} → ${figure(actual)}`;
  return buffers === undefined ? rows : `${rows} · ${figure(buffers)} pages`;
}

function totals({ cost, root, executionMs, planningMs }: Plan, times: boolean): string {
  const pages = root.buffers === undefined ? '' : `, ${figure(root.buffers)} pages`;
  const time =
    executionMs === undefined || !times ? '' : ` (${ms(executionMs)} to run, ${ms(planningMs ?? 0)} to plan)`;
  return `Cost ${figure(cost)}${pages}${time}`;
}

function ms(time: number): string {
  return `${time.toFixed(time < 10 ? 1 : 0)} ms`;
}
