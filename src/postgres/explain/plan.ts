/** How PostgreSQL carries out a statement: what it expects, and, where it was run, what it came to. */
export interface Plan {
  readonly root: PlanNode;
  /** In the planner's own unit: reading one page in order is 1. */
  readonly cost: number;
  /** Undefined where the statement was planned only; in milliseconds. */
  readonly executionMs: number | undefined;
  readonly planningMs: number | undefined;
  /** Write-ahead log of a statement that writes; undefined where it was not asked for. */
  readonly wal: { readonly records: number; readonly bytes: number } | undefined;
}

export interface PlanNode {
  /** PostgreSQL's own name: `Index Scan`, `Hash Join`. */
  readonly type: string;
  /** As text format prints it: `Index Scan using posts_pkey on posts p`. */
  readonly label: string;
  readonly relation: string | undefined;
  readonly alias: string | undefined;
  readonly index: string | undefined;
  /** `InitPlan 1`, `SubPlan 2`, `CTE recent`: it belongs to its parent's expressions. */
  readonly subplan: string | undefined;
  /** Conditions and keys in PostgreSQL's words: `Filter`, `Sort Key`. */
  readonly details: readonly PlanDetail[];
  readonly cost: {
    /** As PostgreSQL writes it: for one loop, with everything below. */
    readonly total: number;
    /** From 0 to 1: of the whole statement, without what is below. All shares of a plan add up to 1. */
    readonly ownShare: number;
  };
  readonly rows: {
    /** For one loop. */
    readonly estimated: number;
    /** For one loop; undefined where it was not run. */
    readonly actual: number | undefined;
  };
  /** How often it ran; undefined where it was not run, 0 where it never got that far. */
  readonly loops: number | undefined;
  /** Milliseconds of all loops, without what is below. */
  readonly ownMs: number | undefined;
  /** Pages touched in all loops, with everything below; undefined where they were not counted. */
  readonly buffers: number | undefined;
  /** Pages of temporary files that were read or written. */
  readonly temporary: number | undefined;
  /** Rows that a condition threw away, in all loops. */
  readonly removed: number | undefined;
  /** Of an index-only scan: rows that it had to look up in the table after all. */
  readonly heapFetches: number | undefined;
  readonly children: readonly PlanNode[];
}

export interface PlanDetail {
  readonly name: string;
  readonly text: string;
}

/** A node and everything below it, from top to bottom. */
export function nodesOf(node: PlanNode): readonly PlanNode[] {
  return [node, ...node.children.flatMap(nodesOf)];
}

/** The indexes that a plan reads, each once. */
export function indexesIn(plan: Plan): readonly string[] {
  return [...new Set(nodesOf(plan.root).flatMap(({ index }) => index ?? []))];
}

/** Rows that were read of tables and thrown away or handed on, in all loops: what the statement had to look at. */
export function rowsRead(plan: Plan): number {
  return nodesOf(plan.root)
    .filter(({ relation, type }) => relation !== undefined && type !== 'ModifyTable')
    .reduce((sum, { rows, loops, removed }) => sum + (rows.actual ?? 0) * (loops ?? 0) + (removed ?? 0), 0);
}
