import { FileType, workspace, type Uri } from 'vscode';
import { mayRead } from '../../../architect/safety/paths.ts';
import { realPathBelow } from '../../../system/real-path.ts';
import { uriBelow } from '../../paths.ts';
import type { ProjectPlace } from '../../project-place.ts';
import { isMissing } from '../../workspace-disk.ts';

/** A path of the project that may be looked at, or why not, as a sentence. */
export type PlacedPath =
  /** `isLink`: the file is another one's, or one in another one's folder. */
  | { readonly kind: 'placed'; readonly path: string; readonly uri: Uri; readonly isLink: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly reason: string };

const leadsOut = 'It is a link that leads out of the project.';

/** Judges a path by its name and by where it leads. */
export async function placePath(place: ProjectPlace, given: string): Promise<PlacedPath> {
  const verdict = mayRead(given);
  if (verdict.kind === 'refused') return verdict;
  const { path } = verdict;
  const uri = place.uriOf(path);
  if (uri === undefined) return { kind: 'missing' };
  if (!place.isFolder) return { kind: 'placed', path, uri, isLink: false };
  if (place.root.scheme !== 'file') {
    // Where a link of a virtual folder leads is not told.
    return (await hasLink(place.root, path))
      ? { kind: 'refused', reason: 'It is a link, and it is not known where it leads.' }
      : { kind: 'placed', path, uri, isLink: false };
  }
  const real = await realPathBelow(place.root.fsPath, path);
  if (real.kind === 'outside') return { kind: 'refused', reason: leadsOut };
  if (real.kind === 'unknown') return { kind: 'refused', reason: `It cannot be looked at: ${real.reason}.` };
  if (real.path === path) return { kind: 'placed', path, uri, isLink: false };
  const target = real.path === '' ? undefined : mayRead(real.path);
  return target?.kind === 'refused' ? target : { kind: 'placed', path, uri, isLink: true };
}

async function hasLink(root: Uri, path: string): Promise<boolean> {
  const parts = path.split('/');
  for (const index of parts.keys()) {
    const type = await typeOf(uriBelow(root, parts.slice(0, index + 1).join('/')));
    if (type === undefined) return false;
    if ((type & FileType.SymbolicLink) !== 0) return true;
  }
  return false;
}

async function typeOf(uri: Uri): Promise<FileType | undefined> {
  try {
    return (await workspace.fs.stat(uri)).type;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
