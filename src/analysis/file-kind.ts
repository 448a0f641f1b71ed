/** What a file is to us, by its path alone. */
export type FileKind = 'source' | 'migration' | 'config' | 'lock' | 'mix' | 'other';

const ignoredFolders = /(^|\/)(deps|_build|node_modules|\.git|\.elixir_ls|\.expert|\.lexical|cover|doc)(\/|$)/;

export function isIgnored(path: string): boolean {
  return ignoredFolders.test(path);
}

export function fileKind(path: string): FileKind {
  if (isIgnored(path)) return 'other';
  if (path.endsWith('.ex')) return 'source';
  if (/(^|\/)priv\/(.+\/)?(tenant_)?migrations\/.*\.exs$/.test(path)) return 'migration';
  if (/(^|\/)config\/config\.exs$/.test(path)) return 'config';
  if (/(^|\/)mix\.lock$/.test(path)) return 'lock';
  if (/(^|\/)mix\.exs$/.test(path)) return 'mix';
  return 'other';
}

/** Code that only tests use: resources in it are modelled, but not judged. */
export function isTestCode(path: string): boolean {
  return /(^|\/)tests?\//.test(path);
}
