import { asModule } from '../elixir/literal.ts';
import { unpipe } from '../elixir/pipes.ts';
import type { Call, Clause, Expr } from '../elixir/syntax.ts';
import { bind, madeOf, originOf, partOf, queryValues, type Bindings, type Loop, type Origin } from './origin.ts';

/**
 * A small model of what a function does: its calls, the loops around them, and where their arguments come from.
 * Names in the given code have to be resolved already (`simplify`). It knows no types and follows no other function;
 * what it cannot follow has no sources, so that a rule that asks for one stays silent.
 */
export interface FlowCall {
  /** A pipe is a call with the piped value as its first argument. */
  readonly call: Call;
  /** The loops that it stands in, the outermost first. */
  readonly loops: readonly Loop[];
  /** It stands in a function that is handed to code which may run it later, once or never. */
  readonly deferred: boolean;
  readonly args: readonly Origin[];
}

/** The calls in a clause of a function, named or anonymous, roughly in the order in which they run. */
export function callsIn(clause: Pick<Clause, 'params' | 'body'>): readonly FlowCall[] {
  const calls: FlowCall[] = [];
  const bindings = clause.params.reduce<Bindings>((known, param, index) => {
    const chain = { root: param, parameter: index, calls: [] };
    return bind(known, param, { sources: new Set([index]), chain });
  }, new Map());
  visitAll(clause.body, { bindings, loops: [], deferred: false, calls });
  return calls;
}

interface Env {
  readonly bindings: Bindings;
  readonly loops: readonly Loop[];
  readonly deferred: boolean;
  /** Collects what is found. */
  readonly calls: FlowCall[];
}

/** Visits expressions in their order; the result holds what they bind. */
function visitAll(exprs: readonly Expr[], env: Env): Env {
  return exprs.reduce((known, expr) => visit(expr, known), env);
}

function visit(expr: Expr, env: Env): Env {
  switch (expr.kind) {
    case 'binary':
      return visitBinary(expr, env);
    case 'call':
      return visitCall(expr, env);
    case 'fn':
      visitFunction(expr, [], { ...env, deferred: true });
      return env;
    case 'unary':
      if (!isFunction(expr)) return visit(expr.operand, env);
      visitFunction(expr, [], { ...env, deferred: true });
      return env;
    case 'pair':
      return visitAll([expr.key, expr.value], env);
    case 'access':
      return visitAll([expr.target, expr.key], env);
    case 'list':
    case 'tuple':
    case 'map':
      return visitAll(expr.items, env);
    case 'block':
      return visitAll(expr.body, env);
    case 'string':
      return visitAll(expr.interpolations, env);
    default:
      return env;
  }
}

function visitBinary(expr: Expr & { kind: 'binary' }, env: Env): Env {
  if (expr.operator === '=') return assign(expr.left, expr.right, env);
  const call = unpipe(expr);
  return call.kind === 'call' ? visitCall(call, env) : visitAll([expr.left, expr.right], env);
}

function assign(pattern: Expr, value: Expr, env: Env): Env {
  const after = visit(value, env);
  return { ...after, bindings: bind(after.bindings, pattern, originOf(value, after.bindings)) };
}

function visitCall(call: Call, env: Env): Env {
  if (call.receiver === undefined) {
    if (call.name === 'quote') return env;
    if (call.name === 'for' || call.name === 'with') return visitGenerators(call, env);
  } else visit(call.receiver, env);
  const plain = queryValues(call) ?? call.args.filter((arg) => !isFunction(arg));
  const after = visitAll(plain, env);
  const args = call.args.map((arg) => originOf(arg, after.bindings));
  env.calls.push({ call, loops: env.loops, deferred: env.deferred, args });
  for (const arg of call.args) if (isFunction(arg)) visitHandedFunction(call, arg, after);
  visitBlock(call, after);
  return after;
}

/** `for` loops over what `with` matches. */
function visitGenerators(call: Call, env: Env): Env {
  const inside = call.args.reduce((known, arg) => {
    if (arg.kind !== 'binary' || arg.operator !== '<-') return visit(arg, known);
    if (call.name === 'with') return assign(arg.left, arg.right, known);
    const { element, body } = enterLoop(call, arg.right, visit(arg.right, known));
    return { ...body, bindings: bind(body.bindings, arg.left, element) };
  }, env);
  visitBlock(call, inside);
  return env;
}

