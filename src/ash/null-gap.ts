import { commentAbove } from '../elixir/comment-above.ts';
import type { Attribute, Identity, Resource } from './model.ts';
import { isNilWritten, type NullableKeys } from './nullable-keys.ts';
import type { Project } from './project.ts';
import { isRequirable } from './requirable.ts';
import { resourcesOnTable } from './table-indexes.ts';
import { repeatsWithout } from './upserts.ts';

/** Rows that a key's NULL lets through, and what could be done about them. */
export interface Gap {
  readonly kind: 'composite' | 'upsert' | 'optional';
  readonly nullable: readonly Attribute[];
  readonly isSingle: boolean;
  readonly isJoin: boolean;
  /** Nothing but an explicit nil makes such a row. */
  readonly isDefaulted: boolean;
  readonly isRequirable: boolean;
  /** `nils_distinct?` came with Ash 3.0.7. */
  readonly hasOption: boolean;
  /** The major version of PostgreSQL that the repo asks for. */
  readonly postgres: number | undefined;
}

/** What is asked besides the resource itself. */
interface Sources {
  readonly project: Project;
  readonly textOf: (path: string) => string;
  readonly isAtLeast: (path: string, name: string, version: string) => boolean;
}

/** What kind of gap the nullable keys of an identity leave. */
export function describeGap(
  resource: Resource,
  keys: NullableKeys,
  identity: Identity,
  nullable: readonly Attribute[],
  context: Sources,
): Gap {
  const repeats = repeatsWithout(resource, identity, nullable);
  const isMeant =
    nullable.some((attribute) => isNilWritten(resource, attribute)) || isExplained(resource, identity, context);
  const isOptional = isMeant || keys.areOptional(identity, nullable, repeats);
  return {
    kind: isOptional ? 'optional' : repeats ? 'upsert' : 'composite',
    nullable,
    isSingle: keys.ownKeys(identity).length === 1,
    isJoin: keys.isJoin(identity),
    isDefaulted: nullable.every((attribute) => attribute.default !== undefined),
    isRequirable:
      nullable.every((attribute) => isRequirable(resource, attribute)) &&
      !keys.hasAlternatives(identity, nullable) &&
      resourcesOnTable(context.project, resource).length === 1,
    hasOption: context.isAtLeast(resource.path, 'ash', '3.0.7'),
    postgres: context.project.find(resource.postgres?.repo, resource.path)?.repo?.minPgVersion?.[0],
  };
}

/** A comment on the identity, or on a section that holds no other one, speaks of NULL: somebody has thought about it. */
function isExplained({ sections }: Resource, { declaration }: Identity, { textOf }: Sources): boolean {
  if (declaration === undefined) return false;
  const section = (sections.get('identities') ?? []).find(
    ({ body }) => body.length === 1 && body[0]?.start === declaration.start && body[0].path === declaration.path,
  );
  return [declaration, ...(section === undefined ? [] : [section])].some(({ path, start }) =>
    /\b(null|nil)s?\b/i.test(commentAbove(textOf(path), start)),
  );
}

/** For a single key, `nils_distinct?: false` would allow just one row without a value. */
export function canBeEqual({ hasOption, isSingle, postgres }: Gap): boolean {
  return hasOption && !isSingle && (postgres === undefined || postgres >= 15);
}

/** In a join, where a default fills it in, or where it is the only key, nil has no meaning of its own. */
export function isMeaningless({ isJoin, isDefaulted, isSingle }: Gap): boolean {
  return isJoin || isDefaulted || isSingle;
}

/** A `has_one` to here: one for each that has one, and any number that belong to nobody. */
export function isOptionalOneToOne(
  { module }: Resource,
  [key, ...others]: readonly string[],
  { project }: Sources,
): boolean {
  if (others.length > 0) return false;
  return project
    .resources()
    .some(({ relationships }) =>
      relationships.some(
        ({ kind, destination, destinationAttribute }) =>
          kind === 'has_one' && destination === module && destinationAttribute === key,
      ),
    );
}
