import type {
  AttributeFile,
  FileType,
  IdentityFile,
  IndexFile,
  KeyFile,
  MultitenancyFile,
  ReferencesFile,
  SnapshotFile,
} from './file-schema.ts';
import type {
  Snapshot,
  SnapshotAttribute,
  SnapshotIdentity,
  SnapshotIndex,
  SnapshotKey,
  SnapshotMultitenancy,
  SnapshotReference,
  SnapshotType,
} from './snapshot.ts';

/** A snapshot of what a file says, with the defaults of the generator's own loader for what older versions left out. */
export function fromFile(file: SnapshotFile): Snapshot {
  return {
    table: file.table,
    schema: file.schema ?? null,
    repo: file.repo.replace(/^Elixir\./, ''),
    attributes: file.attributes.map((attribute) => attributeOf(attribute, file.table)),
    identities: file.identities.map((identity) => identityOf(identity, file.table)),
    customIndexes: (file.custom_indexes ?? []).map(indexOf),
    customStatements: (file.custom_statements ?? []).map((statement) => ({
      name: statement.name,
      up: statement.up ?? '',
      down: statement.down ?? '',
      code: statement['code?'] ?? false,
      global: statement['global?'] ?? false,
      afterTables: statement.after_tables ?? [],
    })),
    checkConstraints: (file.check_constraints ?? []).map((constraint) => ({
      name: constraint.name,
      attribute: [constraint.attribute].flat(),
      check: constraint.check,
      baseFilter: constraint.base_filter ?? null,
    })),
    multitenancy: multitenancyOf(file.multitenancy),
    baseFilter: file.base_filter ?? null,
    hasCreateAction: file.has_create_action ?? true,
    createTableOptions: file.create_table_options ?? null,
    dropTableOptedOut: file.drop_table_opted_out ?? false,
  };
}

function attributeOf(file: AttributeFile, table: string): SnapshotAttribute {
  const source = file.name ?? file.source ?? '';
  return {
    source,
    type: typeOf(file.type),
    size: file.size ?? null,
    precision: file.precision ?? null,
    scale: file.scale ?? null,
    default: file.default ?? 'nil',
    allowNil: file['allow_nil?'],
    primaryKey: file['primary_key?'] ?? false,
    generated: file['generated?'] ?? false,
    references: file.references == null ? null : referenceOf(file.references, table, source),
  };
}

/** Of `["varchar", 255]` the generator's loader keeps the name; sizes stand beside the type. */
function typeOf(type: FileType): SnapshotType {
  if (typeof type === 'string') return type;
  const [first, second] = type;
  if (first === 'array' && second !== undefined && typeof second !== 'number') return ['array', typeOf(second)];
  return typeof first === 'string' ? first : 'unknown';
}

function referenceOf(file: ReferencesFile, table: string, source: string): SnapshotReference {
  const name = file.name ?? `${table}_${source}_fkey`;
  return {
    name: name.startsWith('_') ? `${table}${name}` : name,
    table: file.table,
    schema: file.schema ?? null,
    destinationAttribute: file.destination_attribute ?? file.destination_field ?? '',
    destinationAttributeDefault: file.destination_attribute_default ?? file.destination_field_default ?? null,
    destinationAttributeGenerated: file.destination_attribute_generated ?? file.destination_field_generated ?? null,
    primaryKey: file['primary_key?'] ?? null,
    onDelete: file.on_delete ?? null,
    onUpdate: file.on_update ?? null,
    deferrable: file.deferrable === undefined ? false : file.deferrable,
    index: file['index?'] === undefined ? false : file['index?'],
    indexWhere: file.index_where ?? null,
    matchTenant: file['match_tenant?'] === undefined ? false : file['match_tenant?'],
    matchType: file.match_type ?? null,
    matchWith: file.match_with == null ? null : Object.entries(file.match_with).sort(byKey),
    multitenancy: multitenancyOf(file.multitenancy),
  };
}

function byKey([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

function identityOf(file: IdentityFile, table: string): SnapshotIdentity {
  return {
    name: file.name,
    keys: file.keys.map(identityKey),
    where: file.where ?? null,
    baseFilter: file.base_filter ?? null,
    allTenants: file['all_tenants?'] ?? false,
    nilsDistinct: file['nils_distinct?'] ?? true,
    indexName: file.index_name ?? `${table}_${file.name}_unique_index`,
  };
}

function identityKey(key: KeyFile): SnapshotKey {
  if (typeof key === 'string') return { kind: key.includes('(') ? 'string' : 'atom', value: key };
  return { kind: key.type, value: key.value };
}

function indexOf(file: IndexFile): SnapshotIndex {
  return {
    fields: (file.fields ?? []).map((field) => {
      if (typeof field === 'string') return { kind: 'string', value: field };
      if (field.type === 'directed') return { kind: field.type, order: field.order, value: field.value };
      return { kind: field.type, value: field.value };
    }),
    name: file.name ?? null,
    unique: file.unique ?? false,
    concurrently: file.concurrently ?? false,
    using: file.using ?? null,
    prefix: file.prefix ?? null,
    table: file.table ?? null,
    where: file.where ?? null,
    include: file.include === undefined ? [] : file.include,
    nullsDistinct: file.nulls_distinct ?? true,
    message: file.message ?? null,
    errorFields: file.error_fields ?? [],
    allTenants: file['all_tenants?'] ?? false,
    includeBaseFilter: file['include_base_filter?'] ?? true,
  };
}

function multitenancyOf(file: MultitenancyFile | null | undefined): SnapshotMultitenancy {
  return { strategy: file?.strategy ?? null, attribute: file?.attribute ?? null, global: file?.global ?? null };
}
