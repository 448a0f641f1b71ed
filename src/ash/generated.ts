import type { Declaration } from '../elixir/declaration.ts';
import type {
  Action,
  ActionType,
  Argument,
  Attribute,
  BelongsTo,
  Calculation,
  HasMany,
  HasOne,
  Identity,
  Origin,
} from './model.ts';
import { builtin, type TypeRef } from './type-ref.ts';

/** Entities that Ash or an extension adds, with the defaults of Ash 3.32's own schemas. */

/** What is said of every generated entity: its name, who adds it, and the declaration that caused it. */
interface Generated {
  readonly name: string;
  readonly by: string;
  readonly declaration?: Declaration | undefined;
}

type Facts<Entity, Required extends keyof Entity = never> = Generated &
  Pick<Entity, Required> &
  Partial<Omit<Entity, keyof Generated | 'origin' | 'kind' | Required>>;

export function generatedAttribute(facts: Facts<Attribute, 'type'>): Attribute {
  return {
    constraints: undefined,
    allowNil: true,
    primaryKey: false,
    public: false,
    writable: true,
    generated: false,
    sensitive: false,
    default: undefined,
    updateDefault: undefined,
    source: facts.name,
    helper: 'attribute',
    ...withoutCause(facts),
    ...cause(facts),
  };
}

export function generatedArgument(facts: Facts<Argument, 'type'>): Argument {
  return {
    constraints: undefined,
    allowNil: true,
    public: true,
    sensitive: false,
    default: undefined,
    ...withoutCause(facts),
    ...cause(facts),
  };
}

/**
 * An action. Without `accept` the resource's `default_accept` counts, as for a declared one: `accept` is then undefined
 * and `acceptWritten` is `none`. An `accept` that is given as undefined is one that nobody can know.
 */
export function generatedAction(facts: Facts<Action, 'type'>): Action {
  const takesInput: readonly ActionType[] = ['create', 'update'];
  return {
    primary: false,
    accept: takesInput.includes(facts.type) ? undefined : [],
    acceptWritten: 'accept' in facts ? 'list' : 'none',
    arguments: [],
    steps: [],
    filters: [],
    requireAtomic: true,
    upsert: false,
    upsertIdentity: undefined,
    soft: false,
    get: false,
    getBy: [],
    pagination: undefined,
    manual: false,
    public: true,
    returns: undefined,
    ...withoutCause(facts),
    ...cause(facts),
  };
}

export function generatedBelongsTo(facts: Facts<BelongsTo, 'destination'>): BelongsTo {
  return {
    kind: 'belongs_to',
    ...related,
    sourceAttribute: `${facts.name}_id`,
    destinationAttribute: 'id',
    allowNil: true,
    primaryKey: false,
    defineAttribute: true,
    attributeType: builtin('uuid'),
    attributePublic: facts.public ?? false,
    attributeWritable: true,
    ...withoutCause(facts),
    ...cause(facts),
  };
}

export function generatedHasOne(facts: Facts<HasOne, 'destination' | 'destinationAttribute'>): HasOne {
  return {
    kind: 'has_one',
    ...related,
    ...toMany,
    sourceAttribute: 'id',
    fromMany: false,
    offset: undefined,
    ...withoutCause(facts),
    ...cause(facts),
  };
}

export function generatedHasMany(facts: Facts<HasMany, 'destination' | 'destinationAttribute'>): HasMany {
  return {
    kind: 'has_many',
    ...related,
    ...toMany,
    sourceAttribute: 'id',
    limit: undefined,
    joinOf: undefined,
    ...withoutCause(facts),
    ...cause(facts),
  };
}

export function generatedIdentity(facts: Facts<Identity, 'keys'>): Identity {
  return {
    where: undefined,
    nilsDistinct: true,
    nilsDistinctWritten: false,
    allTenants: false,
    eagerCheck: false,
    preCheck: false,
    ...withoutCause(facts),
    ...cause(facts),
  };
}

export function generatedCalculation(facts: Facts<Calculation, 'type' | 'implementation'>): Calculation {
  return {
    constraints: undefined,
    public: false,
    allowNil: true,
    sensitive: false,
    arguments: [],
    load: undefined,
    ...withoutCause(facts),
    ...cause(facts),
  };
}

const related = {
  destinationSpan: undefined,
  public: false,
  filters: [],
  sort: undefined,
  defaultSort: undefined,
  readAction: undefined,
  validateDestinationAttribute: true,
} as const;

const toMany = { manual: false, noAttributes: false, throughPath: undefined } as const;

function cause(facts: Generated): { readonly origin: Origin; readonly declaration: Declaration | undefined } {
  return { origin: { kind: 'generated', by: facts.by }, declaration: facts.declaration };
}

function withoutCause<T extends Generated>(facts: T): Omit<T, 'by' | 'declaration'> {
  const { by: _, declaration: __, ...rest } = facts;
  return rest;
}

/** `{:array, type}`. */
export function arrayOf(type: TypeRef): TypeRef {
  return { kind: 'array', of: type };
}
