import type { Declaration } from '../elixir/declaration.ts';
import { asAtom, asName, asString, asWrappedList, isNil } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import type { PartContext } from './attributes.ts';
import { placeOf } from './causes.ts';
import {
  isUnknown,
  type Known,
  type PartialCheck,
  type PartialIndex,
  type PartialStatement,
  type SnapshotIndexField,
} from './snapshot.ts';
import { readNames } from './storage.ts';
import { allKnown, mapKnown, orUnknown, unknown } from './unknown.ts';
import { written, writtenFlag, writtenName, writtenText } from './written.ts';

/** Custom indexes, in the order of the DSL. */
export function customIndexesOf({ options, causes }: PartContext): PartialIndex[] {
  return options.entities('custom_indexes', 'index').map((declaration, position) => {
    const path = `customIndexes/${position}`;
    causes.tell(path, placeOf(declaration));
    for (const [field, option] of indexOptions) causes.tellOption(`${path}/${field}`, declaration, option);
    return customIndex(declaration);
  });
}

const indexOptions: readonly (readonly [field: string, option: string])[] = [
  ['name', 'name'],
  ['unique', 'unique'],
  ['concurrently', 'concurrently'],
  ['using', 'using'],
  ['prefix', 'prefix'],
  ['where', 'where'],
  ['include', 'include'],
  ['nullsDistinct', 'nulls_distinct'],
  ['message', 'message'],
  ['allTenants', 'all_tenants?'],
  ['includeBaseFilter', 'include_base_filter?'],
];

function customIndex(declaration: Declaration): PartialIndex {
  const fields = indexFields(declaration.args[0]);
  return {
    fields,
    name: writtenName(declaration, 'name').value,
    unique: writtenFlag(declaration, 'unique', false).value,
    concurrently: writtenFlag(declaration, 'concurrently', false).value,
    using: writtenName(declaration, 'using').value,
    prefix: writtenName(declaration, 'prefix').value,
    table: null,
    where: writtenText(declaration, 'where').value,
    include: written<readonly string[] | null>(declaration, 'include', null, readTexts).value,
    nullsDistinct: writtenFlag(declaration, 'nulls_distinct', true).value,
    message: writtenText(declaration, 'message').value,
    errorFields: errorFields(declaration, fields),
    allTenants: writtenFlag(declaration, 'all_tenants?', false).value,
    includeBaseFilter: writtenFlag(declaration, 'include_base_filter?', true).value,
  };
}

/** A list of keywords alone is taken for the options, and does not compile. */
function indexFields(argument: Expr | undefined): Known<readonly SnapshotIndexField[]> {
  const items = asWrappedList(argument);
  if (items.length === 0 || items.every((item) => item.kind === 'pair')) return unknown('its fields are not known');
  return allKnown(items.map((item) => orUnknown(indexField(item), 'one of its fields is computed')));
}

function indexField(item: Expr): SnapshotIndexField | undefined {
  const name = asAtom(item);
  if (name !== undefined) return isNil(item) ? undefined : { kind: 'atom', value: name };
  const text = asString(item);
  if (text !== undefined) return { kind: 'string', value: text };
  const [order, field] =
    item.kind === 'pair' ? [item.key, item.value] : item.kind === 'tuple' ? item.items : [undefined, undefined];
  const direction = asAtom(order);
  const value = asName(field);
  if (value === undefined || (direction !== 'asc' && direction !== 'desc')) return undefined;
  return { kind: 'directed', order: direction, value };
}

/** The columns of the index unless they are written; expressions have none. */
function errorFields(declaration: Declaration, fields: Known<readonly SnapshotIndexField[]>): Known<readonly string[]> {
  const own = written<readonly string[] | null>(declaration, 'error_fields', null, readNames).value;
  if (isUnknown(own) || own !== null) return own;
  return mapKnown(fields, (known) => known.map(({ value }) => value).filter((value) => /^[0-9a-zA-Z_]+$/.test(value)));
}

function readTexts(value: Expr): readonly string[] | undefined {
  const texts = asWrappedList(value).map(asName);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** Check constraints that have SQL; the others are only told errors by. */
export function checkConstraintsOf({ resource, options, causes }: PartContext): PartialCheck[] {
  const baseFilter = options.text('base_filter_sql');
  return options.entities('check_constraints', 'check_constraint').flatMap((declaration): PartialCheck[] => {
    const check = writtenText(declaration, 'check').value;
    const name = asName(declaration.args[1]) ?? nameOf(declaration);
    if (check === null || name === undefined) return [];
    const path = `checkConstraints/${name}`;
    causes.tell(path, placeOf(declaration));
    causes.tellOption(`${path}/check`, declaration, 'check');
    causes.tell(`${path}/baseFilter`, options.placeOf('base_filter_sql'));
    const columns = asWrappedList(declaration.args[0]).map((item) => {
      const attribute = resource.attributes.find((candidate) => candidate.name === asAtom(item));
      return orUnknown(attribute?.source, 'its attribute is not known');
    });
    return [{ name, attribute: allKnown(columns), check, baseFilter }];
  });
}

function nameOf(declaration: Declaration): string | undefined {
  const { value } = writtenName(declaration, 'name');
  return isUnknown(value) ? undefined : (value ?? undefined);
}

/** Entities without a name that can be read: what they are is not known. */
export function unreadEntities({ options }: PartContext): string[] {
  const checks = options
    .entities('check_constraints', 'check_constraint')
    .filter((declaration) => (asName(declaration.args[1]) ?? nameOf(declaration)) === undefined);
  const statements = options
    .entities('custom_statements', 'statement')
    .filter((declaration) => asAtom(declaration.args[0]) === undefined);
  return [...checks, ...statements].map(({ name }) => `the name of a \`${name}\` is computed`);
}

/** Custom statements, in the order of the DSL. */
export function customStatementsOf({ options, causes }: PartContext): PartialStatement[] {
  return options.entities('custom_statements', 'statement').flatMap((declaration): PartialStatement[] => {
    const name = asAtom(declaration.args[0]);
    if (name === undefined) return [];
    const path = `customStatements/${name}`;
    causes.tell(path, placeOf(declaration));
    for (const [field, option] of statementOptions) causes.tellOption(`${path}/${field}`, declaration, option);
    return [
      {
        name,
        up: required(declaration, 'up'),
        down: required(declaration, 'down'),
        code: writtenFlag(declaration, 'code?', false).value,
        global: writtenFlag(declaration, 'global?', false).value,
        afterTables: written<readonly string[]>(declaration, 'after_tables', [], readTexts).value,
      },
    ];
  });
}

const statementOptions: readonly (readonly [field: string, option: string])[] = [
  ['up', 'up'],
  ['down', 'down'],
  ['code', 'code?'],
  ['global', 'global?'],
  ['afterTables', 'after_tables'],
];

function required(declaration: Declaration, name: string): Known<string> {
  return mapKnown(writtenText(declaration, name).value, (text) => text ?? unknown(`\`${name}\` is missing`));
}
