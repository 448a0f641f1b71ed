import type { Span } from '../base/span.ts';
import { moduleNameOf } from './aliases.ts';
import { asAtom, asBoolean, asModule, asString, isKeywordList, isNil, keyOf, valueOf } from './literal.ts';
import { resolveName, type Scope, type Value } from './scope.ts';
import type { Atom, Call, Clause, DoBlock, Expr } from './syntax.ts';

/**
 * The expression with everything replaced that the text alone decides: aliases by full names, module attributes,
 * loop variables and `unquote` by their values, and calls on literals (`opts[:x]`, `a ++ b`) by their results.
 * What cannot be decided stays as it is. A value that comes from elsewhere takes the span of the place that uses it.
 */
export function simplify(expr: Expr, scope: Scope): Expr {
  switch (expr.kind) {
    case 'atom':
    case 'number':
    case 'sigil':
      return expr;
    case 'string':
      return { ...expr, interpolations: expr.interpolations.map((part) => simplify(part, scope)) };
    case 'variable':
      return simplifyVariable(expr, scope);
    case 'attribute':
      return simplifyAttribute(expr, scope);
    case 'alias':
      return simplifyAlias(expr, scope);
    case 'list':
      return { ...expr, items: simplifyItems(expr.items, scope) };
    case 'tuple':
      return { ...expr, items: simplifyItems(expr.items, scope) };
    case 'map':
      return {
        ...expr,
        struct: expr.struct === undefined ? undefined : simplify(expr.struct, scope),
        items: simplifyItems(expr.items, scope),
      };
    case 'pair':
      return { ...expr, key: simplify(expr.key, scope), value: simplify(expr.value, scope) };
    case 'call':
      return simplifyCall(expr, scope);
    case 'access':
      return simplifyAccess(simplify(expr.target, scope), simplify(expr.key, scope), expr);
    case 'unary':
      return simplifyUnary(expr.operator, simplify(expr.operand, scope), expr);
    case 'binary':
      return simplifyBinary(expr.operator, simplify(expr.left, scope), simplify(expr.right, scope), expr);
    case 'fn':
      return { ...expr, clauses: expr.clauses.map((clause) => simplifyClause(clause, scope)) };
    case 'clause':
      return simplifyClause(expr, scope);
    case 'block':
      return { ...expr, body: expr.body.map((part) => simplify(part, scope)) };
    case 'multi-alias':
    case 'unreadable':
      return expr;
  }
}

/** The expression as if all of it stood at `span`. */
export function relocate(expr: Expr, span: Span): Expr {
  const here = { start: span.start, end: span.end };
  const moveAll = (items: readonly Expr[]): Expr[] => items.map((item) => relocate(item, span));
  switch (expr.kind) {
    case 'list':
    case 'tuple':
    case 'map':
      return { ...expr, ...here, items: moveAll(expr.items) };
    case 'pair':
      return { ...expr, ...here, key: relocate(expr.key, span), value: relocate(expr.value, span) };
    case 'call':
      return { ...expr, ...here, nameSpan: here, args: moveAll(expr.args) };
    case 'unary':
      return { ...expr, ...here, operand: relocate(expr.operand, span) };
    case 'binary':
      return { ...expr, ...here, left: relocate(expr.left, span), right: relocate(expr.right, span) };
    default:
      return { ...expr, ...here };
  }
}

function simplifyItems(items: readonly Expr[], scope: Scope): Expr[] {
  return items.flatMap((item) => {
    if (item.kind === 'binary' && item.operator === '|') {
      const [head, tail] = [simplify(item.left, scope), simplify(item.right, scope)];
      return tail.kind === 'list' ? [head, ...tail.items] : [{ ...item, left: head, right: tail }];
    }
    if (item.kind === 'call' && item.name === 'unquote_splicing' && scope.macro !== undefined && item.args[0]) {
      const spliced = simplify(item.args[0], scope.macro);
      return spliced.kind === 'list' ? spliced.items.map((part) => relocate(part, item)) : [item];
    }
    return [simplify(item, scope)];
  });
}

