/**
 * What PGlite 0.5.16 brings, by the name in `CREATE EXTENSION`: the bundles (`NAME.tar.gz`) that hold it and what it
 * requires. From the control files in those bundles.
 */
const bundlesByExtension: ReadonlyMap<string, readonly string[]> = new Map([
  ...[
    ...['amcheck', 'bloom', 'btree_gin', 'btree_gist', 'citext', 'cube', 'dict_int', 'dict_xsyn', 'file_fdw'],
    ...['fuzzystrmatch', 'hstore', 'intarray', 'isn', 'lo', 'ltree', 'pageinspect', 'pg_buffercache'],
    ...['pg_freespacemap', 'pg_logicalinspect', 'pg_stat_statements', 'pg_surgery', 'pg_trgm', 'pg_visibility'],
    ...['pg_walinspect', 'pgcrypto', 'seg', 'tablefunc', 'tcn', 'tsm_system_rows', 'tsm_system_time', 'unaccent'],
    ...['uuid-ossp'],
  ].map((name): [string, string[]] => [name, [name]]),
  ...['autoinc', 'insert_username', 'moddatetime', 'refint'].map((name): [string, string[]] => [name, ['spi']]),
  ['earthdistance', ['cube', 'earthdistance']],
  // It is part of the engine itself.
  ['plpgsql', []],
]);

/** The bundles for those extensions that there are, each once. */
export function bundlesFor(extensions: readonly string[]): string[] {
  return [...new Set(extensions.flatMap((name) => bundlesByExtension.get(name) ?? []))];
}

/** Those that the embedded engine does not have. */
export function missingFromEmbedded(extensions: readonly string[]): string[] {
  return [...new Set(extensions.filter((name) => !bundlesByExtension.has(name)))];
}
