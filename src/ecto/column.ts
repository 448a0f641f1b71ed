import type { Span } from '../base/span.ts';
import type { Expr } from '../elixir/syntax.ts';
import type { NamedValue, Prefix, Unknown, Written } from './written.ts';

/** What happens to a column inside `create table` or `alter table`. */
export type ColumnChange = AddColumn | ModifyColumn | RemoveColumn | Timestamps | Unknown;

export interface AddColumn extends Written {
  readonly kind: 'add';
  readonly ifNotExists: boolean;
  readonly column: ColumnName;
  readonly definition: Definition;
}

export interface ModifyColumn extends Written {
  readonly kind: 'modify';
  readonly column: ColumnName;
  readonly definition: Definition;
  /** What `from:` says; `hasFrom` without it is a value that was not understood. */
  readonly from: Definition | undefined;
  readonly hasFrom: boolean;
}

export interface RemoveColumn extends Written {
  readonly kind: 'remove';
  readonly ifExists: boolean;
  readonly column: ColumnName;
  /** Undefined for `remove/1`. */
  readonly definition: Definition | undefined;
}

/** `timestamps()`; which columns it adds, `undefined` being computed. */
export interface Timestamps extends Written {
  readonly kind: 'timestamps';
  readonly columns: readonly string[] | undefined;
  /** Undefined when the repository's `:migration_timestamps` decides. */
  readonly definition: Definition | undefined;
}

export interface ColumnName extends Span {
  /** Undefined when it is computed. */
  readonly name: string | undefined;
}

/** The type of a column and its options. */
export interface Definition {
  readonly type: ColumnType;
  readonly null: boolean | undefined;
  /** As written; `default: nil` is an atom, no default is undefined. */
  readonly default: Expr | undefined;
  readonly size: number | undefined;
  readonly precision: number | undefined;
  readonly scale: number | undefined;
  readonly primaryKey: boolean;
  readonly generated: string | undefined;
  readonly comment: string | undefined;
  readonly collation: string | undefined;
  /** Of a duration: `YEAR TO MONTH`. */
  readonly fields: string | undefined;
  /** Of an identity column. */
  readonly startValue: number | undefined;
  readonly increment: number | undefined;
  /** All options but `from:`, in the order of the text. */
  readonly options: readonly NamedValue[];
  /** All options were read; otherwise the facts above may be incomplete. */
  readonly known: boolean;
}

export type ColumnType =
  | (Span & { readonly kind: 'named'; readonly name: string })
  | (Span & { readonly kind: 'array'; readonly of: ColumnType })
  | (Span & { readonly kind: 'reference'; readonly reference: Reference })
  | (Span & { readonly kind: 'computed'; readonly value: Expr });

export interface Reference extends Span {
  readonly table: string | undefined;
  /** `id` unless written. */
  readonly column: string | undefined;
  /** Undefined when the repository's settings decide (`:bigserial` unless they say otherwise). */
  readonly type: ColumnType | undefined;
  readonly prefix: Prefix;
  readonly onDelete: ReferenceAction;
  readonly onUpdate: ReferenceAction;
  /** As written; `<table>_<column>_fkey` otherwise. */
  readonly name: string | undefined;
  /** Further columns of a composite key, own to foreign. */
  readonly with: readonly (readonly [string, string])[];
  readonly match: string | undefined;
  readonly validate: boolean;
  readonly options: readonly NamedValue[];
  readonly known: boolean;
}

/** `nothing`, `delete_all`, `{:nilify, [:a]}`; `action` is undefined when it is computed. */
export interface ReferenceAction {
  readonly action: string | undefined;
  readonly columns: readonly string[];
}
