import { asName, isNil, valueOf } from '../elixir/literal.ts';
import { printAtom } from '../elixir/print.ts';
import type {
  ColumnChange,
  ColumnType,
  Definition,
  ModifyColumn,
  Reference,
  ReferenceAction,
  Timestamps,
} from './column.ts';
import type { ColumnOperation, ReferenceTarget, TypeName } from './operation.ts';
import { booleanOption, optionOf, readOptions, type Options } from './options.ts';
import { printExpr } from './print.ts';
import { definitionWith, readTimestamps, readType, referenceWith } from './read-column.ts';
import { readObject } from './read-object.ts';
import { ifSet, type Reading } from './reading.ts';
import type { TableRef } from './statement.ts';
import type { NamedValue } from './written.ts';

type Added = ColumnOperation & { readonly kind: 'add' };

/** The columns of a new table, with the key that Ecto adds by itself. */
export function createdColumns(changes: readonly ColumnChange[], table: TableRef, reading: Reading): ColumnOperation[] {
  return [...keyOf(table, reading), ...columnOperations(changes, table, reading)];
}

/** Changes that cannot be read are left out, and the reading knows of them. */
export function columnOperations(
  changes: readonly ColumnChange[],
  table: TableRef,
  reading: Reading,
): ColumnOperation[] {
  return changes.flatMap((change) => columnOperation(change, table, reading));
}

/** `create table` adds `id` unless it says otherwise, or the repository does (`:migration_primary_key`). */
function keyOf(table: TableRef, reading: Reading): Added[] {
  const { primaryKey, isKnown } = reading.config;
  if (table.primaryKey === 'none') return [];
  if (table.primaryKey === 'configured') return keyWith(readKey(table), table, reading);
  if (primaryKey === 'none') return [];
  const note = 'Ecto adds it, unless the `:migration_primary_key` of the repository says otherwise.';
  return keyWith(primaryKey, table, reading).map((key) => (isKnown ? key : { ...key, note }));
}

function readKey({ options }: TableRef): Options {
  const written = optionOf({ items: options }, 'primary_key');
  return written?.kind === 'list' ? readOptions(written) : { items: [], known: false };
}

function keyWith(options: Options, table: TableRef, reading: Reading): Added[] {
  const [name, type] = [optionOf(options, 'name'), optionOf(options, 'type')];
  const column = name === undefined ? 'id' : asName(name);
  const own = type === undefined ? 'bigserial' : nameOf(readType(type));
  if (!options.known || own === undefined || column === undefined) {
    reading.assume(table.start, 'The primary key is computed, and not among the columns.');
    return [];
  }
  const items = options.items.filter((item) => item.name !== 'name' && item.name !== 'type');
  const named = { kind: 'named', name: '', start: table.start, end: table.end } as const;
  const definition = definitionOf(definitionWith(named, { ...options, items }), own, reading);
  return [{ kind: 'add', column, ...definition, primaryKey: true, cause: reading.causeOf(table) }];
}

function columnOperation(change: ColumnChange, table: TableRef, reading: Reading): ColumnOperation[] {
  if (change.conditional) reading.assume(change.start, 'Whether this column is among them is decided at run time.');
  const cause = reading.causeOf(change);
  switch (change.kind) {
    case 'timestamps':
      return timestamps(change, reading);
    case 'unknown': {
      const renamed = renaming(change, reading);
      if (renamed !== undefined) return [{ ...renamed, cause }];
      reading.assume(
        change.start,
        `This is not followed, and not among the columns: ${oneLine(reading.textOf(change))}`,
      );
      return [];
    }
    case 'add':
    case 'modify':
    case 'remove': {
      const { name } = change.column;
      if (name === undefined) {
        reading.assume(change.start, `The name of this column is computed: ${oneLine(reading.textOf(change))}`);
        return [];
      }
      if (change.kind === 'remove') {
        const dropsConstraint = keyDroppedWith(change.definition, name, table, reading);
        return [{ kind: 'remove', column: name, ifExists: ifSet(change.ifExists), dropsConstraint, cause }];
      }
      const type = typeOf(change.definition.type, name, table, reading);
      if (type === undefined) {
        reading.assume(change.start, `The type of this column is computed: ${oneLine(reading.textOf(change))}`);
        return [];
      }
      const definition = { column: name, ...definitionOf(change.definition, type, reading), cause };
      if (change.kind === 'add') return [{ kind: 'add', ...definition, ifNotExists: ifSet(change.ifNotExists) }];
      const dropsConstraint = keyDroppedWith(change.from, name, table, reading);
      return [{ kind: 'modify', ...definition, dropsConstraint, from: fromOf(change, table, reading) }];
    }
  }
}

