import { z } from 'zod';
import type { ModelJson } from '../../ash/model-json.ts';
import { closest, lastSegment } from '../../base/names.ts';
import { loadReport } from '../context/look-up.ts';
import { findByModule, readModel } from '../context/model-view.ts';
import { printResourceCard } from '../context/resource-card.ts';
import { defineTool, phases } from '../tool.ts';
import { dataResult, failure } from './data-result.ts';

const input = z.strictObject({
  resource: z.string().min(1).describe('The module, such as `Blog.Posts.Post`, or as much of its end as is unique.'),
});

/** Details that only this tool tells; the model prints them in Ash's own keys. */
const details = z.object({
  module: z.string(),
  openBecause: z.array(z.object({ reason: z.string(), path: z.string(), line: z.number() })).default([]),
  authorizers: z.array(z.string().nullish()).nullish(),
  policies: z.number().default(0),
  field_policies: z.number().default(0),
  default_accept: z.union([z.string(), z.array(z.string())]).nullish(),
  actions: z
    .array(
      z.object({
        name: z.string(),
        type: z.string(),
        accept: z.array(z.string()).nullish(),
        arguments: z.array(z.object({ name: z.string() })).default([]),
        'upsert?': z.boolean().nullish(),
        upsert_identity: z.string().nullish(),
        'soft?': z.boolean().nullish(),
        'require_atomic?': z.boolean().nullish(),
        get_by: z.array(z.string()).nullish(),
        manual: z.boolean().nullish(),
      }),
    )
    .default([]),
});

export const getResource = defineTool({
  name: 'get_resource',
  description:
    'Everything that is known of one resource, with file and line of each part: attributes, relationships, identities, actions with what they accept, calculations, aggregates, references, indexes, checks, policies, why it is known in part only (if so), its five checklist boxes and its findings. Prefer it to reading the file: it includes what fragments, base modules and extensions add.',
  title: ({ resource }) => `Look at ${resource}`,
  input,
  risk: 'read',
  phases,
  run: async ({ resource: name }, context) => {
    const report = await loadReport(context);
    const json = await context.facts.analysis.model(context.facts.config.wrappers);
    const { resources } = readModel(json);
    const resource = findByModule(resources, name);
    if (resource === undefined) return failure(unknown(name, resources));
    const card = [printResourceCard(resource, report), printDetails(json, resource.module, resource.path)];
    return dataResult(context, `the resource ${resource.module}`, card.filter((part) => part !== '').join('\n\n'), {
      more: `Read \`${resource.path}\` for the rest.`,
    });
  },
});

function unknown(name: string, resources: readonly { readonly module: string }[]): string {
  const modules = resources.map(({ module }) => module);
  const several = modules.filter((module) => module.endsWith(`.${name}`));
  if (several.length > 1)
    return `Several resources end with \`${name}\`: ${several.join(', ')}. Give more of the name.`;
  const last = modules.map(lastSegment);
  const near = closest(name, modules) ?? closest(lastSegment(name), last);
  return `There is no resource \`${name}\`.${near === undefined ? ' `list_resources` lists them.' : ` Did you mean \`${near}\`?`}`;
}

function printDetails(json: ModelJson, module: string, path: string): string {
  const found = json.resources.find((entry) => entry['module'] === module && entry['path'] === path);
  const { openBecause, authorizers, policies, field_policies: fieldPolicies, ...rest } = details.parse(found);
  const actions = rest.actions.map(actionLine).filter((line) => line !== undefined);
  const known = authorizers?.filter((name) => typeof name === 'string') ?? [];
  const accept = rest.default_accept;
  return [
    actions.length === 0 ? '' : `### What actions take\n\n${actions.join('\n')}`,
    accept === undefined || accept === null || accept.length === 0
      ? ''
      : `Accepted where an action says nothing: ${typeof accept === 'string' ? accept : accept.join(', ')}.`,
    `Policies: ${policies}, field policies: ${fieldPolicies}; authorizers: ${known.length === 0 ? 'none' : known.join(', ')}.`,
    openBecause.length === 0
      ? 'All of it is known from the text.'
      : `Known in part only, because:\n${openBecause.map(({ reason, path: at, line }) => `- ${reason} (${at}:${line})`).join('\n')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function actionLine(action: z.output<typeof details>['actions'][number]): string | undefined {
  const { accept, upsert_identity: identity, get_by: getBy } = action;
  const facts = [
    accept === undefined || accept === null ? '' : `accepts ${accept.length === 0 ? 'nothing' : accept.join(', ')}`,
    action.arguments.length === 0 ? '' : `arguments ${action.arguments.map(({ name }) => name).join(', ')}`,
    action['upsert?'] === true ? `upserts${identity === undefined || identity === null ? '' : ` on ${identity}`}` : '',
    action['soft?'] === true ? 'soft' : '',
    action['require_atomic?'] === false ? 'not atomic' : '',
    getBy === undefined || getBy === null || getBy.length === 0 ? '' : `gets one by ${getBy.join(', ')}`,
    action.manual === true ? 'manual' : '',
  ].filter((fact) => fact !== '');
  return facts.length === 0 ? undefined : `- \`${action.name}\`: ${facts.join('; ')}`;
}
