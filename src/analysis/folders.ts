import { fileKind } from './file-kind.ts';

/** The folder of a path; empty for the workspace itself, undefined above that. */
export function parentOf(path: string): string | undefined {
  if (path === '') return undefined;
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** What a file of that name says, in the folder or in the nearest one above it. */
export function nearest<T>(byPath: ReadonlyMap<string, T>, folder: string | undefined, name: string): T | undefined {
  for (let current = folder; current !== undefined; current = parentOf(current)) {
    const found = byPath.get(current === '' ? name : `${current}/${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A folder with `mix.exs` is a Mix project, and so is any folder with `lib` that is in none. */
export function projectFolders(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    if (fileKind(path) === 'mix') folders.add(parentOf(path) ?? '');
  }
  for (const path of paths) {
    const lib = /^(.*?\/)?lib\//.exec(path);
    const folder = (lib?.[1] ?? '').replace(/\/$/, '');
    if (lib !== null && ![...folders].some((root) => root === '' || path.startsWith(`${root}/`))) folders.add(folder);
  }
  return [...folders];
}
