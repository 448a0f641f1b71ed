import type { Meaning } from '../ash/project.ts';
import type { ProjectView } from './project-view.ts';
import { isBuiltin, type TypeRef } from '../ash/type-ref.ts';
import { asAtom, asName, asNumber, asWrappedList, isKeywordList, valueOf } from '../elixir/literal.ts';
import type { FunctionClause } from '../elixir/modules.ts';
import { simplify } from '../elixir/simplify.ts';
import type { Expr } from '../elixir/syntax.ts';
import { isUnknown, type Known, type SnapshotType } from './snapshot.ts';
import { mapKnown, unknown } from './unknown.ts';

/** What a migration writes behind a column's name: `:decimal, precision: 12, scale: 2`. */
export interface ColumnType {
  readonly type: SnapshotType;
  readonly size: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
}

/** How the types of packages are stored (ash_postgres 2.12.0, ash_double_entry, ash_authentication: `storage_type`). */
const packageTypes: ReadonlyMap<string, string> = new Map([
  ['AshPostgres.Timestamptz', 'timestamptz'],
  ['AshPostgres.TimestamptzUsec', 'timestamptz(6)'],
  ['AshPostgres.Ltree', 'ltree'],
  ['AshPostgres.Tsvector', 'tsvector'],
  ['AshPostgres.Tsquery', 'tsquery'],
  ['AshDoubleEntry.ULID', 'binary'],
]);

/** The column that a type makes, before the repo has its say (migration_generator.ex, `migration_type/2`). */
export function columnTypeOf(
  project: ProjectView,
  type: TypeRef,
  constraints: Expr | undefined,
  from: string,
): Known<ColumnType> {
  switch (type.kind) {
    case 'unknown':
      return unknown('its type is computed');
    case 'array':
      if (isBuiltin(type.of, 'utc_datetime_usec', 'time_usec'))
        return unknown('how such lists are stored is not known');
      // The generator hands the list's constraints to the type of its items, which look for theirs in vain.
      return mapKnown(columnTypeOf(project, type.of, undefined, from), (item) => ({
        ...item,
        type: ['array', item.type],
      }));
    case 'builtin':
      return builtinColumn(type.name, constraints);
    case 'module':
      return mapKnown(storageOf(project, type.name, constraints, from), plain);
  }
}

export function plain(type: SnapshotType): ColumnType {
  return { type, size: null, precision: null, scale: null };
}

function builtinColumn(name: string, constraints: Expr | undefined): Known<ColumnType> {
  switch (name) {
    case 'integer':
      return plain('bigint');
    case 'vector':
      return mapKnown(numberIn(constraints, 'dimensions'), (size) => ({ ...plain('vector'), size }));
    case 'decimal':
      return decimalColumn(constraints);
    case 'range':
      return mapKnown(rangeOf(constraints), plain);
    default:
      return mapKnown(builtinStorage(name, constraints), (storage) => plain(asColumn(storage)));
  }
}

function decimalColumn(constraints: Expr | undefined): Known<ColumnType> {
  const [precision, scale] = [numberIn(constraints, 'precision'), numberIn(constraints, 'scale')];
  if (isUnknown(precision)) return precision;
  return isUnknown(scale) ? scale : { type: 'decimal', size: null, precision, scale };
}

/** Null where it is not written, or `:arbitrary`. */
function numberIn(constraints: Expr | undefined, name: string): Known<number | null> {
  if (constraints !== undefined && !isKeywordList(constraints)) return unknown('its constraints are computed');
  const value = valueOf(constraints, name);
  if (value === undefined || asAtom(value) === 'arbitrary' || asAtom(value) === 'nil') return null;
  return asNumber(value) ?? unknown(`its constraint \`${name}\` is computed`);
}

const ranges: Readonly<Record<string, string>> = {
  date: 'daterange',
  naive_datetime: 'tsrange',
  integer: 'int8range',
  datetime: 'tstzrange',
};

function rangeOf(constraints: Expr | undefined): Known<string> {
  const inner = asAtom(valueOf(constraints, 'inner_type'));
  const range = inner === undefined ? undefined : ranges[inner];
  return range ?? unknown('the generator does not know a range of that `inner_type`');
}

/** `storage_type` of one of Ash's types. */
function builtinStorage(name: string, constraints: Expr | undefined): Known<string> {
  switch (name) {
    case 'datetime':
    case 'time': {
      if (constraints !== undefined && !isKeywordList(constraints)) return unknown('its constraints are computed');
      const written = valueOf(constraints, 'precision');
      const precision = written === undefined ? 'second' : asAtom(written);
      if (precision === undefined) return unknown('its constraint `precision` is computed');
      const base = name === 'datetime' ? 'utc_datetime' : 'time';
      return precision === 'microsecond' ? `${base}_usec` : base;
    }
    case 'file':
      return unknown('`:file` cannot be stored');
    default:
      return storages[name] ?? unknown(`the type \`:${name}\` is not known`);
  }
}

const storages: Readonly<Record<string, string>> = {
  ...group('string', 'string atom module duration_name'),
  ...group('map', 'map keyword tuple struct union'),
  ...group('binary', 'binary term function url_encoded_binary'),
  ...group('uuid', 'uuid uuid_v7'),
  ci_string: 'ci_string',
  integer: 'integer',
  float: 'float',
  decimal: 'decimal',
  boolean: 'boolean',
  date: 'date',
  time_usec: 'time_usec',
  naive_datetime: 'naive_datetime',
  utc_datetime: 'utc_datetime',
  utc_datetime_usec: 'utc_datetime_usec',
  duration: 'duration',
  vector: 'vector',
  range: 'range',
};

