import { join } from 'node:path';
import {
  Disposable,
  EventEmitter,
  window,
  workspace,
  type Event,
  type ExtensionContext,
  type LogOutputChannel,
  type TextDocument,
  type Uri,
} from 'vscode';
import { fileKind } from '../analysis/file-kind.ts';
import { findAshProjects } from '../analysis/find-ash-projects.ts';
import { grammarIn } from '../analysis/grammar.ts';
import { configName } from '../analysis/config-name.ts';
import { WorkerClient } from '../analysis/worker-client.ts';
import type { EvidenceStore } from './evidence-store.ts';
import { uriBelow } from './paths.ts';
import { documentPlace, folderPlace, type ProjectPlace } from './project-place.ts';
import { ProjectSession, type SessionChange } from './project-session.ts';
import { watchProject } from './project-watcher.ts';
import { looseSources, projectSources } from './session-sources.ts';
import { isEnabled, typingDelay } from './settings.ts';
import { diskOf } from './workspace-disk.ts';

export interface ProjectsChange extends SessionChange {
  readonly session: ProjectSession;
}

interface Opened {
  readonly session: ProjectSession;
  readonly watching: Disposable;
}

/** All Ash projects of the window, each in a session, and documents with Ash code that belong to none. */
export class Projects implements Disposable {
  readonly onDidChange: Event<ProjectsChange>;
  /** The analysis has the texts of a project as they are now. */
  readonly onDidHandOver: Event<ProjectSession>;
  readonly #changed = new EventEmitter<ProjectsChange>();
  readonly #handedOver = new EventEmitter<ProjectSession>();
  readonly #context: ExtensionContext;
  readonly #evidence: EvidenceStore;
  readonly #log: LogOutputChannel;
  readonly #client: WorkerClient;
  readonly #opened = new Map<string, Opened>();
  readonly #subscriptions: Disposable[] = [];
  #looking: Promise<void> = Promise.resolve();
  /** How many looks for projects have not ended. */
  #looks = 0;

  constructor(context: ExtensionContext, evidence: EvidenceStore, log: LogOutputChannel) {
    this.#context = context;
    this.#evidence = evidence;
    this.#log = log;
    const dist = join(context.extensionPath, 'dist');
    this.#client = new WorkerClient(join(dist, 'worker.cjs'), grammarIn(dist));
    this.onDidChange = this.#changed.event;
    this.onDidHandOver = this.#handedOver.event;
  }

  /** Begins to look for projects and to follow documents; returns at once. */
  start(): void {
    this.#subscriptions.push(
      workspace.onDidChangeWorkspaceFolders(() => this.#look()),
      workspace.onDidGrantWorkspaceTrust(() => this.#reconfigureAll()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('ashArchitect.enable')) this.#look();
        else if (event.affectsConfiguration('ashArchitect')) this.#reconfigureAll();
      }),
      workspace.onDidOpenTextDocument((document) => this.#openedDocument(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.#take(document, typingDelay(document.uri))),
      workspace.onDidCloseTextDocument((document) => void this.#closed(document)),
      window.onDidChangeVisibleTextEditors(() => this.#focus()),
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#reconfigureAll();
      }),
      this.#watchForProjects(),
      this.#evidence.onDidChange((root) => void this.#opened.get(root.toString())?.session.flush()),
    );
    this.#look();
  }

