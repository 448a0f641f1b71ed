import { asAtom, asAtoms, asName, isNil, pairsOf } from '../elixir/literal.ts';
import type { Call, Expr } from '../elixir/syntax.ts';
import { ectoIndexName } from './index-name.ts';
import { booleanOption, nameOption, optionOf, readOptions, readPrefix, textOption, type Options } from './options.ts';
import type { Constraint, Index, IndexColumn, TableRef } from './statement.ts';

/** What `create`, `drop` and `rename` are about. */
export type DatabaseObject =
  | { readonly kind: 'table'; readonly table: TableRef }
  | { readonly kind: 'index'; readonly index: Index }
  | { readonly kind: 'constraint'; readonly constraint: Constraint };

export function readObject(expr: Expr | undefined): DatabaseObject | undefined {
  if (expr?.kind !== 'call' || expr.receiver !== undefined) return undefined;
  switch (expr.name) {
    case 'table':
      return { kind: 'table', table: readTable(expr) };
    case 'index':
    case 'unique_index':
      return { kind: 'index', index: readIndex(expr) };
    case 'constraint':
      return { kind: 'constraint', constraint: readConstraint(expr) };
    default:
      return undefined;
  }
}

export function readTable(call: Call): TableRef {
  const options = readOptions(call.args[1]);
  const key = optionOf(options, 'primary_key');
  const isDefault = key === undefined || asAtom(key) === 'true';
  return {
    start: call.start,
    end: call.end,
    name: asName(call.args[0]),
    prefix: readPrefix(options),
    primaryKey: isDefault && options.known ? 'default' : asAtom(key) === 'false' ? 'none' : 'configured',
    options: options.items,
  };
}

function readIndex(call: Call): Index {
  const options = readOptions(call.args[2]);
  const table = asName(call.args[0]);
  const columns = readColumns(call.args[1]);
  const written = optionOf(options, 'name');
  const nameWritten = written !== undefined && !isNil(written);
  return {
    start: call.start,
    end: call.end,
    table,
    prefix: readPrefix(options),
    columns,
    name: nameWritten ? asName(written) : options.known ? defaultName(table, columns) : undefined,
    nameWritten,
    unique: call.name === 'unique_index' || booleanOption(options, 'unique') === true,
    concurrently: booleanOption(options, 'concurrently') === true,
    where: textOption(options, 'where'),
    using: nameOption(options, 'using'),
    include: readNames(optionOf(options, 'include')),
    includesAtoms: asAtoms(optionOf(options, 'include')) !== undefined,
    nullsDistinct: booleanOption(options, 'nulls_distinct'),
    options: options.items,
    known: options.known,
  };
}

function readColumns(expr: Expr | undefined): IndexColumn[] | undefined {
  if (expr === undefined) return undefined;
  const columns = (expr.kind === 'list' ? expr.items : [expr]).map(readIndexColumn);
  return columns.some((column) => column === undefined) ? undefined : columns.filter((column) => column !== undefined);
}

/** `:title`, `"lower(title)"` or `desc: :title`. */
function readIndexColumn(expr: Expr): IndexColumn | undefined {
  const [pair] = pairsOf({ ...expr, kind: 'list', bare: false, items: [expr] });
  const column = pair?.value ?? expr;
  const name = asName(column);
  if (name === undefined) return undefined;
  return { name, isExpression: column.kind === 'string', order: asAtom(pair?.key) };
}

function defaultName(table: string | undefined, columns: readonly IndexColumn[] | undefined): string | undefined {
  if (table === undefined || columns === undefined) return undefined;
  return ectoIndexName(
    table,
    columns.map(({ name }) => name),
  );
}

function readNames(expr: Expr | undefined): string[] {
  if (expr?.kind !== 'list') return [];
  return expr.items.map((item) => asName(item)).filter((name) => name !== undefined);
}

function readConstraint(call: Call): Constraint {
  const options: Options = readOptions(call.args[2]);
  return {
    start: call.start,
    end: call.end,
    table: asName(call.args[0]),
    prefix: readPrefix(options),
    name: asName(call.args[1]),
    check: textOption(options, 'check'),
    exclude: textOption(options, 'exclude'),
    validate: booleanOption(options, 'validate') !== false,
    options: options.items,
    known: options.known,
  };
}
