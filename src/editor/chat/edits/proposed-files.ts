import {
  Disposable,
  EventEmitter,
  FileSystemError,
  FileType,
  Uri,
  workspace,
  type Event,
  type FileChangeEvent,
  type FileStat,
  type FileSystemProvider,
} from 'vscode';
import { openDocument } from '../ports/read-text.ts';
import { asEditorText } from './editor-text.ts';

export const proposedScheme = 'ash-proposed';

/** Where the proposed text of a file is shown and may be written into. The path is what the user gets to see. */
export function proposedUri(approval: string, path: string): Uri {
  return Uri.from({ scheme: proposedScheme, authority: asAuthority(approval), path: `/${path}` });
}

/** What a place of `proposedUri` was made of; undefined for other places. */
export function proposedPlace(uri: Uri): { readonly approval: string; readonly path: string } | undefined {
  if (uri.scheme !== proposedScheme) return undefined;
  return { approval: Buffer.from(uri.authority, 'hex').toString(), path: uri.path.slice(1) };
}

/** Authorities have no upper case. */
export function asAuthority(approval: string): string {
  return Buffer.from(approval).toString('hex');
}

interface Entry {
  text: Uint8Array;
  mtime: number;
}

/** Proposed texts as files in memory: they can be edited and saved as files are, and touch no disk. */
export class ProposedFiles implements FileSystemProvider, Disposable {
  readonly onDidChangeFile: Event<FileChangeEvent[]>;
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly #entries = new Map<string, Entry>();
  readonly #registration: Disposable;
  #time = 0;

  constructor() {
    this.onDidChangeFile = this.#changed.event;
    this.#registration = workspace.registerFileSystemProvider(proposedScheme, this, { isCaseSensitive: true });
  }

  add(uri: Uri, text: string): void {
    this.#entries.set(uri.toString(), { text: new TextEncoder().encode(text), mtime: ++this.#time });
  }

  remove(uri: Uri): void {
    this.#entries.delete(uri.toString());
  }

  /** As a document has it: what is typed there goes before what was saved. */
  textOf(uri: Uri): string {
    return openDocument(uri)?.getText() ?? asEditorText(new TextDecoder().decode(this.#find(uri).text));
  }

  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  stat(uri: Uri): FileStat {
    const { text, mtime } = this.#find(uri);
    return { type: FileType.File, ctime: 0, mtime, size: text.length };
  }

  readFile(uri: Uri): Uint8Array {
    return this.#find(uri).text;
  }

  /** Only what is proposed may be written: new files are not made here. */
  writeFile(uri: Uri, content: Uint8Array): void {
    const entry = this.#find(uri);
    entry.text = content;
    entry.mtime = ++this.#time;
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  #find(uri: Uri): Entry {
    const entry = this.#entries.get(uri.toString());
    if (entry === undefined) throw FileSystemError.FileNotFound(uri);
    return entry;
  }
}
