import { asString } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';

/** How the schema that a migration runs in is left in its SQL: `#{prefix()}`, or with what stands for none. */
const pattern = /#\{prefix\(\)(?: \|\| "([\w$.-]+)")?\}/g;

/** The text that is left for `prefix()` and for `prefix() || "public"`; undefined for everything else. */
export function prefixTextOf(expr: Expr): string | undefined {
  if (isPrefix(expr)) return '#{prefix()}';
  if (expr.kind !== 'binary' || expr.operator !== '||' || !isPrefix(expr.left)) return undefined;
  const fallback = asString(expr.right);
  return fallback !== undefined && /^[\w$.-]+$/.test(fallback) ? `#{prefix() || "${fallback}"}` : undefined;
}

function isPrefix(expr: Expr): boolean {
  return expr.kind === 'call' && expr.receiver === undefined && expr.name === 'prefix' && expr.args.length === 0;
}

/** SQL with the schema that the migrator was given; undefined where it was given none. */
export function withPrefix(sql: string, prefix: string | undefined): string {
  return sql.replaceAll(pattern, (_, fallback: string | undefined) => prefix ?? fallback ?? '');
}
