import { posix } from 'node:path';
import { workspace, type Uri } from 'vscode';
import { pathBelow, uriBelow } from './paths.ts';
import type { ProjectPlace } from './project-session.ts';

/** A document that belongs to no project is analysed as the only file of one. */
export const loosePath = 'lib/document.ex';

export function folderPlace(root: Uri): ProjectPlace {
  return {
    root,
    name: workspace.asRelativePath(root, true) || posix.basename(root.path),
    isFolder: true,
    pathOf: (uri) => pathBelow(root, uri),
    uriOf: (path) => uriBelow(root, path),
  };
}

export function documentPlace(document: Uri): ProjectPlace {
  return {
    root: document,
    name: posix.basename(document.path),
    isFolder: false,
    pathOf: (uri) => (uri.toString() === document.toString() ? loosePath : undefined),
    uriOf: (path) => (path === loosePath ? document : undefined),
  };
}
