import { workspace, type ExtensionContext, type LogOutputChannel, type TextDocument, type Uri } from 'vscode';
import type { MigrationSelection } from '../analysis/port.ts';
import { readFileOf, readProject, type Disk } from '../analysis/read-project.ts';
import type { Evidence } from '../base/evidence.ts';
import type { Config } from '../checklist/config.ts';
import { selectMigrations } from '../analysis/select-migrations.ts';
import { changedFiles, type ChangedFiles } from '../system/git.ts';
import { pathBelow, uriBelow } from './paths.ts';
import { loosePath } from './project-place.ts';
import { givenSettings } from './settings.ts';

/** What a session needs of the world around it. */
export interface SessionSources {
  /** All files of the project, in portions. */
  readonly readAll: (onProgress: (read: number, total: number) => void) => Promise<ReadonlyMap<string, string>>;
  /** The text of one file; undefined when there is none. */
  readonly readText: (path: string) => Promise<string | undefined>;
  readonly settings: () => Readonly<Record<string, unknown>>;
  readonly migrations: (config: Config) => Promise<MigrationSelection>;
  /** Files whose documents differ from the disk. */
  readonly unsaved: () => readonly string[];
  /** What was run on PostgreSQL in this project. */
  readonly evidence: () => readonly Evidence[];
  readonly log: LogOutputChannel;
}

const seeAll = '`migrations.examine: "all"` in the configuration examines them all';

/** A project in a folder: its files, its settings, and git where that may be run. */
export function projectSources(
  context: ExtensionContext,
  root: Uri,
  disk: Disk,
  evidence: () => readonly Evidence[],
  log: LogOutputChannel,
): SessionSources {
  return {
    readAll: async (onProgress) => {
      const { files, problems } = await readProject(disk, onProgress);
      for (const { path, message } of problems) log.warn(`${path}: ${message}`);
      return new Map(files.flatMap(({ path, text }) => (text === undefined ? [] : [[path, withoutMark(text)]])));
    },
    readText: (path) => readText(root, disk, path),
    settings: () => givenSettings(context, root),
    evidence,
    migrations: (config) => migrationsOf(root, config),
    unsaved: () => unsavedBelow(root),
    log,
  };
}

/** A document that belongs to no project. */
export function looseSources(context: ExtensionContext, document: TextDocument, log: LogOutputChannel): SessionSources {
  return {
    readAll: () => Promise.resolve(new Map([[loosePath, document.getText()]])),
    readText: () => Promise.resolve(undefined),
    settings: () => givenSettings(context, document.uri),
    evidence: () => [],
    migrations: () => Promise.resolve({ kind: 'all' }),
    unsaved: () => (document.isDirty ? [loosePath] : []),
    log,
  };
}

/** What is typed goes before what is on disk. */
async function readText(root: Uri, disk: Disk, path: string): Promise<string | undefined> {
  const key = uriBelow(root, path).toString();
  const open = workspace.textDocuments.find((document) => document.uri.toString() === key && !document.isClosed);
  if (open !== undefined) return open.getText();
  const file = await readFileOf(disk, path);
  return file.kind === 'text' ? withoutMark(file.text) : undefined;
}

function unsavedBelow(root: Uri): string[] {
  return workspace.textDocuments.flatMap(({ uri, isDirty }) => (isDirty ? (pathBelow(root, uri) ?? []) : []));
}

async function migrationsOf(root: Uri, { migrations }: Config): Promise<MigrationSelection> {
  const selection = selectMigrations(migrations.examine, await changedIn(root, migrations.base), seeAll);
  if (selection.changed !== undefined || selection.kind === 'all') return selection;
  // Where git cannot tell which migrations are new, those that somebody looks at are examined.
  const open = workspace.textDocuments.flatMap(({ uri }) => pathBelow(root, uri) ?? []);
  return { ...selection, paths: open };
}

/** Git is not asked in a workspace that is not trusted: its configuration may name programs to run. */
export function changedIn(root: Uri, base: string | undefined): Promise<ChangedFiles> {
  const unknown = (reason: string): Promise<ChangedFiles> => Promise.resolve({ isKnown: false, reason });
  if (!workspace.isTrusted) return unknown('git is not asked in a workspace that is not trusted');
  if (root.scheme !== 'file') return unknown('git cannot be asked here');
  return changedFiles(root.fsPath, base);
}

/** The editor leaves out the byte order mark of a document as well. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