function simplifyVariable(expr: Expr & { kind: 'variable' }, scope: Scope): Expr {
  if (expr.name === '__MODULE__') return { kind: 'alias', ...spanOf(expr), name: scope.module, base: undefined };
  const value = scope.bindings.get(expr.name);
  return value !== undefined && isExpr(value) ? relocate(value, expr) : expr;
}

function simplifyAttribute(expr: Expr & { kind: 'attribute' }, scope: Scope): Expr {
  if (expr.value !== undefined) return { ...expr, value: simplify(expr.value, scope) };
  const value = scope.attributes.get(expr.name);
  return value === undefined ? expr : relocate(value, expr);
}

function simplifyAlias(expr: Expr & { kind: 'alias' }, scope: Scope): Expr {
  if (expr.base === undefined) return { ...expr, name: resolveName(expr.name, scope) };
  const base = asModule(simplify(expr.base, scope)) ?? moduleNameOf(expr.base, scope);
  return base === undefined ? expr : { ...expr, name: `${base}.${expr.name}`, base: undefined };
}

function simplifyCall(expr: Call, scope: Scope): Expr {
  const only = expr.args[0];
  if (expr.receiver === undefined && expr.name === 'unquote' && only !== undefined) {
    return relocate(simplify(only, scope.macro ?? scope), expr);
  }
  const receiver = expr.receiver === undefined ? undefined : simplify(expr.receiver, scope);
  const block = expr.block === undefined ? undefined : simplifyBlock(expr.block, scope);
  const call: Call = { ...expr, receiver, args: simplifyItems(expr.args, scope), block };
  return evaluateCall(call) ?? call;
}

function simplifyBlock(block: DoBlock, scope: Scope): DoBlock {
  const parts = Object.entries(block.parts).map(
    ([name, body]) => [name, body.map((part) => simplify(part, scope))] as const,
  );
  return { ...block, body: block.body.map((part) => simplify(part, scope)), parts: Object.fromEntries(parts) };
}

function simplifyClause(clause: Clause, scope: Scope): Clause {
  return {
    ...clause,
    params: clause.params.map((param) => simplify(param, scope)),
    guard: clause.guard === undefined ? undefined : simplify(clause.guard, scope),
    body: clause.body.map((part) => simplify(part, scope)),
  };
}

/** Calls of Elixir's own functions on literals. */
function evaluateCall(call: Call): Expr | undefined {
  const module = asModule(call.receiver);
  if (module === 'Keyword' || module === 'Access') return evaluateKeyword(call);
  if (module === 'Code' && call.name === 'eval_quoted') return evaluateQuoted(call);
  if (module === 'Module' && (call.name === 'concat' || call.name === 'safe_concat')) return evaluateConcat(call);
  if (module === 'Enum' && call.name === 'uniq' && call.args[0]?.kind === 'list') return uniqueItems(call.args[0]);
  if (module === 'Enum' && call.name === 'reverse' && call.args[0]?.kind === 'list' && call.args.length === 1) {
    return { ...call.args[0], items: call.args[0].items.toReversed() };
  }
  if (module === 'List' && call.name === 'wrap' && call.args[0] !== undefined) {
    const [item] = call.args;
    if (item.kind === 'list') return item;
    return isLiteral(item)
      ? { kind: 'list', ...spanOf(call), bare: false, items: isNil(item) ? [] : [item] }
      : undefined;
  }
  const text = evaluateText(call, module);
  if (text !== undefined) return { kind: 'string', ...spanOf(call), value: text, charlist: false, interpolations: [] };
  if (call.receiver === undefined && call.name === 'is_nil' && call.args[0] !== undefined) {
    return isLiteral(call.args[0]) ? boolean(isNil(call.args[0]), call) : undefined;
  }
  if (call.receiver === undefined && (call.name === 'if' || call.name === 'unless')) return evaluateIf(call);
  return undefined;
}

/** Functions that make a string of one literal. */
function evaluateText({ receiver, name, args }: Call, module: string | undefined): string | undefined {
  const [argument, ...others] = args;
  if (argument === undefined || others.length > 0) return undefined;
  const called = `${module === undefined ? '' : `${module}.`}${name}`;
  const text = asString(argument);
  const isInteger = argument.kind === 'number' && !argument.float;
  switch (receiver !== undefined && module === undefined ? '' : called) {
    case 'to_string':
      return text ?? (isNil(argument) ? '' : isInteger ? String(argument.value) : asAtom(argument));
    case 'Integer.to_string':
      return isInteger ? String(argument.value) : undefined;
    case 'Atom.to_string':
      return asAtom(argument);
    case 'String.trim':
      return text?.trim();
    default:
      return undefined;
  }
}

