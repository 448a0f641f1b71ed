import { asAtom, asNumber } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';

/** More turns than this nobody writes a loop for in a migration. */
const rangeLimit = 1000;

/** Maps with more keys have them in the order of a hash. */
const sortedKeys = 32;

/**
 * The items that a loop over a literal gets: those of a list, the numbers of a range, and the pairs of a map in the
 * order of its keys. Erlang 26 and later may go through keys that are atoms in another order, but through all of them.
 */
export function listOf(expr: Expr): (Expr & { readonly kind: 'list' }) | undefined {
  if (expr.kind === 'list') return expr;
  const items = expr.kind === 'map' && expr.struct === undefined ? pairsOf(expr.items) : rangeOf(expr);
  return items === undefined ? undefined : { kind: 'list', start: expr.start, end: expr.end, bare: false, items };
}

function pairsOf(items: readonly Expr[]): Expr[] | undefined {
  const pairs = items.filter((item) => item.kind === 'pair');
  if (pairs.length < items.length || items.length > sortedKeys) return undefined;
  const ranked = pairs.map((pair) => ({ pair, rank: rankOf(pair.key) }));
  const known = ranked.filter((entry): entry is typeof entry & { rank: Rank } => entry.rank !== undefined);
  if (known.length < ranked.length) return undefined;
  return known
    .sort((a, b) => compare(a.rank, b.rank))
    .map(({ pair: { start, end, key, value } }) => ({
      ...{ kind: 'tuple', start, end },
      items: [key, value],
    }));
}

/** Erlang sorts numbers before atoms, and these before strings. */
type Rank = readonly [type: number, value: string | number];

function rankOf(key: Expr): Rank | undefined {
  const number = asNumber(key);
  if (number !== undefined) return [0, number];
  const name = asAtom(key);
  if (name !== undefined) return [1, name];
  return key.kind === 'string' && key.value !== undefined ? [2, key.value] : undefined;
}

function compare([type, value]: Rank, [otherType, other]: Rank): number {
  return type - otherType || (value < other ? -1 : value > other ? 1 : 0);
}

function rangeOf(expr: Expr): Expr[] | undefined {
  if (expr.kind !== 'binary' || expr.operator !== '..') return undefined;
  const [first, last] = [asNumber(expr.left), asNumber(expr.right)];
  if (first === undefined || last === undefined) return undefined;
  const count = Math.abs(last - first) + 1;
  if (!Number.isInteger(count) || count > rangeLimit) return undefined;
  const step = last < first ? -1 : 1;
  const { start, end } = expr;
  return Array.from({ length: count }, (_, index) => ({
    ...{ kind: 'number', start, end, float: false },
    value: first + index * step,
  }));
}
