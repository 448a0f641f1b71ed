import { asAtom, asString } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import { childrenOf, descendants } from '../elixir/walk.ts';
import type { Action, Argument, Attribute, Resource } from './model.ts';
import { conditionsOfAction } from './read-conditions.ts';
import { isBuiltin } from './type-ref.ts';

/** A part of a text that a read action looks for in a column. */
export interface TextSearch {
  readonly action: Action;
  readonly attribute: Attribute;
  /**
   * `pattern`: LIKE or ILIKE with a pattern that may begin with anything. `position`: `strpos`, which is what `contains`
   * becomes unless its second argument is an `Ash.CiString` (`AshSql.Expr`, clauses of `Contains`).
   */
  readonly by: 'pattern' | 'position';
  /** The argument of the action that it looks for. */
  readonly argument: Argument | undefined;
  readonly call: Expr;
}

/** What the filters of read actions look for, where nothing else can narrow the same search. */
export function textSearchesOf(resource: Resource): TextSearch[] {
  return resource.actions
    .filter(({ type, manual, get, getBy }) => type === 'read' && !manual && get !== true && getBy?.length === 0)
    .flatMap((action) =>
      conditionsOfAction(action)
        .filters.flatMap(conjuncts)
        .flatMap((part) => searchesIn(part, action, resource)),
    );
}

function conjuncts(expr: Expr): Expr[] {
  if (expr.kind === 'block' && expr.body.length === 1) return expr.body.flatMap(conjuncts);
  const isAnd = expr.kind === 'binary' && (expr.operator === 'and' || expr.operator === '&&');
  return isAnd ? [...conjuncts(expr.left), ...conjuncts(expr.right)] : [expr];
}

/** All sides of an `or` have to be searches, or to be known before the query runs. */
function searchesIn(part: Expr, action: Action, resource: Resource): TextSearch[] {
  const sides = disjuncts(part).filter((side) => speaksOfRows(side));
  const searches = sides.map((side) => readSearch(side, action, resource));
  return searches.every((search) => search !== undefined) ? searches : [];
}

function disjuncts(expr: Expr): Expr[] {
  if (expr.kind === 'block' && expr.body.length === 1) return expr.body.flatMap(disjuncts);
  const isOr = expr.kind === 'binary' && (expr.operator === 'or' || expr.operator === '||');
  return isOr ? [...disjuncts(expr.left), ...disjuncts(expr.right)] : [expr];
}

/** `is_nil(^arg(:query))` and `^arg(:query) == ""` do not. */
function speaksOfRows(expr: Expr): boolean {
  if (expr.kind === 'unary' && expr.operator === '^') return false;
  return expr.kind === 'variable' || childrenOf(expr).some(speaksOfRows);
}

function readSearch(expr: Expr, action: Action, resource: Resource): TextSearch | undefined {
  if (expr.kind !== 'call' || expr.receiver !== undefined) return undefined;
  const [column, sought] = expr.args;
  const attribute =
    column?.kind === 'variable' ? resource.attributes.find(({ name }) => name === column.name) : undefined;
  if (attribute === undefined || sought === undefined || !isBuiltin(attribute.type, 'string')) return undefined;
  const argument = argumentIn(sought, action);
  const made = { action, attribute, argument, call: expr };
  if (expr.name === 'like' || expr.name === 'ilike')
    return asString(sought)?.startsWith('%') === true || argument !== undefined
      ? { ...made, by: 'pattern' }
      : undefined;
  if (expr.name !== 'contains' || argument === undefined) return undefined;
  if (isBuiltin(argument.type, 'ci_string')) return { ...made, by: 'pattern' };
  return isBuiltin(argument.type, 'string') ? { ...made, by: 'position' } : undefined;
}

/** `^arg(:query)`, by itself or inside of what makes a pattern of it. */
function argumentIn(expr: Expr, action: Action): Argument | undefined {
  const call = [...descendants(expr)].find((each) => each.kind === 'call' && each.name === 'arg');
  const name = call?.kind === 'call' ? asAtom(call.args[0]) : undefined;
  return name === undefined ? undefined : action.arguments.find((argument) => argument.name === name);
}
