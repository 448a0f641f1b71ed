import type { Span } from '../base/span.ts';

/**
 * Elixir code as plain data, made once from the parser's tree and free of it.
 * Offsets are UTF-16 offsets into the file that the expression was written in.
 */
export type Expr =
  | Atom
  | Text
  | NumberLiteral
  | List
  | Tuple
  | Pair
  | MapLiteral
  | Alias
  | MultiAlias
  | Variable
  | Attribute
  | Call
  | Access
  | Unary
  | Binary
  | Fn
  | Clause
  | Block
  | Sigil
  | Unreadable;

/** An atom; `true`, `false` and `nil` are atoms too, as in Elixir. */
export interface Atom extends Span {
  readonly kind: 'atom';
  readonly name: string;
}

/** A string, heredoc, charlist or `~s` sigil. `value` is undefined when something is interpolated. */
export interface Text extends Span {
  readonly kind: 'string';
  readonly value: string | undefined;
  readonly charlist: boolean;
  readonly interpolations: readonly Expr[];
}

export interface NumberLiteral extends Span {
  readonly kind: 'number';
  readonly float: boolean;
  readonly value: number;
}

/** A list. `bare` marks trailing keywords written without brackets. */
export interface List extends Span {
  readonly kind: 'list';
  readonly bare: boolean;
  readonly items: readonly Expr[];
}

export interface Tuple extends Span {
  readonly kind: 'tuple';
  readonly items: readonly Expr[];
}

/** `key: value` in a list or call, or `key => value` in a map. */
export interface Pair extends Span {
  readonly kind: 'pair';
  readonly key: Expr;
  readonly value: Expr;
}

export interface MapLiteral extends Span {
  readonly kind: 'map';
  readonly struct: Expr | undefined;
  readonly items: readonly Expr[];
}

/** A module name. `base` stands before a name such as `__MODULE__.Comment`. */
export interface Alias extends Span {
  readonly kind: 'alias';
  readonly name: string;
  readonly base: Expr | undefined;
}

/** `Base.{A, B.C}`. */
export interface MultiAlias extends Span {
  readonly kind: 'multi-alias';
  readonly base: Expr;
  readonly items: readonly Expr[];
}

export interface Variable extends Span {
  readonly kind: 'variable';
  readonly name: string;
}

/** `@name` when read, `@name value` when set. */
export interface Attribute extends Span {
  readonly kind: 'attribute';
  readonly name: string;
  readonly value: Expr | undefined;
}

export interface DoBlock extends Span {
  /** `do: x` instead of `do … end`. */
  readonly inline: boolean;
  readonly body: readonly Expr[];
  /** `else`, `rescue`, `after`, `catch` parts by their name. */
  readonly parts: Readonly<Record<string, readonly Expr[]>>;
}

/**
 * A call, with or without parentheses; `a.b` is a call of `b` on `a` without arguments.
 * Trailing keywords are the last argument, a bare list; an inline `do:` is in `block` instead.
 */
export interface Call extends Span {
  readonly kind: 'call';
  readonly receiver: Expr | undefined;
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expr[];
  readonly parens: boolean;
  readonly block: DoBlock | undefined;
}

export interface Access extends Span {
  readonly kind: 'access';
  readonly target: Expr;
  readonly key: Expr;
}

export interface Unary extends Span {
  readonly kind: 'unary';
  readonly operator: string;
  readonly operand: Expr;
}

export interface Binary extends Span {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expr;
  readonly right: Expr;
}

export interface Fn extends Span {
  readonly kind: 'fn';
  readonly clauses: readonly Clause[];
}

export interface Clause extends Span {
  readonly kind: 'clause';
  readonly params: readonly Expr[];
  readonly guard: Expr | undefined;
  readonly body: readonly Expr[];
}

/** Several expressions in parentheses. */
export interface Block extends Span {
  readonly kind: 'block';
  readonly body: readonly Expr[];
}

/** A sigil other than `~w` (a list by then) and `~s` (a string by then). */
export interface Sigil extends Span {
  readonly kind: 'sigil';
  readonly name: string;
  readonly content: string;
}

/** What the grammar could not read, or a form that means nothing to us (bitstrings); the readable parts are inside. */
export interface Unreadable extends Span {
  readonly kind: 'unreadable';
  readonly broken: boolean;
  readonly children: readonly Expr[];
}

/** A parsed file. */
export interface Syntax {
  readonly body: readonly Expr[];
  readonly comments: readonly Span[];
  /** Places that the grammar could not read; empty for valid code. */
  readonly errors: readonly Span[];
}
