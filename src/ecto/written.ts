import type { Span } from '../base/span.ts';
import type { Expr } from '../elixir/syntax.ts';

/** How a command is written and when it runs. */
export interface Written extends Span {
  /** The word that it begins with: `create`, `add`. */
  readonly nameSpan: Span;
  readonly args: readonly Expr[];
  readonly parens: boolean;
  /** The offset behind the last argument, or behind the name when there is none. */
  readonly argsEnd: number;
  /** It stands under a condition, or in a loop, that is decided at run time. */
  readonly conditional: boolean;
  /** It stands under a test of `direction()`. */
  readonly only: 'up' | 'down' | undefined;
  /** Statements from a loop or a helper share their text with others, so it cannot be edited for one of them. */
  readonly origin: 'body' | 'loop' | 'helper';
}

/** Code that may do anything. */
export interface Unknown extends Written {
  readonly kind: 'unknown';
  readonly expr: Expr;
}

export interface NamedValue extends Span {
  readonly name: string;
  readonly value: Expr;
}

/** The schema that a name lives in: the migrator's own (also `prefix: prefix()`), a written one, or a computed one. */
export type Prefix =
  | { readonly kind: 'default'; readonly written: Expr | undefined }
  | { readonly kind: 'schema'; readonly name: string; readonly written: Expr }
  | { readonly kind: 'computed'; readonly written: Expr };
