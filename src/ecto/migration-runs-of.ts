import { Lines } from '../base/lines.ts';
import type { MigrationConfig } from './migration-config.ts';
import { compareVersions, migrationPlaceOf } from './migration-place.ts';
import type { MigrationRun, RunStep } from './migration-run.ts';
import type { Migration } from './migration.ts';
import { runStepsOf } from './run-steps.ts';

/** What decides how the migrations of a repository run. */
export interface RunSettings {
  readonly config: MigrationConfig;
  /** The schema that stands for a tenant. */
  readonly tenantSchema: string;
  readonly textOf: (path: string) => string;
}

/** Migrations of one repository in the order in which they run; those of tenants come after all others. */
export function migrationRunsOf(migrations: readonly Migration[], settings: RunSettings): MigrationRun[] {
  const runs = migrations
    .flatMap((migration) => runOf(migration, settings) ?? [])
    .sort((a, b) => Number(a.tenant) - Number(b.tenant) || compareVersions(a.version, b.version));
  return runs.map((run, index) => {
    const twin = runs.slice(0, index).find((other) => other.tenant === run.tenant && isTwin(other, run));
    return twin === undefined ? run : refused(run, twin);
  });
}

function runOf(migration: Migration, { config, tenantSchema, textOf }: RunSettings): MigrationRun | undefined {
  const { path, module } = migration;
  const place = migrationPlaceOf(path);
  if (place?.version === undefined) return undefined;
  const text = textOf(path);
  const prefixes = { own: place.tenant ? tenantSchema : undefined, fallback: config.prefix };
  const steps = runStepsOf({ migration, text, migrations: [], lines: new Lines(text), config, prefixes });
  return {
    ...{ path, module, version: place.version, repo: place.repo, tenant: place.tenant },
    transaction: !migration.disablesTransaction,
    installsExtensions: installsExtensions(migration, place.name),
    ...steps,
  };
}

/** As AshPostgres names and describes them (ash_postgres 2.12, `create_extension_migrations`). */
function installsExtensions({ doc }: Migration, name: string): boolean {
  return /_extensions_\d+(_dev)?$|^install_.+_extension$/.test(name) || /^Installs .*extension/.test(doc ?? '');
}

function isTwin(a: MigrationRun, b: MigrationRun): boolean {
  return compareVersions(a.version, b.version) === 0;
}

/** Ecto raises before it runs anything. */
function refused(run: MigrationRun, twin: MigrationRun): MigrationRun {
  const message = `migrations can't be executed, migration version ${run.version} is duplicated (\`${twin.path}\`)`;
  const step: RunStep = { cause: { path: run.path, line: 1 }, description: message, kind: 'refusal', message };
  return { ...run, up: [step], down: [step] };
}
