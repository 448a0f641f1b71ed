import { asAtom, asBoolean, asName, asNumber, asString, isNil, pairsOf } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import type { NamedValue, Prefix } from './written.ts';

/** The options of a call; `known` is false when some of them are computed. */
export interface Options {
  readonly items: readonly NamedValue[];
  readonly known: boolean;
}

export function readOptions(expr: Expr | undefined): Options {
  if (expr === undefined) return { items: [], known: true };
  const items = pairsOf(expr).flatMap((pair): NamedValue[] => {
    const name = asAtom(pair.key);
    return name === undefined ? [] : [{ name, value: pair.value, start: pair.start, end: pair.end }];
  });
  return { items, known: expr.kind === 'list' && items.length === expr.items.length };
}

/** The value of an option; as in `Keyword.get`, the first one counts. */
export function optionOf(options: Pick<Options, 'items'>, name: string): Expr | undefined {
  return options.items.find((item) => item.name === name)?.value;
}

export function nameOption(options: Options, name: string): string | undefined {
  const value = optionOf(options, name);
  return value === undefined || isNil(value) ? undefined : asName(value);
}

export function textOption(options: Pick<Options, 'items'>, name: string): string | undefined {
  return asString(optionOf(options, name));
}

export function numberOption(options: Options, name: string): number | undefined {
  return asNumber(optionOf(options, name));
}

export function booleanOption(options: Pick<Options, 'items'>, name: string): boolean | undefined {
  return asBoolean(optionOf(options, name));
}

export function readPrefix(options: Options): Prefix {
  const written = optionOf(options, 'prefix');
  if (written === undefined || isNil(written) || isMigratorPrefix(written)) return { kind: 'default', written };
  const name = asName(written);
  return name === undefined ? { kind: 'computed', written } : { kind: 'schema', name, written };
}

/** `prefix()` is the schema that the migrator runs in, which is what no prefix means too. */
function isMigratorPrefix(expr: Expr): boolean {
  return expr.kind === 'call' && expr.name === 'prefix' && expr.receiver === undefined && expr.args.length === 0;
}
