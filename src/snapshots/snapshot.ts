/**
 * What AshPostgres' migration generator knows of a table: the content of one file below `resource_snapshots`, with the
 * defaults that its loader fills in (ash_postgres 2.12.0, migration_generator.ex, `sanitize_snapshot`).
 *
 * `U` is what stands where a value is not known. A file has none (`Snapshot`); what a resource's text decides only in
 * part is a `PartialSnapshot`, which any code that also takes a `Snapshot` must be ready for.
 */
export interface SnapshotOf<U> {
  readonly table: string;
  readonly schema: string | null | U;
  /** The repo's module, without `Elixir.`. */
  readonly repo: string;
  /** In the order of the DSL. */
  readonly attributes: readonly SnapshotAttributeOf<U>[];
  readonly identities: readonly SnapshotIdentityOf<U>[];
  readonly customIndexes: readonly SnapshotIndexOf<U>[];
  readonly customStatements: readonly SnapshotStatementOf<U>[];
  readonly checkConstraints: readonly SnapshotCheckOf<U>[];
  readonly multitenancy: SnapshotMultitenancy | U;
  /** The text of `base_filter_sql`. */
  readonly baseFilter: string | null | U;
  /** Some create action is not manual. */
  readonly hasCreateAction: boolean | U;
  readonly createTableOptions: string | null | U;
  /** The user was asked whether the table may be dropped, and said no. */
  readonly dropTableOptedOut: boolean;
}

/** A column's type as migrations name it: `text`, `bigint`, `timestamptz(6)`, or an array of such. */
export type SnapshotType = string | readonly ['array', SnapshotType];

export interface SnapshotAttributeOf<U> {
  /** The column's name. */
  readonly source: string;
  readonly type: SnapshotType | U;
  readonly size: number | null | U;
  readonly precision: number | null | U;
  readonly scale: number | null | U;
  /** Elixir code as it stands behind `default:` in a migration; `nil` for none. */
  readonly default: string | U;
  readonly allowNil: boolean | U;
  readonly primaryKey: boolean | U;
  readonly generated: boolean | U;
  readonly references: SnapshotReferenceOf<U> | null | U;
}

/** A foreign key. Where resources that share a table leave a value out, it is null. */
export interface SnapshotReferenceOf<U> {
  /** The constraint's name. */
  readonly name: string | U;
  readonly table: string | U;
  readonly schema: string | null | U;
  /** The referenced column. */
  readonly destinationAttribute: string | U;
  readonly destinationAttributeDefault: string | null | U;
  readonly destinationAttributeGenerated: boolean | null | U;
  /** Whether the referenced column is part of its table's primary key; old files do not say. */
  readonly primaryKey: boolean | null | U;
  readonly onDelete: SnapshotOnDelete | null | U;
  readonly onUpdate: string | null | U;
  readonly deferrable: boolean | 'initially' | null | U;
  readonly index: boolean | null | U;
  /** SQL. */
  readonly indexWhere: string | null | U;
  readonly matchTenant: boolean | null | U;
  readonly matchType: string | null | U;
  /** Own columns to columns of the referenced table, sorted by own column. */
  readonly matchWith: readonly (readonly [source: string, destination: string])[] | null | U;
  /** That of the referenced resource. */
  readonly multitenancy: SnapshotMultitenancy | U;
}

/** `delete`, `nilify`, `restrict`, `nothing`, or which columns are set to NULL. */
export type SnapshotOnDelete = string | readonly ['nilify', readonly string[]];

export interface SnapshotMultitenancy {
  readonly strategy: 'attribute' | 'context' | null;
  readonly attribute: string | null;
  readonly global: boolean | null;
}

/** A column, or SQL in parentheses (`string` in the file). */
export interface SnapshotKey {
  readonly kind: 'atom' | 'string';
  readonly value: string;
}

export interface SnapshotIdentityOf<U> {
  readonly name: string;
  readonly keys: readonly SnapshotKey[] | U;
  /** SQL of `identity_wheres_to_sql`. */
  readonly where: string | null | U;
  readonly baseFilter: string | null | U;
  readonly allTenants: boolean | U;
  readonly nilsDistinct: boolean | U;
  /** Null only where the generator forgets it, of an identity with `ofKey`. */
  readonly indexName: string | null | U;
  /**
   * It stands for the primary key of another resource of the table. The generator makes its name a string, which is
   * never equal to the atom that it reads from a snapshot.
   */
  readonly ofKey?: true;
}

/** A column (`atom` or `string`), an SQL expression (`string`), or one of them in a direction. */
export type SnapshotIndexField =
  SnapshotKey | { readonly kind: 'directed'; readonly order: 'asc' | 'desc'; readonly value: string };

export interface SnapshotIndexOf<U> {
  readonly fields: readonly SnapshotIndexField[] | U;
  /** Null where it is derived from the table and the fields. */
  readonly name: string | null | U;
  readonly unique: boolean | U;
  readonly concurrently: boolean | U;
  readonly using: string | null | U;
  readonly prefix: string | null | U;
  readonly table: string | null;
  readonly where: string | null | U;
  readonly include: readonly string[] | null | U;
  readonly nullsDistinct: boolean | U;
  readonly message: string | null | U;
  readonly errorFields: readonly string[] | U;
  readonly allTenants: boolean | U;
  readonly includeBaseFilter: boolean | U;
}

export interface SnapshotCheckOf<U> {
  readonly name: string;
  /** Columns. */
  readonly attribute: readonly string[] | U;
  /** SQL. */
  readonly check: string | U;
  readonly baseFilter: string | null | U;
}

export interface SnapshotStatementOf<U> {
  readonly name: string;
  readonly up: string | U;
  readonly down: string | U;
  /** `up` and `down` are Elixir, not SQL. */
  readonly code: boolean | U;
  /** It belongs among the public migrations although its resource is one of tenants. */
  readonly global: boolean | U;
  readonly afterTables: readonly string[] | U;
}

/** A value that the text does not decide, and why: the end of "It is not known …". */
export interface Unknown {
  readonly unknown: string;
}

export function isUnknown(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && 'unknown' in value;
}

export type Known<T> = T | Unknown;

export type Snapshot = SnapshotOf<never>;
export type SnapshotAttribute = SnapshotAttributeOf<never>;
export type SnapshotReference = SnapshotReferenceOf<never>;
export type SnapshotIdentity = SnapshotIdentityOf<never>;
export type SnapshotIndex = SnapshotIndexOf<never>;
export type SnapshotCheck = SnapshotCheckOf<never>;
export type SnapshotStatement = SnapshotStatementOf<never>;

/** What a resource's text decides of its snapshot. */
export type PartialSnapshot = SnapshotOf<Unknown>;
export type PartialAttribute = SnapshotAttributeOf<Unknown>;
export type PartialReference = SnapshotReferenceOf<Unknown>;
export type PartialIdentity = SnapshotIdentityOf<Unknown>;
export type PartialIndex = SnapshotIndexOf<Unknown>;
export type PartialCheck = SnapshotCheckOf<Unknown>;
export type PartialStatement = SnapshotStatementOf<Unknown>;

/** The content of a repo's `extensions.json`. */
export interface InstalledExtensions {
  /** Undefined in files that were written before Ash's functions had versions. */
  readonly ashFunctionsVersion: number | undefined;
  readonly installed: readonly string[];
}
