import { at, type Location, type Span } from '../base/span.ts';
import { applyAlias, moduleNameOf } from './aliases.ts';
import { splitArguments, type Declaration, type Via } from './declaration.ts';
import { asModule } from './literal.ts';
import { definesMacro, evaluateInMacro, runMacro } from './macros.ts';
import { readFunctionClause, type FunctionClause, type ModuleSource } from './modules.ts';
import { matchPattern, pairToTuple } from './pattern.ts';
import { createScope, withBinding, type Quoted, type Scope, type Value } from './scope.ts';
import { isExpr, isLiteral, isTruthy, simplify } from './simplify.ts';
import type { Call, Expr } from './syntax.ts';

/** A `use Module, options`. */
export interface Use extends Location {
  readonly module: string;
  readonly argument: Expr | undefined;
  readonly via: Via | undefined;
  /** The module is one of ours and was followed. */
  readonly followed: boolean;
  /** The offset behind the last argument: where an option can be added. */
  readonly argsEnd: number;
}

/** Something whose effect on the module only the compiler knows. */
export interface Opaque extends Location {
  readonly reason: string;
}

export function opaque(place: Location, reason: string): Opaque {
  return { path: place.path, start: place.start, end: place.end, reason };
}

/** A module as the compiler would see it, as far as the text tells. */
export interface ExpandedModule {
  readonly source: ModuleSource;
  readonly uses: readonly Use[];
  readonly declarations: readonly Declaration[];
  readonly functions: readonly FunctionClause[];
  readonly scope: Scope;
  readonly opaque: readonly Opaque[];
  /** Names of modules that were looked up; a change of one of them changes this module. */
  readonly consulted: ReadonlySet<string>;
}

interface Context {
  readonly scope: Scope;
  readonly path: string;
  readonly via: Via | undefined;
  readonly conditional: boolean;
  readonly depth: number;
}

type Output = { declarations: Declaration[] };

const depthLimit = 24;

/** Calls that declare nothing in the languages that we read. */
const inert = new Set(
  (
    'defstruct defexception defdelegate defguard defguardp defimpl defprotocol defoverridable defmodule deftype ' +
    'import require raise throw embed_templates doctest test setup describe'
  ).split(' '),
);

/** Follows `use`, imported macros, loops and conditions of a module, and gives what it declares. */
export function expandModule(
  source: ModuleSource,
  findModule: (name: string) => ModuleSource | undefined,
): ExpandedModule {
  return new Expansion(source, findModule).run();
}

class Expansion {
  readonly #source: ModuleSource;
  readonly #findModule: (name: string) => ModuleSource | undefined;
  readonly #uses: Use[] = [];
  readonly #functions: FunctionClause[] = [];
  readonly #opaque: Opaque[] = [];
  readonly #consulted = new Set<string>();

  constructor(source: ModuleSource, findModule: (name: string) => ModuleSource | undefined) {
    this.#source = source;
    this.#findModule = findModule;
  }

  run(): ExpandedModule {
    const { source } = this;
    const scope = createScope(source.name, source.aliases);
    const output: Output = { declarations: [] };
    const context: Context = { scope, path: source.path, via: undefined, conditional: false, depth: 0 };
    if (source.isBroken) this.#opaqueAt(source.nameSpan, context, 'its file has a syntax error');
    const end = this.#body(source.body, context, output);
    return {
      source,
      uses: this.#uses,
      declarations: output.declarations,
      functions: this.#functions,
      scope: end.scope,
      opaque: this.#opaque,
      consulted: this.#consulted,
    };
  }

  get source(): ModuleSource {
    return this.#source;
  }

