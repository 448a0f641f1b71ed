import { Lines } from '../base/lines.ts';
import { asBoolean, asString, isNil } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import { shortName } from './builtin-types.ts';
import type {
  Aggregate,
  Attribute,
  Calculation,
  CustomType,
  Domain,
  Implementation,
  Relationship,
  Resource,
} from './model.ts';
import type { Project } from './project.ts';
import type { TypeRef } from './type-ref.ts';

/**
 * The model as JSON, in the keys and spellings of Ash's own introspection.
 * A fact that the text does not decide is absent; one that is decided to be nothing is null.
 */
export interface ModelJson {
  readonly version: 1;
  readonly resources: readonly Record<string, unknown>[];
  readonly domains: readonly Record<string, unknown>[];
  readonly types: readonly Record<string, unknown>[];
}

export function printModel(project: Project, textOf: (path: string) => string): ModelJson {
  const printer = new Printer(project, textOf);
  return {
    version: 1,
    resources: project.resources().map((resource) => printer.resource(resource)),
    domains: project.domains().map((domain) => printer.domain(domain)),
    types: project.types().map((type) => printer.type(type)),
  };
}

const fixedAggregateTypes: ReadonlyMap<string, string> = new Map([
  ['count', 'integer'],
  ['exists', 'boolean'],
  ['avg', ':float'],
]);

class Printer {
  readonly #project: Project;
  readonly #textOf: (path: string) => string;
  readonly #lines = new Map<string, Lines>();

  constructor(project: Project, textOf: (path: string) => string) {
    this.#project = project;
    this.#textOf = textOf;
  }

