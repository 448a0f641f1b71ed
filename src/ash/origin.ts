import { asModule, isKeywordList } from '../elixir/literal.ts';
import { unpipe } from '../elixir/pipes.ts';
import type { Call, Expr } from '../elixir/syntax.ts';
import { descendants } from '../elixir/walk.ts';

/** Where a value comes from. */
export interface Origin {
  /** Everything that the value depends on. */
  readonly sources: ReadonlySet<Source>;
  readonly chain: Chain;
}

/** A parameter of the function, by its position, or the current element of a loop. */
export type Source = number | Loop;

/** One run for each element: `Enum.map`, `for`, `Task.async_stream` and the like. */
export interface Loop {
  readonly call: Call;
  readonly over: Chain;
}

/** A value followed back through variables, pipes and first arguments to where it starts. */
export interface Chain {
  readonly root: Expr;
  /** The position of the parameter that `root` is, if it is one. */
  readonly parameter: number | undefined;
  /** What it was handed through, the first call first. */
  readonly calls: readonly Call[];
}

/** What variables hold at one place; `&1` counts as one. */
export type Bindings = ReadonlyMap<string, Origin>;

export function originOf(expr: Expr, bindings: Bindings): Origin {
  return { sources: sourcesOf([expr], bindings), chain: chainOf(expr, bindings) };
}

/** A value that is made of others, by `root`. */
export function madeOf(parts: readonly Expr[], root: Expr, bindings: Bindings): Origin {
  return partOf(root, sourcesOf(parts, bindings));
}

/** A part of a value: it depends on the same, but is not the value itself. */
export function partOf(root: Expr, sources: ReadonlySet<Source>): Origin {
  return { sources, chain: { root, parameter: undefined, calls: [] } };
}

/** Binds all variables of a pattern. A value that is matched as a whole, or in `{:ok, value}`, keeps its chain. */
export function bind(known: Bindings, pattern: Expr, origin: Origin): Bindings {
  const bindings = new Map(known);
  for (const variable of variablesIn(pattern)) bindings.set(variable.name, partOf(variable, origin.sources));
  for (const name of wholeNames(pattern)) bindings.set(name, origin);
  return bindings;
}

function variablesIn(pattern: Expr): (Expr & { kind: 'variable' })[] {
  const isPin = (expr: Expr): boolean => expr.kind === 'unary' && expr.operator === '^';
  return [...descendants(pattern, (expr) => !isPin(expr))].filter((expr) => expr.kind === 'variable');
}

function wholeNames(pattern: Expr): string[] {
  if (pattern.kind === 'variable') return [pattern.name];
  if (pattern.kind === 'binary' && pattern.operator === '=') {
    return [...wholeNames(pattern.left), ...wholeNames(pattern.right)];
  }
  const [tag, value] = pattern.kind === 'tuple' && pattern.items.length === 2 ? pattern.items : [];
  return tag?.kind === 'atom' && tag.name === 'ok' && value?.kind === 'variable' ? [value.name] : [];
}

function sourcesOf(exprs: readonly Expr[], bindings: Bindings): ReadonlySet<Source> {
  const found = new Set<Source>();
  const add = (sources: ReadonlySet<Source> | undefined): void => sources?.forEach((source) => found.add(source));
  for (const part of exprs.flatMap((expr) => [...descendants(expr, (inner) => queryValues(inner) === undefined)])) {
    const name = nameOf(part);
    if (name !== undefined) add(bindings.get(name)?.sources);
    const values = queryValues(part);
    if (values !== undefined) add(sourcesOf(values, bindings));
  }
  return found;
}

/** In a query, names are columns: these are the values in it. Undefined for other expressions. */
export function queryValues(expr: Expr): readonly Expr[] | undefined {
  if (expr.kind !== 'call') return undefined;
  const [first, ...rest] = expr.args;
  if (expr.receiver === undefined && expr.name === 'expr') return pinnedIn(expr.args);
  if (expr.receiver === undefined && expr.name === 'from') {
    return first?.kind === 'binary' && first.operator === 'in' ? [first.right, ...pinnedIn(rest)] : undefined;
  }
  const isFilter = asModule(expr.receiver) === 'Ash.Query' && expr.name === 'filter';
  return isFilter && first !== undefined ? [first, ...pinnedIn(rest)] : undefined;
}

function pinnedIn(exprs: readonly Expr[]): Expr[] {
  return exprs
    .flatMap((expr) => [...descendants(expr)])
    .flatMap((part) => (part.kind === 'unary' && part.operator === '^' ? [part.operand] : []));
}

function chainOf(expr: Expr, bindings: Bindings): Chain {
  const value = unpipe(expr);
  const known = bindings.get(nameOf(value) ?? '')?.chain;
  if (known !== undefined) return known;
  const first = value.kind === 'call' && asModule(value.receiver) !== undefined ? value.args[0] : undefined;
  if (value.kind !== 'call' || first === undefined || isKeywordList(first)) {
    return { root: value, parameter: undefined, calls: [] };
  }
  const chain = chainOf(first, bindings);
  return { ...chain, calls: [...chain.calls, value] };
}

function nameOf(expr: Expr): string | undefined {
  if (expr.kind === 'variable') return expr.name;
  if (expr.kind !== 'unary' || expr.operator !== '&' || expr.operand.kind !== 'number') return undefined;
  return `&${expr.operand.value}`;
}
