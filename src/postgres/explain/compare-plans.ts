import { nodesOf, rowsRead, type Plan, type PlanNode } from './plan.ts';

/** Two plans of one statement side by side. */
export interface PlanComparison {
  readonly cost: Change;
  /** Undefined where they were not run. */
  readonly rows: Change | undefined;
  readonly buffers: Change | undefined;
  /** Milliseconds, for information only. */
  readonly ms: Change | undefined;
  /** How tables are read, where that differs. */
  readonly scans: readonly ScanChange[];
}

export interface Change {
  readonly before: number;
  readonly after: number;
}

export interface ScanChange {
  readonly table: string;
  /** `Seq Scan`, `Index Scan using posts_author_id_index`; several where the statement reads the table often. */
  readonly before: string;
  readonly after: string;
}

export function comparePlans(before: Plan, after: Plan): PlanComparison {
  const wasRun = before.root.loops !== undefined && after.root.loops !== undefined;
  return {
    cost: { before: before.cost, after: after.cost },
    rows: wasRun ? { before: rowsRead(before), after: rowsRead(after) } : undefined,
    buffers: wasRun ? { before: before.root.buffers ?? 0, after: after.root.buffers ?? 0 } : undefined,
    ms:
      before.executionMs === undefined || after.executionMs === undefined
        ? undefined
        : { before: before.executionMs, after: after.executionMs },
    scans: scanChanges(before, after),
  };
}

function scanChanges(before: Plan, after: Plan): readonly ScanChange[] {
  const [old, fresh] = [scansOf(before), scansOf(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((table) => {
    const change = { table, before: old.get(table) ?? 'not read', after: fresh.get(table) ?? 'not read' };
    return change.before === change.after ? [] : [change];
  });
}

/** How each table is read, by its name. */
export function scansOf(plan: Plan): ReadonlyMap<string, string> {
  const scans = new Map<string, Set<string>>();
  for (const node of nodesOf(plan.root)) {
    if (node.relation === undefined || node.type === 'ModifyTable') continue;
    const kinds = scans.get(node.relation) ?? new Set();
    scans.set(node.relation, kinds.add(scanOf(node)));
  }
  return new Map([...scans].map(([table, kinds]) => [table, [...kinds].sort().join(' and ')]));
}

/** A bitmap names its indexes on the nodes below it. */
function scanOf(node: PlanNode): string {
  const indexes = [...new Set(nodesOf(node).flatMap(({ index }) => index ?? []))];
  return indexes.length === 0 ? node.type : `${node.type} using ${indexes.join(', ')}`;
}