  resource(resource: Resource): Record<string, unknown> {
    const { postgres, multitenancy } = resource;
    return {
      module: resource.module,
      path: resource.path,
      line: this.#line(resource.path, resource.span.start),
      closed: resource.openBecause.length === 0,
      openBecause: resource.openBecause.map((opaque) => ({
        reason: opaque.reason,
        path: opaque.path,
        line: this.#line(opaque.path, opaque.start),
      })),
      domain: resource.domain ?? this.#domainOf(resource) ?? null,
      data_layer: resource.dataLayer ?? 'Ash.DataLayer.Simple',
      'embedded?': resource.embedded,
      table: postgres?.table ?? null,
      schema: postgres?.schema ?? null,
      repo: postgres?.repo ?? null,
      extensions: resource.extensions,
      authorizers: resource.authorizers,
      notifiers: resource.notifiers,
      primary_key: resource.primaryKey,
      base_filter: this.#text(resource.path, resource.baseFilter),
      attributes: resource.attributes.map((attribute) => this.#attribute(attribute, resource)),
      relationships: resource.relationships.map((relationship) => this.#relationship(relationship, resource)),
      identities: resource.identities.map((identity) => ({
        name: identity.name,
        keys: identity.keys,
        'nils_distinct?': identity.nilsDistinct,
        'all_tenants?': identity.allTenants,
        'eager_check?': identity.eagerCheck,
        'pre_check?': identity.preCheck,
        where: identity.where !== undefined,
        where_text: this.#text(identity.declaration?.path ?? resource.path, identity.where),
        ...this.#origin(identity),
      })),
      actions: resource.actions.map((action) => ({
        name: action.name,
        type: action.type,
        'primary?': action.primary,
        accept: action.type === 'read' || action.type === 'action' ? null : action.accept,
        arguments: action.arguments.map((argument) => ({
          name: argument.name,
          type: printType(argument.type),
          'allow_nil?': argument.allowNil,
          'public?': argument.public,
        })),
        'require_atomic?': action.type === 'update' || action.type === 'destroy' ? action.requireAtomic : null,
        'upsert?': action.type === 'create' ? action.upsert : null,
        upsert_identity: action.upsertIdentity ?? null,
        'soft?': action.type === 'destroy' ? action.soft : null,
        'get?': action.type === 'read' ? action.get : null,
        get_by: action.type === 'read' ? action.getBy : null,
        manual: action.manual ? true : null,
        returns: action.returns === undefined ? null : printType(action.returns),
        'public?': action.public,
        ...this.#origin(action),
      })),
      default_accept: resource.acceptsAllByDefault ? '*' : resource.defaultAccept,
      primary_actions: primaryActions(resource),
      calculations: resource.calculations.map((calculation) => this.#calculation(calculation, resource)),
      aggregates: resource.aggregates.map((aggregate) => this.#aggregate(aggregate, resource)),
      code_interface: resource.interfaces.map((entry) => ({
        name: entry.name,
        action: entry.action,
        args: entry.args,
      })),
      multitenancy: {
        strategy: multitenancy === undefined ? null : multitenancy.strategy,
        attribute: multitenancy?.attribute ?? null,
        'global?': multitenancy === undefined ? null : multitenancy.global,
      },
      policies: resource.policies.filter((policy) => policy.kind === 'policy' || policy.kind === 'bypass').length,
      field_policies: resource.policies.filter((policy) => policy.kind.startsWith('field_policy')).length,
      postgres: postgres === undefined ? null : this.#postgres(resource),
    };
  }

  domain(domain: Domain): Record<string, unknown> {
    return {
      module: domain.module,
      path: domain.path,
      line: this.#line(domain.path, domain.span.start),
      resources: domain.resources.map((entry) => entry.module),
    };
  }

  type(type: CustomType): Record<string, unknown> {
    return {
      module: type.module,
      path: type.path,
      line: this.#line(type.path, type.span.start),
      kind: type.kind,
      values: type.kind === 'enum' ? (type.values ?? undefined) : null,
      subtype_of: type.kind === 'new_type' ? printType(type.subtypeOf) : null,
      storage_type: printStorage(this.#project.storageOf({ kind: 'module', name: type.module }, type.path)),
    };
  }

  #attribute(attribute: Attribute, resource: Resource): Record<string, unknown> {
    return {
      name: attribute.name,
      type: printType(attribute.type),
      module_type: printModuleType(attribute.type),
      storage_type: this.#storage(attribute.type, resource),
      'allow_nil?': attribute.allowNil,
      'primary_key?': attribute.primaryKey,
      'generated?': attribute.generated,
      'public?': attribute.public,
      'writable?': attribute.writable,
      'sensitive?': attribute.sensitive,
      source: attribute.source,
      default: this.#text(
        attribute.declaration?.path ?? resource.path,
        attribute.default,
        attribute.declaration?.start,
      ),
      ...this.#origin(attribute),
    };
  }

  #relationship(relationship: Relationship, resource: Resource): Record<string, unknown> {
    const isJoin = relationship.kind === 'many_to_many';
    const path =
      relationship.kind === 'has_many' || relationship.kind === 'has_one' ? relationship.throughPath : undefined;
    return {
      name: relationship.name,
      type: relationship.kind,
      cardinality: relationship.kind === 'belongs_to' || relationship.kind === 'has_one' ? 'one' : 'many',
      destination: relationship.destination,
      'destination_loaded?': this.#project.findResource(relationship.destination, resource.path) !== undefined,
      source_attribute: relationship.sourceAttribute,
      destination_attribute: relationship.destinationAttribute,
      through: isJoin ? relationship.through : (path ?? null),
      source_attribute_on_join_resource: isJoin ? relationship.sourceAttributeOnJoin : null,
      destination_attribute_on_join_resource: isJoin ? relationship.destinationAttributeOnJoin : null,
      'allow_nil?':
        relationship.kind === 'belongs_to' ? relationship.allowNil : relationship.kind === 'has_one' ? true : null,
      'primary_key?': relationship.kind === 'belongs_to' ? relationship.primaryKey : null,
      'define_attribute?': relationship.kind === 'belongs_to' ? relationship.defineAttribute : null,
      autogenerated_join_relationship_of: relationship.kind === 'has_many' ? (relationship.joinOf ?? null) : null,
      'public?': relationship.public,
      'has_filter?': relationship.filters.length > 0,
      ...this.#origin(relationship),
    };
  }

  #calculation(calculation: Calculation, resource: Resource): Record<string, unknown> {
    const { implementation } = calculation;
    return {
      name: calculation.name,
      type: printType(calculation.type),
      'public?': calculation.public,
      'allow_nil?': calculation.allowNil,
      'expression?': implementation.kind === 'unknown' ? undefined : implementation.kind === 'expression',
      module: implementationModule(implementation),
      expression:
        implementation.kind === 'expression'
          ? this.#text(calculation.declaration?.path ?? resource.path, implementation.expr)
          : null,
      arguments: calculation.arguments.map((argument) => ({ name: argument.name, type: printType(argument.type) })),
      ...this.#origin(calculation),
    };
  }

  #aggregate(aggregate: Aggregate, resource: Resource): Record<string, unknown> {
    return {
      name: aggregate.name,
      kind: aggregate.kind,
      relationship_path: aggregate.path,
      resource: aggregate.resource ?? null,
      field: aggregate.field ?? null,
      type: this.#aggregateType(aggregate, resource),
      'public?': aggregate.public,
      'has_filter?': aggregate.filter !== undefined,
      ...this.#origin(aggregate, resource.path),
    };
  }

