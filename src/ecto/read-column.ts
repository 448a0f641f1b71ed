import type { Span } from '../base/span.ts';
import { asAtom, asAtoms, asName, isNil, pairsOf } from '../elixir/literal.ts';
import type { Call, Expr } from '../elixir/syntax.ts';
import type { ColumnChange, ColumnName, ColumnType, Definition, Reference, ReferenceAction } from './column.ts';
import {
  booleanOption,
  nameOption,
  numberOption,
  optionOf,
  readOptions,
  readPrefix,
  textOption,
  type Options,
} from './options.ts';
import type { Written } from './written.ts';

/** Reads a command of a `create table` or `alter table` block. */
export function readColumnChange(call: Call, written: Written): ColumnChange {
  const [column, type, options] = call.args;
  switch (call.receiver === undefined ? call.name : '') {
    case 'add':
    case 'add_if_not_exists':
      if (column === undefined || type === undefined) break;
      return {
        ...written,
        kind: 'add',
        ifNotExists: call.name === 'add_if_not_exists',
        column: readName(column),
        definition: readDefinition(type, options),
      };
    case 'modify':
      if (column === undefined || type === undefined) break;
      return { ...written, kind: 'modify', column: readName(column), ...readModification(type, options) };
    case 'remove':
    case 'remove_if_exists':
      if (column === undefined) break;
      return {
        ...written,
        kind: 'remove',
        ifExists: call.name === 'remove_if_exists',
        column: readName(column),
        definition: type === undefined ? undefined : readDefinition(type, options),
      };
    case 'timestamps':
      return { ...written, kind: 'timestamps', ...readTimestamps(readOptions(call.args[0]), call) };
  }
  return { ...written, kind: 'unknown', expr: call };
}

function readName(expr: Expr): ColumnName {
  return { start: expr.start, end: expr.end, name: asName(expr) };
}

export function readDefinition(type: Expr, options: Expr | undefined): Definition {
  return definitionWith(readType(type), readOptions(options));
}

export function definitionWith(type: ColumnType, options: Options): Definition {
  const own: Options = { ...options, items: options.items.filter((item) => item.name !== 'from') };
  return {
    type,
    null: booleanOption(own, 'null'),
    default: optionOf(own, 'default'),
    size: numberOption(own, 'size'),
    precision: numberOption(own, 'precision'),
    scale: numberOption(own, 'scale'),
    primaryKey: booleanOption(own, 'primary_key') === true,
    generated: textOption(own, 'generated'),
    comment: textOption(own, 'comment'),
    collation: textOption(own, 'collation'),
    fields: textOption(own, 'fields'),
    startValue: numberOption(own, 'start_value'),
    increment: numberOption(own, 'increment'),
    options: own.items,
    known: own.known,
  };
}

/** `from:` is a type, or a tuple of a type and its options. */
function readModification(
  type: Expr,
  options: Expr | undefined,
): { definition: Definition; from: Definition | undefined; hasFrom: boolean } {
  const definition = readDefinition(type, options);
  const from = optionOf(readOptions(options), 'from');
  if (from === undefined || isNil(from)) return { definition, from: undefined, hasFrom: !definition.known };
  const [fromType, ...fromOptions] = from.kind === 'tuple' ? from.items : [];
  const isPair = fromType !== undefined && fromOptions.every((item) => item.kind === 'pair' || item.kind === 'list');
  return {
    definition,
    from: isPair ? readDefinition(fromType, spread(fromOptions, from)) : readDefinition(from, undefined),
    hasFrom: true,
  };
}

/** `{:text, null: true}` and `{:text, [null: true]}` are the same. */
function spread(items: readonly Expr[], place: Span): Expr | undefined {
  const pairs = items.flatMap((item) => (item.kind === 'list' ? item.items : item.kind === 'pair' ? [item] : []));
  if (items.length === 0) return undefined;
  return { kind: 'list', start: place.start, end: place.end, bare: false, items: pairs };
}

export function readType(expr: Expr): ColumnType {
  const span = { start: expr.start, end: expr.end };
  if (expr.kind === 'atom') return { ...span, kind: 'named', name: expr.name };
  if (expr.kind === 'call' && expr.receiver === undefined && expr.name === 'references') {
    return { ...span, kind: 'reference', reference: readReference(expr) };
  }
  if (expr.kind === 'tuple' && asAtom(expr.items[0]) === 'array' && expr.items[1] !== undefined) {
    return { ...span, kind: 'array', of: readType(expr.items[1]) };
  }
  // `{:map, :string}` is a map to the database.
  if (expr.kind === 'tuple' && asAtom(expr.items[0]) === 'map') return { ...span, kind: 'named', name: 'map' };
  return { ...span, kind: 'computed', value: expr };
}

function readReference(call: Call): Reference {
  return referenceWith(asName(call.args[0]), readOptions(call.args[1]), call);
}

export function referenceWith(table: string | undefined, options: Options, { start, end }: Span): Reference {
  const type = optionOf(options, 'type');
  const column = optionOf(options, 'column');
  return {
    ...{ start, end, table },
    column: column === undefined ? 'id' : asName(column),
    type: type === undefined ? undefined : readType(type),
    prefix: readPrefix(options),
    onDelete: readAction(optionOf(options, 'on_delete')),
    onUpdate: readAction(optionOf(options, 'on_update')),
    name: nameOption(options, 'name'),
    with: pairsOf(optionOf(options, 'with')).flatMap(({ key, value }): [string, string][] => {
      const [own, foreign] = [asName(key), asName(value)];
      return own === undefined || foreign === undefined ? [] : [[own, foreign]];
    }),
    match: nameOption(options, 'match'),
    validate: booleanOption(options, 'validate') !== false,
    options: options.items,
    known: options.known,
  };
}

function readAction(expr: Expr | undefined): ReferenceAction {
  if (expr === undefined) return { action: 'nothing', columns: [] };
  if (expr.kind !== 'tuple') return { action: asAtom(expr), columns: [] };
  return { action: asAtom(expr.items[0]), columns: asAtoms(expr.items[1]) ?? [] };
}

export function readTimestamps(
  options: Options,
  { start, end }: Span,
): { columns: readonly string[] | undefined; definition: Definition | undefined } {
  const names = ['inserted_at', 'updated_at'].flatMap((name): (string | undefined)[] => {
    const written = optionOf(options, name);
    if (written === undefined) return [name];
    return asAtom(written) === 'false' ? [] : [asAtom(written)];
  });
  const columns = names.filter((name) => name !== undefined);
  const type = optionOf(options, 'type');
  const kept = options.items.filter((item) => !['inserted_at', 'updated_at', 'type'].includes(item.name));
  const hasNull = kept.some((item) => item.name === 'null');
  const notNull: Expr = { kind: 'atom', start, end, name: 'false' };
  const items = hasNull ? kept : [{ name: 'null', value: notNull, start, end }, ...kept];
  return {
    columns: options.known && columns.length === names.length ? columns : undefined,
    definition: type === undefined ? undefined : definitionWith(readType(type), { items, known: options.known }),
  };
}
