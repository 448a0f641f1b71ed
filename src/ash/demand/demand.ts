/**
 * What a project's resources ask of their tables: the queries that their own declarations make, and the indexes that
 * stand, are suggested, or look needless. Plain data; nothing here was run.
 */
export interface Demand {
  /** The folder below `priv` that holds the repository's migrations: `repo`. */
  readonly repo: string;
  readonly tables: readonly DemandedTable[];
  readonly queries: readonly DemandedQuery[];
  readonly indexes: readonly CandidateIndex[];
  /** Declarations that make queries and that could not be read as SQL, with the reason. */
  readonly unread: readonly { readonly origin: Origin; readonly reason: string }[];
}

/** Where it is declared. Lines count from 1. */
export interface Origin {
  readonly resource: string;
  readonly path: string;
  readonly line: number;
  /** In words: "read action `published`", "relationship `comments`", "identity `unique_slug`". */
  readonly what: string;
}

export interface DemandedTable {
  /** Undefined: the repository's default one. Tables of tenants stand in one schema here. */
  readonly schema: string | undefined;
  readonly name: string;
  readonly resource: string;
  readonly columns: readonly DemandedColumn[];
  /** Column lists, the primary key first. */
  readonly uniqueKeys: readonly (readonly string[])[];
  /** The column that tells tenants apart. */
  readonly tenantColumn: string | undefined;
}

export interface DemandedColumn {
  readonly name: string;
  /** As PostgreSQL writes it: `uuid`, `text[]`, `numeric(10,2)`. */
  readonly type: string;
  readonly nullable: boolean;
  /** Literal values that the type allows: `one_of` of an atom, an enum's values. */
  readonly values: readonly string[] | undefined;
  /** It points to the key of another table of the same repository. */
  readonly references: { readonly table: string; readonly column: string } | undefined;
}

export interface DemandedQuery {
  /** Stable over runs: of the resource, the declaration, and a number where it makes several. */
  readonly id: string;
  readonly origin: Origin;
  /** As Ash would send it with AshPostgres, as far as the plan depends on it, with `$1`, `$2` for arguments. */
  readonly sql: string;
  /** What each parameter stands for: values are drawn from the rows of this column, or taken as they are. */
  readonly parameters: readonly QueryParameter[];
  /** The tables that it reads, the main one first. */
  readonly tables: readonly string[];
  /** Columns of the main table by what the query does with them, in the order in which they are written. */
  readonly shape: {
    readonly equal: readonly string[];
    readonly range: readonly string[];
    readonly search: readonly string[];
    readonly sort: readonly { readonly column: string; readonly descending: boolean }[];
    readonly limited: boolean;
  };
}

export type QueryParameter =
  | { readonly kind: 'column'; readonly table: string; readonly column: string; readonly type: string }
  | { readonly kind: 'literal'; readonly value: string; readonly type: string };

export interface CandidateIndex {
  readonly table: string;
  /** A complete statement; its name is unique within the database. */
  readonly sql: string;
  readonly name: string;
  /**
   * Standing ones are declared (primary keys and unique keys among them), suggested ones are not; a needless one
   * stands and another one covers it (`coveredBy` is its name).
   */
  readonly status: 'standing' | 'suggested' | 'needless';
  readonly coveredBy: string | undefined;
  readonly unique: boolean;
  /** Made by the table's definition: it cannot be left out of an experiment by dropping it as an index. */
  readonly isConstraint: boolean;
  readonly columns: readonly string[];
  readonly origin: Origin;
  /** What to write into the resource for a suggested one: lines of Elixir, and the block that takes them. */
  readonly declaration: { readonly block: string; readonly code: string } | undefined;
}
