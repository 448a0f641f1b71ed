import { childrenNamed, findOption, type Declaration } from '../../elixir/declaration.ts';
import { allOf, asAtom, asModule, asName, asString, asWrappedList, isNil, pairsOf } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { CheckConstraint, CustomIndex, IndexField, Postgres, Reference, Statement } from '../model.ts';
import { booleanOption, exprOption, nameOption, namesOption, stringOption } from './options.ts';

const keywordOptions = [
  'storage_types',
  'migration_types',
  'migration_defaults',
  'calculations_to_sql',
  'identity_wheres_to_sql',
  'identity_index_names',
  'simple_join_first_aggregates',
];
const nameOptions = ['skip_unique_indexes', 'migration_ignore_attributes', 'simple_join_first_aggregates'];
const scalarOptions = ['table', 'schema', 'repo', 'migrate?', 'polymorphic?', 'base_filter_sql'];

/** Reads the `postgres` blocks of a resource as one; undefined when there is none. */
export function readPostgres(blocks: readonly Declaration[]): Postgres | undefined {
  const first = blocks[0];
  if (first === undefined) return undefined;
  const all: Declaration = { ...first, body: blocks.flatMap((block) => block.body) };
  const inSections = (section: string, entity: string): Declaration[] =>
    childrenNamed(all, section).flatMap((block) => childrenNamed(block, entity));
  return {
    table: stringOption(all, 'table'),
    schema: stringOption(all, 'schema'),
    repo: asModule(exprOption(all, 'repo')),
    migrate: booleanOption(all, 'migrate?', true),
    polymorphic: booleanOption(all, 'polymorphic?', false),
    baseFilterSql: stringOption(all, 'base_filter_sql'),
    references: inSections('references', 'reference').map(readReference),
    customIndexes: inSections('custom_indexes', 'index').map(readIndex),
    checkConstraints: inSections('check_constraints', 'check_constraint').map(readCheck),
    statements: inSections('custom_statements', 'statement').map(readStatement),
    keywords: new Map(keywordOptions.map((name) => [name, keywordsOf(all, name)])),
    names: new Map(nameOptions.map((name) => [name, namesOption(all, name, []) ?? []])),
    dynamicOptions: new Set(
      [...keywordOptions, ...nameOptions, ...scalarOptions].filter((name) => isDynamic(all, name)),
    ),
    manageTenant: childrenNamed(all, 'manage_tenant')[0],
    declarations: blocks,
  };
}

function keywordsOf(block: Declaration, name: string): ReadonlyMap<string, Expr> {
  const result = new Map<string, Expr>();
  for (const child of childrenNamed(block, name)) {
    for (const pair of pairsOf(child.args[0])) {
      const key = asAtom(pair.key);
      if (key !== undefined) result.set(key, pair.value);
    }
  }
  return result;
}

function isDynamic(block: Declaration, name: string): boolean {
  const value = findOption(block, name)?.value;
  if (value === undefined || isNil(value)) return false;
  if (value.kind === 'list') return false;
  return asName(value) === undefined && asModule(value) === undefined;
}

function readReference(declaration: Declaration): Reference {
  const onDelete = exprOption(declaration, 'on_delete');
  const isColumns = onDelete?.kind === 'tuple' && asAtom(onDelete.items[0]) === 'nilify';
  return {
    relationship: asAtom(declaration.args[0]),
    ignore: booleanOption(declaration, 'ignore?', false),
    onDelete: isColumns ? 'nilify' : asAtom(onDelete),
    onDeleteColumns: isColumns ? allOf(asWrappedList(onDelete.items[1]), asAtom) : undefined,
    onUpdate: asAtom(exprOption(declaration, 'on_update')),
    index: booleanOption(declaration, 'index?', false),
    indexWhere: exprOption(declaration, 'index_where'),
    matchTenant: booleanOption(declaration, 'match_tenant?', false),
    name: nameOption(declaration, 'name', undefined),
    declaration,
  };
}

function readIndex(declaration: Declaration): CustomIndex {
  const where = exprOption(declaration, 'where');
  return {
    fields: allOf(asWrappedList(declaration.args[0]), indexField),
    unique: booleanOption(declaration, 'unique', false),
    name: nameOption(declaration, 'name', undefined),
    where: asString(where),
    hasWhere: where !== undefined,
    using: nameOption(declaration, 'using', undefined),
    include: namesOption(declaration, 'include', []) ?? [],
    nullsDistinct: booleanOption(declaration, 'nulls_distinct', true),
    concurrently: booleanOption(declaration, 'concurrently', false),
    allTenants: booleanOption(declaration, 'all_tenants?', false),
    declaration,
  };
}

/** `:column`, `"column"`, `"lower(column)"`, `desc: :column` or `{:desc, :column}`. */
function indexField(item: Expr): IndexField | undefined {
  const name = asAtom(item);
  if (name !== undefined) return { name, sql: false };
  const text = asString(item);
  if (text !== undefined) return { name: text, sql: !/^[a-z_][a-z0-9_$]*$/i.test(text) };
  if (item.kind === 'pair') return indexField(item.value);
  const column = item.kind === 'tuple' ? item.items[1] : undefined;
  return column === undefined ? undefined : indexField(column);
}

function readCheck(declaration: Declaration): CheckConstraint {
  return {
    attributes: allOf(asWrappedList(declaration.args[0]), asAtom),
    name: asName(declaration.args[1]) ?? nameOption(declaration, 'name', undefined),
    check: stringOption(declaration, 'check'),
    declaration,
  };
}

function readStatement(declaration: Declaration): Statement {
  return {
    name: asAtom(declaration.args[0]),
    up: stringOption(declaration, 'up'),
    down: stringOption(declaration, 'down'),
    declaration,
  };
}
