import type { FileEdit } from '../base/text-edit.ts';
import { appendToSection } from '../elixir/edits.ts';
import type { Resource } from './model.ts';

/** Declares an identity in the module of a resource; undefined where its text has no place for one. */
export function addIdentity(
  resource: Resource,
  keys: readonly string[],
  textOf: (path: string) => string,
  options = '',
): FileEdit | undefined {
  const text = textOf(resource.path);
  const list = keys.map((key) => `:${key}`).join(', ');
  const statement = `identity :${identityName(resource, keys)}, [${list}]${options}`;
  const edit = appendToSection(text, resource.span, resource.sections, ['identities'], statement, resource.path);
  return edit === undefined ? undefined : { path: resource.path, edits: [edit] };
}

/** A name that no identity of the resource has yet. */
function identityName(resource: Resource, keys: readonly string[]): string {
  const taken = new Set(resource.identities.map((identity) => identity.name));
  const base = `unique_${keys.join('_')}`;
  let name = base;
  for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
  return name;
}
