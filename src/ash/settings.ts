import type { Expr } from '../elixir/syntax.ts';
import type { TypeRef } from './type-ref.ts';
import { builtin } from './type-ref.ts';

/** `config :ash` settings that change what a resource means, and the application's own lists. */
export interface Settings {
  /** `default_belongs_to_type`. */
  readonly defaultBelongsToType: TypeRef;
  /** `default_actions_require_atomic?`. */
  readonly defaultActionsRequireAtomic: boolean;
  /** `custom_types`: short name to module. */
  readonly customTypes: ReadonlyMap<string, string>;
  /** Pairs of types that may reference each other (`compatible_foreign_key_types`). */
  readonly compatibleForeignKeyTypes: readonly (readonly [string, string])[];
  /** Domains named in `ash_domains`, of all applications. */
  readonly domains: readonly string[];
  /** `snapshots_path` of repos, by their modules: where AshPostgres keeps snapshots instead of `priv/resource_snapshots`. */
  readonly snapshotPaths: ReadonlyMap<string, string>;
  /** Folders that the project's aliases of `mix ash.codegen` name, which go before all others. */
  readonly codegenPaths: CodegenPaths;
  /** What is configured of modules (`config :blog, Blog.Repo, priv: …`), by module and key. */
  readonly moduleOptions: ReadonlyMap<string, ReadonlyMap<string, Expr>>;
  /** A repository's `migration_lock` is one that needs no transaction (`:pg_advisory_lock`), or none at all. */
  readonly locksMigrationsWithoutTransaction: boolean;
}

/** Relative to the Mix project. */
export interface CodegenPaths {
  readonly snapshots: string | undefined;
  readonly migrations: string | undefined;
  readonly tenantMigrations: string | undefined;
}

export const defaultSettings: Settings = {
  defaultBelongsToType: builtin('uuid'),
  defaultActionsRequireAtomic: false,
  customTypes: new Map(),
  compatibleForeignKeyTypes: [],
  domains: [],
  snapshotPaths: new Map(),
  codegenPaths: { snapshots: undefined, migrations: undefined, tenantMigrations: undefined },
  moduleOptions: new Map(),
  locksMigrationsWithoutTransaction: false,
};
