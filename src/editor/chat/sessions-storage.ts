import { randomUUID } from 'node:crypto';
import { FileType, Uri, workspace } from 'vscode';
import type { SessionStorage } from '../../architect/sessions/session-storage.ts';
import { isMissing } from '../workspace-disk.ts';

/** A folder of sessions as the editor keeps it, on this machine or a remote one. */
export function sessionStorage(folder: Uri): SessionStorage {
  const at = (name: string): Uri => Uri.joinPath(folder, name);
  return {
    list: async () => {
      const entries = await orMissing(workspace.fs.readDirectory(folder));
      return (entries ?? []).filter(([, type]) => (type & FileType.File) !== 0).map(([name]) => name);
    },
    read: async (name) => {
      const bytes = await orMissing(workspace.fs.readFile(at(name)));
      return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
    },
    write: async (name, text) => {
      // Written beside it and then put in its place, so that there is never half a file.
      const temporary = at(`${name}.${randomUUID()}.tmp`);
      await workspace.fs.createDirectory(folder);
      await workspace.fs.writeFile(temporary, new TextEncoder().encode(text));
      await workspace.fs.rename(temporary, at(name), { overwrite: true });
    },
    remove: async (name) => {
      await orMissing(workspace.fs.delete(at(name)));
    },
  };
}

async function orMissing<Value>(work: Thenable<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
