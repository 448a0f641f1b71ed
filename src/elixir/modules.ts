import type { Location, Span } from '../base/span.ts';
import { applyAlias, moduleNameOf } from './aliases.ts';
import { createScope, withAlias, type Scope } from './scope.ts';
import type { Call, Expr, Syntax } from './syntax.ts';

/** A `defmodule` as it stands in a file. */
export interface ModuleSource extends Location {
  readonly name: string;
  readonly nameSpan: Span;
  /** The `do … end`, or undefined where it was not typed yet. */
  readonly block: Span | undefined;
  readonly body: readonly Expr[];
  /** Aliases that hold where the body begins. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Its file has a syntax error: what was read of the module is not all of it, and may be wrong. */
  readonly isBroken: boolean;
}

/** A clause of `def`, `defp`, `defmacro` or `defmacrop`. */
export interface FunctionClause extends Span {
  readonly name: string;
  readonly kind: 'def' | 'defp' | 'defmacro' | 'defmacrop';
  readonly nameSpan: Span;
  readonly params: readonly Expr[];
  readonly guard: Expr | undefined;
  readonly body: readonly Expr[];
  /** The call of `def` itself, with its block. */
  readonly call: Call;
}

/** All modules of a file, nested ones under their full names, also those in half-typed code. */
export function findModules(syntax: Syntax, path: string): ModuleSource[] {
  const found: ModuleSource[] = [];
  visitBody(syntax.body, createScope(''), { path, isBroken: syntax.errors.length > 0 }, found);
  return found;
}

type FileFacts = Pick<ModuleSource, 'path' | 'isBroken'>;

function visitBody(body: readonly Expr[], outer: Scope, file: FileFacts, found: ModuleSource[]): void {
  let scope = outer;
  body.forEach((expr, index) => {
    if (expr.kind === 'unreadable') visitBody(expr.children, scope, file, found);
    if (expr.kind === 'variable' && expr.name === 'defmodule') {
      scope = visitUnclosedModule(expr, body.slice(index + 1), scope, file, found);
    }
    if (expr.kind !== 'call' || expr.receiver !== undefined) return;
    if (expr.name === 'alias' || expr.name === 'require') scope = applyAlias(expr, scope);
    else if (expr.name === 'defmodule') scope = visitModule(expr, scope, file, found);
    else if (expr.name === 'if' || expr.name === 'unless') {
      visitBody(expr.block?.body ?? [], scope, file, found);
      visitBody(expr.block?.parts['else'] ?? [], scope, file, found);
    }
  });
}

function visitModule(call: Call, scope: Scope, file: FileFacts, found: ModuleSource[]): Scope {
  const [nameExpr] = call.args;
  const written = moduleNameOf(nameExpr, { ...scope, aliases: scope.module === '' ? scope.aliases : new Map() });
  if (nameExpr === undefined || written === undefined) return scope;
  const isAbsolute = nameExpr.kind === 'alias' && (nameExpr.base !== undefined || nameExpr.name.startsWith('Elixir.'));
  const name = scope.module === '' || isAbsolute ? written : `${scope.module}.${written}`;
  const inner = { ...scope, module: name };
  const source: ModuleSource = {
    ...file,
    start: call.start,
    end: call.end,
    name,
    nameSpan: { start: nameExpr.start, end: nameExpr.end },
    block: call.block === undefined ? undefined : { start: call.block.start, end: call.block.end },
    body: call.block?.body ?? [],
    aliases: scope.aliases,
  };
  found.push(source);
  visitBody(source.body, inner, file, found);
  if (scope.module === '' || isAbsolute) return scope;
  const first = written.split('.')[0] ?? written;
  return withAlias(scope, first, `${scope.module}.${first}`);
}

/** The grammar leaves an unclosed `defmodule Name do` as loose words; what follows them is its body. */
function visitUnclosedModule(
  word: Span,
  rest: readonly Expr[],
  scope: Scope,
  file: FileFacts,
  found: ModuleSource[],
): Scope {
  const nameExpr = rest[0]?.kind === 'unreadable' ? rest[0].children[0] : rest[0];
  const written = moduleNameOf(nameExpr, scope);
  if (nameExpr === undefined || written === undefined) return scope;
  const name = scope.module === '' ? written : `${scope.module}.${written}`;
  const body = rest.slice(1);
  const nameSpan = { start: nameExpr.start, end: nameExpr.end };
  const end = body.at(-1)?.end ?? nameExpr.end;
  found.push({ ...file, start: word.start, end, name, nameSpan, block: undefined, body, aliases: scope.aliases });
  return { ...scope, module: name };
}

/** The function and macro clauses of a module, in the order of the text. */
export function functionClauses(body: readonly Expr[]): FunctionClause[] {
  return body.flatMap((expr) => {
    const clause = expr.kind === 'call' ? readFunctionClause(expr) : undefined;
    return clause === undefined ? [] : [clause];
  });
}

export function readFunctionClause(call: Call): FunctionClause | undefined {
  if (call.receiver !== undefined || !/^(def|defp|defmacro|defmacrop)$/.test(call.name)) return undefined;
  const kind = call.name as FunctionClause['kind'];
  const [first] = call.args;
  const guarded = first?.kind === 'binary' && first.operator === 'when';
  const head = guarded ? first.left : first;
  const guard = guarded ? first.right : undefined;
  if (head?.kind !== 'call' && head?.kind !== 'variable') return undefined;
  const params = head.kind === 'call' ? head.args : [];
  const nameSpan = head.kind === 'call' ? head.nameSpan : { start: head.start, end: head.end };
  const body = call.block?.body ?? [];
  return { start: call.start, end: call.end, name: head.name, kind, nameSpan, params, guard, body, call };
}
