import type { Location, Span } from '../base/span.ts';
import type { Declaration } from '../elixir/declaration.ts';
import type { FunctionClause } from '../elixir/modules.ts';
import type { Opaque, Use } from '../elixir/expand.ts';
import type { Expr } from '../elixir/syntax.ts';
import type { TypeRef } from './type-ref.ts';

/**
 * The model of Ash resources: plain facts as Ash 3 would compute them, each with the declaration it was read from.
 *
 * A fact is `undefined` where the text does not decide it (a computed option): rules must then say nothing.
 * Facts that Ash fills with a default hold that default.
 * Entities that Ash or an extension adds have no declaration of their own; `declaration` is then what caused them.
 */

/** How an entity came to be. `generated` covers what Ash or an extension adds; `by` then names the extension. */
export type Origin =
  | { readonly kind: 'declared' }
  | { readonly kind: 'belongs_to'; readonly relationship: string }
  | { readonly kind: 'generated'; readonly by: string };

interface Entity {
  readonly name: string;
  readonly origin: Origin;
  /** The declaration in the text; for a generated entity the one that caused it, if there is one. */
  readonly declaration: Declaration | undefined;
}

export interface Attribute extends Entity {
  readonly type: TypeRef;
  /** The written constraints (a keyword list), not those that the type adds. */
  readonly constraints: Expr | undefined;
  readonly allowNil: boolean | undefined;
  readonly primaryKey: boolean | undefined;
  readonly public: boolean | undefined;
  readonly writable: boolean | undefined;
  readonly generated: boolean | undefined;
  readonly sensitive: boolean | undefined;
  /** `nil` as a default counts as none. */
  readonly default: Expr | undefined;
  readonly updateDefault: Expr | undefined;
  /** The column's name; undefined when it is computed. */
  readonly source: string | undefined;
  /** `create_timestamp`, `uuid_primary_key`, …: the word it was declared with; `attribute` for generated ones. */
  readonly helper: string;
}

export type Relationship = BelongsTo | HasOne | HasMany | ManyToMany;

interface RelationshipBase extends Entity {
  /** Undefined when it is computed. */
  readonly destination: string | undefined;
  readonly destinationSpan: Span | undefined;
  readonly sourceAttribute: string | undefined;
  readonly destinationAttribute: string | undefined;
  readonly public: boolean | undefined;
  /** Expressions of `filter`. */
  readonly filters: readonly Expr[];
  readonly sort: Expr | undefined;
  readonly defaultSort: Expr | undefined;
  readonly readAction: string | undefined;
  readonly validateDestinationAttribute: boolean | undefined;
}

export interface BelongsTo extends RelationshipBase {
  readonly kind: 'belongs_to';
  readonly allowNil: boolean | undefined;
  readonly primaryKey: boolean | undefined;
  readonly defineAttribute: boolean | undefined;
  readonly attributeType: TypeRef;
  readonly attributePublic: boolean | undefined;
  readonly attributeWritable: boolean | undefined;
}

interface ToManyOptions {
  readonly manual: boolean;
  readonly noAttributes: boolean | undefined;
  /** The relationship names of a `through` path. */
  readonly throughPath: readonly string[] | undefined;
}

export interface HasOne extends RelationshipBase, ToManyOptions {
  readonly kind: 'has_one';
  readonly fromMany: boolean | undefined;
  readonly offset: Expr | undefined;
}

export interface HasMany extends RelationshipBase, ToManyOptions {
  readonly kind: 'has_many';
  readonly limit: Expr | undefined;
  /** Set on the relationship to the join resource that a many_to_many adds. */
  readonly joinOf: string | undefined;
}

export interface ManyToMany extends RelationshipBase {
  readonly kind: 'many_to_many';
  readonly through: string | undefined;
  readonly sourceAttributeOnJoin: string | undefined;
  readonly destinationAttributeOnJoin: string | undefined;
  readonly joinRelationship: string | undefined;
}