function group(storage: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, storage]));
}

function asColumn(storage: string): string {
  if (storage === 'string') return 'text';
  return storage === 'ci_string' ? 'citext' : storage;
}

/** The column of a module's type: by its own `migration_type/1`, else by its `storage_type`. */
function storageOf(
  project: ProjectView,
  module: string,
  constraints: Expr | undefined,
  from: string,
  depth = 0,
): Known<SnapshotType> {
  const known = packageTypes.get(module);
  if (known !== undefined) return known;
  if (module === 'AshMoney.Types.Money') return moneyOf(constraints);
  const meaning = project.find(module, from);
  if (meaning === undefined) return unknown(`\`${module}\` is not in this project`);
  if (meaning.expanded.opaque.length > 0) return unknown(`what \`${module}\` defines is not known in full`);
  const migration = literalResult(meaning, 'migration_type');
  if (migration !== undefined) return migration;
  const storage = literalResult(meaning, 'storage_type');
  if (storage !== undefined) return mapKnown(storage, (type) => (typeof type === 'string' ? asColumn(type) : type));
  if (meaning.resource?.embedded === true) return 'map';
  switch (meaning.type?.kind) {
    case 'enum':
      return 'text';
    case 'typed_struct':
      return 'map';
    case 'new_type':
      return depth > 8
        ? unknown(`\`${module}\` is a type of itself`)
        : newTypeStorage(project, meaning.type.subtypeOf, both(constraints, meaning.type.constraints), meaning, depth);
    default:
      return unknown(`how \`${module}\` is stored is not known`);
  }
}

/** A NewType is stored as what it is a subtype of; the generator's own cases for Ash's types do not apply to it. */
function newTypeStorage(
  project: ProjectView,
  subtype: TypeRef,
  constraints: Expr | undefined,
  meaning: Meaning,
  depth: number,
): Known<SnapshotType> {
  switch (subtype.kind) {
    case 'unknown':
      return unknown('its type is computed');
    case 'array':
      return mapKnown(newTypeStorage(project, subtype.of, undefined, meaning, depth + 1), (item) => ['array', item]);
    case 'builtin':
      return mapKnown(builtinStorage(subtype.name, constraints), asColumn);
    case 'module':
      return storageOf(project, subtype.name, constraints, meaning.source.path, depth + 1);
  }
}

/** What an attribute says goes before what its type says. */
function both(own: Expr | undefined, inherited: Expr | undefined): Expr | undefined {
  if (own?.kind !== 'list' || inherited?.kind !== 'list') return own ?? inherited;
  return { ...own, items: [...own.items, ...inherited.items] };
}

function moneyOf(constraints: Expr | undefined): Known<string> {
  if (constraints !== undefined && !isKeywordList(constraints)) return unknown('its constraints are computed');
  const storage = valueOf(constraints, 'storage_type');
  if (storage === undefined) return 'money_with_currency';
  return asAtom(storage) ?? unknown('its constraint `storage_type` is computed');
}

/** What a function of one clause with a literal says; undefined where the module has none of that name. */
function literalResult(meaning: Meaning, name: string): Known<SnapshotType> | undefined {
  const clauses = meaning.expanded.functions.filter((clause) => clause.name === name);
  const [only] = clauses;
  if (only === undefined) return undefined;
  const type = clauses.length === 1 ? readType(lastOf(only, meaning)) : undefined;
  return type ?? unknown(`\`${name}\` of \`${meaning.source.name}\` is computed`);
}

function lastOf(clause: FunctionClause, meaning: Meaning): Expr | undefined {
  const [only, ...others] = clause.body;
  return only === undefined || others.length > 0 ? undefined : simplify(only, meaning.expanded.scope);
}

function readType(expr: Expr | undefined): SnapshotType | undefined {
  const name = asAtom(expr);
  if (name !== undefined) return name;
  if (expr?.kind !== 'tuple' || asAtom(expr.items[0]) !== 'array') return undefined;
  const item = readType(expr.items[1]);
  return item === undefined ? undefined : ['array', item];
}

/** A type as `migration_types` names it (migration_generator.ex, `migration_type_to_type/1`). */
export function readMigrationType(expr: Expr): ColumnType | undefined {
  const name = asName(expr);
  if (name !== undefined) return plain(name);
  if (expr.kind !== 'tuple') return undefined;
  const [first, second, third] = expr.items;
  const head = asAtom(first);
  if (head === 'array' && second !== undefined) {
    const item = readMigrationType(second);
    return item === undefined ? undefined : { ...item, type: ['array', item.type] };
  }
  const size = asNumber(second);
  if (head === undefined || size === undefined) return undefined;
  if (head === 'decimal') return { type: head, size: null, precision: size, scale: asNumber(third) ?? null };
  return third === undefined ? { ...plain(head), size } : undefined;
}

/** The items of a list of names that is read strictly: undefined as soon as one is computed. */
export function readNames(expr: Expr): readonly string[] | undefined {
  const names = asWrappedList(expr).map(asAtom);
  return names.every((name) => name !== undefined) ? names : undefined;
}
