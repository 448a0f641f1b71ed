import type {
  Snapshot,
  SnapshotAttribute,
  SnapshotIdentity,
  SnapshotIndex,
  SnapshotMultitenancy,
  SnapshotReference,
} from './snapshot.ts';

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The text of a snapshot file as AshPostgres writes it. `hash` is null: it is the SHA-256 of what the BEAM prints of
 * the snapshot, and is never compared.
 */
export function writeSnapshot(snapshot: Snapshot): string {
  return printJson(toFile(snapshot));
}

/** JSON with sorted keys and without a line break at the end, as the generator prints any file of its own. */
export function printJson(value: Json): string {
  return JSON.stringify(sorted(value), undefined, 2);
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

function toFile(snapshot: Snapshot): Json {
  return {
    attributes: snapshot.attributes.map(attributeToFile),
    base_filter: snapshot.baseFilter,
    check_constraints: snapshot.checkConstraints.map(({ name, attribute, check, baseFilter }) => ({
      name,
      attribute,
      check,
      base_filter: baseFilter,
    })),
    create_table_options: snapshot.createTableOptions,
    custom_indexes: snapshot.customIndexes.map(indexToFile),
    custom_statements: snapshot.customStatements.map(({ name, up, down, code, global, afterTables }) => ({
      name,
      up,
      down,
      'code?': code,
      'global?': global,
      after_tables: afterTables,
    })),
    has_create_action: snapshot.hasCreateAction,
    hash: null,
    identities: snapshot.identities.map(identityToFile),
    multitenancy: multitenancyToFile(snapshot.multitenancy),
    repo: `Elixir.${snapshot.repo}`,
    schema: snapshot.schema,
    table: snapshot.table,
    ...(snapshot.dropTableOptedOut ? { drop_table_opted_out: true } : {}),
  };
}

function attributeToFile(attribute: SnapshotAttribute): Json {
  return {
    source: attribute.source,
    type: attribute.type,
    size: attribute.size,
    precision: attribute.precision,
    scale: attribute.scale,
    default: attribute.default,
    'allow_nil?': attribute.allowNil,
    'primary_key?': attribute.primaryKey,
    'generated?': attribute.generated,
    references: attribute.references === null ? null : referenceToFile(attribute.references),
  };
}

function referenceToFile(reference: SnapshotReference): Json {
  return {
    name: reference.name,
    table: reference.table,
    schema: reference.schema,
    destination_attribute: reference.destinationAttribute,
    destination_attribute_default: reference.destinationAttributeDefault,
    destination_attribute_generated: reference.destinationAttributeGenerated,
    'primary_key?': reference.primaryKey,
    on_delete: reference.onDelete,
    on_update: reference.onUpdate,
    deferrable: reference.deferrable,
    'index?': reference.index,
    index_where: reference.indexWhere,
    'match_tenant?': reference.matchTenant,
    match_type: reference.matchType,
    match_with: reference.matchWith === null ? null : Object.fromEntries(reference.matchWith),
    multitenancy: multitenancyToFile(reference.multitenancy),
  };
}

function identityToFile(identity: SnapshotIdentity): Json {
  return {
    name: identity.name,
    keys: identity.keys.map(({ kind, value }) => ({ type: kind, value })),
    where: identity.where,
    base_filter: identity.baseFilter,
    'all_tenants?': identity.allTenants,
    'nils_distinct?': identity.nilsDistinct,
    ...(identity.indexName === null ? {} : { index_name: identity.indexName }),
  };
}

function indexToFile(index: SnapshotIndex): Json {
  return {
    fields: index.fields.map((field) =>
      field.kind === 'directed'
        ? { type: field.kind, order: field.order, value: field.value }
        : { type: field.kind, value: field.value },
    ),
    name: index.name,
    unique: index.unique,
    concurrently: index.concurrently,
    using: index.using,
    prefix: index.prefix,
    table: index.table,
    where: index.where,
    include: index.include,
    nulls_distinct: index.nullsDistinct,
    message: index.message,
    error_fields: index.errorFields,
    'all_tenants?': index.allTenants,
    'include_base_filter?': index.includeBaseFilter,
  };
}

function multitenancyToFile({ strategy, attribute, global }: SnapshotMultitenancy): Json {
  return { strategy, attribute, global };
}