  /** Ash gives counts, existence and averages fixed types; the others take the type of their field. */
  #aggregateType(aggregate: Aggregate, resource: Resource): unknown {
    const fixed = fixedAggregateTypes.get(aggregate.kind);
    if (fixed !== undefined) return fixed;
    const destination = this.#aggregateDestination(aggregate, resource);
    const fields = destination === undefined ? [] : [...destination.attributes, ...destination.calculations];
    const type = fields.find((field) => field.name === aggregate.field)?.type;
    if (type === undefined) return undefined;
    return aggregate.kind === 'list' ? { array: printType(type) } : printType(type);
  }

  #aggregateDestination(aggregate: Aggregate, resource: Resource): Resource | undefined {
    if (aggregate.resource !== undefined) return this.#project.findResource(aggregate.resource, resource.path);
    return aggregate.path?.reduce<Resource | undefined>((current, name) => {
      const step = current?.relationships.find((relationship) => relationship.name === name);
      return current === undefined ? undefined : this.#project.findResource(step?.destination, current.path);
    }, resource);
  }

  #postgres({ postgres }: Resource): Record<string, unknown> | null {
    if (postgres === undefined) return null;
    return {
      table: postgres.table ?? null,
      schema: postgres.schema ?? null,
      repo: postgres.repo ?? null,
      'polymorphic?': postgres.polymorphic,
      'migrate?': postgres.migrate,
      base_filter_sql: postgres.baseFilterSql ?? null,
      references: postgres.references.map((reference) => ({
        relationship: reference.relationship,
        'ignore?': reference.ignore,
        on_delete: reference.onDelete ?? null,
        on_update: reference.onUpdate ?? null,
        'index?': reference.index,
        name: reference.name ?? null,
        'match_tenant?': reference.matchTenant,
        line: this.#line(reference.declaration.path, reference.declaration.start),
      })),
      custom_indexes: postgres.customIndexes.map((index) => ({
        fields: index.fields?.map((field) => field.name),
        name: index.name ?? null,
        unique: index.unique,
        using: index.using ?? null,
        where: index.where ?? null,
        include: index.include.length === 0 ? null : index.include,
        nulls_distinct: index.nullsDistinct,
        concurrently: index.concurrently,
        'all_tenants?': index.allTenants,
        line: this.#line(index.declaration.path, index.declaration.start),
      })),
      check_constraints: postgres.checkConstraints.map((constraint) => ({
        attribute: constraint.attributes?.length === 1 ? constraint.attributes[0] : constraint.attributes,
        name: constraint.name,
        check: constraint.check ?? null,
        line: this.#line(constraint.declaration.path, constraint.declaration.start),
      })),
      custom_statements: postgres.statements.map((statement) => ({
        name: statement.name,
        up: statement.up ?? null,
        down: statement.down ?? null,
        line: this.#line(statement.declaration.path, statement.declaration.start),
      })),
      ...Object.fromEntries(
        [...postgres.keywords].map(([name, pairs]) => [
          name,
          Object.fromEntries([...pairs].map(([key, value]) => [key, this.#literal(value)])),
        ]),
      ),
      ...Object.fromEntries([...postgres.names].filter(([name]) => !postgres.keywords.has(name))),
    };
  }

  #origin(
    entity: Pick<Attribute, 'origin' | 'declaration'>,
    path = entity.declaration?.path,
  ): { origin: string; path?: string; line: number | null } {
    const { declaration } = entity;
    const place = declaration?.via?.use ?? declaration;
    if (place === undefined) return { origin: entity.origin.kind, line: null };
    return {
      origin: entity.origin.kind,
      ...(path === undefined ? {} : { path: place.path }),
      line: this.#line(place.path, place.start),
    };
  }

  #domainOf(resource: Resource): string | undefined {
    if (resource.embedded || resource.dataLayer === undefined) return undefined;
    const lists = (domain: Domain): boolean =>
      domain.resources.some((entry) => this.#project.findResource(entry.module, domain.path) === resource);
    return this.#project.domains().find(lists)?.module;
  }

  #storage(type: TypeRef, resource: Resource): string | undefined {
    if (type.kind !== 'array') return printStorage(this.#project.storageOf(type, resource.path));
    const inner = this.#storage(type.of, resource);
    return inner === undefined ? undefined : `{:array, ${inner}}`;
  }

  #line(path: string, offset: number): number {
    const lines = this.#lines.get(path) ?? new Lines(this.#textOf(path));
    this.#lines.set(path, lines);
    return lines.lineAt(offset);
  }

  /** The text of an expression; null when there is none, or when a helper stands for it. */
  #text(path: string, expr: Expr | undefined, causedBy?: number): string | null {
    if (expr === undefined || expr.start === causedBy) return null;
    return this.#textOf(path).slice(expr.start, expr.end);
  }

  #literal(expr: Expr): unknown {
    if (isNil(expr)) return null;
    if (expr.kind === 'atom') return asBoolean(expr) ?? expr.name;
    return asString(expr) ?? (expr.kind === 'number' ? expr.value : undefined);
  }
}