export interface Identity extends Entity {
  /** Attribute or calculation names; undefined when computed. */
  readonly keys: readonly string[] | undefined;
  readonly where: Expr | undefined;
  readonly nilsDistinct: boolean | undefined;
  /** Whether `nils_distinct?` was written at all. */
  readonly nilsDistinctWritten: boolean;
  readonly allTenants: boolean | undefined;
  readonly eagerCheck: boolean | undefined;
  readonly preCheck: boolean | undefined;
}

export type ActionType = 'create' | 'read' | 'update' | 'destroy' | 'action';

export interface Argument extends Entity {
  readonly type: TypeRef;
  readonly constraints: Expr | undefined;
  readonly allowNil: boolean | undefined;
  readonly public: boolean | undefined;
  readonly sensitive: boolean | undefined;
  readonly default: Expr | undefined;
}

/** A `change`, `validate` or `prepare`, global or in an action. */
export interface Step {
  readonly kind: 'change' | 'validate' | 'prepare';
  /** A call of a builtin (`set_attribute(:x, 1)`), a module, `{module, options}`, or a function. */
  readonly value: Expr | undefined;
  /** Action types of a global step; undefined when computed. */
  readonly on: readonly string[] | undefined;
  readonly where: readonly Expr[];
  readonly declaration: Declaration;
}

export interface Action extends Entity {
  readonly type: ActionType;
  readonly primary: boolean | undefined;
  /** Attribute names, with `:*` and the default expanded. Undefined when computed; empty for reads and actions. */
  readonly accept: readonly string[] | undefined;
  /** Whether `accept` was written on this action, and how. */
  readonly acceptWritten: 'none' | 'list' | 'wildcard';
  readonly arguments: readonly Argument[];
  readonly steps: readonly Step[];
  readonly filters: readonly Expr[];
  readonly requireAtomic: boolean | undefined;
  readonly upsert: boolean | undefined;
  readonly upsertIdentity: string | undefined;
  readonly soft: boolean | undefined;
  readonly get: boolean | undefined;
  readonly getBy: readonly string[] | undefined;
  readonly pagination: Declaration | Expr | undefined;
  readonly manual: boolean;
  readonly public: boolean | undefined;
  readonly returns: TypeRef | undefined;
}

export interface Calculation extends Entity {
  readonly type: TypeRef;
  readonly constraints: Expr | undefined;
  readonly public: boolean | undefined;
  readonly allowNil: boolean | undefined;
  readonly sensitive: boolean | undefined;
  readonly arguments: readonly Argument[];
  readonly load: Expr | undefined;
  readonly implementation: Implementation;
}

/** How a calculation is computed. */
export type Implementation =
  | { readonly kind: 'expression'; readonly expr: Expr }
  | { readonly kind: 'function'; readonly expr: Expr }
  | { readonly kind: 'module'; readonly module: string; readonly options: Expr | undefined }
  | { readonly kind: 'builtin'; readonly call: Expr }
  | { readonly kind: 'unknown' };

export type AggregateKind = 'count' | 'exists' | 'first' | 'sum' | 'list' | 'max' | 'min' | 'avg' | 'custom';

export interface Aggregate extends Entity {
  readonly kind: AggregateKind;
  /** Relationship names; empty for an aggregate over a resource that is not related. Undefined when computed. */
  readonly path: readonly string[] | undefined;
  readonly resource: string | undefined;
  readonly field: string | undefined;
  readonly filter: Expr | undefined;
  readonly sort: Expr | undefined;
  readonly default: Expr | undefined;
  readonly public: boolean | undefined;
}

/** A `define` of a code interface, on a resource or in a domain's `resources`. */
export interface Interface extends Entity {
  readonly kind: 'define' | 'define_calculation';
  /** The resource that it calls. */
  readonly resource: string;
  readonly action: string | undefined;
  readonly args: readonly string[] | undefined;
  readonly get: boolean | undefined;
  readonly getBy: readonly string[] | undefined;
  readonly getByIdentity: string | undefined;
}

