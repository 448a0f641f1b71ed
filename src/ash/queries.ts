import { asBoolean, asModule, valueOf } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import type { FlowCall } from './flow.ts';
import type { Interface, Resource } from './model.ts';
import type { Project } from './project.ts';

const ashReads = new Set(
  'load get read read_one read_first count exists sum avg min max first list aggregate stream'.split(' '),
);

const repoReads = new Set('get get_by one all exists? aggregate preload query stream reload'.split(' '));

/** The name of what a call asks the database with, such as `Ash.load!`; undefined when it does not ask it. */
export function queryCallee({ call, args }: FlowCall, project: Project, from: string): string | undefined {
  const module = asModule(call.receiver);
  if (module === undefined) return undefined;
  const name = call.name.replace(/!$/, '');
  const callee = `${module}.${call.name}`;
  if (module === 'Ash') return isAshRead(name, args[0]?.chain.root, call.args, project, from) ? callee : undefined;
  const meaning = project.find(module, from);
  if (meaning?.repo !== undefined || /(^|\.)Repo$/.test(module)) return repoReads.has(name) ? callee : undefined;
  const interfaces = [...(meaning?.domain?.interfaces ?? []), ...(meaning?.resource?.interfaces ?? [])];
  const found = interfaces.find((candidate) => candidate.name === name);
  return found !== undefined && callsDatabase(found, project, from) ? callee : undefined;
}

function isAshRead(
  name: string,
  subject: Expr | undefined,
  args: readonly Expr[],
  project: Project,
  from: string,
): boolean {
  if (!ashReads.has(name.replace(/\?$/, ''))) return false;
  const options = args.at(-1);
  const reuses = ['lazy?', 'reuse_values?'].some((option) => asBoolean(valueOf(options, option)) === true);
  const resource = project.findResource(asModule(subject), from);
  return !reuses && (resource === undefined || isStored(resource));
}

function callsDatabase({ kind, resource: module, action: name }: Interface, project: Project, from: string): boolean {
  const resource = project.findResource(module, from);
  const action = resource?.actions.find((candidate) => candidate.name === name);
  if (kind !== 'define' || resource === undefined || action === undefined) return false;
  return action.type !== 'action' && !action.manual && isStored(resource);
}

/** Data layers that keep rows in the memory of the process or the node have no round trip to save. */
function isStored({ dataLayer }: Resource): boolean {
  return dataLayer !== undefined && !/^Ash\.DataLayer\.(Ets|Mnesia|Simple)$/.test(dataLayer);
}
