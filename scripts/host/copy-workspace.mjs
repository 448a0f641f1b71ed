// Edits of an editor go to disk: everything that opens a workspace opens a copy of it.
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { temporaryFolder } from './cleanup.mjs';
import { root } from './versions.mjs';

const left = new Set(['_build', 'deps', 'node_modules', '.elixir_ls', '.git']);

/** A temporary copy of a folder of this project, or of one by an absolute path. */
export function copyWorkspace(folder) {
  const source = resolve(root, folder);
  if (!existsSync(source)) throw new Error(`There is no ${source}.`);
  const temp = temporaryFolder('workspace');
  // Keeps the folder's name, which the title bar and the explorer show.
  const path = join(temp.path, basename(source));
  mkdirSync(dirname(path), { recursive: true });
  cpSync(source, path, { recursive: true, filter: (file) => file === source || !left.has(basename(file)) });
  return { path, remove: temp.remove };
}
