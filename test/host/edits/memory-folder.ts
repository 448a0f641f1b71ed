import {
  Disposable,
  EventEmitter,
  FileSystemError,
  FileType,
  workspace,
  type FileChangeEvent,
  type FileSystemProvider,
  type Uri,
} from 'vscode';

/** Files of a folder that is on no disk, as an extension of somebody else would give them; links have `->` as text. */
export function memoryFolder(scheme: string, files: Map<string, string>): Disposable {
  const changed = new EventEmitter<FileChangeEvent[]>();
  const below = (path: string): string[] =>
    [...files.keys()].filter((key) => key.startsWith(path === '/' ? path : `${path}/`));
  const stat = ({ path }: Uri): FileType => {
    const text = files.get(path);
    if (text !== undefined) return text === '->' ? FileType.SymbolicLink : FileType.File;
    return below(path).length > 0 ? FileType.Directory : FileType.Unknown;
  };
  const provider: FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new Disposable(() => undefined),
    stat: (uri) => {
      const type = stat(uri);
      if (type === FileType.Unknown) throw FileSystemError.FileNotFound(uri);
      return { type, ctime: 0, mtime: 0, size: files.get(uri.path)?.length ?? 0 };
    },
    readDirectory: (uri) => {
      const names = below(uri.path).map((path) => path.slice(uri.path.length + 1).split('/')[0] ?? '');
      return [...new Set(names)].map((name) => [name, stat(uri.with({ path: `${uri.path}/${name}` }))]);
    },
    readFile: (uri) => {
      const text = files.get(uri.path);
      if (text === undefined) throw FileSystemError.FileNotFound(uri);
      return new TextEncoder().encode(text);
    },
    writeFile: ({ path }, content) => void files.set(path, new TextDecoder().decode(content)),
    createDirectory: () => undefined,
    delete: ({ path }) => void files.delete(path),
    rename: (uri) => {
      throw FileSystemError.NoPermissions(uri);
    },
  };
  return Disposable.from(changed, workspace.registerFileSystemProvider(scheme, provider));
}
