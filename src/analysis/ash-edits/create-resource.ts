import type { Domain } from '../../ash/model.ts';
import { lastSegment, underscore } from '../../base/names.ts';
import { lineBreakOf } from '../../elixir/formatter.ts';
import { printCall } from '../../elixir/print-call.ts';
import { printString } from '../../elixir/print.ts';
import { printAttribute } from './add-attribute.ts';
import type { CreateResource } from './ash-edit.ts';
import type { Draft, Refusal } from './draft.ts';
import { isModuleName, isName, moduleCode } from './names.ts';
import { neighboursOf, readConventions, type Conventions } from './conventions.ts';
import { pathFor } from './resource-path.ts';
import { pluralOf } from './plural.ts';
import { printUse } from './print-use.ts';

export function createResource(edit: CreateResource, draft: Draft): Refusal {
  const domain = draft.domain(edit.domain);
  if (typeof domain === 'string') return domain;
  const refusal = refuse(edit, domain, draft);
  if (refusal !== undefined) return refusal;
  const neighbours = neighboursOf(domain, draft.project);
  const conventions = readConventions(neighbours, draft);
  const path = pathFor(edit.module, domain, neighbours, draft);
  if (draft.has(path)) return `There is a file \`${path}\` already.`;
  const body = printBody(edit, domain, conventions, path, draft);
  if (!body.ok) return body.reason;
  const newline = lineBreakOf(draft.textOf(domain.path));
  return (
    draft.write(path, body.code.replaceAll('\n', newline)) ??
    register(edit, domain, draft) ??
    confirm(edit, path, conventions, draft)
  );
}

function refuse({ module, attributes, table }: CreateResource, domain: Domain, draft: Draft): Refusal {
  if (!isModuleName(module)) return `\`${module}\` is no name for a module.`;
  if (draft.project.find(module, domain.path) !== undefined) return `There is a module \`${module}\` already.`;
  if (domain.resources.some((entry) => entry.module === module))
    return `\`${domain.module}\` lists \`${module}\` already.`;
  const names = attributes.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `The attribute \`${twice}\` is there twice.`;
  return table === undefined || /^[a-z_][a-z0-9_]*$/.test(table) ? undefined : `\`${table}\` is no name for a table.`;
}

type Body = { readonly ok: true; readonly code: string } | { readonly ok: false; readonly reason: string };

function printBody(edit: CreateResource, domain: Domain, conventions: Conventions, path: string, draft: Draft): Body {
  const attributes = attributeLines(edit, conventions, path, draft);
  if (!attributes.ok) return attributes;
  const { repo, schema, tenancy } = conventions;
  const table = edit.table ?? pluralOf(underscore(lastSegment(edit.module)));
  const accepted = edit.attributes.filter(({ name }) => isName(name)).map(({ name }) => `:${name}`);
  const postgres = [
    `table ${printString(table)}`,
    ...(schema === undefined ? [] : [`schema ${printString(schema)}`]),
    ...(repo === undefined ? [] : [`repo ${repo}`]),
  ];
  const sections = [
    ...(conventions.isInPostgres ? [section('postgres', [postgres])] : []),
    ...(conventions.hasDefaultActions ? [] : [section('actions', [[defaults(accepted)]])]),
    ...(tenancy.section.length === 0 ? [] : [section('multitenancy', [tenancy.section])]),
    ...(attributes.groups.length === 0 ? [] : [section('attributes', attributes.groups)]),
    ...(tenancy.relationship === undefined ? [] : [section('relationships', [[tenancy.relationship]])]),
  ];
  const use = printUse(conventions.use, domain.module);
  return { ok: true, code: `defmodule ${edit.module} do\n${indent([use, ...sections].join('\n\n'))}\nend\n` };
}

