import { isSnapshotPath } from '../snapshots/layout.ts';

/** What a file is to us, by its path alone. */
export type FileKind = 'source' | 'migration' | 'snapshot' | 'config' | 'lock' | 'mix' | 'other';

const ignoredAnywhere = /(^|\/)(_build|node_modules|\.git|\.elixir_ls|\.expert|\.lexical)(\/|$)/;

/** Below `lib` these are names like any other: an insurance may well have a `cover`. */
const ignoredOutsideLib = /^(?:(?!lib\/)[^/]+\/)*(deps|cover|doc)(\/|$)/;

export function isIgnored(path: string): boolean {
  return ignoredAnywhere.test(path) || ignoredOutsideLib.test(path);
}

export function fileKind(path: string): FileKind {
  // Hidden files are those of editors and archives: `.#user.ex` is a lock of Emacs, `._user.ex` is metadata of macOS.
  if (isIgnored(path) || /(^|\/)\.[^/]*$/.test(path)) return 'other';
  if (path.endsWith('.ex')) return 'source';
  if (/(^|\/)priv\/(.+\/)?(tenant_)?migrations\/.*\.exs$/.test(path)) return 'migration';
  if (isSnapshotPath(path)) return 'snapshot';
  if (/(^|\/)config\/[^/]+\.exs$/.test(path)) return 'config';
  if (/(^|\/)mix\.lock$/.test(path)) return 'lock';
  if (/(^|\/)mix\.exs$/.test(path)) return 'mix';
  return 'other';
}

/** Code that only tests use: resources in it are modelled, but not judged. */
export function isTestCode(path: string): boolean {
  return /(^|\/)tests?\//.test(path);
}
