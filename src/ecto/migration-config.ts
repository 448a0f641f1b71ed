import { asAtom, asName, asString } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import { readOptions, type Options } from './options.ts';

/** What the configuration of a repository adds to the commands of its migrations (ecto_sql 3.14). */
export interface MigrationConfig {
  /** `migration_primary_key`: options of the key that `create table` adds; `none` where it adds none. */
  readonly primaryKey: Options | 'none';
  /** `migration_foreign_key`: options of `references`. */
  readonly foreignKey: Options;
  /** `migration_timestamps`: options of `timestamps`. */
  readonly timestamps: Options;
  /** `migration_default_prefix` */
  readonly prefix: string | undefined;
  /** It was looked for: what it does not say holds, and is no assumption. */
  readonly isKnown: boolean;
}

const nothing: Options = { items: [], known: true };

export const defaultConfig: MigrationConfig = {
  primaryKey: nothing,
  foreignKey: nothing,
  timestamps: nothing,
  prefix: undefined,
  isKnown: false,
};

/** Reads `config :blog, Blog.Repo, migration_primary_key: […]`, given by its keys. */
export function readMigrationConfig(options: ReadonlyMap<string, Expr>): MigrationConfig {
  const key = options.get('migration_primary_key');
  return {
    primaryKey: asAtom(key) === 'false' ? 'none' : readOptions(key),
    foreignKey: readOptions(options.get('migration_foreign_key')),
    timestamps: readOptions(options.get('migration_timestamps')),
    prefix: asName(options.get('migration_default_prefix')),
    isKnown: true,
  };
}

/** The folder of a repository's migrations, where its configuration names one: `priv/reports`. */
export function privFolderOf(options: ReadonlyMap<string, Expr>): string | undefined {
  return asString(options.get('priv'))?.replace(/^\.\/|\/$/g, '');
}