/** The do-block and its other parts; what they bind stays inside. */
function visitBlock(call: Call, env: Env): void {
  if (call.block === undefined) return;
  const subject = madeOf(call.args, call, env.bindings);
  const isCond = call.receiver === undefined && call.name === 'cond';
  for (const body of [call.block.body, ...Object.values(call.block.parts)]) {
    let known = env;
    for (const expr of body) {
      if (expr.kind !== 'clause') known = visit(expr, known);
      else if (isCond) visitAll([...expr.params, ...expr.body], env);
      else visitClause(expr, [subject], env);
    }
  }
}

/** A function among the arguments of a call: the body of a loop, what `then` runs at once, or something for later. */
function visitHandedFunction(call: Call, fn: Expr, env: Env): void {
  const collection = loopCollection(call);
  const others = call.args.filter((arg) => arg !== collection && !isFunction(arg));
  const given = madeOf(others, call, env.bindings);
  if (collection !== undefined && takesArguments(fn)) {
    const { element, body } = enterLoop(call, collection, env);
    visitFunction(fn, [element, given], body);
    return;
  }
  const isImmediate = call.receiver === undefined && (call.name === 'then' || call.name === 'tap');
  visitFunction(fn, [given], { ...env, deferred: env.deferred || !isImmediate });
}

/** The last of `params` counts for all further parameters too. */
function visitFunction(fn: Expr, params: readonly Origin[], env: Env): void {
  if (fn.kind === 'fn') for (const clause of fn.clauses) visitClause(clause, params, env);
  if (fn.kind !== 'unary') return;
  const bindings = new Map(env.bindings);
  for (const index of [0, 1, 2]) bindings.set(`&${index + 1}`, originAt(params, index, fn));
  visit(calledByCapture(fn.operand) ?? fn.operand, { ...env, bindings });
}

function visitClause(clause: Clause, params: readonly Origin[], env: Env): void {
  const bindings = clause.params.reduce(
    (known, param, index) => bind(known, param, originAt(params, index, param)),
    env.bindings,
  );
  visitAll(clause.body, { ...env, bindings });
}

function originAt(params: readonly Origin[], index: number, fallback: Expr): Origin {
  return params[index] ?? params.at(-1) ?? partOf(fallback, new Set());
}

/** `name/1` in `&name/1` as the call `name(&1)`. */
function calledByCapture(operand: Expr): Call | undefined {
  if (operand.kind !== 'binary' || operand.operator !== '/' || operand.right.kind !== 'number') return undefined;
  const { left, right } = operand;
  const { start, end } = left;
  const args = Array.from({ length: right.value }, (_, index): Expr => {
    const number: Expr = { kind: 'number', start, end, float: false, value: index + 1 };
    return { kind: 'unary', start, end, operator: '&', operand: number };
  });
  if (left.kind === 'call') return { ...left, args };
  if (left.kind !== 'variable') return undefined;
  return {
    kind: 'call',
    start,
    end,
    receiver: undefined,
    name: left.name,
    nameSpan: { start, end },
    args,
    parens: false,
    block: undefined,
  };
}

function enterLoop(call: Call, collection: Expr, env: Env): { readonly element: Origin; readonly body: Env } {
  const { sources, chain } = originOf(collection, env.bindings);
  const loop: Loop = { call, over: chain };
  const element = partOf(collection, new Set([...sources, loop]));
  return { element, body: { ...env, loops: [...env.loops, loop] } };
}

/** What a call loops over, if it is one that runs a function for each element. */
function loopCollection(call: Call): Expr | undefined {
  const module = asModule(call.receiver);
  if (module === 'Enum' || module === 'Stream') return call.args[0];
  if (call.name === 'new' && (module === 'Map' || module === 'MapSet' || module === 'Keyword')) return call.args[0];
  const isAsync = call.name.startsWith('async_stream');
  if (module === 'Task' && isAsync) return call.args[0];
  return module === 'Task.Supervisor' && isAsync ? call.args[1] : undefined;
}

function isFunction(expr: Expr): boolean {
  if (expr.kind === 'fn') return true;
  return expr.kind === 'unary' && expr.operator === '&' && expr.operand.kind !== 'number';
}

function takesArguments(fn: Expr): boolean {
  return fn.kind !== 'fn' || (fn.clauses[0]?.params.length ?? 0) > 0;
}
