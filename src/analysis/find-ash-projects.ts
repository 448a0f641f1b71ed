import { readFileOf, type Disk, type DiskEntry } from './read-project.ts';

/** Nobody keeps a Mix project deeper than this in what is opened as a workspace. */
const depthLimit = 4;

const skipped = new Set(['deps', 'node_modules', 'priv', 'lib', 'test', 'assets', 'cover', 'doc']);

/**
 * The outermost folders with a `mix.exs` that depend on Ash, relative to the disk; empty for the disk itself. Projects
 * inside another one are read with it.
 */
export async function findAshProjects(disk: Disk): Promise<string[]> {
  const found: string[] = [];
  const visit = async (folder: string, depth: number): Promise<void> => {
    const entries = await listOrNothing(disk, folder);
    if (entries.some(({ name, kind }) => name === 'mix.exs' && kind === 'file')) {
      if (await dependsOnAsh(disk, folder)) found.push(folder);
      return;
    }
    if (depth === depthLimit) return;
    const folders = entries.filter(({ name, kind }) => kind === 'folder' && !isSkipped(name));
    await Promise.all(folders.map(({ name }) => visit(below(folder, name), depth + 1)));
  };
  await visit('', 0);
  return found.sort();
}

/** The lock file names Ash, or the project file (of an umbrella: one of its applications) asks for it. */
async function dependsOnAsh(disk: Disk, root: string): Promise<boolean> {
  const apps = await listOrNothing(disk, below(root, 'apps'));
  const paths = ['mix.lock', 'mix.exs', ...apps.map(({ name }) => `apps/${name}/mix.exs`)];
  const files = await Promise.all(paths.map((path) => readFileOf(disk, below(root, path))));
  return files.some((file) => file.kind === 'text' && /"ash(_\w+)?": *\{|\{ *:ash(_\w+)? *,/.test(file.text));
}

function isSkipped(name: string): boolean {
  return name.startsWith('.') || name.startsWith('_') || skipped.has(name);
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Folders that are not there, or not to be read, say nothing of Ash. */
async function listOrNothing(disk: Disk, folder: string): Promise<readonly DiskEntry[]> {
  try {
    return await disk.list(folder);
  } catch {
    return [];
  }
}
