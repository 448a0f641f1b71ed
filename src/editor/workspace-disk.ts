import { FileSystemError, FileType, workspace, type Uri } from 'vscode';
import type { Disk } from '../analysis/read-project.ts';
import { uriBelow } from './paths.ts';

/** A folder as the editor reads it: local, remote or virtual. */
export function diskOf(root: Uri): Disk {
  const at = (path: string): Uri => (path === '' ? root : uriBelow(root, path));
  return {
    list: async (folder) =>
      (await workspace.fs.readDirectory(at(folder))).map(([name, type]) => ({ name, kind: kindOf(type) })),
    size: async (path) => {
      const { type, size } = await workspace.fs.stat(at(path));
      return (type & FileType.File) === 0 ? undefined : size;
    },
    read: (path) => Promise.resolve(workspace.fs.readFile(at(path))),
    reasonOf,
  };
}

/** Whether an error says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return error instanceof FileSystemError && error.code === 'FileNotFound';
}

function kindOf(type: FileType): 'file' | 'folder' | 'other' {
  if ((type & FileType.File) !== 0) return 'file';
  return type === FileType.Directory ? 'folder' : 'other';
}

function reasonOf(error: unknown): string {
  if (isMissing(error)) return 'it is gone';
  if (error instanceof FileSystemError && error.code === 'NoPermissions') return 'permission denied';
  return error instanceof Error ? error.message : String(error);
}
