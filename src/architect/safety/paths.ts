import { fileKind } from '../../analysis/file-kind.ts';
import type { MigrationSelection } from '../../analysis/port.ts';
import { normalisePath } from './normalise-path.ts';

/** Whether a file may be touched; `path` is in the one spelling that the Files port takes. */
export type PathVerdict =
  | { readonly kind: 'allowed'; readonly path: string; readonly warnings: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** What decides about a write besides the path. */
export interface WriteContext {
  readonly migrations: MigrationSelection;
  /** Whether the file is there already. */
  readonly exists: boolean;
}

// Everything is compared in lower case: on macOS and Windows `.GIT` is `.git`.

/** Files that hold keys and passwords, and folders that hold nothing that a model needs. */
const secret: readonly RegExp[] = [
  /(^|\/)\.git(\/|$)/,
  /(^|\/)\.(ssh|aws|azure|gnupg|kube|docker|gcloud|config\/gcloud|vault|password-store)(\/|$)/,
  /(^|\/)\.env[^/]*$/,
  /(^|\/)[^/]*\.env$/,
  /\.(pem|key|p8|p12|pfx|jks|keystore|ppk|kdbx|asc|gpg|tfstate|tfvars)$/,
  /(^|\/)id_(rsa|dsa|ecdsa|ed25519)[^/]*$/,
  /\.secret\.exs?$/,
  /(^|\/)(prod|dev|test|staging)\.secret[^/]*$/,
  /(^|\/)(\.netrc|_netrc|\.npmrc|\.pgpass|\.pypirc|\.git-credentials|\.erlang\.cookie|\.vault-token|\.htpasswd)$/,
  /(^|\/)(credentials|secrets)(\.(json|ya?ml|toml|ini|txt|csv))?$/,
  /(^|\/)[^/]*service[-_]?account[^/]*\.json$/,
];

/** What is made by a program, with what to do instead of writing to it. */
const generated: readonly (readonly [RegExp, string])[] = [
  [
    /(^|\/)priv\/(?:[^/]+\/)*resource_snapshots(\/|$)/,
    'Resource snapshots are never edited by hand: they record what the migration generator knows. Change the resource; `mix ash.codegen` then writes the snapshot and the migration together.',
  ],
  [/(^|\/)_build(\/|$)/, '`_build` is what Mix compiled. Change the source, and compile again.'],
  [
    /^(?:(?!lib\/)[^/]+\/)*deps\//,
    '`deps` belongs to Mix, and the next `mix deps.get` overwrites it. Change the dependency in `mix.exs`, or work around it in the project.',
  ],
  [/(^|\/)node_modules(\/|$)/, '`node_modules` belongs to the package manager. Change the project instead.'],
];

/** Files that decide what runs, who is asked and what is checked, with what an edit of them does. */
const consequential: readonly (readonly [RegExp, string])[] = [
  [/(^|\/)(\.vscode|\.idea|\.zed|\.devcontainer)\//, 'may start programs when the editor opens the project'],
  [/(^|\/)mix\.exs$/, 'is run by every call of Mix and decides which dependencies are fetched'],
  [/(^|\/)mix\.lock$/, 'decides which versions of dependencies are fetched'],
  [/^(?:(?!lib\/)[^/]+\/)*config\//, 'configures the application, its databases among others'],
  [/(^|\/)\.(formatter|credo|dialyzer_ignore|iex)\.exs$/, 'is run by development tools'],
  [
    /(^|\/)(\.github|\.gitlab|\.circleci|\.buildkite|\.forgejo|\.gitea|\.woodpecker|\.ci)\/|(^|\/)(\.gitlab-ci\.yml|\.travis\.yml|jenkinsfile|azure-pipelines\.yml|bitbucket-pipelines\.yml|\.drone\.yml|\.woodpecker\.ya?ml|appveyor\.yml)$/,
    'decides what runs in continuous integration, with its secrets',
  ],
  [
    /(^|\/)(agents|claude|gemini|usage-rules)(\.local)?\.md$|(^|\/)\.(cursor|claude|continue|roo|clinerules|ash-architect)(\/|$)|(^|\/)\.(cursorrules|windsurfrules|mcp\.json)$|(^|\/)copilot-instructions\.md$/,
    'tells this and other agents what to do',
  ],
  [
    /(^|\/)(\.husky|\.githooks|git[-_]hooks)\/|^hooks\/|(^|\/)(lefthook\.ya?ml|\.pre-commit-config\.yaml|\.gitattributes|\.gitmodules|\.gitconfig)$/,
    'may run programs with git',
  ],
  [
    /(^|\/)(dockerfile[^/]*|docker-compose[^/]*|makefile|justfile|procfile|package\.json|\.tool-versions|mise\.toml)$|^rel\/|\.(sh|bash|zsh|ps1|bat|cmd)$/,
    'decides which programs run',
  ],
  [/(^|\/)ash-architect(-baseline)?\.json$/, 'decides which findings are reported at all'],
];

/** Whether a file of the project may be shown to a model. */
export function mayRead(path: string): PathVerdict {
  const normal = normalisePath(path);
  if (!normal.ok) return { kind: 'refused', reason: normal.reason };
  const lower = normal.path.toLowerCase();
  if (!secret.some((pattern) => pattern.test(lower))) return { kind: 'allowed', path: normal.path, warnings: [] };
  return {
    kind: 'refused',
    reason: `\`${normal.path}\` may hold secrets and is never read or written here. Ask the user for what you need to know of it.`,
  };
}

/** Whether an edit of a file may be proposed, and what the user is told along with it. */
export function mayWrite(path: string, context: WriteContext): PathVerdict {
  const readable = mayRead(path);
  if (readable.kind === 'refused') return readable;
  const lower = readable.path.toLowerCase();
  const owner = generated.find(([pattern]) => pattern.test(lower));
  if (owner !== undefined) return { kind: 'refused', reason: `\`${readable.path}\` is not written here. ${owner[1]}` };
  const warnings = consequential
    .filter(([pattern]) => pattern.test(lower))
    .map(([, consequence]) => `\`${readable.path}\` ${consequence}: look closely at what changes.`);
  const migration = context.exists && isMigration(readable.path) ? judgeMigration(readable.path, context) : undefined;
  if (migration?.kind === 'refused') return migration;
  return { kind: 'allowed', path: readable.path, warnings: [...warnings, ...(migration?.warnings ?? [])] };
}

export function isMigration(path: string): boolean {
  return fileKind(path.toLowerCase()) === 'migration';
}

/** A migration that somebody else has already is history: their database would never see the edit. */
function judgeMigration(path: string, { migrations }: WriteContext): PathVerdict {
  if (migrations.changed === undefined) {
    const warning = `It is not known whether the migration \`${path}\` was applied anywhere. A database that ran it does not run it again: edit it only if no database has it.`;
    return { kind: 'allowed', path, warnings: [warning] };
  }
  if (migrations.changed.paths.includes(path)) return { kind: 'allowed', path, warnings: [] };
  return {
    kind: 'refused',
    reason: `The migration \`${path}\` is in \`${migrations.changed.comparedWith}\` already and counts as applied: a database that ran it does not run it again. Leave it as it is and write a new migration that makes the change.`,
  };
}
