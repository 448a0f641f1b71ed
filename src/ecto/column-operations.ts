import { asAtom, asName, isNil, pairsOf, valueOf } from '../elixir/literal.ts';
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
import { optionOf } from './options.ts';
import { printExpr } from './print.ts';
import { readDefinition } from './read-column.ts';
import { readObject } from './read-object.ts';
import { ifSet, type Reading } from './reading.ts';
import type { TableRef } from './statement.ts';

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
  const cause = reading.causeOf(table);
  if (table.primaryKey === 'none') return [];
  if (table.primaryKey === 'default') {
    const note = 'Ecto adds it, unless the `:migration_primary_key` of the repository says otherwise.';
    return [{ kind: 'add', column: 'id', type: 'bigserial', primaryKey: true, note, cause }];
  }
  const written = optionOf({ items: table.options }, 'primary_key');
  const pairs = new Map(pairsOf(written).map(({ key, value }) => [asAtom(key), value]));
  const type = asAtom(pairs.get('type')) ?? (pairs.has('type') ? undefined : 'bigserial');
  const column = asName(pairs.get('name')) ?? (pairs.has('name') ? undefined : 'id');
  if (written?.kind !== 'list' || type === undefined || column === undefined) {
    reading.assume(table.start, 'The primary key is computed, and not among the columns.');
    return [];
  }
  const rest = written.items.filter(
    (item) => !(item.kind === 'pair' && ['name', 'type'].includes(asAtom(item.key) ?? '')),
  );
  const definition = readDefinition(
    { kind: 'atom', start: table.start, end: table.end, name: type },
    { ...written, items: rest },
  );
  return [{ kind: 'add', column, ...definitionOf(definition, type, reading), primaryKey: true, cause }];
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
      if (change.kind === 'remove') return [{ kind: 'remove', column: name, ifExists: ifSet(change.ifExists), cause }];
      const type = typeOf(change.definition.type, name, table, reading);
      if (type === undefined) {
        reading.assume(change.start, `The type of this column is computed: ${oneLine(reading.textOf(change))}`);
        return [];
      }
      const definition = { column: name, ...definitionOf(change.definition, type, reading), cause };
      if (change.kind === 'add') return [{ kind: 'add', ...definition, ifNotExists: ifSet(change.ifNotExists) }];
      return [{ kind: 'modify', ...definition, from: fromOf(change, table, reading) }];
    }
  }
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
  const { columns, definition } = change;
  const cause = reading.causeOf(change);
  if (columns === undefined) {
    reading.assume(change.start, 'The names of the time stamps are computed, and not among the columns.');
    return [];
  }
  if (definition === undefined) {
    const note = 'The type is that of Ecto, unless the `:migration_timestamps` of the repository says otherwise.';
    const { null: written, default: value } = readDefinition(
      { kind: 'atom', start: change.start, end: change.end, name: 'naive_datetime' },
      change.args[0],
    );
    const given = { null: written ?? false, default: value === undefined ? undefined : codeOf(value, reading) };
    return columns.map((column) => ({ kind: 'add', column, type: 'naive_datetime', ...given, note, cause }));
  }
  const type = nameOf(definition.type);
  if (type === undefined) {
    reading.assume(change.start, 'The type of the time stamps is computed, and they are not among the columns.');
    return [];
  }
  return columns.map((column) => ({ kind: 'add', column, ...definitionOf(definition, type, reading), cause }));
}

function definitionOf<Type extends Added['type']>(definition: Definition, type: Type, reading: Reading) {
  const { null: isNull, default: value, size, precision, scale, primaryKey, options } = definition;
  const { generated, comment, collation } = definition;
  if (!definition.known) reading.assume(definition.type.start, 'The options of this column are computed.');
  const carried = { null: isNull, size, precision, scale, generated, comment, collation };
  reading.options(options, { ...carried, default: '', primary_key: '', inserted_at: '', updated_at: '' });
  const code = value === undefined ? undefined : codeOf(value, reading);
  return { type, ...carried, default: code, primaryKey: ifSet(primaryKey) };
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
  reference: Reference,
  column: string,
  { name }: TableRef,
  reading: Reading,
): ReferenceTarget | undefined {
  const { table, column: target, options } = reference;
  const type = nameOf({ kind: 'reference', start: reference.start, end: reference.end, reference });
  if (table === undefined || target === undefined || type === undefined) return undefined;
  if (!reference.known) reading.assume(reference.start, 'The options of the reference are computed.');
  const given = new Map(options.map((option) => [option.name, option.value]));
  const keyName = reference.name ?? `${name ?? ''}_${column}_fkey`;
  const isNamed = given.has('name') && !isNil(given.get('name'));
  const [onDelete, onUpdate] = [actionOf(reference.onDelete), actionOf(reference.onUpdate)];
  reading.options(options, {
    ...{ column: '', type: '', prefix: '', validate: '', with: '', on_delete: onDelete, on_update: onUpdate },
    ...{ name: isNamed ? reference.name : '', match: reference.match },
  });
  return {
    ...{ table, column: target, name: keyName, type, prefix: reading.prefix(reference.prefix) },
    onDelete: given.has('on_delete') ? onDelete : undefined,
    onUpdate: given.has('on_update') ? onUpdate : undefined,
    with: reference.with.length === 0 ? undefined : reference.with,
    match: reference.match,
    validate: reference.validate ? undefined : false,
  };
}

function actionOf({ action, columns }: ReferenceAction): string | undefined {
  if (action === undefined) return undefined;
  return columns.length === 0 ? printAtom(action) : `{:${action}, [${columns.map(printAtom).join(', ')}]}`;
}
