import { asAtom, asModule, pairsOf } from '../elixir/literal.ts';
import { unpipe } from '../elixir/pipes.ts';
import type { Call, Expr } from '../elixir/syntax.ts';

/** Functions that read the clock, by module; those of Erlang are written with their colon. */
const clocks: Readonly<Record<string, readonly string[]>> = {
  DateTime: ['utc_now', 'now', 'now!'],
  NaiveDateTime: ['utc_now', 'local_now'],
  Date: ['utc_today'],
  Time: ['utc_now'],
  Timex: ['now', 'today'],
  System: ['system_time', 'os_time', 'monotonic_time'],
  ':os': ['system_time', 'timestamp'],
  ':erlang': ['system_time', 'monotonic_time', 'timestamp'],
};

/** `DateTime`, `:os`; `:` alone for a call without a module. */
export function calledModule(call: Call): string {
  return asModule(call.receiver) ?? `:${asAtom(call.receiver) ?? ''}`;
}

export function isClock(expr: Expr): expr is Call {
  return expr.kind === 'call' && clocks[calledModule(expr)]?.includes(expr.name) === true;
}

/** `Date.utc_today()`, also spelled as the date of the current instant. */
export function isToday(expr: Expr): boolean {
  const call = unpipe(expr);
  if (call.kind !== 'call') return false;
  const module = calledModule(call);
  if (module === 'Date' && call.name === 'utc_today') return call.args.length === 0;
  const isDateOf = (module === 'DateTime' || module === 'NaiveDateTime') && call.name === 'to_date';
  const instant = isDateOf && call.args.length === 1 && call.args[0] !== undefined ? unpipe(call.args[0]) : undefined;
  return (
    instant?.kind === 'call' &&
    calledModule(instant) === module &&
    instant.name === 'utc_now' &&
    instant.args.length === 0
  );
}

/** The function of expressions that says what a clock says, in the same type; undefined where there is none. */
export function expressionClock(clock: Call): 'now()' | 'today()' | undefined {
  const name = `${calledModule(clock)}.${clock.name}`;
  if (name === 'Date.utc_today' || name === 'Timex.today') return 'today()';
  return /^(DateTime|NaiveDateTime|Timex)\./.test(name) ? 'now()' : undefined;
}

/** The code of an expression that computes the same with each query; undefined where there is none. */
export function evaluatedLater(operand: Expr, text: string): string | undefined {
  if (isToday(operand)) return 'today()';
  const call = unpipe(operand);
  if (call.kind !== 'call') return undefined;
  const [first, second, third] = call.args;
  const name = `${calledModule(call)}.${call.name}`;
  if (name === 'DateTime.utc_now') return 'now()';
  const base = first === undefined ? undefined : evaluatedLater(first, text);
  if (name === 'DateTime.add' && base === 'now()') return shiftNow(second, third ? asAtom(third) : 'second', text);
  if (name === 'DateTime.shift' && base === 'now()') {
    const [pair, ...others] = pairsOf(second);
    return others.length > 0 ? undefined : shiftNow(pair?.value, asAtom(pair?.key), text);
  }
  const days = amountOf(second, text);
  return name === 'Date.add' && base === 'today()' && days !== undefined
    ? `date_add(today(), ${days}, :day)`
    : undefined;
}

const units = new Set('microsecond millisecond second minute hour day week month year'.split(' '));

function shiftNow(value: Expr | undefined, unit: string | undefined, text: string): string | undefined {
  const amount = amountOf(value, text);
  if (amount === undefined || unit === undefined || !units.has(unit)) return undefined;
  return amount.startsWith('-') ? `ago(${amount.slice(1)}, :${unit})` : `from_now(${amount}, :${unit})`;
}

/** Only a number that stands there: a name that was resolved would be lost by the fix. */
function amountOf(value: Expr | undefined, text: string): string | undefined {
  const written = value === undefined ? '' : text.slice(value.start, value.end);
  return /^-?\d[\d_]*$/.test(written) ? written : undefined;
}
