import { explainOutput, type ExplainNode } from './explain-output.ts';
import { nodeLabel } from './node-label.ts';
import type { Plan, PlanDetail, PlanNode } from './plan.ts';

export type ReadPlan = { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly reason: string };

/** Deeper than any plan of a statement that a person wrote, and no danger to the stack. */
const deepest = 400;
/** Characters. */
const longest = 20_000_000;

/** Reads what `EXPLAIN (FORMAT JSON)` printed; what is no plan is refused with the first place that is wrong. */
export function readPlan(json: string): ReadPlan {
  if (json.length > longest) return { ok: false, reason: 'The plan is too large to be read.' };
  if (depthOf(json) > deepest) return { ok: false, reason: 'The plan is nested too deeply to be read.' };
  const parsed = explainOutput.safeParse(parseJson(json));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue === undefined || issue.path.length === 0 ? 'its outermost part' : issue.path.join('.');
    return { ok: false, reason: `What EXPLAIN printed is no plan: ${place}: ${issue?.message ?? 'unknown'}.` };
  }
  const [output] = parsed.data;
  if (output === undefined) return { ok: false, reason: 'EXPLAIN printed no plan.' };
  const whole = output.Plan['Total Cost'];
  const wal = output.Plan['WAL Bytes'];
  return {
    ok: true,
    plan: {
      root: readNode(output.Plan, { whole, effective: whole }),
      cost: whole,
      executionMs: output['Execution Time'],
      planningMs: output['Planning Time'],
      wal: wal === undefined ? undefined : { records: output.Plan['WAL Records'] ?? 0, bytes: wal },
    },
  };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Brackets within texts count as well: that only makes it stricter. */
function depthOf(json: string): number {
  let depth = 0;
  let most = 0;
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charCodeAt(at);
    if (character === 0x5b || character === 0x7b) most = Math.max(most, (depth += 1));
    else if (character === 0x5d || character === 0x7d) depth -= 1;
  }
  return most;
}

interface Share {
  /** Of the statement. */
  readonly whole: number;
  /** What this node and those below it contribute to it. */
  readonly effective: number;
}

function readNode(node: ExplainNode, { whole, effective }: Share): PlanNode {
  const plans = node.Plans ?? [];
  const shares = effectiveCosts(node, plans, effective);
  const children = plans.map((plan, index) => readNode(plan, { whole, effective: shares[index] ?? 0 }));
  const own = effective - shares.reduce((sum, share) => sum + share, 0);
  const loops = node['Actual Loops'];
  return {
    type: node['Node Type'],
    label: nodeLabel(node),
    relation: node['Relation Name'],
    alias: node.Alias,
    index: node['Index Name'],
    subplan: node['Subplan Name'],
    details: readDetails(node),
    cost: { total: node['Total Cost'], ownShare: whole === 0 ? 0 : Math.max(0, own) / whole },
    rows: { estimated: node['Plan Rows'], actual: loops === undefined ? undefined : (node['Actual Rows'] ?? 0) },
    loops,
    ownMs: ownTime(node, plans),
    buffers: sumOf(node, ['Shared Hit Blocks', 'Shared Read Blocks', 'Local Hit Blocks', 'Local Read Blocks']),
    temporary: sumOf(node, ['Temp Read Blocks', 'Temp Written Blocks']),
    removed: removedRows(node, loops),
    heapFetches: node['Heap Fetches'],
    children,
  };
}

/**
 * What each child contributes to its parent's cost. PostgreSQL writes a child's cost for one loop and to its last row,
 * though the inner side of a nested loop runs once per outer row, and below a limit not everything is read.
 */
function effectiveCosts(node: ExplainNode, plans: readonly ExplainNode[], effective: number): readonly number[] {
  const scale = node['Total Cost'] === 0 ? 0 : effective / node['Total Cost'];
  const outer = Math.max(1, plans[0]?.['Plan Rows'] ?? 1);
  let left = effective;
  return plans.map((plan) => {
    const runs = runsOf(node, plan, outer);
    const share = Math.min(left, plan['Total Cost'] * runs * scale);
    left -= share;
    return share;
  });
}

function runsOf(node: ExplainNode, plan: ExplainNode, outer: number): number {
  if (plan['Parent Relationship'] === 'SubPlan') return Math.max(1, node['Plan Rows']);
  return node['Node Type'] === 'Nested Loop' && plan['Parent Relationship'] === 'Inner' ? outer : 1;
}

function ownTime(node: ExplainNode, plans: readonly ExplainNode[]): number | undefined {
  const total = timeOf(node);
  if (total === undefined) return undefined;
  return Math.max(0, total - plans.reduce((sum, plan) => sum + (timeOf(plan) ?? 0), 0));
}

function timeOf(node: ExplainNode): number | undefined {
  const { 'Actual Total Time': time, 'Actual Loops': loops } = node;
  return time === undefined ? undefined : time * (loops ?? 1);
}

function removedRows(node: ExplainNode, loops: number | undefined): number | undefined {
  const removed = sumOf(node, [
    'Rows Removed by Filter',
    'Rows Removed by Join Filter',
    'Rows Removed by Index Recheck',
  ]);
  return removed === undefined ? undefined : removed * (loops ?? 1);
}

type AmountKey = {
  [Key in keyof ExplainNode]-?: number extends ExplainNode[Key] ? Key : never;
}[keyof ExplainNode];

function sumOf(node: ExplainNode, keys: readonly AmountKey[]): number | undefined {
  const amounts = keys.flatMap((key) => {
    const amount = node[key];
    return typeof amount === 'number' ? [amount] : [];
  });
  return amounts.length === 0 ? undefined : amounts.reduce((sum, amount) => sum + amount, 0);
}

const detailKeys = [
  'Index Cond',
  'Recheck Cond',
  'TID Cond',
  'Hash Cond',
  'Merge Cond',
  'Join Filter',
  'Filter',
  'One-Time Filter',
  'Order By',
  'Sort Key',
  'Presorted Key',
  'Group Key',
  'Cache Key',
] as const;

function readDetails(node: ExplainNode): readonly PlanDetail[] {
  const details: PlanDetail[] = detailKeys.flatMap((name) => {
    const value = node[name];
    return value === undefined ? [] : [{ name, text: typeof value === 'string' ? value : value.join(', ') }];
  });
  const { 'Sort Method': method, 'Sort Space Used': used, 'Sort Space Type': space } = node;
  if (method !== undefined && used !== undefined && space !== undefined)
    details.push({ name: 'Sort Method', text: `${method}, ${used} kB ${space === 'Disk' ? 'on disk' : 'in memory'}` });
  return details;
}
