import { findOption, optionValue } from '../../elixir/declaration.ts';
import { asAtom, asAtoms, asModule, keyOf, pairsOf } from '../../elixir/literal.ts';
import { unpipe } from '../../elixir/pipes.ts';
import type { Expr } from '../../elixir/syntax.ts';
import { insideExpr } from '../read/options.ts';
import type { Action, Resource, Step } from '../model.ts';
import type { Condition } from './condition.ts';
import { conditionOf } from './conditions.ts';
import { nilTest } from './comparisons.ts';
import { compared } from './comparisons.ts';
import { fieldOf } from './operands.ts';
import type { Scope } from './scope.ts';

export type Filter = (scope: Scope) => Condition;

/** What a read asks beside what its caller adds. */
export interface ReadParts {
  readonly filters: readonly Filter[];
  readonly sorts: readonly Expr[];
  readonly limit: Expr | undefined;
  /** Why there may be more: code that changes the query. */
  readonly openBecause: readonly string[];
}

/** The action that reads by which nothing else is said: the primary one, or the one that a relationship names. */
export function readActionOf(resource: Resource, name: string | undefined): Action | undefined {
  const reads = resource.actions.filter(({ type }) => type === 'read');
  if (name !== undefined) return reads.find((action) => action.name === name);
  return reads.find(({ primary }) => primary === true) ?? (reads.length === 1 ? reads[0] : undefined);
}

/** What reads by an action ask, given by its name; the primary one is asked where none is named. */
export function filtersOfReads(resource: Resource, name: string | undefined): ReadParts {
  return partsOfRead(resource, readActionOf(resource, name));
}

export function partsOfRead(resource: Resource, action: Action | undefined): ReadParts {
  const global = resource.preparations.filter(({ on }) => on?.includes('read') !== false);
  const steps = [...global, ...(action?.steps ?? [])].flatMap((step) =>
    step.kind === 'prepare' ? [preparedBy(step, resource, action)] : [],
  );
  const own = (action?.filters ?? []).map(
    (filter): Filter =>
      (scope) =>
        conditionOf(filter, scope),
  );
  const prepared = steps
    .flatMap(({ filters }) => filters)
    .map(
      (filter): Filter =>
        (scope) =>
          conditionOf(insideExpr(filter), scope),
    );
  return {
    filters: [
      ...tenantFilter(resource, action),
      ...baseFilter(resource),
      ...archiveFilter(resource, action),
      ...prepared,
      ...own,
    ],
    sorts: steps.flatMap(({ sorts }) => sorts),
    limit: steps.map(({ limit }) => limit).findLast((each) => each !== undefined),
    openBecause: steps.flatMap(({ openBecause }) => openBecause),
  };
}

/** Every query of such a resource names its tenant, unless the action passes tenants by. */
export function tenantFilter(resource: Resource, action: Action | undefined): Filter[] {
  const { multitenancy } = resource;
  const attribute = multitenancy?.strategy === 'attribute' ? multitenancy.attribute : undefined;
  const option =
    action?.declaration === undefined ? undefined : asAtom(optionValue(action.declaration, 'multitenancy'));
  if (attribute === undefined || option === 'bypass' || option === 'bypass_all') return [];
  return [(scope) => compared('=', fieldOf(attribute, scope), { kind: 'given', type: undefined }, scope)];
}

function baseFilter({ baseFilter: filter }: Resource): Filter[] {
  return filter === undefined ? [] : [(scope) => conditionOf(filter, scope)];
}

/** AshArchival leaves out what is archived (ash_archival 2.0.3, filter_archived.ex). */
function archiveFilter(resource: Resource, action: Action | undefined): Filter[] {
  const { archival } = resource;
  if (archival === undefined || archival.baseFilter === true) return [];
  const blocks = resource.sections.get('archive') ?? [];
  const option = blocks
    .map((block) => findOption(block, 'exclude_read_actions'))
    .findLast((found) => found !== undefined);
  if (action !== undefined && asAtoms(option?.value)?.includes(action.name) === true) return [];
  const field: Expr = { kind: 'variable', name: archival.attribute, start: 0, end: 0 };
  return [(scope) => nilTest(field, true, scope)];
}

