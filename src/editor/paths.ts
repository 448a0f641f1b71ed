import { posix } from 'node:path';
import { Uri } from 'vscode';

/** The path of a file below a root, with `/`; undefined for what is elsewhere. */
export function pathBelow(root: Uri, uri: Uri): string | undefined {
  if (uri.scheme !== root.scheme || uri.authority !== root.authority) return undefined;
  const path = posix.relative(root.path, uri.path);
  return path === '' || path === '..' || path.startsWith('../') ? undefined : path;
}

export function uriBelow(root: Uri, path: string): Uri {
  return Uri.joinPath(root, path);
}