function evaluateKeyword(call: Call): Expr | undefined {
  const [list, key, third] = call.args;
  if (!isKeywordList(list)) return undefined;
  const name = asAtom(key);
  const found = name === undefined ? undefined : valueOf(list, name);
  const without = list.items.filter((item) => keyOf(item) !== name);
  switch (call.name) {
    case 'get':
    case 'get_lazy':
      if (name === undefined) return undefined;
      return found ?? (call.name === 'get' ? (third ?? nil(call)) : undefined);
    case 'fetch!':
      return found;
    case 'fetch':
      if (name === undefined) return undefined;
      return found === undefined
        ? { kind: 'atom', ...spanOf(call), name: 'error' }
        : { kind: 'tuple', ...spanOf(call), items: [{ kind: 'atom', ...spanOf(call), name: 'ok' }, found] };
    case 'has_key?':
      return name === undefined ? undefined : boolean(found !== undefined, call);
    case 'delete':
    case 'drop': {
      const names = new Set(key?.kind === 'list' ? key.items.map(asAtom) : [name]);
      return { ...list, bare: false, items: list.items.filter((item) => !names.has(keyOf(item))) };
    }
    case 'take': {
      const names = new Set(key?.kind === 'list' ? key.items.map(asAtom) : []);
      return { ...list, bare: false, items: list.items.filter((item) => names.has(keyOf(item))) };
    }
    case 'put':
      return third === undefined || key === undefined
        ? undefined
        : { ...list, bare: false, items: [...without, { kind: 'pair', ...spanOf(call), key, value: third }] };
    case 'put_new':
      if (found !== undefined || third === undefined || key === undefined)
        return found === undefined ? undefined : list;
      return { ...list, bare: false, items: [...list.items, { kind: 'pair', ...spanOf(call), key, value: third }] };
    case 'merge': {
      if (!isKeywordList(key)) return undefined;
      const overridden = new Set(key.items.map(keyOf));
      return {
        ...list,
        bare: false,
        items: [...list.items.filter((item) => !overridden.has(keyOf(item))), ...key.items],
      };
    }
    case 'pop':
      return name === undefined
        ? undefined
        : {
            kind: 'tuple',
            ...spanOf(call),
            items: [found ?? third ?? nil(call), { ...list, bare: false, items: without }],
          };
    default:
      return undefined;
  }
}

/** `Code.eval_quoted(code, …)` on code that is a literal: the literal, and no bindings. */
function evaluateQuoted(call: Call): Expr | undefined {
  const [code] = call.args;
  if (code === undefined || !isLiteral(code)) return undefined;
  return {
    kind: 'tuple',
    ...spanOf(call),
    items: [code, { kind: 'list', ...spanOf(call), bare: false, items: [] }],
  };
}

function uniqueItems(list: Expr & { kind: 'list' }): Expr {
  const seen = new Set<string>();
  const items = list.items.filter((item) => {
    const key = scalarOf(item);
    if (key === undefined || !seen.has(key)) {
      if (key !== undefined) seen.add(key);
      return true;
    }
    return false;
  });
  return { ...list, items };
}

function evaluateConcat(call: Call): Expr | undefined {
  const parts = call.args.length === 1 && call.args[0]?.kind === 'list' ? call.args[0].items : call.args;
  const names = parts.map((part) => asModule(part) ?? asAtom(part) ?? asString(part));
  if (names.length === 0 || names.some((name) => name === undefined)) return undefined;
  return { kind: 'alias', ...spanOf(call), name: names.join('.').replaceAll('Elixir.', ''), base: undefined };
}

function evaluateIf(call: Call): Expr | undefined {
  const [condition] = call.args;
  if (condition === undefined || call.block === undefined || !isLiteral(condition)) return undefined;
  const holds = isTruthy(condition) === (call.name === 'if');
  const branch = holds ? call.block.body : (call.block.parts['else'] ?? [nil(call)]);
  return branch.length === 1 ? branch[0] : undefined;
}

