import { Worker } from 'node:worker_threads';
import type { GrammarPaths } from './grammar.ts';
import type { AnalysisPort, FileFindings, ReportedProblem, Update } from './port.ts';
import type { FileChange } from './workspace.ts';
import type { Answers, Message, Request, Sent, WorkerData } from './worker-protocol.ts';

/** WebAssembly frames use the thread's own stack: 20,000 comment lines in a row need 16 MB of it. */
const stackSizeMb = 16;

/** How often a worker may die in a row, twice over each file, before we give up. */
const restartLimit = 40;

/** The same for deaths that no file explains: what is asked kills it, and will again. */
const unexplainedLimit = 2;

interface Pending {
  readonly sent: Sent;
  readonly resolve: (value: Answers[keyof Answers]) => void;
  readonly reject: (error: Error) => void;
  readonly onFirst: ((update: Update) => void) | undefined;
  /** How often a worker died over a text that only this request speaks of. */
  deaths: number;
}

/** What must be known of a project to start over with it. */
interface Documents {
  readonly texts: Map<string, string>;
  /** The file over which the last worker died: it may have been by chance. */
  suspect: string | undefined;
  /** Files over which workers died twice in a row, with what to say of them. */
  readonly fatal: Map<string, string>;
  /** Files that were fatal and have changed since: a new worker may have nothing to say of them. */
  readonly recovered: Set<string>;
}

/**
 * The analysis in a worker thread, of any number of projects. When the thread dies, another one is started with all
 * documents; a file over which that one dies as well is left out and becomes a problem in the report. Whoever asked
 * notices nothing else.
 */
export class WorkerClient {
  readonly #script: string;
  readonly #grammar: GrammarPaths;
  readonly #projects = new Map<string, Documents>();
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #reading: (Message & { readonly kind: 'reading' }) | undefined;
  #nextId = 0;
  #restarts = 0;
  #unexplained = 0;
  #lastError = 'it ended without a word';
  #disposed = false;

  constructor(script: string, grammar: GrammarPaths) {
    this.#script = script;
    this.#grammar = grammar;
  }

