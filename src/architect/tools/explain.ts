import { z } from 'zod';
import { loadModel } from '../context/look-up.ts';
import { findByModule } from '../context/model-view.ts';
import { printExplained } from '../context/print-explained.ts';
import { defineTool, phases, type ToolContext, type ToolResult } from '../tool.ts';
import { dataResult, failure } from './data-result.ts';
import { runProof } from './run-proof.ts';

const input = z.strictObject({
  query: z
    .string()
    .min(1)
    .max(20_000)
    .describe(
      'SQL (`SELECT … FROM posts WHERE …`), a query of Ecto (`from p in "posts", where: …`) or Ash (`Blog.Post |> Ash.Query.filter(…)`), or a filter (`state == :open and is_nil(archived_at)`) with `resource`. Write values in the place of `$1`.',
    ),
  resource: z.string().min(1).optional().describe('The resource that a filter alone is about.'),
});

export const explain = defineTool({
  name: 'explain',
  description:
    'What PostgreSQL does with one query: makes the tables that the resources declare, fills them with generated rows, runs EXPLAIN (ANALYZE, BUFFERS) and draws the plan as a tree (share of the cost, rows foreseen and found, pages); then the same with each suggested index that the plan changes to. What it writes is undone, and nothing of the user is touched. Use it for one query in hand, and `prove_indexes` for all that a resource declares. Takes seconds to half a minute.',
  title: ({ query }) => `Explain ${short(query)}`,
  input,
  risk: 'read',
  phases,
  run: explainQuery,
});

async function explainQuery({ query, resource }: z.output<typeof input>, context: ToolContext): Promise<ToolResult> {
  const module = resource === undefined ? undefined : await moduleOf(resource, context);
  if (resource !== undefined && module === undefined)
    return failure(`There is no resource \`${resource}\`, or several end so: \`list_resources\` lists them.`);
  const answer = await runProof(context, (proofs, run) => proofs.query({ text: query, resource: module }, run));
  if (!answer.ok) return failure(answer.reason);
  const { samples } = answer.report;
  const changes = samples.some(({ suggested }) => suggested.length > 0);
  return dataResult(context, 'the plan of a query on generated rows', printExplained(answer.report), {
    more: 'Ask for a part of the query.',
    note: `Rows are generated: their counts and values are guesses. ${changes ? 'Before you suggest the index, ask `prove_indexes` what it does for the other queries and for writes.' : 'No suggested index changes the plan.'}`,
  });
}

async function moduleOf(name: string, context: ToolContext): Promise<string | undefined> {
  const { resources } = await loadModel(context);
  return findByModule(resources, name)?.module;
}

function short(query: string): string {
  const line = query.trim().replace(/\s+/g, ' ');
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}
