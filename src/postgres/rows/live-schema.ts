/** The tables of a database as its catalogue tells them, as far as it takes to write rows into them. */
export interface LiveSchema {
  readonly tables: readonly LiveTable[];
  readonly types: ReadonlyMap<string, LiveType>;
}

export interface LiveTable {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  /** As it stands in a statement: `public.posts`. */
  readonly sql: string;
  readonly columns: readonly LiveColumn[];
  readonly keys: readonly LiveKey[];
  readonly foreignKeys: readonly LiveForeignKey[];
  /** Of the table, of its columns' domains, and what its partitions take. */
  readonly checks: readonly LiveCheck[];
  readonly isPartitioned: boolean;
}

export interface LiveColumn {
  readonly name: string;
  /** Key of `LiveSchema.types`. */
  readonly type: string;
  /** As PostgreSQL writes it, with the domain's base in its place: `character varying(20)`. */
  readonly baseSql: string;
  readonly modifier: number;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  /** Numbered or computed by the database. */
  readonly made: 'generated' | 'always-identity' | 'identity' | 'sequence' | undefined;
}

export interface LiveType {
  /** `int4`, `_text`, or a user's own. */
  readonly name: string;
  readonly kind: 'base' | 'composite' | 'domain' | 'enum' | 'range' | 'multirange' | 'other';
  readonly base: string | undefined;
  readonly element: string | undefined;
  readonly subtype: string | undefined;
  readonly labels: readonly string[];
  readonly fields: readonly string[];
  readonly modifier: number;
}

/** A unique index, of a key or constraint or by itself. */
export interface LiveKey {
  readonly columns: readonly string[];
  readonly nullsDistinct: boolean;
  /** Neither for some rows only nor over expressions. */
  readonly isPlain: boolean;
  readonly isDeferrable: boolean;
}

export interface LiveForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetSql: string;
  readonly targetColumns: readonly string[];
  readonly isDeferrable: boolean;
  /** `MATCH FULL`: all columns are empty, or none is. */
  readonly isFull: boolean;
}

export interface LiveCheck {
  /** An expression over the table's columns. */
  readonly sql: string;
  readonly columns: readonly string[];
}
