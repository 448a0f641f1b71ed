import { asAtom, asBoolean, isNil } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import type { ColumnChange, ColumnType, Definition, Reference } from './column.ts';
import { optionOf, readOptions } from './options.ts';
import type { Constraint, Index, Statement, TableRef } from './statement.ts';
import type { NamedValue, Prefix } from './written.ts';

/**
 * Why Ecto raises when a migration's function calls a command, so that nothing of what waits is sent either (ecto_sql
 * 3.14, `Ecto.Migration`). `prefix` is the schema that the migrator was given.
 */
export function refusedCommand(statement: Statement, prefix: string | undefined): string | undefined {
  switch (statement.kind) {
    case 'create-table':
      return refusedTable(statement.table, prefix) ?? refusedBlock(statement.columns);
    case 'alter-table':
      return refusedTable(statement.table, prefix) ?? refusedBlock(statement.changes);
    case 'drop-table':
      return refusedTable(statement.table, prefix);
    case 'rename-table':
      return refusedTable(statement.table, prefix) ?? refusedTable(statement.to, prefix);
    case 'rename-column':
      if (statement.args[1]?.kind === 'string' || asString(statement.args[2]))
        return 'no function clause matching in Ecto.Migration.rename/3: the columns have to be atoms';
      return refusedTable(statement.table, prefix);
    case 'create-index':
    case 'drop-index':
    case 'rename-index':
      return refusedIndex(statement.index, prefix);
    case 'create-constraint':
      if (statement.ifNotExists)
        return 'no function clause matching in Ecto.Migration.create_if_not_exists/1: it takes no constraint';
      return refusedConstraint(statement.constraint, prefix);
    case 'drop-constraint':
      return refusedConstraint(statement.constraint, prefix);
    case 'unknown':
      return isOwn(statement.expr, columnCommands) ? 'cannot execute command outside of block' : undefined;
    default:
      return undefined;
  }
}

function asString(options: Expr | undefined): boolean {
  return optionOf(readOptions(options), 'to')?.kind === 'string';
}

const tableOptions = ['prefix', 'comment', 'primary_key', 'engine', 'options', 'modifiers'];
const indexOptions = [
  ...['prefix', 'name', 'unique', 'concurrently', 'using', 'include', 'only', 'nulls_distinct', 'where'],
  ...['comment', 'options'],
];
const constraintOptions = ['check', 'exclude', 'prefix', 'comment', 'validate'];
const referenceOptions = [
  ...['name', 'prefix', 'column', 'type', 'on_delete', 'on_update', 'validate', 'with', 'match', 'options'],
];

function refusedTable({ prefix, options }: TableRef, own: string | undefined): string | undefined {
  return unknownKey(options, tableOptions, 'Ecto.Migration.Table') ?? otherPrefix(prefix, own);
}

function refusedIndex(index: Index, own: string | undefined): string | undefined {
  const { options, prefix } = index;
  const distinct = options.find(({ name }) => name === 'nulls_distinct')?.value;
  if (distinct !== undefined && !isNil(distinct) && !index.unique)
    return 'the `nulls_distinct` option can only be used with unique indexes';
  if (options.filter(({ name }) => name === 'where').length > 1)
    return 'only one `where` keyword is supported when declaring a partial index';
  return unknownKey(options, indexOptions, 'Ecto.Migration.Index') ?? otherPrefix(prefix, own);
}

function refusedConstraint({ options, prefix }: Constraint, own: string | undefined): string | undefined {
  return unknownKey(options, constraintOptions, 'Ecto.Migration.Constraint') ?? otherPrefix(prefix, own);
}

function unknownKey(options: readonly NamedValue[], known: readonly string[], struct: string): string | undefined {
  const other = options.find(({ name }) => !known.includes(name));
  return other === undefined ? undefined : `key :${other.name} not found in: %${struct}{}`;
}

function otherPrefix(prefix: Prefix, own: string | undefined): string | undefined {
  if (prefix.kind !== 'schema' || own === undefined || prefix.name === own) return undefined;
  return `the :prefix option \`${prefix.name}\` does not match the migrator prefix \`${own}\``;
}

const columnCommands = new Set('add add_if_not_exists modify remove remove_if_exists timestamps'.split(' '));
const tableCommands = new Set(
  'create create_if_not_exists alter drop drop_if_exists rename execute execute_file'.split(' '),
);

function isOwn(expr: Expr, commands: ReadonlySet<string>): boolean {
  return expr.kind === 'call' && expr.receiver === undefined && commands.has(expr.name);
}

function refusedBlock(changes: readonly ColumnChange[]): string | undefined {
  for (const change of changes) {
    const refused = change.conditional ? undefined : refusedChange(change);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

function refusedChange(change: ColumnChange): string | undefined {
  switch (change.kind) {
    case 'unknown':
      return isOwn(change.expr, tableCommands) ? 'cannot execute nested commands' : undefined;
    case 'timestamps':
      return change.definition === undefined ? undefined : refusedDefinition(change.definition, 'inserted_at');
    case 'add':
    case 'modify':
    case 'remove': {
      if (change.args[0]?.kind === 'string')
        return `no function clause matching in Ecto.Migration.${change.kind}: the column has to be an atom`;
      // A removed column's options are not looked at, but its type is.
      if (change.kind === 'remove')
        return change.definition === undefined ? undefined : refusedType(change.definition.type);
      return refusedDefinition(change.definition, change.column.name ?? '');
    }
  }
}

function refusedDefinition({ type, scale, precision, options }: Definition, column: string): string | undefined {
  const isComputed = options.some(({ name }) => name === 'precision') && precision === undefined;
  if (scale !== undefined && precision === undefined && !isComputed)
    return `column ${column} is missing precision option`;
  return refusedType(type);
}

function refusedType(type: ColumnType): string | undefined {
  switch (type.kind) {
    case 'named':
      return type.name === 'datetime'
        ? 'the :datetime type in migrations is not supported, please use :utc_datetime or :naive_datetime instead'
        : undefined;
    case 'array':
      return refusedType(type.of);
    case 'reference':
      return refusedReference(type.reference);
    case 'computed': {
      const { kind } = type.value;
      const isNoType = kind === 'alias' || kind === 'number' || (kind === 'string' && type.value.value !== undefined);
      return isNoType ? 'invalid migration type: an atom, a tuple or a reference is expected' : undefined;
    }
  }
}

const deleteActions = ['nothing', 'delete_all', 'nilify_all', 'default_all', 'restrict'];
const updateActions = ['nothing', 'update_all', 'nilify_all', 'restrict'];

function refusedReference({ options }: Reference): string | undefined {
  const given = (name: string): Expr | undefined => optionOf({ items: options }, name);
  const [onDelete, onUpdate] = [given('on_delete'), given('on_update')];
  return (
    unknownKey(options, referenceOptions, 'Ecto.Migration.Reference') ??
    (isDeleteAction(onDelete) ? undefined : `unknown :on_delete value: ${asAtom(onDelete) ?? ''}`) ??
    (onUpdate === undefined || asAtom(onUpdate) === undefined || updateActions.includes(asAtom(onUpdate) ?? '')
      ? undefined
      : `unknown :on_update value: ${asAtom(onUpdate) ?? ''}`)
  );
}

/** What is computed may be one. */
function isDeleteAction(value: Expr | undefined): boolean {
  const name = asAtom(value);
  if (name !== undefined) return deleteActions.includes(name);
  const word = value?.kind === 'tuple' ? asAtom(value.items[0]) : undefined;
  return word === undefined || word === 'nilify' || word === 'default' || asBoolean(value) !== undefined;
}
