import ignore, { type Ignore } from 'ignore';
import { isIgnored } from './file-kind.ts';
import type { Disk } from './read-project.ts';

/** How many folders above the project are looked at for the one that git manages. */
const heightLimit = 32;

/** The patterns of one `.gitignore`; `prefix` leads from its folder to the project, or is empty. */
interface Level {
  readonly patterns: Ignore;
  /** The folder of the patterns below the project, or empty. */
  readonly folder: string;
  /** What stands before a path of the project in a folder above it. */
  readonly prefix: string;
}

/**
 * All files of a project but those that git ignores, dependencies and build output; without git, so that it may be
 * asked anywhere. Links are listed where they may be files. A folder that cannot be read counts as empty.
 * `names` are those of the folders above the project, the nearest first: a project may be a part of a repository.
 */
export async function listFiles(disk: Disk, names: readonly string[]): Promise<string[]> {
  const paths: string[] = [];
  const visit = async (folder: string, levels: readonly Level[]): Promise<void> => {
    const own = await levelAt(disk, folder === '' ? '' : `${folder}/`, { folder, prefix: '' });
    const all = own === undefined ? levels : [own, ...levels];
    const entries = await disk.list(folder).catch(() => []);
    for (const { name, kind } of entries) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const inGit = kind === 'folder' ? `${path}/` : path;
      if (isIgnored(inGit) || isGitIgnored(inGit, all)) continue;
      if (kind === 'folder') await visit(path, all);
      else if (kind === 'file') paths.push(path);
    }
  };
  await visit('', await levelsAbove(disk, names));
  return paths.sort();
}

/** The nearest `.gitignore` that says anything about a path decides. */
function isGitIgnored(path: string, levels: readonly Level[]): boolean {
  for (const { patterns, folder, prefix } of levels) {
    const { ignored, unignored } = patterns.test(folder === '' ? `${prefix}${path}` : path.slice(folder.length + 1));
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** From the project's own folder up to the one that holds `.git`, what git itself leaves out last. */
async function levelsAbove(disk: Disk, names: readonly string[]): Promise<Level[]> {
  const levels: Level[] = [];
  let up = '';
  let prefix = '';
  for (const name of [...names.slice(0, heightLimit), undefined]) {
    if (up !== '')
      levels.push(...[await levelAt(disk, up, { folder: '', prefix })].filter((level) => level !== undefined));
    const entries = await disk.list(up).catch(() => []);
    if (entries.some((entry) => entry.name === '.git')) {
      const exclude = await levelAt(disk, up, { folder: '', prefix }, '.git/info/exclude');
      return exclude === undefined ? levels : [...levels, exclude];
    }
    up += '../';
    prefix = name === undefined ? prefix : `${name}/${prefix}`;
  }
  // Not in a repository: what lies in the folders above has nothing to do with it.
  return [];
}

async function levelAt(
  disk: Disk,
  at: string,
  place: Pick<Level, 'folder' | 'prefix'>,
  file = '.gitignore',
): Promise<Level | undefined> {
  try {
    const text = new TextDecoder().decode(await disk.read(`${at}${file}`));
    return { patterns: ignore().add(text), ...place };
  } catch {
    // There is none, or it cannot be read: git would go on without it as well.
    return undefined;
  }
}