export interface Policy {
  readonly kind: 'policy' | 'bypass' | 'field_policy' | 'field_policy_bypass';
  readonly conditions: readonly Expr[];
  readonly checks: readonly { readonly kind: string; readonly check: Expr | undefined }[];
  readonly declaration: Declaration;
}

export interface Multitenancy {
  /** `context` is the default of the block; undefined when computed. */
  readonly strategy: 'attribute' | 'context' | undefined;
  readonly strategyWritten: boolean;
  readonly attribute: string | undefined;
  readonly global: boolean | undefined;
  readonly declaration: Declaration;
}

export interface Reference {
  /** Undefined when computed. */
  readonly relationship: string | undefined;
  readonly ignore: boolean | undefined;
  /** `delete`, `nilify`, `restrict`, `nothing`; undefined when unwritten or computed. */
  readonly onDelete: string | undefined;
  /** The columns of `{:nilify, columns}`. */
  readonly onDeleteColumns: readonly string[] | undefined;
  readonly onUpdate: string | undefined;
  readonly index: boolean | undefined;
  readonly indexWhere: Expr | undefined;
  readonly matchTenant: boolean | undefined;
  readonly name: string | undefined;
  readonly declaration: Declaration;
}

export interface CustomIndex {
  /** Columns or SQL expressions in their order; undefined when one of them is computed. */
  readonly fields: readonly IndexField[] | undefined;
  readonly unique: boolean | undefined;
  readonly name: string | undefined;
  readonly where: string | undefined;
  readonly hasWhere: boolean;
  readonly using: string | undefined;
  readonly include: readonly string[];
  readonly nullsDistinct: boolean | undefined;
  readonly concurrently: boolean | undefined;
  readonly allTenants: boolean | undefined;
  readonly declaration: Declaration;
}

/** `sql` marks a string that is not a plain column name. */
export interface IndexField {
  readonly name: string;
  readonly sql: boolean;
}

export interface CheckConstraint {
  readonly attributes: readonly string[] | undefined;
  readonly name: string | undefined;
  readonly check: string | undefined;
  readonly declaration: Declaration;
}

export interface Statement {
  readonly name: string | undefined;
  readonly up: string | undefined;
  readonly down: string | undefined;
  readonly declaration: Declaration;
}

/** The `postgres` block of a resource; several blocks are merged. */
export interface Postgres {
  readonly table: string | undefined;
  readonly schema: string | undefined;
  /** The repo's module; undefined when it is computed (a function of the action's type). */
  readonly repo: string | undefined;
  readonly migrate: boolean | undefined;
  readonly polymorphic: boolean | undefined;
  readonly baseFilterSql: string | undefined;
  readonly references: readonly Reference[];
  readonly customIndexes: readonly CustomIndex[];
  readonly checkConstraints: readonly CheckConstraint[];
  readonly statements: readonly Statement[];
  /** Keyword options by name (`identity_wheres_to_sql`, `migration_types`, …): key to value. */
  readonly keywords: ReadonlyMap<string, ReadonlyMap<string, Expr>>;
  /** Plain lists of names: `skip_unique_indexes`, `migration_ignore_attributes`. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Names that an option gives which the text does not decide. */
  readonly dynamicOptions: ReadonlySet<string>;
  readonly manageTenant: Declaration | undefined;
  readonly declarations: readonly Declaration[];
}

export interface StateMachine {
  readonly stateAttribute: string;
  readonly initialStates: readonly string[] | undefined;
  readonly defaultInitialState: string | undefined;
  readonly transitions: readonly Declaration[];
}

export interface Archival {
  readonly attribute: string;
  /** `base_filter?`: archived rows are left out by the resource's base filter. */
  readonly baseFilter: boolean | undefined;
  readonly archiveRelated: readonly string[] | undefined;
}

