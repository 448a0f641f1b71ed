import { plural } from '../../base/names.ts';
import { shortCondition } from './short-condition.ts';
import { nodesOf, type Plan, type PlanNode } from './plan.ts';

/** A node as it is drawn: one line with figures, and what is told below it. */
export interface PlanRow {
  /** 0 for the outermost one. */
  readonly depth: number;
  /** Whether another one of the same parent follows, for each depth from 1 to this one: where lines go on. */
  readonly continues: readonly boolean[];
  readonly label: string;
  /** From 0 to 1: its own part of the whole cost. */
  readonly share: number;
  /** Rows of all loops. */
  readonly estimated: number;
  /** Undefined where it was not run. */
  readonly actual: number | undefined;
  /** Pages touched by it and by what is below it. */
  readonly buffers: number | undefined;
  /** Conditions and keys, shortened. */
  readonly details: readonly string[];
  /** Sentences about what goes wrong here. */
  readonly warnings: readonly string[];
}

/** From this factor on the planner's guess is so far off that it may have chosen wrongly. */
const farOff = 10;
/** A scan that throws away more than nine of ten rows looks for a few among many. */
const wasteful = 0.9;
/** Below this many rows neither matters. */
const fewRows = 1_000;

/** A plan as rows from top to bottom, for a drawing. */
export function planRows(plan: Plan): readonly PlanRow[] {
  return rowsOf(plan.root, []);
}

function rowsOf(node: PlanNode, continues: readonly boolean[]): readonly PlanRow[] {
  const loops = Math.max(1, node.loops ?? 1);
  const row: PlanRow = {
    depth: continues.length,
    continues,
    label: node.subplan === undefined ? node.label : `${node.subplan}: ${node.label}`,
    share: node.cost.ownShare,
    estimated: node.rows.estimated * loops,
    actual: node.rows.actual === undefined ? undefined : Math.round(node.rows.actual * (node.loops ?? 0)),
    buffers: node.buffers,
    details: detailsOf(node),
    warnings: warningsOf(node),
  };
  const below = node.children.flatMap((child, index) =>
    rowsOf(child, [...continues, index < node.children.length - 1]),
  );
  return [row, ...below];
}

function detailsOf(node: PlanNode): readonly string[] {
  // A bitmap's recheck repeats the condition of the index scan below it.
  const repeated = new Set(nodesOf(node).flatMap(({ details }) => textsOf(details, 'Index Cond')));
  return node.details
    .filter(({ name, text }) => name !== 'Recheck Cond' || !repeated.has(text))
    .map(({ name, text }) => `${name}: ${name === 'Sort Method' ? text : shortCondition(text)}`);
}

function textsOf(details: PlanNode['details'], wanted: string): readonly string[] {
  return details.filter(({ name }) => name === wanted).map(({ text }) => text);
}

function warningsOf(node: PlanNode): readonly string[] {
  if (node.loops === 0) return ['It was never run.'];
  return [missedEstimate(node), wastedRows(node), spilled(node), lookedUp(node)].filter(
    (warning) => warning !== undefined,
  );
}

function missedEstimate({ rows, loops, details }: PlanNode): string | undefined {
  if (rows.actual === undefined) return undefined;
  const [few, many] = [rows.estimated, rows.actual].map((count) => Math.max(1, count)).sort((a, b) => a - b);
  if (few === undefined || many === undefined || many / few < farOff) return undefined;
  // A limit stops a scan early: fewer rows than foreseen are no mistake unless there were many to come.
  if (rows.actual < rows.estimated && rows.estimated * (loops ?? 1) < fewRows) return undefined;
  // Whatever reads all rows of a table and has fewer was stopped by what is above it.
  if (rows.actual < rows.estimated && details.length === 0) return undefined;
  const factor = Math.round(many / few);
  return rows.actual > rows.estimated
    ? `It found ${figure(factor)} times as many rows as PostgreSQL expected.`
    : `It found a ${ordinal(factor)} of the rows that PostgreSQL expected.`;
}

function wastedRows({ type, rows, loops, removed = 0 }: PlanNode): string | undefined {
  const kept = (rows.actual ?? 0) * (loops ?? 1);
  if (!/Scan$/.test(type) || removed < fewRows || removed / (removed + kept) < wasteful) return undefined;
  return `It reads ${figure(removed + kept)} rows and keeps ${figure(kept)}.`;
}

function spilled({ type, temporary = 0, children }: PlanNode): string | undefined {
  const own = temporary - children.reduce((sum, child) => sum + (child.temporary ?? 0), 0);
  return own > 0 && /Sort|Hash|Materialize|Aggregate/.test(type)
    ? `It does not fit into \`work_mem\`: ${figure(own)} ${plural('page', own)} of temporary files.`
    : undefined;
}

function lookedUp({ heapFetches = 0 }: PlanNode): string | undefined {
  return heapFetches < fewRows
    ? undefined
    : `${figure(heapFetches)} rows were looked up in the table, since it has not been vacuumed.`;
}

/** `1,234`; of less than ten, one digit behind the point where it is not whole. */
export function figure(amount: number): string {
  const digits = amount < 10 && !Number.isInteger(amount) ? 1 : 0;
  return amount.toLocaleString('en-US', { maximumFractionDigits: digits });
}

function ordinal(factor: number): string {
  return `${figure(factor)}th`;
}