function primaryActions(resource: Resource): Record<string, string | null> {
  const primaryOf = (type: string): string | null =>
    resource.actions.find((action) => action.type === type && action.primary === true)?.name ?? null;
  return {
    create: primaryOf('create'),
    read: primaryOf('read'),
    update: primaryOf('update'),
    destroy: primaryOf('destroy'),
  };
}

function implementationModule(implementation: Implementation): string | null | undefined {
  switch (implementation.kind) {
    case 'module':
      return implementation.module;
    case 'function':
      return 'Ash.Resource.Calculation.Function';
    case 'builtin':
      return 'Ash.Resource.Calculation.Concat';
    case 'expression':
      return null;
    case 'unknown':
      return undefined;
  }
}

function printType(type: TypeRef): unknown {
  switch (type.kind) {
    case 'builtin':
      return type.name;
    case 'module':
      return type.name.startsWith(':') ? type.name.slice(1) : (shortName(type.name) ?? type.name);
    case 'array':
      return { array: printType(type.of) };
    case 'unknown':
      return undefined;
  }
}

function printModuleType(type: TypeRef): unknown {
  if (type.kind === 'array') return { array: printModuleType(type.of) };
  return type.kind === 'module' && !type.name.startsWith(':') ? type.name : undefined;
}

function printStorage(storage: string | undefined): string | undefined {
  return storage === undefined ? undefined : `:${storage}`;
}
