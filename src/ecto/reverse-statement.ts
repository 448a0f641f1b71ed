import { asAtom } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import type { ColumnChange, Definition, ModifyColumn, Timestamps } from './column.ts';
import { optionOf, readOptions } from './options.ts';
import type { Statement } from './statement.ts';

/**
 * What Ecto runs in place of a queued command when `change` is rolled back; undefined where it raises instead
 * (ecto_sql 3.13, `Ecto.Migration.Runner.reverse/1`).
 */
export function reverseStatement(statement: Statement): Statement | undefined {
  switch (statement.kind) {
    case 'create-table':
      return { ...statement, kind: 'drop-table', ifExists: statement.ifNotExists, cascade: false };
    case 'create-index':
      return { ...statement, kind: 'drop-index', ifExists: statement.ifNotExists, cascade: false };
    case 'drop-index':
      return { ...statement, kind: 'create-index', ifNotExists: statement.ifExists };
    case 'create-constraint':
      return { ...statement, kind: 'drop-constraint', ifExists: false, cascade: false };
    case 'rename-table':
      return { ...statement, table: statement.to, to: statement.table };
    case 'rename-column':
      return { ...statement, column: statement.to, to: statement.column };
    case 'rename-index':
      return { ...statement, index: { ...statement.index, name: statement.to }, to: statement.index.name };
    case 'alter-table': {
      const changes = statement.changes.map(reverseChange);
      const known = changes.flatMap((change) => change ?? []);
      return changes.includes(undefined) ? undefined : { ...statement, changes: known.toReversed() };
    }
    case 'execute':
      return statement.reverse === undefined
        ? undefined
        : { ...statement, command: statement.reverse, reverse: statement.command };
    case 'unknown':
      return statement;
    default:
      return undefined;
  }
}

/** In the order of the text; the caller turns the whole around. */
function reverseChange(change: ColumnChange): readonly ColumnChange[] | undefined {
  switch (change.kind) {
    case 'add':
      // With its type, since Ecto drops a foreign key before the column.
      return change.ifNotExists ? undefined : [{ ...change, kind: 'remove', ifExists: false }];
    case 'remove': {
      const { definition } = change;
      if (definition === undefined || change.ifExists) return undefined;
      return [{ ...change, kind: 'add', ifNotExists: false, definition }];
    }
    case 'modify':
      return reverseModify(change);
    case 'timestamps':
      return removals(change);
    case 'unknown':
      return [change];
  }
}

function removals(change: Timestamps): ColumnChange[] {
  const { columns, start, end } = change;
  if (columns === undefined) return [unclear(change)];
  return columns.map((name) => ({
    ...change,
    kind: 'remove',
    ifExists: false,
    column: { start, end, name },
    definition: undefined,
  }));
}

/** Beside a bare type, `from:` leaves the other options of the command in place; in a tuple it brings its own. */
function reverseModify(change: ModifyColumn): ColumnChange[] | undefined {
  const { from, definition } = change;
  if (!change.hasFrom) return undefined;
  if (from === undefined) return [unclear(change)];
  const before: Definition = isPair(fromOf(change)) ? from : { ...definition, type: from.type };
  return [{ ...change, definition: before, from: definition }];
}

function fromOf({ args }: ModifyColumn): Expr | undefined {
  return optionOf(readOptions(args[2]), 'from');
}

function unclear(change: ModifyColumn | Timestamps): ColumnChange {
  const { start, end } = change;
  return { ...change, kind: 'unknown', expr: { kind: 'unreadable', broken: false, start, end, children: [] } };
}

function isPair(from: Expr | undefined): boolean {
  return from?.kind === 'tuple' && asAtom(from.items[0]) !== 'array';
}
