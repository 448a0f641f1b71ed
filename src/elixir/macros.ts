import { asAtom, isNil, pairsOf, valueOf } from './literal.ts';
import { functionClauses, type FunctionClause, type ModuleSource } from './modules.ts';
import { applyAlias } from './aliases.ts';
import { matchPattern, pairToTuple } from './pattern.ts';
import { createScope, type Quoted, type Scope, type Value } from './scope.ts';
import { isExpr, isLiteral, isTruthy, simplify } from './simplify.ts';
import type { Call, Expr } from './syntax.ts';

/** How deep macros and their helper functions may call each other before we give up. */
const depthLimit = 24;

/**
 * Runs the macro `name` of a module on literal arguments, as far as the text tells.
 * The result is what it quotes, or undefined when that depends on something that only the compiler knows.
 */
export function runMacro(module: ModuleSource, name: string, args: readonly Value[]): Value | undefined {
  return new Interpreter(module).call(name, args, 0);
}

/** What an expression that quoted code unquotes is worth in the scope of its macro. */
export function evaluateInMacro(module: ModuleSource, expr: Expr, scope: Scope): Value | undefined {
  return new Interpreter(module).evaluateIn(expr, scope);
}

export function definesMacro(module: ModuleSource, name: string): boolean {
  return functionClauses(module.body).some((clause) => clause.name === name && clause.kind.startsWith('defmacro'));
}

class Interpreter {
  readonly #module: ModuleSource;
  readonly #clauses: readonly FunctionClause[];
  readonly #scope: Scope;

  constructor(module: ModuleSource) {
    this.#module = module;
    this.#clauses = functionClauses(module.body);
    this.#scope = moduleScope(module);
  }

  call(name: string, args: readonly Value[], depth: number): Value | undefined {
    if (depth > depthLimit) return undefined;
    for (const clause of this.#clauses) {
      if (clause.name !== name) continue;
      const scope = bindParams(clause.params, args, this.#scope);
      if (scope === undefined) continue;
      const guard = clause.guard === undefined ? true : guardHolds(clause.guard, scope);
      if (guard === undefined) return undefined;
      if (guard) return this.#body(clause.body, scope, depth + 1);
    }
    return undefined;
  }

  #body(body: readonly Expr[], outer: Scope, depth: number): Value | undefined {
    let scope = outer;
    let result: Value | undefined;
    for (const expr of body) {
      if (expr.kind === 'binary' && expr.operator === '=') {
        result = this.#evaluate(expr.right, scope, depth);
        scope = (result === undefined ? undefined : matchPattern(expr.left, result, scope)) ?? scope;
      } else if (expr.kind === 'call' && expr.receiver === undefined && expr.name === 'alias') {
        scope = applyAlias(expr, scope);
      } else {
        result = this.#evaluate(expr, scope, depth);
      }
    }
    return result;
  }

  #evaluate(expr: Expr, scope: Scope, depth: number): Value | undefined {
    if (expr.kind === 'variable') return scope.bindings.get(expr.name) ?? simplify(expr, scope);
    if (expr.kind === 'block') return this.#body(expr.body, scope, depth);
    if (expr.kind === 'list' && expr.items.some(mayQuote)) {
      const items = expr.items.map((item) => this.#evaluate(item, scope, depth));
      return items.some((item) => item === undefined)
        ? undefined
        : { kind: 'sequence', items: items.filter((item) => item !== undefined) };
    }
    if (expr.kind === 'call') return this.#evaluateCall(expr, scope, depth);
    return simplify(expr, scope);
  }

  /** Evaluates an expression of this module's macro, such as what it unquotes into a body. */
  evaluateIn(expr: Expr, scope: Scope): Value | undefined {
    return this.#evaluate(expr, scope, 0);
  }

  #evaluateCall(call: Call, scope: Scope, depth: number): Value | undefined {
    if (call.receiver?.kind === 'alias' && call.receiver.name === 'Enum' && /^(flat_)?map$/.test(call.name)) {
      return this.#map(call, scope, depth);
    }
    if (call.receiver !== undefined) return simplify(call, scope);
    switch (call.name) {
      case 'quote':
        return this.#quote(call, scope);
      case 'if':
      case 'unless':
        return this.#if(call, scope, depth);
      case 'case':
        return this.#case(call, scope, depth);
      case 'cond':
        return this.#cond(call, scope, depth);
      case 'apply':
        return this.#apply(call, scope, depth);
      default: {
        if (!this.#clauses.some((clause) => clause.name === call.name)) return simplify(call, scope);
        const args = call.args.map((arg) => this.#evaluate(arg, scope, depth) ?? arg);
        return this.call(call.name, args, depth);
      }
    }
  }

  #quote(call: Call, scope: Scope): Quoted | undefined {
    if (call.block === undefined) return undefined;
    const bound = valueOf(call.args[0], 'bind_quoted');
    const bindings = new Map<string, Value>();
    for (const pair of pairsOf(bound)) {
      const name = asAtom(pair.key);
      if (name !== undefined) bindings.set(name, simplify(pair.value, scope));
    }
    return { kind: 'quoted', body: call.block.body, path: this.#module.path, bindings, macro: scope };
  }

  #if(call: Call, scope: Scope, depth: number): Value | undefined {
    const condition = call.args[0] === undefined ? undefined : simplify(call.args[0], scope);
    if (condition === undefined || !isLiteral(condition)) return undefined;
    const holds = isTruthy(condition) === (call.name === 'if');
    const branch = holds ? call.block?.body : call.block?.parts['else'];
    return branch === undefined ? nil(call) : this.#body(branch, scope, depth);
  }

