import { camelize } from '../../base/names.ts';
import type { Operation } from '../../ecto/operation.ts';
import type { InstalledExtensions } from '../snapshot.ts';
import { latestFunctions, type FunctionsCode } from './ash-functions.ts';
import type { PlannedMigration, Naming } from './repo-plan.ts';
import type { PlannedRepo } from './planned-repo.ts';

/** An entry of `installed_extensions/0`; one with a version is a module of the project. */
export interface RequestedExtension {
  readonly name: string;
  readonly version?: number;
  readonly module?: string;
  /** What the module's functions give, where they are plain texts. */
  readonly code?: FunctionsCode;
}

export interface RepoExtensions {
  readonly requested: readonly RequestedExtension[];
  readonly installed: InstalledExtensions | undefined;
  /** The version of Ash's functions that the project's ash_postgres has. */
  readonly latestFunctions?: number;
  /** Undefined where the project's ash_postgres is not at hand. */
  readonly functions: FunctionsCode | undefined;
  /** Names of the files in the repo's folder of migrations. */
  readonly migrationNames: readonly string[];
}

export interface ExtensionPlan {
  readonly migration: PlannedMigration;
  /** What `extensions.json` says afterwards. */
  readonly installed: InstalledExtensions;
  readonly snapshotPath: string;
  /** Why parts of the migration could not be written. */
  readonly missing: readonly string[];
}

/** `create_extension_migrations`; undefined when there is nothing to install. */
export function planExtensions(
  repo: PlannedRepo,
  extensions: RepoExtensions,
  { name, stamps }: Naming,
): ExtensionPlan | undefined {
  const { requested, installed } = extensions;
  const latest = extensions.latestFunctions ?? latestFunctions;
  const wanted = requested.filter((extension) =>
    extension.name === 'ash-functions'
      ? installed?.ashFunctionsVersion !== latest
      : !(installed?.installed ?? []).includes(keyOf(extension)),
  );
  const [first] = wanted;
  if (first === undefined) return undefined;
  const isSingle = wanted.length === 1 && first.version !== undefined;
  const single = `install_${first.name}_v${first.version ?? 0}`;
  const several = `${name}_extensions_${numberOf(name, extensions.migrationNames)}`;
  const ownName = isSingle ? `${single}_${stamps.take()}` : several;
  const file = isSingle ? `${single}_extension` : several;
  const names = requested.map(keyOf);
  return {
    migration: {
      repo: repo.settings.module,
      tenant: false,
      path: `${repo.migrations}/${stamps.take()}_${file}.exs`,
      module: `${repo.settings.module}.Migrations.${camelize(ownName)}`,
      transaction: true,
      up: wanted.map((extension) => installing(extension, extensions)),
      down: [...uninstallHint.map(code), ...wanted.map((extension) => uninstalling(extension, extensions))],
      content: 'extensions',
    },
    installed: { ashFunctionsVersion: names.includes('ash-functions') ? latest : undefined, installed: names },
    snapshotPath: `${repo.snapshotRoot}/${repo.folder}/extensions.json`,
    missing: wanted.flatMap((extension) => reasonOf(extension, extensions) ?? []),
  };
}

function keyOf({ name, version }: RequestedExtension): string {
  return version === undefined ? name : `${name}_v${version}`;
}

/** The generator looks for digits right behind `_extensions`, where it writes none itself, so that this stays 1. */
function numberOf(name: string, files: readonly string[]): number {
  const numbers = files.map((file) => Number.parseInt(file.split(`_${name}_extensions`)[1] ?? '', 10) || 0);
  return Math.max(0, ...numbers) + 1;
}

const uninstallHint = [
  '# Uncomment this if you actually want to uninstall the extensions',
  '# when this migration is rolled back:',
];

function installing(extension: RequestedExtension, extensions: RepoExtensions): Operation {
  const reason = reasonOf(extension, extensions);
  if (reason !== undefined) return code(`raise ${JSON.stringify(`${reason} Run \`mix ash.codegen\` to write it.`)}`);
  const written = extension.name === 'ash-functions' ? extensions.functions : extension.code;
  if (written !== undefined) return code(written.install.trim());
  const sql = `CREATE EXTENSION IF NOT EXISTS "${extension.name}"`;
  return { kind: 'execute', sql, exact: true, form: 'string' };
}

function uninstalling(extension: RequestedExtension, extensions: RepoExtensions): Operation {
  const reason = reasonOf(extension, extensions);
  if (reason !== undefined) return code(`# ${reason}`);
  const written = extension.name === 'ash-functions' ? extensions.functions : extension.code;
  if (written !== undefined) return code(written.drop.trim());
  return code(`# execute("DROP EXTENSION IF EXISTS \\"${extension.name}\\"")`);
}

function reasonOf({ name, module, code: own }: RequestedExtension, { functions }: RepoExtensions): string | undefined {
  if (own !== undefined) return undefined;
  if (module !== undefined) return `What \`${module}\` installs is decided by its functions.`;
  if (name !== 'ash-functions' || functions !== undefined) return undefined;
  return "The text of Ash's functions comes from `deps/ash_postgres`, which is not there.";
}

function code(text: string): Operation {
  return { kind: 'code', code: text };
}