  get sessions(): readonly ProjectSession[] {
    return [...this.#opened.values()].map(({ session }) => session);
  }

  /** The session that a file belongs to, and its path there. */
  find(uri: Uri): { readonly session: ProjectSession; readonly path: string } | undefined {
    for (const { session } of this.#opened.values()) {
      const path = session.place.pathOf(uri);
      if (path !== undefined) return { session, path };
    }
    return undefined;
  }

  /** Resolves when everything that came in so far was examined and told. */
  async settled(): Promise<void> {
    await this.#looking;
    await Promise.all(this.sessions.map((session) => session.settled()));
  }

  /** Reads all projects anew. */
  async restart(): Promise<void> {
    await this.#looking;
    for (const key of [...this.#opened.keys()]) await this.#close(key);
    this.#look();
    await this.settled();
  }

  /** Ends the analysis thread as a crash would. For tests. */
  endWorker(): Promise<void> {
    return this.#client.kill();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const { session, watching } of this.#opened.values()) {
      watching.dispose();
      void session.dispose();
    }
    this.#opened.clear();
    this.#changed.dispose();
    this.#handedOver.dispose();
    void this.#client.dispose();
  }

  /** Opens what is new among the projects of the workspace, and closes what is not there any more. */
  #look(): void {
    const look = async (): Promise<void> => {
      const folders = workspace.workspaceFolders ?? [];
      const found = (await Promise.all(folders.map(({ uri }) => findIn(uri)))).flat();
      const roots = new Map(found.filter(isEnabled).map((root) => [root.toString(), root]));
      for (const [key, { session }] of [...this.#opened]) if (!stays(session, roots)) await this.#close(key);
      for (const [key, root] of roots) if (!this.#opened.has(key)) this.#openFolder(key, root);
    };
    this.#looks++;
    this.#looking = this.#looking
      .then(look)
      .catch((error: unknown) => this.#log.error(String(error)))
      .then(() => {
        this.#looks--;
        for (const document of workspace.textDocuments) this.#take(document, 0);
      });
  }

  /** A project may come into being, or begin to use Ash, while the window is open. */
  #watchForProjects(): Disposable {
    const watcher = workspace.createFileSystemWatcher('**/mix.{exs,lock}');
    const look = (uri: Uri): void => {
      const isKnown = this.find(uri)?.session.place.isFolder === true;
      if (!isKnown || uri.path.endsWith('/mix.exs')) this.#look();
    };
    return Disposable.from(watcher, watcher.onDidCreate(look), watcher.onDidChange(look), watcher.onDidDelete(look));
  }

  #openFolder(key: string, root: Uri): void {
    const disk = diskOf(root);
    const session = this.#open(key, folderPlace(root), (place) => ({
      session: new ProjectSession(
        place,
        this.#client.open(key),
        projectSources(this.#context, root, disk, () => this.#evidence.of(root), this.#log),
      ),
      watching: watchProject(root, disk, {
        isOpen: (path) => openDocument(place, path) !== undefined,
        knownBelow: (folder) => session.pathsBelow(folder),
        onChanges: (changes) => {
          for (const { path, text } of changes) session.change(path, text, 0);
          if (changes.some(({ path }) => fileKind(path) === 'migration')) void session.reconfigure();
        },
        onOther: (paths) => {
          if (paths.some((path) => path === configName || path === session.config?.baseline))
            void session.reconfigure();
        },
      }),
    }));
  }

  #openDocument(document: TextDocument): void {
    const { uri } = document;
    this.#open(uri.toString(), documentPlace(uri), (place) => ({
      session: new ProjectSession(
        place,
        this.#client.open(uri.toString()),
        looseSources(this.#context, document, this.#log),
      ),
      watching: new Disposable(() => undefined),
    }));
  }

  #open(key: string, place: ProjectPlace, create: (place: ProjectPlace) => Opened): ProjectSession {
    const opened = create(place);
    const { session } = opened;
    this.#opened.set(key, opened);
    session.onDidChange((change) => this.#changed.fire({ session, ...change }));
    session.onDidHandOver(() => this.#handedOver.fire(session));
    for (const document of workspace.textDocuments) this.#take(document, 0);
    this.#focus();
    void session.start();
    return session;
  }

  async #close(key: string): Promise<void> {
    const opened = this.#opened.get(key);
    if (opened === undefined) return;
    this.#opened.delete(key);
    opened.watching.dispose();
    const paths = opened.session.pathsWithFindings();
    this.#changed.fire({ session: opened.session, paths, isWhole: true });
    await opened.session.dispose();
  }

  #take(document: TextDocument, delay: number): void {
    const found = this.find(document.uri);
    if (found === undefined) {
      // While projects are looked for, the one that the document belongs to may not be known yet.
      if (this.#looks === 0 && isLoose(document)) this.#openDocument(document);
      return;
    }
    const { session, path } = found;
    if (path === configName || path === session.config?.baseline) {
      if (delay > 0) void session.reconfigure();
    } else if (fileKind(path) !== 'other') session.change(path, document.getText(), delay);
  }

  #openedDocument(document: TextDocument): void {
    this.#take(document, 0);
    const found = this.find(document.uri);
    // An open migration may be examined where git cannot tell which ones are new.
    if (found !== undefined && fileKind(found.path) === 'migration') void found.session.reconfigure();
  }

  /** What was not saved is not part of the project any more. */
  async #closed(document: TextDocument): Promise<void> {
    const found = this.find(document.uri);
    if (found === undefined) return;
    if (!found.session.place.isFolder) await this.#close(document.uri.toString());
    else if (fileKind(found.path) !== 'other') await found.session.reread(found.path);
  }

  #focus(): void {
    const active = window.activeTextEditor;
    const editors = active === undefined ? window.visibleTextEditors : [active, ...window.visibleTextEditors];
    for (const { session } of this.#opened.values()) {
      session.setFocus([...new Set(editors.flatMap(({ document }) => session.place.pathOf(document.uri) ?? []))]);
    }
  }

  #reconfigureAll(): void {
    for (const session of this.sessions) void session.reconfigure();
  }
}

async function findIn(folder: Uri): Promise<Uri[]> {
  return (await findAshProjects(diskOf(folder))).map((path) => (path === '' ? folder : uriBelow(folder, path)));
}

/** Whether there is still reason for a session: its folder is a project, or its document is in none. */
function stays({ place }: ProjectSession, roots: ReadonlyMap<string, Uri>): boolean {
  if (place.isFolder) return roots.has(place.root.toString());
  return (
    isEnabled(place.root) && ![...roots.values()].some((root) => folderPlace(root).pathOf(place.root) !== undefined)
  );
}

/** A document with Ash code outside all projects: an untitled one, a script, a file that was opened alone. */
function isLoose(document: TextDocument): boolean {
  if (document.languageId !== 'elixir' || !['file', 'untitled'].includes(document.uri.scheme)) return false;
  return /^\s*use[ (]+Ash\./m.test(document.getText()) && isEnabled(document.uri);
}

function openDocument(place: ProjectPlace, path: string): TextDocument | undefined {
  const key = place.uriOf(path)?.toString();
  return workspace.textDocuments.find((document) => document.uri.toString() === key && !document.isClosed);
}
