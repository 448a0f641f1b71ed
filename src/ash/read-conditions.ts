import { asAtom, asModule, asWrappedList, keyOf, pairsOf, valueOf } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import { descendants } from '../elixir/walk.ts';
import type { Action, Resource, Step } from './model.ts';
import { insideExpr } from './read/options.ts';

/** What a read asks of its rows. */
export interface ReadConditions {
  readonly filters: readonly Expr[];
  readonly sorts: readonly Expr[];
}

/** The filters and sorts of a read action itself. */
export function conditionsOfAction(action: Action): ReadConditions {
  const prepared = action.steps.map(conditionsOfStep);
  return {
    filters: [...action.filters, ...prepared.flatMap((conditions) => conditions.filters)],
    sorts: prepared.flatMap((conditions) => conditions.sorts),
  };
}

/** The filters and sorts that every read of a resource gets. */
export function conditionsOfResource(resource: Resource): ReadConditions {
  const prepared = resource.preparations.map(conditionsOfStep);
  return {
    filters: prepared.flatMap((conditions) => conditions.filters),
    sorts: prepared.flatMap((conditions) => conditions.sorts),
  };
}

/** `prepare build(filter: …, sort: …)`, and `Ash.Query.filter` and `Ash.Query.sort` in a function. */
function conditionsOfStep(step: Step): ReadConditions {
  const { value } = step;
  if (step.kind !== 'prepare' || value === undefined) return { filters: [], sorts: [] };
  if (value.kind === 'call' && value.name === 'build') {
    return {
      filters: present(valueOf(value.args[0], 'filter')).map(insideExpr),
      sorts: present(valueOf(value.args[0], 'sort')),
    };
  }
  return { filters: queryCalls(value, 'filter').map(insideExpr), sorts: queryCalls(value, 'sort') };
}

function queryCalls(code: Expr, name: string): Expr[] {
  return [...descendants(code)].flatMap((expr) =>
    expr.kind === 'call' && expr.name === name && asModule(expr.receiver) === 'Ash.Query'
      ? present(expr.args.at(-1))
      : [],
  );
}

function present(expr: Expr | undefined): Expr[] {
  return expr === undefined ? [] : [expr];
}

/** The attributes that a filter compares for equality whatever else holds, so that an index on them serves it. */
export function equalFields(filter: Expr): string[] {
  if (filter.kind === 'block') return filter.body.length === 1 ? filter.body.flatMap(equalFields) : [];
  if (filter.kind === 'list') return pairsOf(filter).flatMap((pair) => asAtom(pair.key) ?? []);
  if (filter.kind !== 'binary') return [];
  const { operator, left, right } = filter;
  if (operator === 'and' || operator === '&&') return [...equalFields(left), ...equalFields(right)];
  if (operator === 'in') return variableName(left);
  if (operator !== '==' && operator !== '=') return [];
  const names = [...variableName(left), ...variableName(right)];
  return names.length === 1 ? names : [];
}

/** The attribute that a `sort` orders by first. */
export function firstSortField(sort: Expr): string | undefined {
  const [first] = asWrappedList(sort);
  if (first === undefined) return undefined;
  return keyOf(first) ?? asAtom(first.kind === 'tuple' ? first.items[0] : first);
}

function variableName(expr: Expr): string[] {
  return expr.kind === 'variable' ? [expr.name] : [];
}