  #lookUp(name: string): ModuleSource | undefined {
    this.#consulted.add(name);
    return this.#findModule(name);
  }

  /** Expands statements in their order; the result is the context behind the last one. */
  #body(body: readonly Expr[], start: Context, output: Output): Context {
    let context = start;
    for (const expr of body) context = this.#statement(expr, context, output);
    return context;
  }

  #statement(expr: Expr, context: Context, output: Output): Context {
    switch (expr.kind) {
      case 'attribute':
        if (expr.value !== undefined) context.scope.attributes.set(expr.name, simplify(expr.value, context.scope));
        return context;
      case 'binary':
        return expr.operator === '=' ? this.#match(expr.left, expr.right, context) : context;
      case 'block':
        return this.#body(expr.body, context, output);
      case 'unreadable':
        return this.#body(expr.children, context, output);
      case 'variable':
        return this.#bareWord(expr, context, output);
      case 'call':
        return this.#call(expr, context, output);
      default:
        return context;
    }
  }

  #match(pattern: Expr, value: Expr, context: Context): Context {
    const scope = matchPattern(pattern, simplify(value, context.scope), context.scope);
    return scope === undefined ? context : { ...context, scope };
  }

  #bareWord(expr: Expr & { kind: 'variable' }, context: Context, output: Output): Context {
    const bound = context.scope.bindings.get(expr.name);
    if (bound !== undefined) return isExpr(bound) ? context : this.#inject(bound, context, output, expr);
    const call: Call = {
      ...expr,
      kind: 'call',
      receiver: undefined,
      nameSpan: expr,
      args: [],
      parens: false,
      block: undefined,
    };
    return this.#call(call, context, output);
  }

  #call(call: Call, context: Context, output: Output): Context {
    if (call.receiver !== undefined) return this.#remoteCall(call, context, output);
    switch (call.name) {
      case 'alias':
        return { ...context, scope: applyAlias(call, context.scope) };
      case 'require':
        return { ...context, scope: applyAlias(call, context.scope) };
      case 'import': {
        const module = moduleNameOf(call.args[0], context.scope);
        if (module === undefined) return context;
        return { ...context, scope: { ...context.scope, imports: [...context.scope.imports, module] } };
      }
      case 'use':
        return this.#use(call, context, output);
      case 'if':
      case 'unless':
        return this.#if(call, context, output);
      case 'for':
        return this.#for(call, context, output);
      case 'case':
        this.#opaqueAt(call, context, 'a `case` decides at compile time what is declared');
        return context;
      case 'unquote':
      case 'unquote_splicing':
        return this.#unquote(call, context, output);
    }
    const clause = readFunctionClause(call);
    if (clause !== undefined) {
      if (context.via === undefined) this.#functions.push(clause);
      return context;
    }
    if (inert.has(call.name)) return context;
    const macroModule = this.#importedMacro(call.name, context);
    if (macroModule !== undefined) return this.#macroCall(macroModule, call, context, output);
    output.declarations.push(this.#declaration(call, context));
    return context;
  }

  #importedMacro(name: string, context: Context): ModuleSource | undefined {
    for (const imported of context.scope.imports) {
      const module = this.#lookUp(imported);
      if (module !== undefined && definesMacro(module, name)) return module;
    }
    return undefined;
  }

  #remoteCall(call: Call, context: Context, output: Output): Context {
    const receiver = moduleNameOf(call.receiver, context.scope);
    if (receiver === 'Enum' && call.name === 'each') return this.#each(call, context, output);
    const module = receiver === undefined ? undefined : this.#lookUp(receiver);
    if (module === undefined || !definesMacro(module, call.name)) return context;
    return this.#macroCall(module, call, context, output);
  }

  #macroCall(module: ModuleSource, call: Call, context: Context, output: Output): Context {
    this.#tellBroken(module, call, context);
    const args = call.args.map((arg) => simplify(arg, context.scope));
    const value = call.block === undefined ? runMacro(module, call.name, args) : undefined;
    if (!isDecided(value) || context.depth > depthLimit) {
      this.#opaqueAt(call, context, `the macro \`${call.name}\` computes what it declares`);
      return context;
    }
    return this.#inject(value, this.#inside(module, call, context), output, call, context);
  }

  #use(call: Call, context: Context, output: Output): Context {
    const [target, argument] = call.args.map((arg) => simplify(arg, context.scope));
    const name = asModule(target);
    if (name === undefined) {
      this.#opaqueAt(call, context, 'the module that is used is computed');
      return context;
    }
    const module = this.#lookUp(name);
    const followed = module !== undefined && definesMacro(module, '__using__');
    this.#uses.push({
      ...at(context.path, call),
      module: name,
      argument,
      via: context.via,
      followed,
      argsEnd: call.args.at(-1)?.end ?? call.end,
    });
    if (module !== undefined) this.#tellBroken(module, call, context);
    if (!followed || context.depth > depthLimit) return context;
    const given: Expr = argument ?? { kind: 'list', start: call.end, end: call.end, bare: false, items: [] };
    const value = runMacro(module, '__using__', [given]);
    if (!isDecided(value)) {
      this.#opaqueAt(call, context, `\`${name}.__using__\` computes what it injects`);
      return context;
    }
    return this.#inject(value, this.#inside(module, call, context), output, call, context);
  }

  #tellBroken({ name, isBroken }: ModuleSource, call: Call, context: Context): void {
    if (isBroken) this.#opaqueAt(call, context, `the file of \`${name}\` has a syntax error`);
  }

  #inside(module: ModuleSource, call: Call, context: Context): Context {
    const via = context.via ?? { module: module.name, use: at(context.path, call) };
    return { ...context, via, depth: context.depth + 1 };
  }

  /** Expands quoted code; its aliases and imports stay in force behind the call that injected it. */
  #inject(value: Value, inner: Context, output: Output, call: Span, outer: Context = inner): Context {
    if (value.kind === 'sequence') {
      return value.items.reduce((context, item) => this.#inject(item, inner, output, call, context), outer);
    }
    if (isExpr(value)) return outer;
    if (inner.depth > depthLimit) {
      this.#opaqueAt(call, outer, 'macros call each other without end');
      return outer;
    }
    const start = quotedScope(value, inner.scope);
    const end = this.#body(value.body, { ...inner, scope: start, path: value.path, depth: inner.depth + 1 }, output);
    const aliases = new Map(outer.scope.aliases);
    for (const [short, full] of end.scope.aliases) {
      if (start.aliases.get(short) !== full) aliases.set(short, full);
    }
    const imports = [...outer.scope.imports, ...end.scope.imports.filter((name) => !start.imports.includes(name))];
    return { ...outer, scope: { ...outer.scope, aliases, imports } };
  }

  #unquote(call: Call, context: Context, output: Output): Context {
    const { macro } = context.scope;
    const [expr] = call.args;
    if (macro === undefined || expr === undefined) return context;
    const bound = expr.kind === 'variable' ? macro.bindings.get(expr.name) : undefined;
    const module = this.#lookUp(macro.module);
    const value = bound ?? (module === undefined ? undefined : evaluateInMacro(module, expr, macro));
    if (!isDecided(value)) {
      this.#opaqueAt(call, context, 'a macro computes what it declares');
      return context;
    }
    return this.#inject(value, context, output, call);
  }

  #if(call: Call, context: Context, output: Output): Context {
    const condition = call.args[0] === undefined ? undefined : simplify(call.args[0], context.scope);
    const otherwise = call.block?.parts['else'] ?? [];
    if (condition !== undefined && isLiteral(condition)) {
      const holds = isTruthy(condition) === (call.name === 'if');
      return this.#body(holds ? (call.block?.body ?? []) : otherwise, context, output);
    }
    const before = output.declarations.length;
    const unsure = { ...context, conditional: true };
    this.#body([...(call.block?.body ?? []), ...otherwise], unsure, output);
    if (output.declarations.length > before) {
      this.#opaqueAt(call, context, 'a condition decides at compile time what is declared');
    }
    return context;
  }

  #for(call: Call, context: Context, output: Output): Context {
    const generators = call.args.filter((arg) => !(arg.kind === 'list' && arg.bare));
    this.#generate(generators, call.block?.body ?? [], context, output, call);
    return context;
  }

  #generate(rest: readonly Expr[], body: readonly Expr[], context: Context, output: Output, loop: Call): void {
    const [generator, ...others] = rest;
    if (generator === undefined) {
      this.#body(body, context, output);
      return;
    }
    if (generator.kind === 'binary' && generator.operator === '<-') {
      const items = simplify(generator.right, context.scope);
      if (items.kind !== 'list') {
        this.#opaqueAt(loop, context, 'a loop runs over a value that only the compiler knows');
        return;
      }
      for (const item of items.items) {
        const scope = matchPattern(generator.left, pairToTuple(item), context.scope);
        if (scope !== undefined) this.#generate(others, body, { ...context, scope }, output, loop);
      }
      return;
    }
    const condition = simplify(generator, context.scope);
    if (!isLiteral(condition)) this.#opaqueAt(loop, context, 'a loop has a filter that only the compiler can decide');
    else if (isTruthy(condition)) this.#generate(others, body, context, output, loop);
  }

  /** `Enum.each(list, fn item -> … end)`. */
  #each(call: Call, context: Context, output: Output): Context {
    const [list, fn] = call.args;
    const clause = fn?.kind === 'fn' ? fn.clauses[0] : undefined;
    const items = list === undefined ? undefined : simplify(list, context.scope);
    if (clause?.params[0] === undefined) return context;
    if (items?.kind !== 'list') {
      this.#opaqueAt(call, context, 'a loop runs over a value that only the compiler knows');
      return context;
    }
    for (const item of items.items) {
      const scope = matchPattern(clause.params[0], pairToTuple(item), context.scope);
      if (scope !== undefined) this.#body(clause.body, { ...context, scope }, output);
    }
    return context;
  }

  #declaration(call: Call, context: Context): Declaration {
    const args = call.args.map((arg) => simplify(arg, context.scope));
    const { positional, keywords } = splitArguments(args, context.path);
    const inside: Output = { declarations: [] };
    if (call.block !== undefined) this.#body(call.block.body, context, inside);
    return {
      ...at(context.path, call),
      name: call.name,
      nameSpan: { start: call.nameSpan.start, end: call.nameSpan.end },
      args: positional,
      keywords,
      body: inside.declarations,
      block:
        call.block === undefined
          ? undefined
          : { start: call.block.start, end: call.block.end, inline: call.block.inline },
      parens: call.parens,
      argsEnd: call.args.at(-1)?.end ?? call.nameSpan.end,
      via: context.via,
      conditional: context.conditional,
    };
  }

  #opaqueAt(span: Span, context: Context, reason: string): void {
    const place = context.via === undefined ? at(context.path, span) : context.via.use;
    this.#opaque.push(opaque(place, reason));
  }
}

/** Whether a macro's result is known: quoted code, or a literal, which declares nothing. */
function isDecided(value: Value | undefined): value is Value {
  return value !== undefined && (!isExpr(value) || isLiteral(value));
}

function quotedScope(quoted: Quoted, outer: Scope): Scope {
  const base: Scope = {
    module: outer.module,
    aliases: quoted.macro.aliases,
    attributes: outer.attributes,
    bindings: new Map(),
    imports: [...outer.imports],
    macro: quoted.macro,
  };
  return [...quoted.bindings].reduce((scope, [name, value]) => withBinding(scope, name, value), base);
}