  /** The analysis of one project, known by a name. */
  open(project: string): AnalysisPort {
    const documents: Documents = {
      texts: new Map(),
      suspect: undefined,
      fatal: new Map(),
      recovered: new Set(),
    };
    this.#projects.set(project, documents);
    const ask = <Kind extends keyof Answers>(
      request: Request & { readonly kind: Kind },
      onFirst?: (update: Update) => void,
    ): Promise<Answers[Kind]> => this.#ask(project, request, onFirst) as Promise<Answers[Kind]>;
    return {
      apply: (changes) => {
        for (const { path, text } of changes) {
          if (text === undefined) documents.texts.delete(path);
          else documents.texts.set(path, text);
          if (documents.fatal.delete(path)) documents.recovered.add(path);
        }
        return ask({ kind: 'apply', changes });
      },
      check: async (request) => {
        const report = await ask({ kind: 'check', request });
        return { ...report, problems: [...report.problems, ...problemsOf(documents)] };
      },
      update: async (request, onFirst) => {
        const update = await ask({ kind: 'update', request }, onFirst);
        return update === undefined
          ? undefined
          : { ...update, files: [...update.files, ...ownFiles(update, documents)] };
      },
      fixAll: (request) => ask({ kind: 'fixAll', request }),
      preview: (request) => ask({ kind: 'preview', request }),
      editAsh: (edit) => ask({ kind: 'editAsh', edit }),
      configure: (text, settings) => ask({ kind: 'configure', text, settings }),
      readBaseline: (path, text) => ask({ kind: 'readBaseline', path, text }),
      model: (wrappers) => ask({ kind: 'model', wrappers }),
      plan: (request) => ask({ kind: 'plan', request }),
      readMigration: (request) => ask({ kind: 'readMigration', request }),
      migrationRuns: (request) => ask({ kind: 'migrationRuns', request }),
      recordedSchema: (request) => ask({ kind: 'recordedSchema', request }),
      indexDemand: (request) => ask({ kind: 'indexDemand', request }),
      queryToSql: (request) => ask({ kind: 'queryToSql', request }),
      dispose: async () => {
        if (!this.#projects.delete(project) || this.#worker === undefined || this.#disposed) return;
        await ask({ kind: 'close' });
      },
    };
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#giveUp('the analysis was ended');
    await this.#worker?.terminate();
  }

  /** Ends the thread, as a crash would: the next request starts another. For tests of exactly that. */
  async kill(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(project: string, request: Request, onFirst?: (update: Update) => void): Promise<Answers[keyof Answers]> {
    return new Promise((resolve, reject) => {
      if (this.#disposed) {
        reject(new Error('the analysis was ended'));
        return;
      }
      const sent: Sent = { id: this.#nextId++, project, request };
      this.#pending.set(sent.id, { sent, resolve, reject, onFirst, deaths: 0 });
      if (this.#worker === undefined) this.#start();
      else this.#worker.postMessage(sent);
    });
  }

  /** Starts a thread and hands it all documents and whatever was asked and not yet answered. */
  #start(): void {
    const data: WorkerData = { grammar: this.#grammar };
    const worker = new Worker(this.#script, { workerData: data, resourceLimits: { stackSizeMb } });
    this.#worker = worker;
    this.#reading = undefined;
    worker.on('message', (message: Message) => this.#receive(message));
    worker.on('error', (error) => (this.#lastError = error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => this.#exited(worker));
    for (const [project, { texts, fatal }] of this.#projects) {
      const changes = [...texts]
        .filter(([path]) => !fatal.has(path))
        .map(([path, text]): FileChange => ({ path, text }));
      worker.postMessage({ id: -1, project, request: { kind: 'apply', changes } } satisfies Sent);
    }
    for (const { sent } of this.#pending.values()) {
      const isApplied = sent.request.kind === 'apply';
      worker.postMessage(isApplied ? { ...sent, request: { kind: 'apply', changes: [] } } : sent);
    }
  }

  #receive(message: Message): void {
    if (message.kind === 'reading') {
      this.#reading = message;
      return;
    }
    const pending = this.#pending.get(message.id);
    if (message.kind === 'first') {
      pending?.onFirst?.(message.update);
      return;
    }
    this.#reading = undefined;
    if (pending === undefined) return;
    this.#pending.delete(message.id);
    const documents = this.#projects.get(pending.sent.project);
    if (documents !== undefined) documents.suspect = undefined;
    this.#restarts = 0;
    this.#unexplained = 0;
    if (message.kind === 'failure') pending.reject(new Error(message.message));
    else pending.resolve(message.value);
  }

  #exited(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    if (this.#disposed) return;
    if (this.#reading === undefined) this.#unexplained++;
    else if (!this.#blameProposal(this.#reading)) {
      const { project, path } = this.#reading;
      const documents = this.#projects.get(project);
      if (documents?.suspect === path) documents.fatal.set(path, 'The parser died on this file; it was left out.');
      else if (documents !== undefined) documents.suspect = path;
    }
    this.#reading = undefined;
    if (this.#pending.size === 0) return;
    this.#restarts++;
    const isHopeless = this.#restarts > restartLimit || this.#unexplained > unexplainedLimit;
    if (isHopeless) this.#giveUp(`the analysis worker keeps dying: ${this.#lastError}`);
    else this.#start();
  }

  /** Texts that are only proposed are no documents: it is the request that is given up then. */
  #blameProposal({ request }: { readonly request: number }): boolean {
    const pending = this.#pending.get(request);
    const kind = pending?.sent.request.kind;
    if (
      pending === undefined ||
      (kind !== 'preview' && kind !== 'editAsh' && kind !== 'readMigration' && kind !== 'queryToSql')
    )
      return false;
    pending.deaths++;
    if (pending.deaths > 1) {
      this.#pending.delete(request);
      pending.reject(new Error('the parser died on a proposed text'));
    }
    return true;
  }

  #giveUp(reason: string): void {
    for (const { reject } of this.#pending.values()) reject(new Error(reason));
    this.#pending.clear();
    this.#restarts = 0;
    this.#unexplained = 0;
  }
}

/** What the worker cannot know: files that it never saw, and that it sees again. */
function ownFiles({ files }: Update, documents: Documents): FileFindings[] {
  const fatal = problemsOf(documents).map((problem) => ({ path: problem.path, findings: [], problem }));
  const known = new Set([...files, ...fatal].map(({ path }) => path));
  const recovered = [...documents.recovered].filter((path) => !known.has(path));
  documents.recovered.clear();
  return [...fatal, ...recovered.map((path) => ({ path, findings: [], problem: undefined }))];
}

function problemsOf({ fatal }: Documents): ReportedProblem[] {
  return [...fatal].map(([path, message]) => ({ path, message }));
}
