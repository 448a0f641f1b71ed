import {
  Disposable,
  EventEmitter,
  FileSystemError,
  FileType,
  Range,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type FileChangeEvent,
  type FileStat,
  type FileSystemProvider,
  type TextDocument,
} from 'vscode';
import type { PlanDocument } from '../../architect/plan/plan-document.ts';
import { newPlan } from '../../architect/plan/plan.ts';

const scheme = 'ash-architect-plan';

/** After so long without a stroke what was typed is saved, in milliseconds: a plan has no unsaved state of its own. */
const saving = 1_000;

/** A conversation, as far as its plan goes. */
export interface Planned {
  readonly plan: string;
  readonly setPlan: (plan: string) => void;
}

/** The plans of open conversations as documents: what is typed in one counts at once. */
export class PlanFiles implements FileSystemProvider, Disposable {
  readonly onDidChangeFile;
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly #open = new Map<string, Planned>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #subscriptions: Disposable;
  #changes = 0;

  constructor() {
    this.onDidChangeFile = this.#changed.event;
    this.#subscriptions = Disposable.from(
      this.#changed,
      workspace.registerFileSystemProvider(scheme, this, { isCaseSensitive: true }),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === scheme) this.#typed(document);
      }),
    );
  }

  /** Makes the plan of a conversation one that can be opened; it is one until the result is disposed of. */
  add(id: string, planned: Planned): Disposable {
    this.#open.set(id, planned);
    return new Disposable(() => this.#open.delete(id));
  }

  /** What tools read and write: an open document goes before what the conversation keeps. */
  documentOf(id: string): PlanDocument {
    return {
      read: () => {
        const text = findDocument(uriOf(id))?.getText() ?? this.#open.get(id)?.plan ?? '';
        return Promise.resolve(text === '' ? undefined : text);
      },
      replace: (before, after) => this.#replace(id, before ?? '', after),
    };
  }

  /** Shows the plan beside the code; one that is empty gets its sections first. */
  async show(id: string): Promise<void> {
    const planned = this.#open.get(id);
    if (planned === undefined) return;
    if (planned.plan.trim() === '') planned.setPlan(newPlan('Plan'));
    await window.showTextDocument(uriOf(id), { preview: false });
  }

  stat(uri: Uri): FileStat {
    const size = new TextEncoder().encode(this.#planned(uri).plan).length;
    return { type: FileType.File, ctime: 0, mtime: this.#changes, size };
  }

  readFile(uri: Uri): Uint8Array {
    return new TextEncoder().encode(this.#planned(uri).plan);
  }

  writeFile(uri: Uri, content: Uint8Array): void {
    this.#changes++;
    this.#planned(uri).setPlan(new TextDecoder().decode(content));
  }

  watch(): Disposable {
    return new Disposable(() => undefined);
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
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#subscriptions.dispose();
  }

  #planned(uri: Uri): Planned {
    const planned = this.#open.get(idOf(uri));
    if (planned !== undefined) return planned;
    throw FileSystemError.Unavailable('The session of this plan is not open. Open the session in the panel first.');
  }

  #typed(document: TextDocument): void {
    const id = idOf(document.uri);
    const planned = this.#open.get(id);
    const text = document.getText();
    if (planned === undefined || planned.plan === text) return;
    planned.setPlan(text);
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => void document.save(), saving),
    );
  }

  async #replace(id: string, before: string, after: string): Promise<boolean> {
    const planned = this.#open.get(id);
    if (planned === undefined) return false;
    const document = findDocument(uriOf(id));
    if (document === undefined) {
      if (planned.plan !== before) return false;
      this.#changes++;
      planned.setPlan(after);
      return true;
    }
    if (document.getText() !== before) return false;
    const edit = new WorkspaceEdit();
    edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), after);
    return workspace.applyEdit(edit);
  }
}

function uriOf(id: string): Uri {
  return Uri.from({ scheme, path: `/${id}/Plan.md` });
}

function idOf(uri: Uri): string {
  return uri.path.split('/')[1] ?? '';
}

function findDocument(uri: Uri): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri.toString() && !document.isClosed);
}
