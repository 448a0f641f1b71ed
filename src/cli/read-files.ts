import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileKind, isIgnored } from '../analysis/file-kind.ts';
import type { ReportedProblem } from '../analysis/port.ts';
import type { FileChange } from '../analysis/workspace.ts';

export interface FilesOnDisk {
  readonly files: readonly FileChange[];
  readonly problems: readonly ReportedProblem[];
}

/** Larger files are not even read. */
const sizeLimit = 16 << 20;

/** Reads every file below a folder that can matter. Links to folders are not followed, so there are no loops. */
export async function readFiles(root: string, onProgress: (count: number) => void): Promise<FilesOnDisk> {
  const files: FileChange[] = [];
  const problems: ReportedProblem[] = [];
  const visit = async (folder: string): Promise<void> => {
    const entries = await listFolder(join(root, folder));
    if (typeof entries === 'string') {
      problems.push({ path: folder === '' ? '.' : folder, message: `The folder cannot be read: ${entries}.` });
      return;
    }
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!isIgnored(`${path}/`)) await visit(path);
      } else if (fileKind(path) !== 'other' && (entry.isFile() || entry.isSymbolicLink())) {
        const read = await readText(join(root, path));
        if (read.kind === 'text') files.push({ path, text: read.text });
        else if (read.kind === 'problem') problems.push({ path, message: read.message });
        if (files.length % 50 === 0) onProgress(files.length);
      }
    }
  };
  await visit('');
  return { files, problems };
}

async function listFolder(path: string): Promise<Dirent[] | string> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    return reasonOf(error);
  }
}

type ReadText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'problem'; readonly message: string }
  | { readonly kind: 'nothing' };

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

async function readText(path: string): Promise<ReadText> {
  let bytes: Uint8Array;
  try {
    const { size, isFile } = await stat(path).then((found) => ({ size: found.size, isFile: found.isFile() }));
    if (!isFile) return { kind: 'nothing' };
    if (size > sizeLimit)
      return { kind: 'problem', message: `The file is larger than ${sizeLimit >> 20} MB and was not read.` };
    bytes = await readFile(path);
  } catch (error) {
    return { kind: 'problem', message: `The file cannot be read: ${reasonOf(error)}.` };
  }
  if (isBinary(bytes)) return { kind: 'problem', message: 'The file is binary and was not read.' };
  try {
    return { kind: 'text', text: decoder.decode(bytes) };
  } catch {
    return { kind: 'problem', message: 'The file is not valid UTF-8 and was not read.' };
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const known: Record<string, string> = {
    EACCES: 'permission denied',
    ENOENT: 'it is gone',
    ELOOP: 'its links run in a circle',
  };
  return known[code ?? ''] ?? (error instanceof Error ? error.message : String(error));
}

/** Elixir allows a NUL in a string, so a single one makes no binary file yet. */
function isBinary(bytes: Uint8Array): boolean {
  let nuls = 0;
  for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1)) nuls++;
  return nuls * 1000 > bytes.length;
}
