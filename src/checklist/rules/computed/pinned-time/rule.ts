import { calledModule, evaluatedLater, expressionClock, isClock } from '../../../../ash/clock.ts';
import type { Meaning } from '../../../../ash/project.ts';
import { oncePer } from '../../../../base/once-per.ts';
import { at, type Span } from '../../../../base/span.ts';
import type { Declaration } from '../../../../elixir/declaration.ts';
import { isEditable, replaceWithin } from '../../../../elixir/edits.ts';
import { asModule } from '../../../../elixir/literal.ts';
import type { Call, Expr, Unary } from '../../../../elixir/syntax.ts';
import { childrenOf, descendants } from '../../../../elixir/walk.ts';
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
      '`{clock}` runs once, when this module is compiled, and every later query works with that old {moment}. {instead}',
    identity:
      '`{clock}` runs once, when this module is compiled, and a unique index cannot follow the clock either. Let the identity depend on stored attributes only.',
  },
  *check(meaning, context) {
    for (const { pin, clock, declaration, inIdentity } of findPins(meaning)) {
      const text = context.textOf(declaration.path);
      // An expression that came from a module attribute stands at the attribute's name instead.
      const isWritten = text[pin.start] === '^';
      // Whoever pins an attribute (`^@released_at`) knows that it is computed once.
      if (isWritten && text[clock.start] === '@') continue;
      yield {
        message: inIdentity ? 'identity' : 'frozen',
        data: {
          clock: `${calledModule(clock)}.${clock.name}`,
          moment: expressionClock(clock) === 'today()' ? 'date' : 'instant',
          instead: adviceFor(pin, clock, text),
        },
        at: at(declaration.path, !isWritten ? pin : isOneLine(text, clock) ? clock : { ...pin, end: pin.start + 1 }),
        fixes: inIdentity || !isWritten ? [] : fixesOf(pin, declaration, text),
      };
    }
  },
});

function adviceFor(pin: Unary, clock: Call, text: string): string {
  const value = evaluatedLater(pin.operand, text) ?? (hasDateOf(pin.operand) ? undefined : expressionClock(clock));
  if (value !== undefined) return `Use \`${value}\`, which is evaluated with each query.`;
  return 'Compute it from `now()`, which is evaluated with each query, in a `fragment` if need be.';
}

/** A date that is made of an instant in a time zone is neither `now()` nor, everywhere, `today()`. */
function hasDateOf(value: Expr): boolean {
  return [...descendants(value)].some((part) => part.kind === 'call' && /^to_(date|time)$/.test(part.name));
}

interface Pin {
  readonly pin: Unary;
  readonly clock: Call;
  readonly declaration: Declaration;
  readonly inIdentity: boolean;
}

/** Most modules are the same in the next run. */
const findPins = oncePer(({ resource, domain }: Meaning) => {
  const blocks = [...(resource?.sections ?? []), ...(domain?.sections ?? [])];
  const declarations = blocks.filter(([name]) => !/^(def|quote$)/.test(name)).flatMap(([, list]) => list);
  return pinsOf(declarations, false);
});

function pinsOf(declarations: readonly Declaration[], insideIdentity: boolean): Pin[] {
  return declarations.flatMap((declaration) => {
    const inIdentity = insideIdentity || declaration.name === 'identity';
    const inside = pinsOf(declaration.body, inIdentity);
    const values = [...declaration.args, ...declaration.keywords.map((option) => option.value)].filter(holdsExpr);
    if (values.length === 0) return inside;
    const pins = new Map(values.flatMap(pinsIn).map((found) => [found.pin, found]));
    return [...[...pins.values()].map((found) => ({ ...found, declaration, inIdentity })), ...inside];
  });
}

/** Few of the many values in a workspace do. */
function holdsExpr(value: Expr): boolean {
  return isExprCall(value) || (!isRunLater(value) && childrenOf(value).some(holdsExpr));
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
  return descendants(value, (expr) => !isRunLater(expr));
}

function isRunLater(expr: Expr): boolean {
  return (
    expr.kind === 'fn' || (expr.kind === 'unary' && expr.operator === '&') || (expr.kind === 'call' && isQuote(expr))
  );
}

function isQuote(call: Call): boolean {
  return call.receiver === undefined && call.name === 'quote';
}

function isExprCall(expr: Expr): boolean {
  if (expr.kind !== 'call' || expr.name !== 'expr') return false;
  return expr.receiver === undefined || asModule(expr.receiver) === 'Ash.Expr';
}

function isOneLine(text: string, span: Span): boolean {
  return !text.slice(span.start, span.end).includes('\n');
}

function fixesOf(pin: Unary, declaration: Declaration, text: string): Fix[] {
  const { path } = declaration;
  const value = evaluatedLater(pin.operand, text);
  if (value === undefined || !isEditable(declaration, path)) return [];
  const edits = [{ path, edits: [replaceWithin(text, declaration, pin, value)] }];
  return [{ title: `Use \`${value}\`, which each query evaluates anew`, safe: false, edits }];
}
