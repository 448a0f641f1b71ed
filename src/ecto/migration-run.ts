import type { Cause, Operation } from './operation.ts';

/** A migration as Ecto runs it: what is sent to the database, one statement at a time, in both directions. */
export interface MigrationRun {
  readonly path: string;
  readonly module: string;
  /** The digits that the file name begins with; migrations of a folder run in the order of these numbers. */
  readonly version: string;
  /** The folder below `priv` that holds the repository's migrations: `repo`. */
  readonly repo: string;
  /** It runs once per tenant, in the schema of the tenant. */
  readonly tenant: boolean;
  /** Whether each direction runs in one transaction. */
  readonly transaction: boolean;
  /** AshPostgres' own migration of extensions and functions, whose `down` leaves what it made. */
  readonly installsExtensions: boolean;
  readonly up: readonly RunStep[];
  readonly down: readonly RunStep[];
}

export type RunStep = {
  readonly cause: Cause;
  /** What it is for, in words: "add column `title` to `posts`". */
  readonly description: string;
  readonly operation?: Operation;
} & (
  | { readonly kind: 'statement'; readonly sql: string }
  /** Ecto raises here. What stands before it was sent; it is the last step of its direction. */
  | { readonly kind: 'refusal'; readonly message: string }
  /** The text does not decide what is sent. */
  | {
      readonly kind: 'opaque';
      readonly reason: string;
      /** What is sent can only write or read rows: the schema stays as it is. */
      readonly writesRows?: boolean;
    }
);

/** What a project's migrations and resources say of one repository's database. */
export interface RepoRuns {
  /** As in `MigrationRun.repo`; applications of an umbrella project may have the same. */
  readonly repo: string;
  /** Where its folders of migrations lie: `priv/repo`, `apps/blog/priv/repo`. No two repositories have the same. */
  readonly folder: string;
  /** The repository's module, where it was found. */
  readonly module: string | undefined;
  /** What its migrations are made for where that is not PostgreSQL: `SQLite`. */
  readonly otherDatabase?: string | undefined;
  /** `min_pg_version`, as PostgreSQL counts: 160000. Undefined where it is not known. */
  readonly minVersionNumber: number | undefined;
  /** Those of PostgreSQL in `installed_extensions`, and those that migrations create. */
  readonly extensions: readonly string[];
  /** Of all folders of the repository, in the order in which they run; those of tenants come after all others. */
  readonly migrations: readonly MigrationRun[];
  /** Files in the migrations' folders that are none, or were not read, with the reason. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[];
  /** What makes the tables that the resources declare, in an empty database. Those of tenants are told apart. */
  readonly declared: DeclaredSchema;
  /**
   * When snapshots were written, oldest first. A schema is made of them when it is asked for (`recordedSchema` of the
   * analysis): all of them together would take a project with a thousand snapshots half a minute.
   */
  readonly recordedVersions: readonly string[];
}

export interface DeclaredSchema {
  readonly steps: readonly RunStep[];
  readonly tenantSteps: readonly RunStep[];
  /** What is not known: tables whose resources are open, with the reason. A comparison passes over them. */
  readonly unknown: readonly { readonly table: string; readonly reason: string }[];
  /** Why there may be tables beside these: nothing can be said of a table that only migrations make. */
  readonly openBecause: readonly string[];
  /** Why AshPostgres could not make anything of the resources; there are no steps then. */
  readonly refused: string | undefined;
}

/**
 * What the snapshots say that the tables were when a migration had been written. The generator removes the snapshots of
 * a table that is dropped or renamed, so that such a table is missing here under its old name.
 */
export interface RecordedSchema {
  /** The time stamp of the newest snapshot that counts: compares with `MigrationRun.version`. */
  readonly version: string;
  readonly steps: readonly RunStep[];
  readonly tenantSteps: readonly RunStep[];
}
