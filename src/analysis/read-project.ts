import { decodeText, sizeLimitText } from './decode-text.ts';
import { fileKind, isIgnored } from './file-kind.ts';
import type { ReportedProblem } from './port.ts';
import type { FileChange } from './workspace.ts';

/** A folder of files, wherever it is. Paths are relative, with `/`; what fails throws. */
export interface Disk {
  list(folder: string): Promise<readonly DiskEntry[]>;
  /** In bytes; undefined for what is no file. */
  size(path: string): Promise<number | undefined>;
  read(path: string): Promise<Uint8Array>;
  /** Why something cannot be listed or read, in a few words. */
  reasonOf(error: unknown): string;
}

export interface DiskEntry {
  readonly name: string;
  /** A link counts as a file when it may be one: links to folders are not followed, so there are no loops. */
  readonly kind: 'file' | 'folder' | 'other';
}

export interface ProjectFiles {
  readonly files: readonly FileChange[];
  readonly problems: readonly ReportedProblem[];
}

/** Larger files are not even read. */
const sizeLimit = 16 << 20;

/** So many files are read at a time: enough to keep a remote disk busy. */
const concurrency = 16;

/** Reads every file of a project, or of a folder in it, that can matter. */
export async function readProject(
  disk: Disk,
  onProgress: (read: number, total: number) => void,
  folder = '',
): Promise<ProjectFiles> {
  const { paths, problems } = await listProject(disk, folder);
  const read: ReadFile[] = [];
  for (let start = 0; start < paths.length; start += concurrency) {
    read.push(...(await Promise.all(paths.slice(start, start + concurrency).map((path) => readFileOf(disk, path)))));
    onProgress(read.length, paths.length);
  }
  return {
    files: read.flatMap((file) => (file.kind === 'text' ? [{ path: file.path, text: file.text }] : [])),
    problems: [...problems, ...read.flatMap((file) => (file.kind === 'problem' ? [file] : [])).map(toProblem)],
  };
}

/** The paths of all files of a project, or of a folder in it, that can matter. */
export async function listProject(
  disk: Disk,
  from: string,
): Promise<{ readonly paths: string[]; readonly problems: ReportedProblem[] }> {
  const paths: string[] = [];
  const problems: ReportedProblem[] = [];
  const visit = async (folder: string): Promise<void> => {
    let entries: readonly DiskEntry[];
    try {
      entries = await disk.list(folder);
    } catch (error) {
      const message = `The folder cannot be read: ${disk.reasonOf(error)}.`;
      problems.push({ path: folder === '' ? '.' : folder, message });
      return;
    }
    for (const { name, kind } of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'folder' && !isIgnored(`${path}/`)) await visit(path);
      else if (kind === 'file' && fileKind(path) !== 'other') paths.push(path);
    }
  };
  await visit(from);
  return { paths, problems };
}

export type ReadFile =
  | { readonly kind: 'text'; readonly path: string; readonly text: string }
  | { readonly kind: 'problem'; readonly path: string; readonly message: string }
  | { readonly kind: 'nothing'; readonly path: string };

/** Reads one file as UTF-8. */
export async function readFileOf(disk: Disk, path: string): Promise<ReadFile> {
  try {
    const size = await disk.size(path);
    if (size === undefined) return { kind: 'nothing', path };
    if (size > sizeLimit) return { kind: 'problem', path, message: sizeLimitText(sizeLimit) };
    const decoded = decodeText(await disk.read(path));
    return decoded.ok
      ? { kind: 'text', path, text: decoded.text }
      : { kind: 'problem', path, message: decoded.message };
  } catch (error) {
    return { kind: 'problem', path, message: `The file cannot be read: ${disk.reasonOf(error)}.` };
  }
}

function toProblem({ path, message }: ReportedProblem): ReportedProblem {
  return { path, message };
}
