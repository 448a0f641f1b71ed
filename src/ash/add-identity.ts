import { replacement, type FileEdit } from '../base/text-edit.ts';
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
  if (edit === undefined) return undefined;
  // Two insertions never overlap, but of two fixes that open the same section only one may be applied at a time.
  const next = text.charAt(edit.end);
  return { path: resource.path, edits: [replacement({ start: edit.start, end: edit.end + 1 }, edit.text + next)] };
}

/** A name that no identity of the resource has yet. */
function identityName(resource: Resource, keys: readonly string[]): string {
  const taken = new Set(resource.identities.map((identity) => identity.name));
  const base = `unique_${keys.join('_')}`;
  let name = base;
  for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
  return name;
}
