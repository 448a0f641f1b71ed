import { addTo } from '../base/multi-map.ts';
import { lastSegment } from '../base/names.ts';
import { asAtom, asWrappedList } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import { descendants } from '../elixir/walk.ts';
import { relationshipsTo } from './incoming.ts';
import type { Action, Policy, Relationship, Resource } from './model.ts';
import type { Project } from './project.ts';

/** A file in which records are destroyed by code. */
export interface DestroyingFile {
  readonly path: string;
  readonly text: string;
}

export function destroyingFiles(project: Project, textOf: (path: string) => string): DestroyingFile[] {
  const paths = new Set(project.sources().map(({ path }) => path));
  const files = [...paths].map((path) => ({ path, text: textOf(path) }));
  return files.filter(({ text }) => /\bAsh\.(bulk_)?destroy|\bfor_destroy\b/.test(text));
}

/** Whether something seems to archive rows of a resource: no policy forbids it to all, and it can be called. */
export function isArchivingUsed(resource: Resource, project: Project, files: readonly DestroyingFile[]): boolean {
  const destroys = resource.actions.filter((action) => action.type === 'destroy' && action.soft === true);
  if (destroys.every((action) => isForbidden(resource, action))) return false;
  return (
    isOffered(resource, destroys, project) ||
    isDestroyedByOwners(resource, project) ||
    isDestroyedByName(resource, files)
  );
}

/** A policy that lets nobody pass; one that only a bypass gets around still lets somebody pass. */
function isForbidden({ policies }: Resource, action: Action): boolean {
  if (policies.some(({ kind }) => kind === 'bypass')) return false;
  return policies.some((policy) => policy.kind === 'policy' && isAbout(policy, action) && letsNobodyPass(policy));
}

function isAbout({ conditions }: Policy, { name, type }: Action): boolean {
  return (
    conditions.length > 0 &&
    conditions.every((condition) => {
      if (condition.kind !== 'call') return false;
      const names = asWrappedList(condition.args[0]).map(asAtom);
      if (condition.name === 'always') return true;
      return condition.name === 'action_type'
        ? names.includes(type)
        : condition.name === 'action' && names.includes(name);
    })
  );
}

function letsNobodyPass({ checks }: Policy): boolean {
  const [first, ...others] = checks;
  const name = first?.check?.kind === 'call' ? first.check.name : undefined;
  if (first?.kind === 'forbid_if') return name === 'always';
  return first?.kind === 'authorize_if' && name === 'never' && others.length === 0;
}

/** An API may offer every action, and so may code that calls none of them by a code interface. */
function isOffered(resource: Resource, destroys: readonly Action[], project: Project): boolean {
  const interfaces = project.interfacesOf(resource);
  const isApi = resource.extensions.some((name) => /^Ash(JsonApi|Graphql|Typescript)\b/.test(name));
  return (
    isApi || interfaces.length === 0 || interfaces.some(({ action }) => destroys.some(({ name }) => name === action))
  );
}

function isDestroyedByOwners(resource: Resource, project: Project): boolean {
  const related = new Map<Resource, Relationship[]>();
  for (const { owner, relationship } of relationshipsTo(project, resource)) addTo(related, owner, relationship);
  return [...related].some(([owner, relationships]) => destroysFrom(owner, relationships));
}

/** Another resource destroys its related rows along with itself, or manages them. */
function destroysFrom(other: Resource, related: readonly Relationship[]): boolean {
  const isArchived = related.some(({ name }) => other.archival?.archiveRelated?.includes(name) !== false);
  const steps = [...other.changes, ...other.actions.flatMap((action) => action.steps)];
  return (other.archival !== undefined && isArchived) || steps.some(({ value }) => destroysRelated(value, related));
}

function destroysRelated(value: Expr | undefined, related: readonly Relationship[]): boolean {
  if (value?.kind !== 'call' || (value.name !== 'cascade_destroy' && value.name !== 'manage_relationship'))
    return false;
  const atoms = new Set([...descendants(value)].flatMap((expr) => asAtom(expr) ?? []));
  const isRelated = related.some(({ name }) => atoms.has(name));
  return isRelated && (value.name === 'cascade_destroy' || atoms.has('destroy') || atoms.has('direct_control'));
}

/** Code that destroys records and speaks of the resource is taken to destroy records of it. */
function isDestroyedByName({ module, path: own }: Resource, files: readonly DestroyingFile[]): boolean {
  const name = new RegExp(`\\b${lastSegment(module)}\\b`);
  return files.some(({ path, text }) => path !== own && name.test(text));
}