function simplifyAccess(target: Expr, key: Expr, whole: Expr & { kind: 'access' }): Expr {
  const name = asAtom(key);
  if (name !== undefined && (isKeywordList(target) || target.kind === 'map')) {
    return relocate(valueOf(target, name) ?? nil(whole), whole);
  }
  return { ...whole, target, key };
}

function simplifyUnary(operator: string, operand: Expr, whole: Expr & { kind: 'unary' }): Expr {
  if ((operator === 'not' || operator === '!') && isLiteral(operand)) return boolean(!isTruthy(operand), whole);
  return { ...whole, operand };
}

function simplifyBinary(operator: string, left: Expr, right: Expr, whole: Expr & { kind: 'binary' }): Expr {
  const undecided: Expr = { ...whole, left, right };
  switch (operator) {
    case '++':
      if (left.kind !== 'list' || right.kind !== 'list') return undecided;
      return { kind: 'list', ...spanOf(whole), bare: false, items: [...left.items, ...right.items] };
    case '--': {
      if (left.kind !== 'list' || right.kind !== 'list') return undecided;
      const removed = new Set(right.items.map(asAtom));
      return { ...left, ...spanOf(whole), items: left.items.filter((item) => !removed.has(asAtom(item))) };
    }
    case '<>': {
      const [a, b] = [asString(left), asString(right)];
      if (a === undefined || b === undefined) return undecided;
      return { kind: 'string', ...spanOf(whole), value: a + b, charlist: false, interpolations: [] };
    }
    case '||':
    case 'or':
      return isLiteral(left) ? (isTruthy(left) ? left : right) : undecided;
    case '&&':
    case 'and':
      return isLiteral(left) ? (isTruthy(left) ? right : left) : undecided;
    case '==':
    case '===':
    case '!=':
    case '!==': {
      const same = sameLiteral(left, right);
      return same === undefined ? undecided : boolean(same === (operator === '==' || operator === '==='), whole);
    }
    case 'in':
    case 'not in': {
      if (right.kind !== 'list' || !isLiteral(left)) return undecided;
      const found = right.items.some((item) => sameLiteral(left, item) === true);
      return boolean(found === (operator === 'in'), whole);
    }
    case '|>':
      return right.kind === 'call' ? pipe(left, right, whole) : undecided;
    default:
      return undecided;
  }
}

/** A pipe into one of the functions that can be evaluated here; other pipes stay pipes. */
function pipe(left: Expr, right: Call, whole: Expr & { kind: 'binary' }): Expr {
  return evaluateCall({ ...right, ...spanOf(whole), args: [left, ...right.args] }) ?? { ...whole, left, right };
}

function sameLiteral(left: Expr, right: Expr): boolean | undefined {
  const a = scalarOf(left);
  const b = scalarOf(right);
  return a === undefined || b === undefined ? undefined : a === b;
}

function scalarOf(expr: Expr): string | undefined {
  if (expr.kind === 'atom') return `:${expr.name}`;
  if (expr.kind === 'string') return expr.value === undefined ? undefined : `"${expr.value}`;
  if (expr.kind === 'number') return String(expr.value);
  if (expr.kind === 'alias') return expr.base === undefined ? expr.name : undefined;
  return undefined;
}

/** Whether the value of the expression is known; lists and tuples count by themselves, for truth and `nil`. */
export function isLiteral(expr: Expr): boolean {
  if (expr.kind === 'list' || expr.kind === 'tuple' || expr.kind === 'map') return true;
  return scalarOf(expr) !== undefined;
}

export function isTruthy(expr: Expr): boolean {
  return asBoolean(expr) !== false && !isNil(expr);
}

export function isExpr(value: Value): value is Expr {
  return value.kind !== 'quoted' && value.kind !== 'sequence';
}

function boolean(value: boolean, span: Span): Atom {
  return { kind: 'atom', ...spanOf(span), name: String(value) };
}

function nil(span: Span): Atom {
  return { kind: 'atom', ...spanOf(span), name: 'nil' };
}

function spanOf(span: Span): Span {
  return { start: span.start, end: span.end };
}
