import type { Span } from '../base/span.ts';
import type { Opaque } from '../elixir/expand.ts';
import type { Statement } from './statement.ts';

/** What a migration does, statement by statement, as far as the text tells. */
export interface Migration {
  readonly path: string;
  readonly module: string;
  readonly span: Span;
  readonly nameSpan: Span;
  /** `use Ecto.Migration`; undefined where a base module has it. */
  readonly use: Span | undefined;
  /** The digits that the file name begins with. */
  readonly version: string | undefined;
  /** The text of `@moduledoc`. */
  readonly doc: string | undefined;
  /** `@disable_ddl_transaction true`. */
  readonly disablesTransaction: boolean;
  /** `@disable_migration_lock true`. */
  readonly disablesLock: boolean;
  readonly change: Direction | undefined;
  readonly up: Direction | undefined;
  readonly down: Direction | undefined;
  readonly comments: readonly Comment[];
  /** What else may define or run things here: a `use` of another module, a macro. Empty when all of it was understood. */
  readonly openBecause: readonly Opaque[];
}

/** `change`, `up` or `down`; its span is that of the whole `def`. */
export interface Direction extends Span {
  readonly nameSpan: Span;
  readonly statements: readonly Statement[];
}

export interface Comment extends Span {
  /** Without the `#` and the space behind it. */
  readonly text: string;
}

/** What Ecto runs when it migrates forward; `up` wins where both are there. */
export function forwardOf(migration: Migration): readonly Statement[] {
  const statements = (migration.up ?? migration.change)?.statements ?? [];
  return statements.filter((statement) => statement.only !== 'down');
}

export function commentsIn(migration: Migration, span: Span): Comment[] {
  return migration.comments.filter((comment) => span.start <= comment.start && comment.end <= span.end);
}

/** The folder that the migration runs from; each has an order of its own. */
export function folderOf(migration: Migration): string {
  return migration.path.slice(0, migration.path.lastIndexOf('/') + 1);
}
