import { asAtom } from '../elixir/literal.ts';
import { moduleNameOf } from '../elixir/aliases.ts';
import type { FunctionClause } from '../elixir/modules.ts';
import { matchPattern, pairToTuple } from '../elixir/pattern.ts';
import type { Scope } from '../elixir/scope.ts';
import { isLiteral, isTruthy, relocate, simplify } from '../elixir/simplify.ts';
import type { Call, Clause, Expr } from '../elixir/syntax.ts';
import { descendants } from '../elixir/walk.ts';
import { listOf } from './loop-items.ts';
import { directionTested, isDirectionCall } from './direction.ts';
import type { Written } from './written.ts';

/** Where a step of a function runs: what names mean there, and under which conditions. */
export interface Place extends Pick<Written, 'conditional' | 'only' | 'origin'> {
  readonly scope: Scope;
  readonly depth: number;
}

/** An expression that is run for its effect, as it is written. */
export interface Step {
  readonly expr: Expr;
  readonly place: Place;
}

/** Helpers are followed this far: `up` calls one, which calls another. */
const depthLimit = 3;

/** Turns of all loops together; beyond it, a list is read as one over something unknown. */
const turnLimit = 5000;

/**
 * The steps that a function body takes: branches and loops are entered, loops over literals unrolled, functions of the
 * same module followed.
 */
export function stepsOf(body: readonly Expr[], place: Place, functions: readonly FunctionClause[]): Step[] {
  return [...new Walk(functions).body(body, place)];
}

class Walk {
  readonly #functions: readonly FunctionClause[];
  #turnsLeft = turnLimit;

  constructor(functions: readonly FunctionClause[]) {
    this.#functions = functions;
  }

  *body(body: readonly Expr[], start: Place): Generator<Step, Place> {
    let place = start;
    for (const expr of body) place = yield* this.#step(expr, place);
    return place;
  }