export interface Resource {
  readonly module: string;
  readonly path: string;
  readonly span: Span;
  readonly nameSpan: Span;
  /** The `use` that makes it a resource. */
  readonly use: Use;
  readonly domain: string | undefined;
  readonly dataLayer: string | undefined;
  readonly embedded: boolean;
  readonly extensions: readonly string[];
  readonly authorizers: readonly string[];
  readonly notifiers: readonly string[];
  readonly fragments: readonly string[];
  readonly attributes: readonly Attribute[];
  readonly relationships: readonly Relationship[];
  readonly identities: readonly Identity[];
  readonly actions: readonly Action[];
  /** `default_accept`, with `:*` expanded; undefined when computed. */
  readonly defaultAccept: readonly string[] | undefined;
  /** `default_accept :*`, or an embedded resource that says nothing else. */
  readonly acceptsAllByDefault: boolean;
  readonly calculations: readonly Calculation[];
  readonly aggregates: readonly Aggregate[];
  readonly interfaces: readonly Interface[];
  readonly changes: readonly Step[];
  readonly validations: readonly Step[];
  readonly preparations: readonly Step[];
  readonly policies: readonly Policy[];
  readonly multitenancy: Multitenancy | undefined;
  readonly baseFilter: Expr | undefined;
  /** Names of the attributes of the primary key. */
  readonly primaryKey: readonly string[];
  readonly postgres: Postgres | undefined;
  readonly archival: Archival | undefined;
  readonly stateMachine: StateMachine | undefined;
  /** Attributes that AshCloak stores encrypted. */
  readonly encrypted: readonly string[];
  /** Top-level blocks by name, in the order of the text, those of fragments and base modules too. */
  readonly sections: ReadonlyMap<string, readonly Declaration[]>;
  readonly functions: readonly FunctionClause[];
  /** Why claims that something is missing cannot be made; empty for a closed resource. */
  readonly openBecause: readonly Opaque[];
}

export interface Domain {
  readonly module: string;
  readonly path: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly extensions: readonly string[];
  readonly resources: readonly DomainResource[];
  readonly interfaces: readonly Interface[];
  readonly hasPolicies: boolean;
  readonly sections: ReadonlyMap<string, readonly Declaration[]>;
  readonly openBecause: readonly Opaque[];
}

export interface DomainResource {
  readonly module: string;
  readonly declaration: Declaration;
}

/** A module that defines a type. */
export type CustomType = {
  readonly module: string;
  readonly path: string;
  readonly span: Span;
  readonly nameSpan: Span;
} & (
  | { readonly kind: 'enum'; readonly values: readonly string[] | undefined }
  | { readonly kind: 'new_type'; readonly subtypeOf: TypeRef; readonly constraints: Expr | undefined }
  | { readonly kind: 'typed_struct' }
  /** `use Ash.Type`: how it is stored is known only when `storage_type` is one literal clause. */
  | { readonly kind: 'type'; readonly storageType: string | undefined }
);

/** What `installed_extensions/0` of a repo names: an extension of PostgreSQL, or a module that installs something. */
export type ExtensionEntry =
  { readonly kind: 'name'; readonly name: string } | { readonly kind: 'module'; readonly module: string };

export interface Repo {
  readonly module: string;
  readonly path: string;
  readonly span: Span;
  readonly nameSpan: Span;
  /** Undefined when it is not a literal list. */
  readonly installedExtensions: readonly string[] | undefined;
  readonly installedExtensionsList: Location | undefined;
  /** The entries of that list, modules as well; undefined when one is computed. */
  readonly extensionEntries: readonly ExtensionEntry[] | undefined;
  /** `[major, minor, patch]` of `min_pg_version`, where it is literal. */
  readonly minPgVersion: readonly [number, number, number] | undefined;
  readonly functions: readonly string[];
  /** Another module injects code: what is not written here may still be there. */
  readonly open: boolean;
}
