import { lastSegment, words } from '../base/names.ts';
import { optionValue } from '../elixir/declaration.ts';
import { asAtoms, asModule } from '../elixir/literal.ts';
import { descendants } from '../elixir/walk.ts';
import type { Action, Attribute, Identity, Resource } from './model.ts';
import type { Project } from './project.ts';

/** The actions of a resource that upsert on an identity. */
export function upsertsOn({ actions }: Resource, { name }: Identity): Action[] {
  return actions.filter((action) => action.upsert === true && action.upsertIdentity === name);
}

/** The texts of a project in which a call may say what it upserts on. */
export function upsertingTexts(project: Project, textOf: (path: string) => string): string[] {
  const paths = new Set(project.sources().map(({ path }) => path));
  return [...paths].map(textOf).filter((text) => text.includes('upsert_identity:'));
}

/**
 * Whether an action upserts on the identity, or a call in one of the texts that names it (`Ash.bulk_create` and the like
 * take it as an option).
 */
export function isUpsertedOn(resource: Resource, identity: Identity, texts: readonly string[]): boolean {
  if (upsertsOn(resource, identity).length > 0) return true;
  const option = new RegExp(`\\bupsert_identity:\\s*:${identity.name}(?![\\w?!])`);
  const name = new RegExp(`\\b${lastSegment(resource.module)}\\b`);
  return texts.some((text) => option.test(text) && name.test(text));
}

/**
 * Whether an upsert on the identity may leave one of these keys nil, and then inserts a new row each time: the
 * database finds no conflict, neither there nor in the primary key nor in another identity.
 */
export function repeatsWithout(resource: Resource, identity: Identity, nullable: readonly Attribute[]): boolean {
  return (
    hasGeneratedKey(resource) &&
    !isKeptApartOtherwise(resource, identity) &&
    upsertsOn(resource, identity).some((action) => nullable.some((key) => mayLeaveNil(resource, action, key)))
  );
}

/** A row that gives no key gets one of its own. */
function hasGeneratedKey({ attributes, primaryKey }: Resource): boolean {
  return attributes.some(
    ({ name, generated, default: value }) => primaryKey.includes(name) && (generated === true || value !== undefined),
  );
}

/** Another identity that holds for all rows refuses the second one. */
function isKeptApartOtherwise({ attributes, identities }: Resource, identity: Identity): boolean {
  const isGiven = (key: string): boolean => attributes.find(({ name }) => name === key)?.allowNil === false;
  return identities.some(
    (other) => other !== identity && other.where === undefined && other.keys?.every(isGiven) === true,
  );
}

/** A key that a change computes is taken to be given, unless it is made of something that may be nil. */
function mayLeaveNil({ attributes }: Resource, action: Action, key: Attribute): boolean {
  if (isRequiredBy(action, key.name)) return false;
  if (action.accept?.includes(key.name) === true) return true;
  const parts = words(key.name);
  if (parts.at(-1) === 'id') return false;
  return attributes.some(
    ({ name, allowNil, default: value }) =>
      action.accept?.includes(name) === true &&
      allowNil === true &&
      value === undefined &&
      words(name).every((word) => parts.includes(word)),
  );
}

function isRequiredBy({ declaration, arguments: args, steps }: Action, key: string): boolean {
  const required = declaration === undefined ? [] : (asAtoms(optionValue(declaration, 'require_attributes')) ?? []);
  if (required.includes(key) || args.some(({ name, allowNil }) => name === key && allowNil === false)) return true;
  return steps.some(({ value }) => {
    if (value === undefined) return false;
    if (asModule(value)?.startsWith('AshAuthentication.') === true) return true;
    const isGiving = value.kind === 'call' && !/^(absent|attributes_absent|changing)$/.test(value.name);
    return isGiving && [...descendants(value)].some((expr) => expr.kind === 'atom' && expr.name === key);
  });
}
