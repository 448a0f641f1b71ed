import type { Expr } from './syntax.ts';

/** Code inside `quote`, with the scope of the macro that quotes it. */
export interface Quoted {
  readonly kind: 'quoted';
  readonly body: readonly Expr[];
  /** The file that the quoted code stands in. */
  readonly path: string;
  /** Values given with `bind_quoted`. */
  readonly bindings: ReadonlyMap<string, Value>;
  readonly macro: Scope;
}

/** What an expression in a macro is worth at compile time. */
export type Value = Expr | Quoted | { readonly kind: 'sequence'; readonly items: readonly Value[] };

/** What names mean at one place of a module. */
export interface Scope {
  /** The module under construction: what `__MODULE__` means. */
  readonly module: string;
  /** First segment of a name to the full name that it stands for. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Values of module attributes; shared by all places of a module, set in the order of the text. */
  readonly attributes: Map<string, Expr>;
  readonly bindings: ReadonlyMap<string, Value>;
  /** Modules whose macros can be called without a prefix. */
  readonly imports: readonly string[];
  /** Inside quoted code: the scope of the macro, in which `unquote` is evaluated. */
  readonly macro: Scope | undefined;
}

export function createScope(module: string, aliases: ReadonlyMap<string, string> = new Map()): Scope {
  return { module, aliases, attributes: new Map(), bindings: new Map(), imports: [], macro: undefined };
}

export function withAlias(scope: Scope, short: string, full: string): Scope {
  return { ...scope, aliases: new Map(scope.aliases).set(short, full) };
}

export function withBinding(scope: Scope, name: string, value: Value): Scope {
  return { ...scope, bindings: new Map(scope.bindings).set(name, value) };
}

/** The full name of a module written as `name` in this scope. */
export function resolveName(name: string, scope: Pick<Scope, 'aliases'>): string {
  if (name.startsWith('Elixir.')) return name.slice('Elixir.'.length);
  const dot = name.indexOf('.');
  const first = dot === -1 ? name : name.slice(0, dot);
  const full = scope.aliases.get(first);
  return full === undefined ? name : full + name.slice(first.length);
}
