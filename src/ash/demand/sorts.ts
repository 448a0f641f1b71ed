import { asAtom, asString, asWrappedList } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { SortedColumn } from './access.ts';
import { operandSql } from './operand.ts';
import { operandOf } from './operands.ts';
import type { Scope } from './scope.ts';
import { untold } from './untold.ts';

/** One part of a sort: a field or an expression, in one of Ash's six directions. */
export interface Sort {
  readonly by: Expr;
  readonly direction: keyof typeof directions;
}

/** Ash leaves the place of nulls to PostgreSQL where it says none (ash_sql 0.7.0, sort.ex). */
const directions = {
  asc: { sql: 'ASC', descending: false, nulls: undefined },
  desc: { sql: 'DESC', descending: true, nulls: undefined },
  asc_nils_first: { sql: 'ASC NULLS FIRST', descending: false, nulls: 'first' },
  asc_nils_last: { sql: 'ASC NULLS LAST', descending: false, nulls: undefined },
  desc_nils_first: { sql: 'DESC NULLS FIRST', descending: true, nulls: undefined },
  desc_nils_last: { sql: 'DESC NULLS LAST', descending: true, nulls: 'last' },
} as const;

/** What a `sort` says: `:name`, `[inserted_at: :desc]`, `"-inserted_at,name"`. */
export function sortsOf(expr: Expr | undefined): Sort[] {
  if (expr === undefined) return [];
  const text = asString(expr);
  if (text !== undefined) return text.split(',').map((part) => fromText(part.trim(), expr));
  return asWrappedList(expr).map((item) => {
    const written = asString(item);
    if (written !== undefined) return fromText(written, item);
    if (item.kind === 'pair') return { by: nameOf(item.key), direction: directionOf(item.value) };
    if (item.kind === 'tuple' && item.items[0] !== undefined)
      return { by: nameOf(item.items[0]), direction: directionOf(item.items[1]) };
    return { by: nameOf(item), direction: 'asc' };
  });
}

export function sortByName(name: string): Sort {
  return { by: { kind: 'variable', name, start: 0, end: 0 }, direction: 'asc' };
}

function nameOf(expr: Expr): Expr {
  const name = asAtom(expr);
  if (name !== undefined) return { kind: 'variable', name, start: expr.start, end: expr.end };
  if (expr.kind === 'call' && expr.name === 'expr_sort' && expr.args[0] !== undefined) return expr.args[0];
  return untold('a sort is computed');
}

const prefixes = [
  ['++', 'asc_nils_first'],
  ['--', 'desc_nils_last'],
  ['+', 'asc'],
  ['-', 'desc'],
] as const;

function fromText(text: string, at: Expr): Sort {
  const found = prefixes.find(([prefix]) => text.startsWith(prefix));
  const name = found === undefined ? text : text.slice(found[0].length);
  return { by: { kind: 'variable', name, start: at.start, end: at.end }, direction: found?.[1] ?? 'asc' };
}

function directionOf(expr: Expr | undefined): Sort['direction'] {
  const name = asAtom(expr);
  return name !== undefined && name in directions
    ? (name as Sort['direction'])
    : untold('the direction of a sort is computed');
}

/** What stands behind `ORDER BY`; empty where nothing is sorted. */
export function orderSql(sorts: readonly Sort[], scope: Scope): string {
  const inner: Scope = { ...scope, mustHold: false };
  return sorts
    .map(({ by, direction }) => `${operandSql(operandOf(by, inner), scope.query)} ${directions[direction].sql}`)
    .join(', ');
}

/** The columns that a sort goes by; undefined as soon as one of its parts is something else. */
export function sortedColumns(sorts: readonly Sort[], { resource, access }: Scope): SortedColumn[] | undefined {
  const columns: SortedColumn[] = [];
  for (const { by, direction } of sorts) {
    const attribute = by.kind === 'variable' ? resource.attributes.find(({ name }) => name === by.name) : undefined;
    const column = access.table.columns.find(({ name }) => name === attribute?.source);
    if (column === undefined) return undefined;
    const { descending, nulls } = directions[direction];
    columns.push({ column: column.name, descending, nulls: column.nullable ? nulls : undefined });
  }
  return columns;
}
