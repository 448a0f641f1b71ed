import { optionValue } from '../elixir/declaration.ts';
import { asAtoms, asBoolean } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import { descendants } from '../elixir/walk.ts';
import type { Attribute, Identity, Relationship, Resource } from './model.ts';
import { isTableBacked } from './table-indexes.ts';
import { upsertsOn } from './upserts.ts';

/** Which keys of the identities of a resource may be NULL in the unique index, and whether that seems to be meant. */
export class NullableKeys {
  readonly #resource: Resource;
  readonly #required: ReadonlySet<string>;

  constructor(resource: Resource) {
    this.#resource = resource;
    this.#required = requiredOtherwise(resource);
  }

  /** Empty where Ash makes no index for the identity. */
  of(identity: Identity): Attribute[] {
    const { postgres } = this.#resource;
    if (!isTableBacked(this.#resource) || postgres?.migrate !== true || isSkipped(this.#resource, identity)) return [];
    const guarded = new Set(identity.where === undefined ? [] : namesIn(identity.where));
    return (identity.keys ?? []).flatMap((key) => {
      const attribute = this.#resource.attributes.find((candidate) => candidate.name === key);
      const mayBeNil = attribute?.allowNil === true && !guarded.has(key) && !this.#required.has(key);
      return mayBeNil ? [attribute] : [];
    });
  }

  /** The keys that an identity names, without the tenant that Ash adds to it anyway. */
  ownKeys({ keys }: Identity): string[] {
    const { multitenancy } = this.#resource;
    return (keys ?? []).filter((key) => multitenancy?.strategy !== 'attribute' || key !== multitenancy.attribute);
  }

  /**
   * Whether rows without such a value may well be meant to repeat: an optional name of its own (a phone number, the
   * number that another system gave, alone or with that system), one of several identities for rows of different kinds,
   * or a condition that tells these kinds apart. That an upsert repeats them is hardly meant.
   */
  areOptional(identity: Identity, nullable: readonly Attribute[], repeats: boolean): boolean {
    const isSingle = this.ownKeys(identity).length === 1;
    if (identity.where !== undefined || (!isSingle && this.#isAlternative(identity, nullable))) return true;
    if (isSingle || repeats) return !repeats;
    if (nullable.some((attribute) => attribute.default !== undefined)) return false;
    const references = nullable.filter((attribute) => this.#isReference(attribute));
    if (references.length > 0) return references.length < nullable.length;
    return nullable.length < (identity.keys ?? []).length;
  }

  /** The identity joins two other resources: a row without one of them is of no use. */
  isJoin(identity: Identity): boolean {
    const keys = this.ownKeys(identity);
    return keys.length > 1 && keys.every((key) => parentsBy(this.#resource, key).length > 0);
  }

  /** Rows are told apart by another identity too, whose keys may be nil as well: each row is meant for one of them. */
  hasAlternatives(identity: Identity, nullable: readonly Attribute[]): boolean {
    return this.#alternatives(identity, nullable).length > 0 || nullable.some(({ name }) => this.#isOneOf(name));
  }

  #alternatives(identity: Identity, nullable: readonly Attribute[]): Identity[] {
    const names = nullable.map((attribute) => attribute.name);
    return this.#resource.identities.filter((other) => {
      const others = this.of(other).map((attribute) => attribute.name);
      return other !== identity && others.length > 0 && !others.some((name) => names.includes(name));
    });
  }

  /** Two such identities share what all rows have, or one has nothing else and an action looks rows up by it. */
  #isAlternative(identity: Identity, nullable: readonly Attribute[]): boolean {
    const names = nullable.map((attribute) => attribute.name);
    const own = (identity.keys ?? []).filter((key) => !names.includes(key));
    return this.#alternatives(identity, nullable).some(
      (other) =>
        own.some((key) => other.keys?.includes(key) === true) ||
        (own.length === 0 && upsertsOn(this.#resource, other).length > 0),
    );
  }

  /** A validation says how many of several attributes are present. */
  #isOneOf(name: string): boolean {
    return this.#resource.validations.some(
      ({ value }) =>
        value?.kind === 'call' && value.name.endsWith('present') && asAtoms(value.args[0])?.includes(name) === true,
    );
  }

  #isReference({ name, type }: Attribute): boolean {
    const isUuid = type.kind === 'builtin' && (type.name === 'uuid' || type.name === 'uuid_v7');
    return parentsBy(this.#resource, name).length > 0 || (isUuid && name.endsWith('_id'));
  }
}

/** The belongs_to relationships that an attribute is the key of. */
export function parentsBy(resource: Resource, attribute: string): Relationship[] {
  return resource.relationships.filter(
    ({ kind, sourceAttribute }) => kind === 'belongs_to' && sourceAttribute === attribute,
  );
}

/** Somebody wrote `allow_nil? true`, so nil has a meaning there. */
export function isNilWritten(resource: Resource, { name, declaration }: Attribute): boolean {
  const declarations = [declaration, ...parentsBy(resource, name).map((parent) => parent.declaration)];
  return declarations.some((each) => each !== undefined && asBoolean(optionValue(each, 'allow_nil?')) === true);
}

function isSkipped({ postgres }: Resource, { name }: Identity): boolean {
  const isKnown = postgres?.dynamicOptions.has('skip_unique_indexes') === false;
  return !isKnown || postgres.names.get('skip_unique_indexes')?.includes(name) === true;
}

/** Any mention in `where` counts as a guard: what the condition means is not ours to judge. */
function namesIn(where: Expr): string[] {
  return [...descendants(where)].flatMap((expr) => (expr.kind === 'variable' ? [expr.name] : []));
}

/** Attributes that are declared nullable and yet never nil: the tenant, what is validated, what a check forbids. */
function requiredOtherwise(resource: Resource): ReadonlySet<string> {
  const { multitenancy, validations } = resource;
  const tenant = multitenancy?.strategy === 'attribute' && multitenancy.global === false ? multitenancy.attribute : '';
  const checks = (resource.postgres?.checkConstraints ?? []).flatMap(({ check }) => check ?? []);
  const checked = resource.attributes.filter(({ source }) => checks.some((check) => forbidsNull(check, source)));
  const validated = validations.flatMap(({ value, where }) => (where.length === 0 ? presentIn(value) : []));
  return new Set([tenant ?? '', ...validated, ...checked.map((attribute) => attribute.name)]);
}

/** A check that speaks of the column and of NULL rules out some of the rows in question; which ones is hard to say. */
function forbidsNull(check: string, column: string | undefined): boolean {
  const identifiers = [...check.toLowerCase().matchAll(/[a-z_][a-z0-9_]*/g)].map(([word]) => word);
  return (
    identifiers.some((word) => word === column) && identifiers.some((word) => /^null$|^num_(non)?nulls$/.test(word))
  );
}

/** `present(:a)`, `present([:a, :b])`; with a number of them (`exactly: 1`) it is said on purpose that others are nil. */
function presentIn(value: Expr | undefined): string[] {
  const isPresent = value?.kind === 'call' && (value.name === 'present' || value.name === 'attributes_present');
  return isPresent && value.args.length === 1 ? (asAtoms(value.args[0]) ?? []) : [];
}