interface Prepared {
  readonly filters: readonly Expr[];
  readonly sorts: readonly Expr[];
  readonly limit: Expr | undefined;
  readonly openBecause: readonly string[];
}

const nothing: Prepared = { filters: [], sorts: [], limit: undefined, openBecause: [] };

function open(reason: string): Prepared {
  return { ...nothing, openBecause: [reason] };
}

/** Options of `build`, and calls of `Ash.Query`, that change neither which rows are read nor their order. */
const harmless = new Set(
  'load select deselect ensure_selected set_context set_tenant set_argument lock timeout'.split(' '),
);

function preparedBy({ value, where }: Step, resource: Resource, action: Action | undefined): Prepared {
  if (value === undefined) return open('a preparation is computed');
  const module = asModule(value) ?? (value.kind === 'tuple' ? asModule(value.items[0]) : undefined);
  if (module === 'AshArchival.Resource.Preparations.FilterArchived') return nothing;
  // Extensions add it without options, to have their own attributes selected.
  if (module === 'Ash.Resource.Preparation.Build' && value.kind !== 'tuple') return nothing;
  if (module !== undefined) return open(`the preparation \`${module}\` is code`);
  const made =
    value.kind === 'call' ? byBuiltin(value.name, value.args) : value.kind === 'fn' ? byFunction(value) : undefined;
  if (made === undefined) return open(`a preparation of \`${action?.name ?? resource.module}\` is code`);
  const isEmpty = made === nothing;
  return where.length > 0 && !isEmpty ? open('a preparation runs only under a condition') : made;
}

function byBuiltin(name: string, args: readonly Expr[]): Prepared | undefined {
  if (name === 'set_context' || name === 'after_action' || name === 'load') return nothing;
  if (name !== 'build') return undefined;
  const [options] = args;
  let made: Prepared = nothing;
  for (const pair of pairsOf(options)) {
    const next = withCall(made, asAtom(pair.key) ?? '', [pair.value]);
    if (next === undefined) return undefined;
    made = next;
  }
  return made;
}

function withCall(made: Prepared, name: string, args: readonly Expr[]): Prepared | undefined {
  const [value] = args;
  if (harmless.has(name)) return made;
  if (value === undefined) return undefined;
  switch (name) {
    case 'filter':
      return { ...made, filters: [...made.filters, value] };
    case 'sort':
      return { ...made, sorts: [...made.sorts, value] };
    case 'default_sort':
      return made.sorts.length > 0 ? made : { ...made, sorts: [value] };
    case 'limit':
      return { ...made, limit: value };
    default:
      return undefined;
  }
}

/** `fn query, _ -> query |> Ash.Query.filter(…) |> Ash.Query.sort(…) end` */
function byFunction({ clauses }: Expr & { readonly kind: 'fn' }): Prepared | undefined {
  const [clause, ...others] = clauses;
  const [body, ...more] = clause?.body ?? [];
  const [parameter] = clause?.params ?? [];
  if (body === undefined || others.length > 0 || more.length > 0 || parameter?.kind !== 'variable') return undefined;
  return chainOf(body, parameter.name);
}

function chainOf(expr: Expr, parameter: string): Prepared | undefined {
  if (expr.kind === 'variable' && expr.name === parameter) return nothing;
  const call = unpipe(expr);
  if (call.kind !== 'call' || asModule(call.receiver) !== 'Ash.Query') return undefined;
  const [query, ...args] = call.args;
  const made = query === undefined ? undefined : chainOf(query, parameter);
  if (made === undefined) return undefined;
  const isKeywords =
    args.length === 1 && args[0]?.kind === 'list' && args[0].items.every((item) => keyOf(item) !== undefined);
  return call.name === 'build' && isKeywords ? byBuiltin('build', args) : withCall(made, call.name, args);
}
