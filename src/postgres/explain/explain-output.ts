import { z } from 'zod';

/** What `EXPLAIN (FORMAT JSON)` prints, as far as it is read; versions of PostgreSQL add keys of their own. */

const amount = z.number().min(0);
const texts = z.union([z.string(), z.array(z.string())]);

export const explainNode = z.looseObject({
  'Node Type': z.string().min(1),
  'Parent Relationship': z.string().optional(),
  'Subplan Name': z.string().optional(),
  Strategy: z.string().optional(),
  'Partial Mode': z.string().optional(),
  Operation: z.string().optional(),
  'Join Type': z.string().optional(),
  'Scan Direction': z.string().optional(),
  Command: z.string().optional(),
  'Relation Name': z.string().optional(),
  Alias: z.string().optional(),
  'Index Name': z.string().optional(),
  'CTE Name': z.string().optional(),
  'Function Name': z.string().optional(),
  'Total Cost': amount,
  'Plan Rows': amount,
  'Actual Total Time': amount.optional(),
  'Actual Rows': amount.optional(),
  'Actual Loops': amount.optional(),
  'Rows Removed by Filter': amount.optional(),
  'Rows Removed by Join Filter': amount.optional(),
  'Rows Removed by Index Recheck': amount.optional(),
  'Heap Fetches': amount.optional(),
  'Sort Method': z.string().optional(),
  'Sort Space Used': amount.optional(),
  'Sort Space Type': z.string().optional(),
  'Hash Batches': amount.optional(),
  'Shared Hit Blocks': amount.optional(),
  'Shared Read Blocks': amount.optional(),
  'Local Hit Blocks': amount.optional(),
  'Local Read Blocks': amount.optional(),
  'Temp Read Blocks': amount.optional(),
  'Temp Written Blocks': amount.optional(),
  'WAL Records': amount.optional(),
  'WAL Bytes': amount.optional(),
  'Index Cond': texts.optional(),
  'Recheck Cond': texts.optional(),
  'TID Cond': texts.optional(),
  'Hash Cond': texts.optional(),
  'Merge Cond': texts.optional(),
  'Join Filter': texts.optional(),
  Filter: texts.optional(),
  'One-Time Filter': texts.optional(),
  'Order By': texts.optional(),
  'Sort Key': texts.optional(),
  'Presorted Key': texts.optional(),
  'Group Key': texts.optional(),
  'Cache Key': texts.optional(),
  get Plans() {
    return z.array(explainNode).optional();
  },
});

export const explainOutput = z
  .array(
    z.looseObject({
      Plan: explainNode,
      'Planning Time': amount.optional(),
      'Execution Time': amount.optional(),
    }),
  )
  .length(1);

export type ExplainNode = z.output<typeof explainNode>;
