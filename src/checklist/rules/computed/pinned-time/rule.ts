import { at, type Span } from '../../../../base/span.ts';
import { replacement } from '../../../../base/text-edit.ts';
import type { Declaration } from '../../../../elixir/declaration.ts';
import { isEditable } from '../../../../elixir/edits.ts';
import { asAtom, asModule, pairsOf } from '../../../../elixir/literal.ts';
import { unpipe } from '../../../../elixir/pipes.ts';
import type { Call, Expr, Unary } from '../../../../elixir/syntax.ts';
import { descendants } from '../../../../elixir/walk.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule } from '../../../rule.ts';

/** `^` in `expr(…)` hands over a value. In a declaration that value is computed by the compiler, once and for all. */
export default defineRule({
  subject: 'module',
  tier: 1,
  severity: 'error',
  summary: 'A pinned current time in an expression of the DSL is frozen when the module is compiled.',
  messages: {
    frozen:
      '`{clock}` runs once, when this module is compiled, and every later query compares with that old instant. Use `now()` or `today()`, which are evaluated with each query.',
    identity:
      '`{clock}` runs once, when this module is compiled, and a unique index cannot follow the clock either. Let the identity depend on stored attributes only.',
  },
  *check({ resource, domain }, context) {
    const blocks = [...(resource?.sections ?? []), ...(domain?.sections ?? [])];
    const declarations = blocks.filter(([name]) => !/^(def|quote$)/.test(name)).flatMap(([, list]) => list);
    for (const { pin, clock, declaration, inIdentity } of pinsOf(declarations, false)) {
      const text = context.textOf(declaration.path);
      // An expression that came from a module attribute stands at the attribute's name instead.
      const isWritten = text[pin.start] === '^';
      // Whoever pins an attribute (`^@released_at`) knows that it is computed once.
      if (isWritten && text[clock.start] === '@') continue;
      yield {
        message: inIdentity ? 'identity' : 'frozen',
        data: { clock: `${asModule(clock.receiver) ?? ':os'}.${clock.name}` },
        at: at(declaration.path, !isWritten ? pin : isOneLine(text, clock) ? clock : { ...pin, end: pin.start + 1 }),
        fixes: inIdentity || !isWritten ? [] : fixesOf(pin, declaration, text),
      };
    }
  },
});

interface Pin {
  readonly pin: Unary;
  readonly clock: Call;
  readonly declaration: Declaration;
  readonly inIdentity: boolean;
}

function* pinsOf(declarations: readonly Declaration[], insideIdentity: boolean): Generator<Pin> {
  for (const declaration of declarations) {
    const inIdentity = insideIdentity || declaration.name === 'identity';
    const values = [...declaration.args, ...declaration.keywords.map((option) => option.value)];
    const pins = new Map(values.flatMap(pinsIn).map((found) => [found.pin, found]));
    for (const found of pins.values()) yield { ...found, declaration, inIdentity };
    yield* pinsOf(declaration.body, inIdentity);
  }
}

function pinsIn(value: Expr): Pick<Pin, 'pin' | 'clock'>[] {
  return [...atCompileTime(value)].filter(isExprCall).flatMap((call) =>
    [...atCompileTime(call)].flatMap((expr) => {
      if (expr.kind !== 'unary' || expr.operator !== '^') return [];
      const clock = [...atCompileTime(expr.operand)].find(isClock);
      return clock === undefined ? [] : [{ pin: expr, clock }];
    }),
  );
}

/** Functions run later: what is inside them is not the compiler's. */
function atCompileTime(value: Expr): Iterable<Expr> {
  const isRunLater = (expr: Expr): boolean =>
    expr.kind === 'fn' || (expr.kind === 'unary' && expr.operator === '&') || (expr.kind === 'call' && isQuote(expr));
  return descendants(value, (expr) => !isRunLater(expr));
}

function isQuote(call: Call): boolean {
  return call.receiver === undefined && call.name === 'quote';
}

function isExprCall(expr: Expr): boolean {
  if (expr.kind !== 'call' || expr.name !== 'expr') return false;
  return expr.receiver === undefined || asModule(expr.receiver) === 'Ash.Expr';
}

const clocks: Readonly<Record<string, readonly string[]>> = {
  DateTime: ['utc_now', 'now', 'now!'],
  NaiveDateTime: ['utc_now', 'local_now'],
  Date: ['utc_today'],
  Time: ['utc_now'],
  System: ['system_time', 'os_time'],
  Timex: ['now', 'today'],
  ':os': ['system_time', 'timestamp'],
};

function isClock(expr: Expr): expr is Call {
  if (expr.kind !== 'call') return false;
  const module = asModule(expr.receiver) ?? (asAtom(expr.receiver) === 'os' ? ':os' : undefined);
  return module !== undefined && clocks[module]?.includes(expr.name) === true;
}

function isOneLine(text: string, span: Span): boolean {
  return !text.slice(span.start, span.end).includes('\n');
}

function fixesOf(pin: Unary, declaration: Declaration, text: string): Fix[] {
  const { path } = declaration;
  const value = evaluatedLater(pin.operand, text);
  if (value === undefined || !isEditable(declaration, path)) return [];
  const edits = [{ path, edits: [replacement(pin, value)] }];
  return [{ title: `Use \`${value}\`, which each query evaluates anew`, safe: false, edits }];
}

/** The expression function that does the same with each query; undefined where there is none. */
function evaluatedLater(operand: Expr, text: string): string | undefined {
  const call = unpipe(operand);
  if (call.kind !== 'call') return undefined;
  const [first, second, third] = call.args;
  const name = `${asModule(call.receiver) ?? ''}.${call.name}`;
  if (name === 'DateTime.utc_now') return 'now()';
  if (name === 'Date.utc_today') return 'today()';
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