  *#step(expr: Expr, place: Place): Generator<Step, Place> {
    switch (expr.kind) {
      case 'block':
        return yield* this.body(expr.body, place);
      case 'binary':
        return yield* this.#binary(expr, place);
      case 'variable':
        yield* this.#bareWord(expr, place);
        return place;
      case 'call':
        yield* this.#call(expr, place);
        return place;
      default:
        yield { expr, place };
        return place;
    }
  }

  *#binary(expr: Expr & { kind: 'binary' }, place: Place): Generator<Step, Place> {
    if (expr.operator === '=') {
      yield* this.#step(expr.right, place);
      return { ...place, scope: bind(expr.left, simplify(expr.right, place.scope), place.scope) };
    }
    if (expr.operator === '|>' && expr.right.kind === 'call') {
      yield* this.#call({ ...expr.right, start: expr.start, args: [expr.left, ...expr.right.args] }, place);
      return place;
    }
    if (['&&', 'and', '||', 'or'].includes(expr.operator)) {
      yield* this.#step(expr.left, place);
      yield* this.#step(expr.right, { ...place, conditional: true });
      return place;
    }
    yield* this.#step(expr.left, place);
    yield* this.#step(expr.right, place);
    return place;
  }

  *#bareWord(expr: Expr & { kind: 'variable' }, place: Place): Generator<Step, void> {
    const isFunction = expr.name === 'flush' || this.#functions.some((clause) => clause.name === expr.name);
    if (place.scope.bindings.has(expr.name) || !isFunction) yield { expr, place };
    else {
      const nameSpan = { start: expr.start, end: expr.end };
      const call: Call = {
        ...expr,
        kind: 'call',
        receiver: undefined,
        nameSpan,
        args: [],
        parens: false,
        block: undefined,
      };
      yield* this.#call(call, place);
    }
  }

  *#call(call: Call, place: Place): Generator<Step, void> {
    const module = moduleNameOf(call.receiver, place.scope);
    if (module === 'Enum' && (call.name === 'each' || call.name === 'map')) yield* this.#each(call, place);
    else if (call.receiver !== undefined) yield { expr: call, place };
    else if (call.name === 'if' || call.name === 'unless') yield* this.#if(call, place);
    else if (call.name === 'for') yield* this.#for(call, place);
    else if (call.name === 'case') yield* this.#case(call, place);
    else if (['cond', 'with', 'try', 'receive'].includes(call.name)) yield* this.#branches(call, place);
    else yield* this.#local(call, place);
  }

  *#if(call: Call, place: Place): Generator<Step, void> {
    const condition = call.args[0] === undefined ? undefined : simplify(call.args[0], place.scope);
    const isNegated = call.name === 'unless';
    const [positive, negative] = [call.block?.body ?? [], call.block?.parts['else'] ?? []];
    const [holds, fails] = isNegated ? [negative, positive] : [positive, negative];
    if (condition !== undefined && isLiteral(condition)) {
      yield* this.body(isTruthy(condition) ? holds : fails, place);
      return;
    }
    const direction = condition === undefined ? undefined : directionTested(condition);
    if (direction === undefined) {
      yield* this.body(holds, { ...place, conditional: true });
      yield* this.body(fails, { ...place, conditional: true });
      return;
    }
    yield* this.#inDirection(direction, holds, place);
    yield* this.#inDirection(direction === 'up' ? 'down' : 'up', fails, place);
  }

  *#inDirection(only: 'up' | 'down', body: readonly Expr[], place: Place): Generator<Step, void> {
    if (place.only === undefined || place.only === only) yield* this.body(body, { ...place, only });
  }

  *#case(call: Call, place: Place): Generator<Step, void> {
    const [subject] = call.args;
    const isDirection = subject !== undefined && isDirectionCall(simplify(subject, place.scope));
    const clauses = (call.block?.body ?? []).filter((expr) => expr.kind === 'clause');
    if (!isDirection) {
      if (subject !== undefined) yield* this.#step(subject, place);
      for (const clause of clauses) yield* this.#unsure(clause, place);
      return;
    }
    const named = clauses.map((clause) => asAtom(clause.params[0]));
    for (const [index, clause] of clauses.entries()) {
      const name = named[index];
      const only = name === undefined ? (named.includes('up') ? 'down' : 'up') : name;
      if (only === 'up' || only === 'down') yield* this.#inDirection(only, clause.body, place);
    }
  }

  /** `cond`, `with`, `try`: any of the branches may run. */
  *#branches(call: Call, place: Place): Generator<Step, void> {
    const unsure = { ...place, conditional: true };
    const isTried = call.name === 'try';
    for (const arg of call.args) {
      if (arg.kind === 'binary' && arg.operator === '<-') yield* this.#step(arg.right, place);
    }
    for (const expr of call.block?.body ?? []) {
      if (expr.kind === 'clause') yield* this.#unsure(expr, place);
      else yield* this.#step(expr, isTried ? place : unsure);
    }
    for (const part of Object.values(call.block?.parts ?? {})) {
      for (const expr of part) {
        if (expr.kind === 'clause') yield* this.#unsure(expr, place);
        else yield* this.#step(expr, unsure);
      }
    }
  }

  *#unsure(clause: Clause, place: Place): Generator<Step, void> {
    const scope = clause.params.reduce((current, param) => unbind(param, current), place.scope);
    yield* this.body(clause.body, { ...place, scope, conditional: true });
  }

  *#for(call: Call, place: Place): Generator<Step, void> {
    const generators = call.args.filter((arg) => !(arg.kind === 'list' && arg.bare));
    yield* this.#generate(generators, call.block?.body ?? [], { ...place, origin: 'loop' });
  }

  *#generate(rest: readonly Expr[], body: readonly Expr[], place: Place): Generator<Step, void> {
    const [first, ...others] = rest;
    if (first === undefined) {
      yield* this.body(body, place);
    } else if (first.kind === 'binary' && first.operator === '<-') {
      const items = simplify(first.right, place.scope);
      for (const inner of this.#eachItem(first.left, items, place)) yield* this.#generate(others, body, inner);
    } else {
      const filter = simplify(first, place.scope);
      if (!isLiteral(filter)) yield* this.#generate(others, body, { ...place, conditional: true });
      else if (isTruthy(filter)) yield* this.#generate(others, body, place);
    }
  }

  /** `Enum.each(list, fn item -> … end)` and `Enum.each(list, &helper/1)`. */
  *#each(call: Call, place: Place): Generator<Step, void> {
    const [list, fn] = call.args;
    const inLoop: Place = { ...place, origin: 'loop' };
    const values = list === undefined ? undefined : simplify(list, place.scope);
    const items = values === undefined ? undefined : (listOf(values) ?? values);
    const clause = fn?.kind === 'fn' && fn.clauses.length === 1 ? fn.clauses[0] : undefined;
    if (items !== undefined && clause?.params[0] !== undefined) {
      for (const inner of this.#eachItem(clause.params[0], items, inLoop)) yield* this.body(clause.body, inner);
    } else if (
      items?.kind === 'list' &&
      items.items.length <= this.#turnsLeft &&
      capturedCall(fn, items) !== undefined
    ) {
      this.#turnsLeft -= items.items.length;
      for (const item of items.items) {
        const captured = capturedCall(fn, item);
        if (captured !== undefined) yield* this.#call(captured, inLoop);
      }
    } else {
      yield { expr: call, place: { ...inLoop, conditional: true } };
    }
  }

  /** The places of a loop's turns: one for each literal item, or a single one where the items are not known. */
  *#eachItem(pattern: Expr, values: Expr, place: Place): Generator<Place> {
    const items = listOf(values);
    if (items?.kind !== 'list' || items.items.length > this.#turnsLeft) {
      yield { ...place, conditional: true, scope: unbind(pattern, place.scope) };
      return;
    }
    this.#turnsLeft -= items.items.length;
    for (const item of items.items) {
      const scope = matchPattern(pattern, pairToTuple(item), place.scope);
      if (scope !== undefined) yield { ...place, scope };
    }
  }

  /** A call of a function of the same module is what the function does. */
  *#local(call: Call, place: Place): Generator<Step, void> {
    const clauses = this.#functions.filter((clause) => clause.name === call.name && accepts(clause, call.args.length));
    if (clauses.length === 0 || place.depth >= depthLimit) {
      yield { expr: call, place };
      return;
    }
    const args = call.args.map((arg) => simplify(arg, place.scope));
    const inside: Place = { ...place, depth: place.depth + 1, origin: 'helper' };
    const certain = args.every(isLiteral)
      ? clauses.find((clause) => clause.guard === undefined && matchAll(clause, args, place.scope))
      : undefined;
    const [only] = clauses.length === 1 ? clauses : [certain];
    if (only !== undefined) yield* this.body(only.body, { ...inside, scope: parameters(only, args, place.scope) });
    else {
      for (const clause of clauses) {
        yield* this.body(clause.body, { ...inside, conditional: true, scope: parameters(clause, args, place.scope) });
      }
    }
  }
}

