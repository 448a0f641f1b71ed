import type { FunctionClause } from '../elixir/modules.ts';
import type { Scope } from '../elixir/scope.ts';
import { simplify } from '../elixir/simplify.ts';
import type { Expr } from '../elixir/syntax.ts';
import { readSqlText } from './sql-text.ts';
import type { Command } from './statement.ts';

/** What is known around a command: names, the text of the file, and the module's own functions. */
export interface CommandPlace {
  readonly scope: Scope;
  readonly text: string;
  readonly functions: readonly FunctionClause[];
}

/** What `execute` and `query` are given. What a function does is for the caller to read. */
export function readCommand(expr: Expr, place: CommandPlace): Command {
  const span = { start: expr.start, end: expr.end };
  const sql = readSqlText(expr, place);
  if (sql !== undefined) return { ...span, kind: 'sql', ...sql };
  const value = simplify(expr, place.scope);
  return isFunction(value)
    ? { ...span, kind: 'function', value, statements: undefined }
    : { ...span, kind: 'computed', value };
}

export function isFunction(expr: Expr): boolean {
  return expr.kind === 'fn' || (expr.kind === 'unary' && expr.operator === '&');
}