  #case(call: Call, scope: Scope, depth: number): Value | undefined {
    const subject = call.args[0] === undefined ? undefined : this.#evaluate(call.args[0], scope, depth);
    if (subject === undefined || !isExpr(subject) || !isLiteral(subject)) return undefined;
    for (const clause of call.block?.body ?? []) {
      if (clause.kind !== 'clause' || clause.params[0] === undefined) continue;
      const matched = matchPattern(clause.params[0], subject, scope);
      if (matched === undefined) continue;
      const guard = clause.guard === undefined ? true : guardHolds(clause.guard, matched);
      if (guard === undefined) return undefined;
      if (guard) return this.#body(clause.body, matched, depth);
    }
    return undefined;
  }

  #cond(call: Call, scope: Scope, depth: number): Value | undefined {
    for (const clause of call.block?.body ?? []) {
      if (clause.kind !== 'clause' || clause.params[0] === undefined) continue;
      const condition = simplify(clause.params[0], scope);
      if (!isLiteral(condition)) return undefined;
      if (isTruthy(condition)) return this.#body(clause.body, scope, depth);
    }
    return undefined;
  }

  /** `Enum.map(list, fn item -> quote … end)`, or with `&helper/1`. */
  #map(call: Call, scope: Scope, depth: number): Value | undefined {
    const list = call.args[0] === undefined ? undefined : simplify(call.args[0], scope);
    const fn = call.args[1];
    if (list?.kind !== 'list' || fn === undefined) return undefined;
    const items = list.items.map((item) => this.#apply1(fn, pairToTuple(item), scope, depth));
    return items.some((item) => item === undefined)
      ? undefined
      : { kind: 'sequence', items: items.filter((item) => item !== undefined) };
  }

  #apply1(fn: Expr, argument: Expr, scope: Scope, depth: number): Value | undefined {
    if (fn.kind === 'fn') {
      for (const clause of fn.clauses) {
        const matched = clause.params[0] === undefined ? undefined : matchPattern(clause.params[0], argument, scope);
        if (matched !== undefined) return this.#body(clause.body, matched, depth + 1);
      }
      return undefined;
    }
    const name = fn.kind === 'unary' && fn.operand.kind === 'binary' ? fn.operand.left : undefined;
    return name?.kind === 'variable' ? this.call(name.name, [argument], depth + 1) : undefined;
  }

  /** `apply(__MODULE__, which, [])`, the dispatch that Phoenix generates. */
  #apply(call: Call, scope: Scope, depth: number): Value | undefined {
    const [module, name, args] = call.args.map((arg) => simplify(arg, scope));
    const target = asAtom(name);
    if (module?.kind !== 'alias' || module.name !== this.#module.name || target === undefined) return undefined;
    return this.call(target, args?.kind === 'list' ? args.items : [], depth + 1);
  }
}

function moduleScope(module: ModuleSource): Scope {
  let scope = createScope(module.name, module.aliases);
  for (const expr of module.body) {
    if (expr.kind === 'attribute' && expr.value !== undefined) {
      scope.attributes.set(expr.name, simplify(expr.value, scope));
    }
    if (expr.kind === 'call' && expr.receiver === undefined && (expr.name === 'alias' || expr.name === 'require')) {
      scope = applyAlias(expr, scope);
    }
  }
  return scope;
}

function mayQuote(item: Expr): boolean {
  return (item.kind === 'call' && item.name === 'quote') || (item.kind === 'call' && item.args.some(mayQuote));
}

function bindParams(params: readonly Expr[], args: readonly Value[], scope: Scope): Scope | undefined {
  let result: Scope | undefined = scope;
  for (const [index, param] of params.entries()) {
    const hasDefault = param.kind === 'binary' && param.operator === '\\\\';
    const pattern = hasDefault ? param.left : param;
    const value = args[index] ?? (hasDefault ? param.right : undefined);
    if (value === undefined || result === undefined) return undefined;
    result = matchPattern(pattern, value, result);
  }
  return args.length > params.length ? undefined : result;
}

/** Type tests on literals; undefined for a guard that we cannot decide. */
function guardHolds(guard: Expr, scope: Scope): boolean | undefined {
  const simple = simplify(guard, scope);
  if (isLiteral(simple)) return isTruthy(simple);
  if (simple.kind === 'binary' && (simple.operator === 'and' || simple.operator === 'or')) {
    const [left, right] = [guardHolds(simple.left, scope), guardHolds(simple.right, scope)];
    if (left === undefined || right === undefined) return undefined;
    return simple.operator === 'and' ? left && right : left || right;
  }
  const argument = simple.kind === 'call' ? simple.args[0] : undefined;
  if (simple.kind !== 'call' || argument === undefined || !isLiteral(argument)) return undefined;
  switch (simple.name) {
    case 'is_atom':
      return argument.kind === 'atom' || argument.kind === 'alias';
    case 'is_list':
      return argument.kind === 'list';
    case 'is_binary':
      return argument.kind === 'string';
    case 'is_boolean':
      return argument.kind === 'atom' && (argument.name === 'true' || argument.name === 'false');
    case 'is_nil':
      return isNil(argument);
    default:
      return undefined;
  }
}

function nil(at: Expr): Expr {
  return { kind: 'atom', start: at.start, end: at.end, name: 'nil' };
}
