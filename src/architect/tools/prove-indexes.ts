import { z } from 'zod';
import type { IndexReport } from '../../postgres/experiment/index-report.ts';
import { loadModel } from '../context/look-up.ts';
import { findByModule } from '../context/model-view.ts';
import { printIndexReport } from '../context/print-index-report.ts';
import { defineTool, phases, type ToolContext, type ToolResult } from '../tool.ts';
import { dataResult, failure } from './data-result.ts';
import { runProof } from './run-proof.ts';

const input = z.strictObject({
  resources: z
    .array(z.string().min(1))
    .min(1)
    .max(10)
    .describe('Modules, such as `Blog.Posts.Post`, or as much of their ends as is unique.'),
});

export const proveIndexes = defineTool({
  name: 'prove_indexes',
  description:
    "Which indexes the queries of resources need: derives the SQL of their actions, identities, relationships, aggregates and policies, fills the tables with generated rows (100,000 where nothing is configured), and runs EXPLAIN (ANALYZE, BUFFERS) with and without each index that stands or could be suggested. Says which are missing, with cost, rows and pages before and after, both plans and the declaration to write; which are redundant or unused; and what one more costs on writes. Use it before you suggest or remove an index. Nothing of the user's is touched. Takes up to a minute for a resource, so ask for few.",
  title: ({ resources }) => `Measure the indexes of ${resources.join(', ')}`,
  input,
  risk: 'read',
  phases,
  run: measure,
});

async function measure({ resources: names }: z.output<typeof input>, context: ToolContext): Promise<ToolResult> {
  const { resources } = await loadModel(context);
  const modules: string[] = [];
  for (const name of names) {
    const found = findByModule(resources, name);
    if (found === undefined)
      return failure(`There is no resource \`${name}\`, or several end so: \`list_resources\` lists them.`);
    modules.push(found.module);
  }
  const answer = await runProof(context, (proofs, run) => proofs.indexes(modules, run));
  if (!answer.ok) return failure(answer.reason);
  const text = answer.report.map(printIndexReport).join('\n\n');
  return dataResult(context, 'what indexes came to on generated rows', text, {
    more: 'Ask for fewer resources.',
    note: noteOn(answer.report),
  });
}

function noteOn(reports: readonly IndexReport[]): string {
  const indexes = reports.flatMap((report) => report.indexes);
  const missing = indexes.filter(({ verdict }) => verdict === 'serves').length;
  if (reports.every(({ engine }) => engine === null)) return 'Nothing was measured: claim of no index that it helps.';
  return `Missing indexes: ${missing === 0 ? 'none' : missing}. Rows are generated: their counts and values are guesses, and costs and pages count, not times. Suggest no index but those that are missing here; code outside of the resources may ask what no declaration asks, so let the user decide about those that are unused.`;
}