/** The body that a call of a function of the module runs, and what names mean in it; undefined for other calls. */
export function scopeOfCall(
  expr: Expr,
  scope: Scope,
  functions: readonly FunctionClause[],
): { readonly body: readonly Expr[]; readonly scope: Scope } | undefined {
  const isCall = expr.kind === 'call' && expr.receiver === undefined && expr.block === undefined;
  if (!isCall && (expr.kind !== 'variable' || scope.bindings.has(expr.name))) return undefined;
  const args = (isCall ? expr.args : []).map((arg) => simplify(arg, scope));
  const clauses = functions.filter((clause) => clause.name === expr.name && accepts(clause, args.length));
  const [only] = clauses;
  if (only === undefined || clauses.length > 1 || only.guard !== undefined) return undefined;
  return { body: only.body, scope: parameters(only, args, scope) };
}

function bind(pattern: Expr, value: Expr, scope: Scope): Scope {
  return matchPattern(pattern, value, scope) ?? unbind(pattern, scope);
}

/** The scope in which the variables of a pattern stand for something unknown. */
function unbind(pattern: Expr, scope: Scope): Scope {
  const bindings = new Map(scope.bindings);
  for (const expr of descendants(pattern)) {
    if (expr.kind === 'variable') bindings.delete(expr.name);
  }
  return { ...scope, bindings };
}

