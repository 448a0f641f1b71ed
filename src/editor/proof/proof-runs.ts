import { join } from 'node:path';
import {
  ProgressLocation,
  window,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  type TextEditor,
  type Uri,
} from 'vscode';
import { fileKind } from '../../analysis/file-kind.ts';
import type { DatabaseSource } from '../../postgres/database.ts';
import { embeddedDatabases } from '../../postgres/engine/embedded-databases.ts';
import { ownServerDatabases } from '../../postgres/engine/own-server-databases.ts';
import type { Proofs, ProofRun, Proven } from '../../postgres/proofs.ts';
import type { EvidenceStore } from '../evidence-store.ts';
import { pickSession } from '../pick-session.ts';
import type { ProofLenses } from '../proof-lenses.ts';
import type { ProjectSession } from '../project-session.ts';
import type { Projects } from '../projects.ts';
import { html, type Html } from './page/html.ts';
import { indexPage } from './page/index-page.ts';
import { proofPage } from './page/proof-page.ts';
import { queryPage } from './page/query-page.ts';
import { linksInto, ReportPanel } from './report-panel.ts';
import { ServerSecret } from './server-secret.ts';
import { sessionProofs } from './session-proofs.ts';
import { statementAt } from './statement-at.ts';

export interface ProofRunsOptions {
  readonly context: ExtensionContext;
  readonly projects: Projects;
  readonly evidence: EvidenceStore;
  readonly lenses: ProofLenses;
  readonly log: LogOutputChannel;
}

interface Shown {
  readonly title: string;
  readonly body: Html;
}

/** Runs what commands and lenses ask for on PostgreSQL, one thing after the other, and shows what it came to. */
export class ProofRuns implements Disposable {
  readonly #options: ProofRunsOptions;
  readonly #panel: ReportPanel;
  readonly #server: ServerSecret;
  readonly #ending = new AbortController();
  /** The last report on a file, by its address. */
  readonly #reports = new Map<string, Shown>();
  /** What commands and lenses asked for and have not got yet. */
  readonly #asked = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();
  /** How many have their turn or wait for it. */
  #turns = 0;

  constructor(options: ProofRunsOptions) {
    this.#options = options;
    this.#panel = new ReportPanel(options.context);
    this.#server = new ServerSecret(options.context.secrets);
  }

  async proveMigration(uri: Uri | undefined): Promise<void> {
    const found = uri === undefined ? undefined : this.#options.projects.find(uri);
    if (found === undefined || fileKind(found.path) !== 'migration') {
      tell('Open a migration first.');
      return;
    }
    await this.#proveMigrations(found.session, [found.path]);
  }

