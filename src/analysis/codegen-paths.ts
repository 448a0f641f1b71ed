import type { CodegenPaths } from '../ash/settings.ts';

const codegen = /"ash(?:_postgres\.generate_migrations|\.codegen)(\s[^"\\]*)"/g;

/**
 * The folders that aliases in a `mix.exs` give to `mix ash.codegen`, relative to it. Where one alias names a folder and
 * another one another, nobody knows which of them is run.
 */
export function codegenPathsIn(mixFile: string): CodegenPaths {
  const options = [...mixFile.matchAll(codegen)].map(([, text = '']) => text);
  return {
    snapshots: onlyValue(options, 'snapshot-path'),
    migrations: onlyValue(options, 'migration-path'),
    tenantMigrations: onlyValue(options, 'tenant-migration-path'),
  };
}

function onlyValue(options: readonly string[], name: string): string | undefined {
  const pattern = new RegExp(`\\s--${name}[=\\s]\\s*(\\S+)`);
  const found = new Set(options.flatMap((text) => pattern.exec(text)?.[1] ?? []));
  const [only, ...others] = found;
  return others.length > 0 ? undefined : only?.replace(/^\.\/|\/$/g, '');
}
