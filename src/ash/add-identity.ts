import { Lines } from '../base/lines.ts';
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
  const lines = new Lines(text);
  const indent = lines.indentOf(lines.lineAt(resource.span.start)).length + '    '.length;
  const statement = printIdentity(identityName(resource, keys), keys, options, lineLength - indent);
  const edit = appendToSection(text, resource.span, resource.sections, ['identities'], statement, resource.path);
  return edit === undefined ? undefined : { path: resource.path, edits: [edit] };
}

/** The line length of Elixir's formatter. */
const lineLength = 98;

/** `identity :name, [:key]` as the formatter breaks it: options first, then the list of keys. */
function printIdentity(name: string, keys: readonly string[], options: string, width: number): string {
  const list = keys.map((key) => `:${key}`);
  const head = `identity :${name}, [${list.join(', ')}]`;
  if ((head + options).length <= width) return head + options;
  if (options !== '' && head.length < width) return head + options.replaceAll(/, (?=\w+\??: )/g, ',\n  ');
  return `identity :${name}, [\n  ${list.join(',\n  ')}\n]${options}`;
}

/** A name that no identity of the resource has yet. */
function identityName(resource: Resource, keys: readonly string[]): string {
  const taken = new Set(resource.identities.map((identity) => identity.name));
  const base = `unique_${keys.join('_')}`;
  let name = base;
  for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
  return name;
}