  async proveMany(asked: 'changed' | 'all'): Promise<void> {
    const session = await pickSession(this.#options.projects, 'The project of the migrations');
    if (session !== undefined) await this.#proveMigrations(session, asked);
  }

  /** The indexes of the resources in a file. */
  async proveIndexes(uri: Uri | undefined): Promise<void> {
    const found = uri === undefined ? undefined : this.#options.projects.find(uri);
    const resources = found?.session.checklists.filter(({ path }) => path === found.path) ?? [];
    if (uri === undefined || found === undefined || resources.length === 0) {
      tell('Open a resource first.');
      return;
    }
    const { session } = found;
    const names = resources.map(({ resource }) => resource);
    const what = names.join(', ');
    await this.#run(session, `Indexes of ${what}`, [uri], async (proofs, run) => {
      const answer = await proofs.indexes(names, run);
      if (!answer.ok) return answer;
      const linkTo = linksInto((path) => session.place.uriOf(path));
      const body = html`${answer.report.map((report) => indexPage(report, linkTo))}`;
      return { ok: true, report: { title: `Indexes of ${what}`, body } };
    });
  }

  /** What is selected: SQL, a query, or a filter of the resource of the file; else the SQL around the cursor. */
  async explainSelection(): Promise<void> {
    const editor = window.activeTextEditor;
    const text = editor === undefined ? undefined : asked(editor);
    if (editor === undefined || text === undefined) {
      tell('Select SQL, a query of Ecto or Ash, or a filter of a resource; or put the cursor into SQL.');
      return;
    }
    const found = this.#options.projects.find(editor.document.uri);
    const session = found?.session ?? (await pickSession(this.#options.projects, 'The project whose tables it reads'));
    if (session === undefined) return;
    const resource = session.checklists.find(({ path }) => path === found?.path)?.resource;
    await this.#run(session, 'The selected query', [], async (proofs, run) => {
      const answer = await proofs.query({ text, resource }, run);
      return answer.ok ? { ok: true, report: { title: 'A query explained', body: queryPage(answer.report) } } : answer;
    });
  }

  /** Shows once more what a file came to. After a restart there is only the evidence: it is run again then. */
  async showReport(uri: Uri | undefined): Promise<void> {
    const shown = uri === undefined ? undefined : this.#reports.get(uri.toString());
    if (shown !== undefined) this.#panel.show(shown.title, shown.body);
    else if (uri !== undefined && fileKind(uri.path.slice(1)) === 'migration') await this.proveMigration(uri);
    else await this.proveIndexes(uri);
  }

  async useServer(): Promise<void> {
    if (await this.#server.ask()) void window.showInformationMessage('Proofs run on your own PostgreSQL from now on.');
  }

  async forgetServer(): Promise<void> {
    await this.#server.remove();
    void window.showInformationMessage('Proofs run on the embedded PostgreSQL again.');
  }

  /** The proofs of a project, for commands and for others such as the chat: one waits for the other. */
  proofsOf(session: ProjectSession): Proofs {
    const proofs = sessionProofs(session, () => this.#source(), this.#options.evidence);
    const inTurn = <Answer>(run: ProofRun, work: (run: ProofRun) => Promise<Answer>): Promise<Answer> =>
      this.#inTurn(() => {
        const signal = AbortSignal.any([run.signal, this.#ending.signal]);
        signal.throwIfAborted();
        return work({ ...run, signal });
      });
    return {
      migrations: (asked, run) => inTurn(run, (turn) => proofs.migrations(asked, turn)),
      indexes: (resources, run) => inTurn(run, (turn) => proofs.indexes(resources, turn)),
      query: (query, run) => inTurn(run, (turn) => proofs.query(query, turn)),
    };
  }

  dispose(): void {
    this.#ending.abort(new Error('The window was closed.'));
    this.#panel.dispose();
  }

  async #proveMigrations(session: ProjectSession, asked: readonly string[] | 'changed' | 'all'): Promise<void> {
    const uris = typeof asked === 'string' ? [] : asked.flatMap((path) => session.place.uriOf(path) ?? []);
    const what = typeof asked === 'string' ? several[asked] : asked.map(baseName).join(', ');
    await this.#run(session, `Proof of ${what}`, uris, async (proofs, run) => {
      const answer = await proofs.migrations(asked, run);
      if (!answer.ok) return answer;
      if (answer.report.migrations.length === 0)
        return {
          ok: false,
          reason: `There is nothing to prove: no migration ${asked === 'changed' ? 'changed since the merge base' : 'was found'}.`,
        };
      const linkTo = linksInto((path) => session.place.uriOf(path));
      return { ok: true, report: { title: `Proof of ${what}`, body: proofPage(answer.report, linkTo) } };
    });
  }

  async #run(
    session: ProjectSession,
    title: string,
    uris: readonly Uri[],
    work: (proofs: Proofs, run: ProofRun) => Promise<Proven<Shown>>,
  ): Promise<void> {
    const name = `${session.place.root.toString()} ${title}`;
    if (this.#asked.has(name)) {
      tell(`“${title}” is running already.`);
      return;
    }
    this.#asked.add(name);
    const end = this.#options.lenses.begin(uris.map(String));
    try {
      const answer = await this.#withProgress(title, (run) => work(this.proofsOf(session), run));
      if (answer === undefined) return;
      if (!answer.ok) {
        void window.showWarningMessage(answer.reason);
        return;
      }
      for (const uri of uris) this.#reports.set(uri.toString(), answer.report);
      this.#panel.show(answer.report.title, answer.report.body);
    } catch (error) {
      this.#options.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      void window.showErrorMessage(`It could not be run: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      this.#asked.delete(name);
      end();
    }
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#turns += 1;
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    try {
      return await result;
    } finally {
      this.#turns -= 1;
    }
  }

  /** Undefined when it was stopped. */
  async #withProgress<Result>(title: string, work: (run: ProofRun) => Promise<Result>): Promise<Result | undefined> {
    return window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        const stopper = new AbortController();
        token.onCancellationRequested(() => stopper.abort(new Error('It was stopped.')));
        const { signal } = stopper;
        if (this.#turns > 0) progress.report({ message: 'waits until the run before it has ended' });
        try {
          return await work({
            signal,
            onProgress: ({ done, total, at }) => progress.report({ message: `${done + 1} of ${total}: ${at}` }),
          });
        } catch (error) {
          if (signal.aborted || this.#ending.signal.aborted) return undefined;
          throw error;
        }
      },
    );
  }

  async #source(): Promise<DatabaseSource> {
    const server = await this.#server.read();
    if (server !== undefined) return ownServerDatabases(server);
    const { extensionPath, globalStorageUri } = this.#options.context;
    return embeddedDatabases({
      cacheFolder: globalStorageUri.scheme === 'file' ? globalStorageUri.fsPath : undefined,
      workerFile: join(extensionPath, 'dist', 'postgres-worker.cjs'),
    });
  }
}

const several = { changed: 'the changed migrations', all: 'all migrations' } as const;

function asked({ document, selection }: TextEditor): string | undefined {
  const selected = document.getText(selection);
  if (selected.trim() !== '') return selected;
  return statementAt(document.getText(), document.offsetAt(selection.active), document.languageId === 'sql');
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function tell(sentence: string): void {
  void window.showInformationMessage(sentence);
}