/** Reads, destroys, and writes of just these attributes. */
function defaults(accepted: readonly string[]): string {
  const list = `[${accepted.join(', ')}]`;
  const items =
    accepted.length === 0 ? [':read', ':destroy'] : [':read', ':destroy', `create: ${list}`, `update: ${list}`];
  const line = `defaults [${items.join(', ')}]`;
  if (line.length <= 94) return line;
  const spread = (key: string): string =>
    `${key}: ${list}`.length <= 92 ? `  ${key}: ${list}` : `  ${key}: [\n    ${accepted.join(',\n    ')}\n  ]`;
  return `defaults [\n  :read,\n  :destroy,\n${spread('create')},\n${spread('update')}\n]`;
}

type Groups =
  | { readonly ok: true; readonly groups: readonly (readonly string[])[] }
  | { readonly ok: false; readonly reason: string };

/** The primary key, the attributes and the timestamps, each a group that blank lines set off. */
function attributeLines(edit: CreateResource, conventions: Conventions, path: string, draft: Draft): Groups {
  const printed: string[] = [];
  for (const spec of edit.attributes) {
    const isPublic = spec.public ?? conventions.isPublic;
    const visible = isPublic ? ([['public?', 'true']] as const) : [];
    const one = printAttribute(spec, { path, form: conventions.form, visible, width: 94 }, draft);
    if (!one.ok) return one;
    printed.push(one.code);
  }
  const key = primaryKey(edit, conventions);
  const timestamps =
    edit.timestamps === false
      ? []
      : edit.timestamps === true
        ? (conventions.timestamps ?? ['timestamps()'])
        : conventions.ownTimestamps;
  const groups = [
    key === undefined ? [] : [key],
    ...conventions.tenancy.attributes.map((line) => [line]),
    printed,
    timestamps,
  ];
  return { ok: true, groups: groups.filter((group) => group.length > 0) };
}

function primaryKey({ primaryKey: asked }: CreateResource, conventions: Conventions): string | undefined {
  if (asked === 'none') return undefined;
  if (asked === undefined) return conventions.primaryKey;
  return `${asked}_primary_key :id`;
}

/** Statements of several lines have blank lines around them. */
function section(name: string, groups: readonly (readonly string[])[]): string {
  const lines: string[] = [];
  for (const group of groups) {
    group.forEach((statement, index) => {
      const isSpread = statement.includes('\n') || lines.at(-1)?.includes('\n') === true;
      if (lines.length > 0 && (index === 0 || isSpread)) lines.push('');
      lines.push(statement);
    });
  }
  return `${name} do\n${indent(lines.join('\n'))}\nend`;
}

function indent(code: string): string {
  return code
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}

function register({ module, domain: name }: CreateResource, domain: Domain, draft: Draft): Refusal {
  const code = moduleCode(draft.project, domain, module);
  if (code === undefined) return `An alias in \`${domain.path}\` hides \`${module}\`; give it another name.`;
  const refusal = draft.place(domain, ['resources'], printCall(`resource ${code}`, [], 'block', 94));
  if (refusal !== undefined) return refusal;
  const after = draft.domain(name);
  if (typeof after === 'string') return after;
  const isListed = after.resources.some((entry) => entry.module === module);
  return isListed ? undefined : `\`${name}\` has no list of resources that can be edited.`;
}

function confirm(edit: CreateResource, path: string, conventions: Conventions, draft: Draft): Refusal {
  const resource = draft.resource(edit.module);
  if (typeof resource === 'string')
    return `\`${edit.module}\` could not be written like its neighbours; write it as text.`;
  const missing = edit.attributes.find(({ name }) => !resource.attributes.some((attribute) => attribute.name === name));
  if (missing !== undefined) return `The attribute \`${missing.name}\` could not be placed.`;
  draft.say(`Creates \`${edit.module}\` in \`${path}\` and lists it in \`${edit.domain}\`.`);
  if (conventions.model !== undefined) draft.say(`It is written like \`${conventions.model}\`.`);
  if (resource.primaryKey.length === 0) draft.say('It has no primary key yet: its relationships have to make one.');
  return undefined;
}
