import { posix } from 'node:path';
import { workspace, type Uri } from 'vscode';
import { pathBelow, uriBelow } from './paths.ts';

/** Where a project is: a folder, or a single document that belongs to none. */
export interface ProjectPlace {
  readonly root: Uri;
  readonly name: string;
  readonly isFolder: boolean;
  readonly pathOf: (uri: Uri) => string | undefined;
  /** Undefined for files that cannot be there. */
  readonly uriOf: (path: string) => Uri | undefined;
}

/** A document that belongs to no project is analysed as the only file of one. */
export const loosePath = 'lib/document.ex';

export function folderPlace(root: Uri): ProjectPlace {
  return {
    root,
    name: nameOf(root),
    isFolder: true,
    pathOf: (uri) => pathBelow(root, uri),
    uriOf: (path) => uriBelow(root, path),
  };
}

/** What is relative to a folder of the window begins with its name; for the folder itself VS Code gives a whole path. */
function nameOf(root: Uri): string {
  const folder = workspace.getWorkspaceFolder(root);
  return folder?.uri.toString() === root.toString() ? folder.name : workspace.asRelativePath(root, true);
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
