import type { Declaration } from '../../elixir/declaration.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { ResourceDraft } from '../draft.ts';
import {
  generatedAction,
  generatedArgument,
  generatedAttribute,
  generatedBelongsTo,
  generatedCalculation,
  generatedHasMany,
  generatedHasOne,
  generatedIdentity,
} from '../generated.ts';
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
  Step,
} from '../model.ts';
import { builtin, type TypeRef } from '../type-ref.ts';
import { literalsAt, type Literals } from './literals.ts';

/** A type by its short name, or in full. */
type Type = string | TypeRef;
type Overrides<Entity> = Partial<Omit<Entity, 'name' | 'origin' | 'declaration' | 'kind' | 'type'>>;
type StepFacts = Partial<Pick<Step, 'on' | 'where'>>;

/** Makes the entities that one extension adds because of one declaration. */
export interface Generator {
  readonly literals: Literals;
  readonly attribute: (name: string, type: Type, facts?: Overrides<Attribute>) => Attribute;
  readonly argument: (name: string, type: Type, facts?: Overrides<Argument>) => Argument;
  readonly action: (type: ActionType, name: string, facts?: Overrides<Action>) => Action;
  readonly belongsTo: (name: string, destination: string | undefined, facts?: Overrides<BelongsTo>) => BelongsTo;
  readonly hasOne: (name: string, destination: string | undefined, key: string, facts?: Overrides<HasOne>) => HasOne;
  readonly hasMany: (name: string, destination: string | undefined, key: string, facts?: Overrides<HasMany>) => HasMany;
  readonly identity: (name: string, keys: readonly string[] | undefined, facts?: Overrides<Identity>) => Identity;
  readonly calculation: (name: string, type: Type, module: string, facts?: Overrides<Calculation>) => Calculation;
  /** A step by its module, or by a call of a builtin. */
  readonly change: (value: string | Expr, facts?: StepFacts) => Step;
  readonly validate: (value: string | Expr, facts?: StepFacts) => Step;
  readonly prepare: (value: string | Expr, facts?: StepFacts) => Step;
}

/** `declaration` is missing when the extension is used without a block of its own. */
export function createGenerator(draft: ResourceDraft, by: string, declaration: Declaration | undefined): Generator {
  const literals = literalsAt(declaration ?? { start: 0, end: 0 });
  const because = { by, declaration };
  const step =
    (kind: Step['kind'], unwrittenOn: readonly string[]) =>
    (value: string | Expr, facts: StepFacts = {}): Step => ({
      kind,
      value: typeof value === 'string' ? literals.module(value) : value,
      on: unwrittenOn,
      where: [],
      ...facts,
      declaration: declaration ?? placeholder(draft, kind),
    });
  return {
    literals,
    attribute: (name, type, facts) => generatedAttribute({ name, type: typeOf(type), ...facts, ...because }),
    argument: (name, type, facts) => generatedArgument({ name, type: typeOf(type), ...facts, ...because }),
    action: (type, name, facts) => generatedAction({ name, type, ...facts, ...because }),
    belongsTo: (name, destination, facts) => generatedBelongsTo({ name, ...facts, destination, ...because }),
    hasOne: (name, destination, key, facts) =>
      generatedHasOne({ name, ...facts, destination, destinationAttribute: key, ...because }),
    hasMany: (name, destination, key, facts) =>
      generatedHasMany({ name, ...facts, destination, destinationAttribute: key, ...because }),
    identity: (name, keys, facts) => generatedIdentity({ name, ...facts, keys, ...because }),
    calculation: (name, type, module, facts) =>
      generatedCalculation({
        name,
        type: typeOf(type),
        implementation: { kind: 'module', module, options: undefined },
        ...facts,
        ...because,
      }),
    change: step('change', ['create', 'update']),
    validate: step('validate', ['create', 'update']),
    prepare: step('prepare', ['read']),
  };
}

function typeOf(type: Type): TypeRef {
  return typeof type === 'string' ? builtin(type) : type;
}

/** A step needs a declaration; without a block in the text it is an empty one at the start of the file. */
function placeholder(draft: ResourceDraft, name: string): Declaration {
  const nowhere = { start: 0, end: 0 };
  return {
    ...nowhere,
    path: draft.path,
    name,
    nameSpan: nowhere,
    args: [],
    keywords: [],
    body: [],
    block: undefined,
    parens: false,
    argsEnd: 0,
    via: undefined,
    conditional: false,
  };
}
