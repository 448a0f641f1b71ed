import { z } from 'zod';
import { plural } from '../../base/names.ts';
import { loadModel } from '../context/look-up.ts';
import type { ResourceView } from '../context/model-view.ts';
import { defineTool, phases } from '../tool.ts';
import { dataResult } from './data-result.ts';

const input = z.strictObject({
  domain: z.string().optional().describe('Only the resources of this domain, such as `Blog.Posts` or `Posts`.'),
  match: z.string().optional().describe('Only resources whose module, table or path holds this text.'),
});

export const listResources = defineTool({
  name: 'list_resources',
  description:
    "Lists the project's Ash resources by domain: module, file and line, table, what it has how many of, and whether all of it is known. Read from the text as it is now, without compiling. `get_resource` tells everything of one.",
  title: ({ domain, match }) =>
    ['List resources', domain && `of ${domain}`, match && `with ${match}`].filter(Boolean).join(' '),
  input,
  risk: 'read',
  phases,
  run: async ({ domain, match }, context) => {
    const { resources } = await loadModel(context);
    const found = resources.filter((resource) => isIn(resource, domain) && fits(resource, match));
    if (found.length === 0) return { text: `No resource fits; the project has ${resources.length}.` };
    const domains = [...new Set(found.map(domainOf))].sort();
    const lines = domains.flatMap((name) => [
      name,
      ...found
        .filter((resource) => domainOf(resource) === name)
        .sort((a, b) => (a.module < b.module ? -1 : 1))
        .map(resourceLine),
    ]);
    return dataResult(context, 'resources of the project', lines.join('\n'), {
      more: 'Ask with `domain` or `match`.',
      note: `${found.length} ${plural('resource', found.length)} of ${resources.length}.`,
    });
  },
});

const domainOf = ({ domain }: ResourceView): string => domain ?? 'In no domain';

function isIn(resource: ResourceView, domain: string | undefined): boolean {
  return domain === undefined || resource.domain === domain || (resource.domain?.endsWith(`.${domain}`) ?? false);
}

function fits({ module, table, path }: ResourceView, match: string | undefined): boolean {
  const wanted = match?.toLowerCase() ?? '';
  return [module, table ?? '', path].some((text) => text.toLowerCase().includes(wanted));
}

function resourceLine(resource: ResourceView): string {
  const sizes = (['attribute', 'relationship', 'identity', 'calculation', 'aggregate', 'action'] as const).flatMap(
    (what) => {
      const { length } = entriesOf(resource, what);
      const word = what === 'identity' && length !== 1 ? 'identities' : plural(what, length);
      return length === 0 ? [] : [`${length} ${word}`];
    },
  );
  const table = resource.table ?? (resource['embedded?'] === true ? 'embedded' : 'no table');
  const open = resource.closed ? '' : `, known in part: ${resource.openBecause[0]?.reason ?? 'unknown'}`;
  return `- ${resource.module} (${resource.path}:${resource.line}, ${table}): ${sizes.join(', ')}${open}`;
}

function entriesOf(
  resource: ResourceView,
  what: 'attribute' | 'relationship' | 'identity' | 'calculation' | 'aggregate' | 'action',
): readonly unknown[] {
  return what === 'identity' ? resource.identities : resource[`${what}s`];
}
