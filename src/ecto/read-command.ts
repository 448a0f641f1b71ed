import type { FunctionClause } from '../elixir/modules.ts';
import type { Scope } from '../elixir/scope.ts';
import { simplify } from '../elixir/simplify.ts';
import type { Expr } from '../elixir/syntax.ts';
import { interpolate, literalText } from './interpolate.ts';
import type { Command } from './statement.ts';
import { scopeOfCall } from './steps.ts';

/** What is known around a command: names, the text of the file, and the module's own functions. */
export interface CommandPlace {
  readonly scope: Scope;
  readonly text: string;
  readonly functions: readonly FunctionClause[];
}

/** Functions that make SQL may call others that do. */
const depthLimit = 3;

/** What `execute` and `query` are given. */
export function readCommand(expr: Expr, place: CommandPlace): Command {
  const span = { start: expr.start, end: expr.end };
  const sql = readText(expr, place, 0);
  if (sql !== undefined) return { ...span, kind: 'sql', ...sql };
  const value = simplify(expr, place.scope);
  const isFunction = value.kind === 'fn' || (value.kind === 'unary' && value.operator === '&');
  return isFunction ? { ...span, kind: 'function', value } : { ...span, kind: 'computed', value };
}

/** A string, or a call of a function of the module that does nothing but make one. */
function readText(expr: Expr, place: CommandPlace, depth: number): { text: string; exact: boolean } | undefined {
  const { scope, text } = place;
  const value = simplify(expr, scope);
  if (value.kind === 'string' && value.value !== undefined) return { text: value.value, exact: true };
  if (expr.kind === 'string' && !expr.charlist) {
    const evaluate = (part: Expr): string | undefined => {
      const made = readText(part, place, depth + 1);
      return made?.exact === true ? made.text : literalText(simplify(part, scope));
    };
    return interpolate(expr, expr.interpolations, evaluate, text);
  }
  const called = depth < depthLimit ? scopeOfCall(expr, scope, place.functions) : undefined;
  const [only, ...more] = called?.body ?? [];
  if (called === undefined || only === undefined || more.length > 0) return undefined;
  return readText(only, { ...place, scope: called.scope }, depth + 1);
}