/** Where a column is said to have been a reference, Ecto drops the foreign key by its name. */
function keyDroppedWith(
  before: Definition | undefined,
  column: string,
  table: TableRef,
  reading: Reading,
): string | undefined {
  if (before?.type.kind !== 'reference') return undefined;
  const { name, options, start } = before.type.reference;
  const isComputed = name === undefined && options.some((option) => option.name === 'name' && !isNil(option.value));
  if (isComputed) reading.assume(start, 'The name of the foreign key is computed.');
  return name ?? keyNameOf(table, column);
}

/** The name that Ecto gives a foreign key without one. */
function keyNameOf({ name }: TableRef, column: string): string {
  return `${name ?? ''}_${column}_fkey`;
}

/** The generator writes `rename` between the columns. */
function renaming({ expr }: ColumnChange & { kind: 'unknown' }, reading: Reading): ColumnOperation | undefined {
  if (expr.kind !== 'call' || expr.name !== 'rename' || expr.receiver !== undefined) return undefined;
  const object = readObject(expr.args[0]);
  const [column, to] = [asName(expr.args[1]), asName(valueOf(expr.args[2], 'to'))];
  if (object?.kind !== 'table' || object.table.name === undefined || column === undefined || to === undefined)
    return undefined;
  const note = 'Ecto refuses a `rename` inside of `alter`: the migration raises here.';
  return {
    kind: 'rename-column',
    table: object.table.name,
    prefix: reading.prefix(object.table.prefix),
    column,
    to,
    note,
  };
}

function oneLine(text: string): string {
  return `\`${text.replace(/\s+/g, ' ').slice(0, 120)}\`.`;
}

/** Two columns of a type that the repository may set (`:migration_timestamps`). */
function timestamps(change: Timestamps, reading: Reading): Added[] {
  const { timestamps: configured, isKnown } = reading.config;
  const cause = reading.causeOf(change);
  const { columns, definition } = readTimestamps(merged(configured, readOptions(change.args[0])), change);
  if (columns === undefined) {
    reading.assume(change.start, 'The names of the time stamps are computed, and not among the columns.');
    return [];
  }
  const type = definition === undefined ? 'naive_datetime' : nameOf(definition.type);
  if (type === undefined) {
    reading.assume(change.start, 'The type of the time stamps is computed, and they are not among the columns.');
    return [];
  }
  const own = definition ?? untyped(change, configured);
  const note = 'The type is that of Ecto, unless the `:migration_timestamps` of the repository says otherwise.';
  const assumed = definition === undefined && !isKnown ? { note } : {};
  return columns.map((column) => ({ kind: 'add', column, ...definitionOf(own, type, reading), ...assumed, cause }));
}

/** The options of time stamps that name no type. */
function untyped(change: Timestamps, configured: Options): Definition {
  const { start, end } = change;
  const type: NamedValue = { name: 'type', start, end, value: { kind: 'atom', name: 'naive_datetime', start, end } };
  const options = merged(configured, readOptions(change.args[0]));
  const { definition } = readTimestamps({ ...options, items: [...options.items, type] }, change);
  return definition ?? definitionWith({ kind: 'named', name: 'naive_datetime', start, end }, options);
}

/** Options with those of the configuration behind them, as `Keyword.merge` puts them. */
function merged(configured: Options, own: Options): Options {
  const others = configured.items.filter(({ name }) => !own.items.some((item) => item.name === name));
  return { items: [...others, ...own.items], known: own.known && configured.known };
}

/** What the adapter asks a column's options for; it passes over all others. */
const columnOptions = new Set([
  ...['null', 'default', 'size', 'precision', 'scale', 'generated', 'comment', 'collation', 'primary_key'],
  ...['fields', 'start_value', 'increment'],
]);

