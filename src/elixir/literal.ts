import type { Expr, List, Pair } from './syntax.ts';

/** What a literal expression says, or undefined when the expression is something else. */

export function asAtom(expr: Expr | undefined): string | undefined {
  return expr?.kind === 'atom' ? expr.name : undefined;
}

export function asString(expr: Expr | undefined): string | undefined {
  return expr?.kind === 'string' ? expr.value : undefined;
}

/** A name given as an atom or as a string, which most DSL options accept alike. */
export function asName(expr: Expr | undefined): string | undefined {
  return asAtom(expr) ?? asString(expr);
}

export function asBoolean(expr: Expr | undefined): boolean | undefined {
  const name = asAtom(expr);
  return name === 'true' ? true : name === 'false' ? false : undefined;
}

export function asNumber(expr: Expr | undefined): number | undefined {
  if (expr?.kind === 'number') return expr.value;
  if (expr?.kind === 'unary' && expr.operator === '-') {
    const value = asNumber(expr.operand);
    return value === undefined ? undefined : -value;
  }
  return undefined;
}

/** The full name of a module whose alias was resolved. */
export function asModule(expr: Expr | undefined): string | undefined {
  return expr?.kind === 'alias' && expr.base === undefined ? expr.name : undefined;
}

export function isNil(expr: Expr | undefined): boolean {
  return asAtom(expr) === 'nil';
}

/** The items of a list; a value that stands alone is a list of one, as Spark's `wrap_list` has it. */
export function asWrappedList(expr: Expr | undefined): readonly Expr[] {
  if (expr === undefined || isNil(expr)) return [];
  return expr.kind === 'list' ? expr.items : [expr];
}

/** All items as atoms; undefined as soon as one is something else. */
export function asAtoms(expr: Expr | undefined): string[] | undefined {
  return allOf(asWrappedList(expr), asAtom);
}

export function allOf<T>(items: readonly Expr[], read: (item: Expr) => T | undefined): T[] | undefined {
  const result: T[] = [];
  for (const item of items) {
    const value = read(item);
    if (value === undefined) return undefined;
    result.push(value);
  }
  return result;
}

/** A list of which every item is `key: value`, with atom keys. An empty list is one too. */
export function isKeywordList(expr: Expr | undefined): expr is List {
  return expr?.kind === 'list' && expr.items.every((item) => keyOf(item) !== undefined);
}

export function keyOf(item: Expr): string | undefined {
  return item.kind === 'pair' ? asAtom(item.key) : undefined;
}

/** The pairs of a keyword list or map, leaving out whatever is not `key: value`. */
export function pairsOf(expr: Expr | undefined): readonly Pair[] {
  if (expr?.kind !== 'list' && expr?.kind !== 'map') return [];
  return expr.items.map(tupleToPair).filter((item): item is Pair => item !== undefined);
}

/** `{:a, 1}` in a list is the same as `a: 1`. */
function tupleToPair(item: Expr): Pair | undefined {
  if (item.kind === 'pair') return item;
  if (item.kind !== 'tuple' || item.items.length !== 2) return undefined;
  const [key, value] = item.items;
  if (key?.kind !== 'atom' || value === undefined) return undefined;
  return { kind: 'pair', start: item.start, end: item.end, key, value };
}

export function valueOf(expr: Expr | undefined, key: string): Expr | undefined {
  return pairsOf(expr).find((pair) => asAtom(pair.key) === key)?.value;
}

/** The modules named in an option such as `fragments: [A, B]`; undefined when it is not literal. */
export function modulesIn(argument: Expr | undefined, option: string): string[] | undefined {
  const items = asWrappedList(valueOf(argument, option));
  const names = items.map((item) => asModule(item));
  return names.some((name) => name === undefined) ? undefined : names.filter((name) => name !== undefined);
}
