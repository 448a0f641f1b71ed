import ignore, { type Ignore } from 'ignore';
import { fileKind, isTestCode } from './file-kind.ts';
import type { CheckRequest } from './port.ts';
import { isKnownAsh } from './versions.ts';
import type { Workspace } from './workspace.ts';

/** Which files of a workspace a check may report on. */
export class Scope {
  readonly #workspace: Workspace;
  readonly #request: CheckRequest;
  readonly #ignored: Ignore | undefined;

  constructor(workspace: Workspace, request: CheckRequest) {
    this.#workspace = workspace;
    this.#request = request;
    const { ignore: patterns } = request.config;
    this.#ignored = patterns.length === 0 ? undefined : ignore().add([...patterns]);
  }

  /** Whether the file was asked for; migrations and resources of Ash 2 have conditions of their own. */
  includes(path: string): boolean {
    const { config, scope } = this.#request;
    if (!config.tests && isTestCode(path)) return false;
    if (this.#ignored?.ignores(path) === true) return false;
    return scope === undefined || scope.some((entry) => isInside(path, entry));
  }

  examines(path: string): boolean {
    if (!this.includes(path) || this.foreignAsh(path) !== undefined) return false;
    return !this.#workspace.isMigration(path) || this.examinesMigration(path);
  }

  examinesMigration(path: string): boolean {
    const { migrations } = this.#request;
    return migrations.kind === 'all' || migrations.paths.includes(path);
  }

  /** Whether a migration is known to have changed since the revision that was compared with. */
  hasChanged(path: string): boolean {
    return this.#request.migrations.changed?.paths.includes(path) ?? false;
  }

  /** The locked version of Ash where it is one whose rules we do not know: everything here speaks of Ash 3. */
  foreignAsh(path: string): string | undefined {
    const version = this.#workspace.versionsFor(path)['ash'];
    return version === undefined || isKnownAsh(version) || fileKind(path) !== 'source' ? undefined : version;
  }
}

function isInside(path: string, entry: string): boolean {
  return entry === '' || path === entry || path.startsWith(`${entry}/`);
}