function isOptional(param: Expr): param is Expr & { kind: 'binary' } {
  return param.kind === 'binary' && param.operator === '\\\\';
}

function accepts(clause: FunctionClause, count: number): boolean {
  const required = clause.params.filter((param) => !isOptional(param)).length;
  return (clause.kind === 'def' || clause.kind === 'defp') && required <= count && count <= clause.params.length;
}

function matchAll(clause: FunctionClause, args: readonly Expr[], scope: Scope): boolean {
  return args.every((arg, index) => {
    const param = clause.params[index];
    return param !== undefined && matchPattern(isOptional(param) ? param.left : param, arg, scope) !== undefined;
  });
}

function parameters(clause: FunctionClause, args: readonly Expr[], outer: Scope): Scope {
  let scope: Scope = { ...outer, bindings: new Map() };
  clause.params.forEach((param, index) => {
    const pattern = isOptional(param) ? param.left : param;
    const value = args[index] ?? (isOptional(param) ? simplify(param.right, scope) : undefined);
    if (value === undefined) return;
    scope = value.kind === 'variable' ? scope : (matchPattern(pattern, value, scope) ?? scope);
  });
  return scope;
}

/** The call that `&helper/1` or `&helper(&1, :x)` makes for an item. */
function capturedCall(expr: Expr | undefined, item: Expr): Call | undefined {
  if (expr?.kind !== 'unary' || expr.operator !== '&') return undefined;
  const { operand } = expr;
  if (operand.kind === 'call') {
    return { ...operand, args: operand.args.map((arg) => withItem(arg, item)) };
  }
  if (operand.kind !== 'binary' || operand.operator !== '/' || operand.left.kind !== 'variable') return undefined;
  const { start, end, name } = operand.left;
  const nameSpan = { start, end };
  return {
    kind: 'call',
    start,
    end,
    receiver: undefined,
    name,
    nameSpan,
    args: [item],
    parens: true,
    block: undefined,
  };
}

/** What `&"…#{&1}…"`, `&helper/1` or `&helper(&1, :x)` is for an item; undefined for what is no capture. */
export function capturedExpr(expr: Expr, item: Expr): Expr | undefined {
  const call = capturedCall(expr, item);
  if (call !== undefined || expr.kind !== 'unary' || expr.operator !== '&') return call;
  return withItem(expr.operand, item);
}

/** The expression with the item in place of `&1`. */
function withItem(expr: Expr, item: Expr): Expr {
  if (isFirstCaptured(expr)) return relocate(item, expr);
  const inside = (part: Expr): Expr => withItem(part, item);
  switch (expr.kind) {
    case 'call':
      return { ...expr, args: expr.args.map(inside) };
    case 'list':
    case 'tuple':
      return { ...expr, items: expr.items.map(inside) };
    case 'pair':
      return { ...expr, value: inside(expr.value) };
    case 'string':
      return { ...expr, interpolations: expr.interpolations.map(inside) };
    default:
      return expr;
  }
}

/** `&1` */
function isFirstCaptured(expr: Expr): boolean {
  return expr.kind === 'unary' && expr.operator === '&' && expr.operand.kind === 'number' && expr.operand.value === 1;
}
