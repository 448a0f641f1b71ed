import type { Resource } from '../../ash/model.ts';
import type { Project } from '../../ash/project.ts';
import { closest, printNames } from '../../base/names.ts';
import type { Refusal } from './draft.ts';

/** PostgreSQL cuts longer names. */
export const nameLimit = 63;

/** Whether a word can be written as `:word`, and as a key. */
export function isName(word: string): boolean {
  return /^[a-z_][a-zA-Z0-9_]*[?!]?$/.test(word);
}

export function isModuleName(word: string): boolean {
  return /^[A-Z][A-Za-z0-9_]*(\.[A-Z][A-Za-z0-9_]*)*$/.test(word);
}

/** Why a new field cannot have this name; fields of a resource share one space of names. */
export function refuseName(resource: Resource, name: string): Refusal {
  if (!isName(name)) return `\`${name}\` is no name for a field: use snake_case.`;
  const taken = fieldsOf(resource).find((field) => field.name === name);
  return taken === undefined ? undefined : `\`${resource.module}\` already has a field \`${name}\`.`;
}

/** Why a name that must be there is not one of those that are. */
export function refuseUnknown(
  { module, openBecause: [open] }: Resource,
  word: string,
  name: string,
  known: readonly string[],
): Refusal {
  if (known.includes(name)) return undefined;
  const meant = closest(name, known);
  const hint = meant === undefined ? '' : ` Did you mean \`${meant}\`?`;
  const unsure = open === undefined ? '' : ` It is not known in full: ${open.reason}.`;
  const all = hint === '' && known.length > 0 ? ` It has ${printNames(known.slice(0, 12))}.` : '';
  return `\`${module}\` has no ${word} \`${name}\`.${hint}${all}${unsure}`;
}

export function fieldsOf(resource: Resource): readonly { readonly name: string }[] {
  return [...resource.attributes, ...resource.relationships, ...resource.calculations, ...resource.aggregates];
}

/**
 * How a module is written in the code of another one: by its alias where there is one. Undefined where its full name
 * would mean something else there.
 */
export function moduleCode(
  project: Project,
  from: { readonly module: string; readonly path: string },
  name: string,
): string | undefined {
  const aliases = project.find(from.module, from.path)?.expanded.scope.aliases ?? new Map<string, string>();
  const short = [...aliases].find(([, full]) => full === name)?.[0];
  if (short !== undefined && short !== name) return short;
  const [first = name] = name.split('.');
  const meaning = aliases.get(first);
  return meaning === undefined || meaning === first ? name : undefined;
}
