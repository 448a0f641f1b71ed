import { Worker } from 'node:worker_threads';
import type { Answer, Database, DatabaseError, Engine, RunOptions } from '../database.ts';
import type { Message, Statement, WorkerData } from './worker-protocol.ts';

/**
 * PostgreSQL refuses expressions that are nested too deeply by its own measure, 2 MB of its stack. WebAssembly's frames
 * on the thread's stack are larger, and without room for them the engine would end instead.
 */
const stackSizeMb = 64;

/** Making a data directory took 17 seconds on a loaded machine. */
const openLimitMs = 180_000;

type Failure = Exclude<DatabaseError, { readonly kind: 'refused' }>;

/** One embedded database in a thread of its own, which is ended with whatever runs in it. */
export class EmbeddedDatabase implements Database {
  readonly missingExtensions: readonly string[];
  /** Settles when the thread has ended, for whatever reason. */
  readonly ended: Promise<void>;
  readonly #worker: Worker;
  #engine: Engine | undefined;
  /** Why nothing can be asked any more. */
  #gone: string | undefined;
  /** Whoever waits for the thread's next message. */
  #waiting: ((message: Message | Failure) => void) | undefined;
  /** Settles when everything that was asked before has been answered. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(worker: Worker, missingExtensions: readonly string[]) {
    this.#worker = worker;
    this.missingExtensions = missingExtensions;
    // What the engine prints would disturb protocols on our own standard output.
    worker.stdout.resume();
    worker.stderr.resume();
    worker.on('message', (message: Message) => this.#receive(message));
    worker.on('error', (error) => this.#end(error instanceof Error ? error.message : String(error)));
    this.ended = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#end('its thread ended');
        resolve();
      });
    });
  }

  /** Begins to open; `ready` says whether it did. */
  static start(script: string, workerData: WorkerData, missingExtensions: readonly string[]): EmbeddedDatabase {
    const worker = new Worker(script, { workerData, resourceLimits: { stackSizeMb }, stdout: true, stderr: true });
    return new EmbeddedDatabase(worker, missingExtensions);
  }

  /** Undefined once it can be used, or why it cannot. */
  async ready(): Promise<string | undefined> {
    const message = await this.#next(openLimitMs);
    if (message.kind === 'ready') {
      this.#engine = message.engine;
      return undefined;
    }
    await this.close();
    return message.kind === 'limit' ? `it was not ready after ${openLimitMs / 1000} seconds` : this.#gone;
  }

  get engine(): Engine {
    if (this.#engine === undefined) throw new Error('the database is not open yet');
    return this.#engine;
  }

  run(sql: string, { parameters = [], limitMs }: RunOptions = {}): Promise<Answer> {
    const answer = this.#turn.then(() => this.#ask({ sql, parameters }, limitMs));
    this.#turn = answer;
    return answer;
  }

  async close(): Promise<void> {
    this.#end('it was closed');
    await this.ended;
  }

  async #ask(statement: Statement, limitMs: number | undefined): Promise<Answer> {
    if (this.#gone !== undefined) return { ok: false, error: { kind: 'gone', reason: this.#gone } };
    const begun = performance.now();
    this.#worker.postMessage(statement);
    const message = await this.#next(limitMs);
    if (message.kind === 'limit' || message.kind === 'gone') return { ok: false, error: message };
    if (message.kind !== 'answer') throw new Error(`a statement was answered with ${message.kind}`);
    const { answer } = message;
    return answer.ok ? { ...answer, ms: performance.now() - begun } : answer;
  }

  /** The thread's next message, or why none comes. */
  #next(limitMs: number | undefined): Promise<Message | Failure> {
    return new Promise((resolve) => {
      if (this.#gone !== undefined) {
        resolve({ kind: 'gone', reason: this.#gone });
        return;
      }
      const timer =
        limitMs === undefined
          ? undefined
          : setTimeout(
              () => this.#end(`a statement took longer than ${limitMs} ms`, { kind: 'limit', limitMs }),
              limitMs,
            );
      this.#waiting = (message) => {
        clearTimeout(timer);
        this.#waiting = undefined;
        resolve(message);
      };
    });
  }

  #receive(message: Message): void {
    if (message.kind === 'broken') this.#end(message.reason);
    else this.#waiting?.(message);
  }

  /** Gives the thread and its memory back. Only the first reason counts. */
  #end(reason: string, failure: Failure = { kind: 'gone', reason }): void {
    if (this.#gone !== undefined) return;
    this.#gone = reason;
    this.#waiting?.(failure);
    void this.#worker.terminate();
  }
}
