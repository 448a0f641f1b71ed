import { lineLength } from '../elixir/formatter.ts';
import { Lines } from '../base/lines.ts';
import type { FileEdit } from '../base/text-edit.ts';
import { appendToSection } from '../elixir/edits.ts';
import type { Resource } from './model.ts';

/**
 * Declares an identity in the module of a resource; undefined where its text has no place for one, and where a base
 * filter has no SQL: the migration generator would refuse the identity.
 */
export function addIdentity(
  resource: Resource,
  keys: readonly string[],
  textOf: (path: string) => string,
  options = '',
): FileEdit | undefined {
  if (resource.baseFilter !== undefined && resource.postgres?.baseFilterSql === undefined) return undefined;
  const text = textOf(resource.path);
  const lines = new Lines(text);
  const indent = lines.indentOf(lines.lineAt(resource.span.start)).length + '    '.length;
  const statement = printIdentity(identityName(resource, keys), keys, options, lineLength - indent);
  const edit = appendToSection(text, resource.span, resource.sections, ['identities'], statement, resource.path);
  return edit === undefined ? undefined : { path: resource.path, edits: [edit] };
}

/** `identity :name, [:key]` as the formatter breaks it: options first, then the list of keys. */
function printIdentity(name: string, keys: readonly string[], options: string, width: number): string {
  const list = keys.map((key) => `:${key}`);
  const head = `identity :${name}, [${list.join(', ')}]`;
  if ((head + options).length <= width) return head + options;
  if (options !== '' && head.length < width) return head + options.replaceAll(/, (?=\w+\??: )/g, ',\n  ');
  return `identity :${name}, [\n  ${list.join(',\n  ')}\n]${options}`;
}

/**
 * Says that rows without a value may repeat, where a key may be nil: so `identities/nullable-key` has nothing to ask.
 * The option came with Ash 3.0.7.
 */
export function nilsMayRepeat(
  { attributes, path }: Resource,
  keys: readonly string[],
  isAtLeast: (path: string, name: string, version: string) => boolean,
): string {
  const mayBeNil = attributes.some(({ name, allowNil }) => keys.includes(name) && allowNil !== false);
  return mayBeNil && isAtLeast(path, 'ash', '3.0.7') ? ', nils_distinct?: true' : '';
}

/** A name that no identity of the resource has yet. */
function identityName(resource: Resource, keys: readonly string[]): string {
  const taken = new Set(resource.identities.map((identity) => identity.name));
  const base = `unique_${keys.join('_')}`;
  let name = base;
  for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
  return name;
}
