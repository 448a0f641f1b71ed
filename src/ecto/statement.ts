import type { Span } from '../base/span.ts';
import type { Expr } from '../elixir/syntax.ts';
import type { ColumnChange } from './column.ts';
import type { NamedValue, Prefix, Unknown, Written } from './written.ts';

export type Statement =
  | CreateTable
  | AlterTable
  | DropTable
  | CreateIndex
  | DropIndex
  | CreateConstraint
  | DropConstraint
  | RenameTable
  | RenameColumn
  | RenameIndex
  | Execute
  | Flush
  | Raise
  | RepoCall
  | Inert
  | Unknown;

export interface CreateTable extends Written {
  readonly kind: 'create-table';
  readonly ifNotExists: boolean;
  readonly table: TableRef;
  readonly columns: readonly ColumnChange[];
}

export interface AlterTable extends Written {
  readonly kind: 'alter-table';
  readonly table: TableRef;
  readonly changes: readonly ColumnChange[];
}

export interface DropTable extends Written {
  readonly kind: 'drop-table';
  readonly ifExists: boolean;
  readonly cascade: boolean;
  readonly table: TableRef;
}

export interface CreateIndex extends Written {
  readonly kind: 'create-index';
  readonly ifNotExists: boolean;
  readonly index: Index;
}

export interface DropIndex extends Written {
  readonly kind: 'drop-index';
  readonly ifExists: boolean;
  readonly cascade: boolean;
  readonly index: Index;
}

export interface CreateConstraint extends Written {
  readonly kind: 'create-constraint';
  /** Ecto has no such command. */
  readonly ifNotExists: boolean;
  readonly constraint: Constraint;
}

export interface DropConstraint extends Written {
  readonly kind: 'drop-constraint';
  readonly ifExists: boolean;
  readonly cascade: boolean;
  readonly constraint: Constraint;
}

export interface RenameTable extends Written {
  readonly kind: 'rename-table';
  readonly table: TableRef;
  readonly to: TableRef;
}

export interface RenameColumn extends Written {
  readonly kind: 'rename-column';
  readonly table: TableRef;
  readonly column: string | undefined;
  readonly to: string | undefined;
}

export interface RenameIndex extends Written {
  readonly kind: 'rename-index';
  readonly index: Index;
  readonly to: string | undefined;
}

/** `execute/1`, `execute/2` and `execute_file`. */
export interface Execute extends Written {
  readonly kind: 'execute';
  readonly command: Command;
  /** What runs instead when `change` is rolled back. */
  readonly reverse: Command | undefined;
}

export interface Flush extends Written {
  readonly kind: 'flush';
}

export interface Raise extends Written {
  readonly kind: 'raise';
}

/** A call of the repository, at the time at which the migration's function runs. */
export interface RepoCall extends Written {
  readonly kind: 'repo';
  readonly function: string;
  /** What `query` sends; other functions have none. */
  readonly command: Command | undefined;
}

/** A value such as `:ok`, or a message to the log: nothing happens to the database. */
export interface Inert extends Written {
  readonly kind: 'inert';
}

/** What is sent to the database. */
export type Command =
  | (Span & {
      readonly kind: 'sql';
      readonly text: string;
      /** Otherwise `text` still has `#{…}` in it. */
      readonly exact: boolean;
      /** What is left in it is `#{prefix()}`, or `#{prefix() || "public"}`, which is known once the schema is that a migration runs in. */
      readonly needsPrefix: boolean;
    })
  /** `statements` is what a function without parameters does; undefined where that is not followed. */
  | (Span & { readonly kind: 'function'; readonly value: Expr; readonly statements: readonly Statement[] | undefined })
  | (Span & { readonly kind: 'file'; readonly file: string | undefined })
  | (Span & { readonly kind: 'computed'; readonly value: Expr });

/** `table(:posts, prefix: "blog")`. Names are undefined when they are computed. */
export interface TableRef extends Span {
  readonly name: string | undefined;
  readonly prefix: Prefix;
  /** Whether Ecto adds a key by itself: with its repository's settings, as told here, or not at all. */
  readonly primaryKey: 'default' | 'none' | 'configured';
  readonly options: readonly NamedValue[];
}

export interface Index extends Span {
  readonly table: string | undefined;
  readonly prefix: Prefix;
  /** Undefined as soon as one of them is computed. */
  readonly columns: readonly IndexColumn[] | undefined;
  /** The name it has in the database; Ecto derives it from table and columns where none is written. */
  readonly name: string | undefined;
  readonly nameWritten: boolean;
  readonly unique: boolean;
  readonly concurrently: boolean;
  readonly where: string | undefined;
  readonly using: string | undefined;
  readonly include: readonly string[];
  /** The columns of `include` are given as atoms, so that Ecto quotes them. */
  readonly includesAtoms: boolean;
  readonly nullsDistinct: boolean | undefined;
  readonly options: readonly NamedValue[];
  /** All options were read; otherwise the facts above may be incomplete. */
  readonly known: boolean;
}

export interface IndexColumn {
  /** The column, or the expression when it was given as a string. */
  readonly name: string;
  readonly isExpression: boolean;
  /** `asc`, `desc_nulls_last`. */
  readonly order: string | undefined;
}

export interface Constraint extends Span {
  readonly table: string | undefined;
  readonly prefix: Prefix;
  readonly name: string | undefined;
  readonly check: string | undefined;
  readonly exclude: string | undefined;
  readonly validate: boolean;
  readonly options: readonly NamedValue[];
  readonly known: boolean;
}