function definitionOf<Type extends Added['type']>(definition: Definition, type: Type, reading: Reading) {
  const { null: isNull, default: value, size, precision, scale, primaryKey, options } = definition;
  const { generated, comment, collation, fields, startValue, increment } = definition;
  if (!definition.known) reading.assume(definition.type.start, 'The options of this column are computed.');
  const carried = { null: isNull, size, precision, scale, generated, fields, comment, collation };
  reading.options(
    options.filter(({ name }) => columnOptions.has(name)),
    {
      ...{ ...carried, start_value: startValue, increment, default: '' },
      primary_key: booleanOption({ items: options }, 'primary_key'),
    },
  );
  const code = value === undefined ? undefined : codeOf(value, reading);
  return { type, ...carried, startValue, increment, default: code, primaryKey: ifSet(primaryKey) };
}

function codeOf(value: NonNullable<Definition['default']>, reading: Reading): string {
  const printed = printExpr(value);
  if (printed !== undefined) return printed;
  reading.assume(value.start, `The default is computed: ${oneLine(reading.textOf(value))}`);
  return reading.textOf(value);
}

/** What the command says that the column was, or else what ran before. */
function fromOf(
  change: ModifyColumn,
  table: TableRef,
  reading: Reading,
): (ColumnOperation & { kind: 'modify' })['from'] {
  const before = change.from ?? reading.before(table, change);
  const type = before === undefined ? undefined : nameOf(before.type);
  if (before === undefined || type === undefined) return undefined;
  const { null: isNull, size, precision, scale } = before;
  return { type, null: isNull, size, precision, scale };
}

function typeOf(
  type: ColumnType,
  column: string,
  table: TableRef,
  reading: Reading,
): TypeName | ReferenceTarget | undefined {
  return type.kind === 'reference' ? referenceOf(type.reference, column, table, reading) : nameOf(type);
}

/** Ecto's own type of a key is `:bigserial`. */
function nameOf(type: ColumnType): TypeName | undefined {
  switch (type.kind) {
    case 'named':
      return type.name;
    case 'array': {
      const of = nameOf(type.of);
      return of === undefined ? undefined : ['array', of];
    }
    case 'reference':
      return type.reference.type === undefined ? 'bigserial' : nameOf(type.reference.type);
    case 'computed':
      return undefined;
  }
}

function referenceOf(
  written: Reference,
  column: string,
  table: TableRef,
  reading: Reading,
): ReferenceTarget | undefined {
  const reference = withConfig(written, reading);
  const { column: target, options } = reference;
  const type = nameOf({ kind: 'reference', start: reference.start, end: reference.end, reference });
  if (reference.table === undefined || target === undefined || type === undefined) return undefined;
  if (!reference.known) reading.assume(reference.start, 'The options of the reference are computed.');
  const given = new Map(options.map((option) => [option.name, option.value]));
  const keyName = reference.name ?? keyNameOf(table, column);
  const isNamed = given.has('name') && !isNil(given.get('name'));
  const [onDelete, onUpdate] = [actionOf(reference.onDelete), actionOf(reference.onUpdate)];
  reading.options(options, {
    ...{ column: '', type: '', prefix: '', validate: '', with: '', on_delete: onDelete, on_update: onUpdate },
    ...{ name: isNamed ? reference.name : '', match: reference.match },
  });
  return {
    ...{ table: reference.table, column: target, name: keyName, type, prefix: reading.prefix(reference.prefix) },
    onDelete: given.has('on_delete') ? onDelete : undefined,
    onUpdate: given.has('on_update') ? onUpdate : undefined,
    with: reference.with.length === 0 ? undefined : reference.with,
    match: reference.match,
    validate: reference.validate ? undefined : false,
  };
}

/** The type of the repository's keys holds for references as well (`:migration_foreign_key`). */
function withConfig(reference: Reference, reading: Reading): Reference {
  const { primaryKey, foreignKey } = reading.config;
  const ofKey = primaryKey === 'none' ? [] : primaryKey.items.filter(({ name }) => name === 'type');
  const configured = merged({ items: ofKey, known: true }, foreignKey);
  if (configured.items.length === 0 && configured.known) return reference;
  const options = { items: reference.options, known: reference.known };
  const own = { ...configured, items: configured.items.filter(({ name }) => name !== 'prefix') };
  return referenceWith(reference.table, merged(own, options), reference);
}

function actionOf({ action, columns }: ReferenceAction): string | undefined {
  if (action === undefined) return undefined;
  return columns.length === 0 ? printAtom(action) : `{:${action}, [${columns.map(printAtom).join(', ')}]}`;
}
