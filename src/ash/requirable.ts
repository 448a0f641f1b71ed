import type { FileEdit, TextEdit } from '../base/text-edit.ts';
import type { Declaration } from '../elixir/declaration.ts';
import { isEditable, setOption } from '../elixir/edits.ts';
import type { Attribute, Resource } from './model.ts';
import { parentsBy } from './nullable-keys.ts';

/**
 * Whether an attribute could be required: the root of a tree has no parent, and what the deletion of its parent sets to
 * NULL has to be nullable.
 */
export function isRequirable(resource: Resource, { name, origin }: Attribute): boolean {
  const parents = parentsBy(resource, name);
  const isSetToNull = resource.postgres?.references.some(
    ({ relationship, onDelete, onUpdate }) =>
      parents.some((parent) => parent.name === relationship) && (onDelete === 'nilify' || onUpdate === 'nilify'),
  );
  const isOwnParent = parents.some(({ destination }) => destination === resource.module);
  return origin.kind !== 'generated' && !isOwnParent && isSetToNull !== true;
}

/** Sets `allow_nil?: false` where each is declared: on the attribute, or on the belongs_to that makes it. */
export function requireAll(attributes: readonly Attribute[], textOf: (path: string) => string): FileEdit[] | undefined {
  const declarations = attributes.map(({ declaration }) => declaration);
  if (!declarations.every((declaration) => isWritten(declaration))) return undefined;
  const byPath = new Map<string, TextEdit[]>();
  for (const declaration of new Set(declarations)) {
    const edit = setOption(textOf(declaration.path), declaration, 'allow_nil?', 'false');
    byPath.set(declaration.path, [...(byPath.get(declaration.path) ?? []), edit]);
  }
  return [...byPath].map(([path, edits]) => ({ path, edits }));
}

function isWritten(declaration: Declaration | undefined): declaration is Declaration {
  return declaration !== undefined && isEditable(declaration, declaration.path);
}
