/** What an option takes; `any` where a wrong value cannot be told by its form. */
export type OptionForm = 'string' | 'boolean' | 'strings' | 'atoms' | 'any' | readonly string[];

export type PostgresEntity = 'index' | 'reference' | 'check_constraint' | 'statement';

/**
 * The options of the entities in a `postgres` block, as AshPostgres 2.12 has them (`custom_index.ex`, `reference.ex`,
 * `check_constraint.ex`, `statement.ex`). Spark refuses anything else when the resource is compiled.
 */
export const postgresOptions: Readonly<Record<PostgresEntity, ReadonlyMap<string, OptionForm>>> = {
  index: new Map<string, OptionForm>([
    ['fields', 'any'],
    ['error_fields', 'atoms'],
    ['name', 'string'],
    ['unique', 'boolean'],
    ['concurrently', 'boolean'],
    ['using', 'string'],
    ['prefix', 'string'],
    ['where', 'string'],
    ['include', 'strings'],
    ['nulls_distinct', 'boolean'],
    ['message', 'string'],
    ['all_tenants?', 'boolean'],
    ['include_base_filter?', 'boolean'],
  ]),
  reference: new Map<string, OptionForm>([
    ['relationship', 'any'],
    ['ignore?', 'boolean'],
    ['on_delete', ['delete', 'nilify', 'nothing', 'restrict']],
    ['on_update', ['update', 'nilify', 'nothing', 'restrict']],
    ['deferrable', ['true', 'false', 'initially']],
    ['name', 'string'],
    ['match_with', 'any'],
    ['match_type', ['simple', 'partial', 'full']],
    ['match_tenant?', 'boolean'],
    ['index?', 'boolean'],
    ['index_where', 'any'],
  ]),
  check_constraint: new Map<string, OptionForm>([
    ['attribute', 'any'],
    ['name', 'string'],
    ['message', 'string'],
    ['check', 'string'],
  ]),
  statement: new Map<string, OptionForm>([
    ['name', 'any'],
    ['up', 'string'],
    ['down', 'string'],
    ['code?', 'boolean'],
    ['global?', 'boolean'],
    ['after_tables', 'strings'],
  ]),
};

/** Spellings of Ecto, SQL and other libraries that people write here. */
export const foreignSpellings: Readonly<Record<PostgresEntity, ReadonlyMap<string, string>>> = {
  index: new Map([
    ['method', 'using'],
    ['type', 'using'],
    ['unique?', 'unique'],
    ['concurrent', 'concurrently'],
    ['all_tenants', 'all_tenants?'],
  ]),
  reference: new Map([
    ['index', 'index?'],
    ['ignore', 'ignore?'],
    ['match_tenant', 'match_tenant?'],
    ['match', 'match_type'],
    ['with', 'match_with'],
  ]),
  check_constraint: new Map([
    ['expr', 'check'],
    ['condition', 'check'],
  ]),
  statement: new Map([
    ['code', 'code?'],
    ['global', 'global?'],
  ]),
};

/** The same, of values: Ecto's `:delete_all` is AshPostgres's `:delete`. */
export const foreignValues: ReadonlyMap<string, string> = new Map([
  ['delete_all', 'delete'],
  ['nilify_all', 'nilify'],
  ['update_all', 'update'],
  ['set_null', 'nilify'],
  ['no_action', 'nothing'],
]);
