import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';

/** Where a path below a folder leads when all links are followed. */
export type RealPath =
  /** Relative to the folder, with `/`; another path than was asked for where a link is on the way. */
  | { readonly kind: 'inside'; readonly path: string; readonly exists: boolean }
  | { readonly kind: 'outside' }
  /** A few words. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** A path that is not there yet is judged by the nearest folder above it that is. */
export async function realPathBelow(root: string, path: string): Promise<RealPath> {
  try {
    const from = await realpath(root);
    const { found, rest } = await nearest(join(root, path));
    const to = join(found, rest);
    const below = relative(from, to);
    // On another drive of Windows there is no relative path.
    if (below === '..' || below.startsWith(`..${sep}`) || join(from, below) !== to) return { kind: 'outside' };
    return { kind: 'inside', path: below.split(sep).join('/'), exists: rest === '' };
  } catch (error) {
    return { kind: 'unknown', reason: reasonOf(error) };
  }
}

interface Nearest {
  readonly found: string;
  /** What is not there; empty where everything is. */
  readonly rest: string;
}

async function nearest(path: string): Promise<Nearest> {
  try {
    return { found: await realpath(path), rest: '' };
  } catch (error) {
    const parent = dirname(path);
    if (!isGone(error) || parent === path) throw error;
    // Whoever writes to a link that leads nowhere makes the file that it names, wherever that is.
    if (await isThere(path)) throw new Error('its link leads nowhere');
    const { found, rest } = await nearest(parent);
    return { found, rest: join(rest, basename(path)) };
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ELOOP') return 'its links run in a circle';
  return error instanceof Error ? error.message : String(error);
}
