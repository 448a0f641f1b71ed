import { z } from 'zod';
import { plural } from '../../base/names.ts';
import { loadModel, loadReport } from '../context/look-up.ts';
import { findByModule } from '../context/model-view.ts';
import { printFinding } from '../context/resolve-mention.ts';
import { defineTool, phases, type ToolContext, type ToolResult } from '../tool.ts';
import { dataResult, failure } from './data-result.ts';

const input = z.strictObject({
  resource: z.string().optional().describe('Only the differences of this resource, such as `Blog.Posts.Post`.'),
  limit: z.int().min(1).max(200).default(50).describe('How many differences to show at most.'),
});

export const drift = defineTool({
  name: 'drift',
  description:
    'Where the resources, as they are written now, and the last snapshots of their tables differ: columns, references, identities, indexes, check constraints and statements that no generated migration knows yet, tables without a snapshot, snapshots without a resource, and snapshots that cannot be read. `plan` tells the migration that would close the gap. It says nothing of the database itself.',
  title: ({ resource }) => `Compare ${resource ?? 'the resources'} with the snapshots`,
  input,
  risk: 'read',
  phases,
  run: compare,
});

async function compare({ resource, limit }: z.output<typeof input>, context: ToolContext): Promise<ToolResult> {
  const report = await loadReport(context, { only: ['drift'] });
  const { resources } = await loadModel(context);
  const module = resource === undefined ? undefined : findByModule(resources, resource)?.module;
  if (resource !== undefined && module === undefined)
    return failure(`There is no resource \`${resource}\`, or several end so: \`list_resources\` lists them.`);
  const own = report.checklist.filter((entry) => entry.resource === module).flatMap(({ items }) => items);
  const indexes = new Set(own.flatMap((item) => item.findings));
  const findings = report.findings.filter((_, index) => module === undefined || indexes.has(index));
  const { length } = findings;
  const inPart = resources.filter((entry) => !entry.closed && (module === undefined || entry.module === module));
  const notes = [
    `${length === 0 ? 'No' : length} ${plural('difference', length)}; ${report.stats.snapshots} ${plural('snapshot', report.stats.snapshots)} in the project.`,
    ...(report.known === 0 ? [] : [`${report.known} more are in the project's baseline, and left out.`]),
    ...(length > limit ? [`${length - limit} are not shown: ask for one resource, or raise \`limit\`.`] : []),
    ...(inPart.length === 0
      ? []
      : [`${inPart.length} of the resources are known in part, and what they may get from elsewhere is not compared.`]),
  ];
  if (report.stats.snapshots === 0 && length === 0)
    return { text: 'There are no resource snapshots in the project: nothing was compared.' };
  if (length === 0) return { text: notes.join(' ') };
  const text = findings.slice(0, limit).map(printFinding).join('\n\n');
  return dataResult(context, 'the drift of the project', text, {
    more: 'Ask for one resource.',
    note: notes.join(' '),
  });
}
