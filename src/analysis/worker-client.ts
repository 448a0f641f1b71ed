import { Worker } from 'node:worker_threads';
import type { ModelJson } from '../ash/model-json.ts';
import type { GrammarBytes } from '../elixir/parser.ts';
import type { AnalysisPort, CheckReport, CheckRequest, ReportedProblem } from './port.ts';
import type { FileChange } from './workspace.ts';
import type { Answer, Message, Request, WorkerData } from './worker-protocol.ts';

/** WebAssembly frames use the thread's own stack: 20,000 comment lines in a row need 16 MB of it. */
const stackSizeMb = 16;

/** How often a worker may die in a row, each time over another file, before we give up. */
const restartLimit = 20;

/** The same for deaths that no file explains: what is asked kills it, and will again. */
const unexplainedLimit = 2;

interface Pending {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The analysis in a worker thread. When the thread dies, another one is started with all documents but the file that it
 * was reading, which becomes a problem in the report; whoever asked notices nothing else.
 */
export class WorkerClient implements AnalysisPort {
  readonly #script: string;
  readonly #grammar: GrammarBytes;
  readonly #documents = new Map<string, string>();
  readonly #fatal = new Map<string, string>();
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #reading: string | undefined;
  #nextId = 0;
  #restarts = 0;
  #unexplained = 0;
  #lastError = 'it ended without a word';
  #disposed = false;

  constructor(script: string, grammar: GrammarBytes) {
    this.#script = script;
    this.#grammar = grammar;
  }

  async apply(changes: readonly FileChange[]): Promise<void> {
    for (const { path, text } of changes) {
      if (text === undefined) this.#documents.delete(path);
      else this.#documents.set(path, text);
      this.#fatal.delete(path);
    }
    await this.#ask({ kind: 'apply', changes });
  }

  async check(request: CheckRequest): Promise<CheckReport> {
    const answer = await this.#ask({ kind: 'check', request });
    if (answer.kind !== 'checked') throw unexpected(answer);
    const problems: ReportedProblem[] = [...this.#fatal].map(([path, message]) => ({ path, message }));
    return { ...answer.report, problems: [...answer.report.problems, ...problems] };
  }

  async model(wrappers: readonly string[]): Promise<ModelJson> {
    const answer = await this.#ask({ kind: 'model', wrappers });
    if (answer.kind !== 'modelled') throw unexpected(answer);
    return answer.model;
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

  #ask(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#pending.set(id, { request, resolve, reject });
      if (this.#worker === undefined) this.#start();
      else this.#worker.postMessage({ id, request });
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
    const changes = [...this.#documents]
      .filter(([path]) => !this.#fatal.has(path))
      .map(([path, text]): FileChange => ({ path, text }));
    worker.postMessage({ id: -1, request: { kind: 'apply', changes } satisfies Request });
    for (const [id, { request }] of this.#pending) {
      const sent: Request = request.kind === 'apply' ? { kind: 'apply', changes: [] } : request;
      worker.postMessage({ id, request: sent });
    }
  }

  #receive(message: Message): void {
    if (message.kind === 'reading') {
      this.#reading = message.path;
      return;
    }
    this.#reading = undefined;
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return;
    this.#pending.delete(message.id);
    this.#restarts = 0;
    this.#unexplained = 0;
    if (message.answer.kind === 'failed') pending.reject(new Error(message.answer.message));
    else pending.resolve(message.answer);
  }

  #exited(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    if (this.#disposed) return;
    if (this.#reading === undefined) this.#unexplained++;
    else this.#fatal.set(this.#reading, 'The parser died on this file; it was left out.');
    this.#reading = undefined;
    if (this.#pending.size === 0) return;
    this.#restarts++;
    const isHopeless = this.#restarts > restartLimit || this.#unexplained > unexplainedLimit;
    if (isHopeless) this.#giveUp(`the analysis worker keeps dying: ${this.#lastError}`);
    else this.#start();
  }

  #giveUp(reason: string): void {
    for (const { reject } of this.#pending.values()) reject(new Error(reason));
    this.#pending.clear();
    this.#restarts = 0;
    this.#unexplained = 0;
  }
}

function unexpected(answer: Answer): Error {
  return new Error(`the worker answered with \`${answer.kind}\``);
}
