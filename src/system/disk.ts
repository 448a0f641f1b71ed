import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disk } from '../analysis/read-project.ts';

/** A folder of this machine. */
export function diskAt(root: string): Disk {
  return {
    list: async (folder) =>
      (await readdir(join(root, folder), { withFileTypes: true })).map((entry) => ({
        name: entry.name,
        kind: entry.isDirectory() ? 'folder' : entry.isFile() || entry.isSymbolicLink() ? 'file' : 'other',
      })),
    size: async (path) => {
      const found = await stat(join(root, path));
      return found.isFile() ? found.size : undefined;
    },
    read: (path) => readFile(join(root, path)),
    reasonOf,
  };
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
