import { asString } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';

/** Functions that PostgreSQL marks VOLATILE in `pg_proc`; `now()` and its kin are STABLE, and cost nothing in a default. */
const volatile =
  /\b(gen_random_uuid|uuid_generate_v[1-7]\w*|uuidv[47]|gen_uuid_v7|random|clock_timestamp|timeofday|nextval|gen_random_bytes)\s*\(/i;

/** The volatile function that a default written as a `fragment` calls, with its parentheses. */
export function volatileCall(value: Expr | undefined): string | undefined {
  if (value?.kind !== 'call' || value.name !== 'fragment' || value.args.length !== 1) return undefined;
  return volatileFunctionIn(asString(value.args[0]) ?? '');
}

/** The first volatile function that SQL calls. */
export function volatileFunctionIn(sql: string): string | undefined {
  const [, name] = volatile.exec(sql) ?? [];
  return name === undefined ? undefined : `${name}()`;
}
