import { Disposable, FileType, RelativePattern, workspace, type Uri } from 'vscode';
import { fileKind, isIgnored } from '../analysis/file-kind.ts';
import { readFileOf, readProject, type Disk } from '../analysis/read-project.ts';
import { pathBelow } from './paths.ts';

/** What is told of files that something outside the editor changed. */
export interface OutsideChange {
  readonly path: string;
  /** Undefined for what is gone. */
  readonly text: string | undefined;
}

export interface WatcherHandlers {
  /** Whether a document is open: the editor itself tells what is in it. */
  readonly isOpen: (path: string) => boolean;
  /** Files that are known below a folder. */
  readonly knownBelow: (folder: string) => readonly string[];
  readonly onChanges: (changes: readonly OutsideChange[]) => void;
  /** Files that are ours to read, but no sources: configurations and the like. */
  readonly onOther: (paths: readonly string[]) => void;
}

/** A checkout of another branch changes many files within a moment. */
const batchDelay = 100;

/**
 * Follows what changes on disk below a root. When a folder is moved or removed the editor tells of the folder only,
 * so its files are looked for.
 */
export function watchProject(root: Uri, disk: Disk, handlers: WatcherHandlers): Disposable {
  const waiting = new Map<string, Uri>();
  let timer: NodeJS.Timeout | undefined;
  const note = (uri: Uri): void => {
    const path = pathBelow(root, uri);
    if (path === undefined || isIgnored(path)) return;
    waiting.set(path, uri);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const batch = new Map(waiting);
      waiting.clear();
      void handle(batch, disk, handlers);
    }, batchDelay);
  };
  const files = workspace.createFileSystemWatcher(new RelativePattern(root, '**/*.{ex,exs,lock,json}'));
  const folders = workspace.createFileSystemWatcher(new RelativePattern(root, '**/*'), false, true, false);
  return Disposable.from(
    files,
    folders,
    files.onDidCreate(note),
    files.onDidChange(note),
    files.onDidDelete(note),
    folders.onDidCreate(note),
    folders.onDidDelete(note),
    new Disposable(() => clearTimeout(timer)),
  );
}

async function handle(batch: ReadonlyMap<string, Uri>, disk: Disk, handlers: WatcherHandlers): Promise<void> {
  const changes: OutsideChange[] = [];
  const others: string[] = [];
  for (const [path, uri] of batch) {
    if (fileKind(path) !== 'other') changes.push(...(await changeOf(path, disk, handlers)));
    else if (path.endsWith('.json')) others.push(path);
    else if (!/\.\w+$/.test(path)) changes.push(...(await changesBelow(path, uri, disk, handlers)));
  }
  if (changes.length > 0) handlers.onChanges(changes);
  if (others.length > 0) handlers.onOther(others);
}

async function changeOf(path: string, disk: Disk, { isOpen }: WatcherHandlers): Promise<OutsideChange[]> {
  if (isOpen(path)) return [];
  const file = await readFileOf(disk, path);
  return [{ path, text: file.kind === 'text' ? file.text : undefined }];
}

async function changesBelow(
  folder: string,
  uri: Uri,
  disk: Disk,
  { isOpen, knownBelow }: WatcherHandlers,
): Promise<OutsideChange[]> {
  const isThere = await isFolder(uri);
  const { files } = isThere ? await readProject(disk, () => undefined, folder) : { files: [] };
  const present = new Set(files.map(({ path }) => path));
  const gone = knownBelow(folder).filter((path) => !present.has(path));
  return [...files, ...gone.map((path) => ({ path, text: undefined }))].filter(({ path }) => !isOpen(path));
}

async function isFolder(uri: Uri): Promise<boolean> {
  try {
    return (await workspace.fs.stat(uri)).type === FileType.Directory;
  } catch {
    return false;
  }
}
