import type { Answer, Database, DatabaseSource, Engine, RunOptions } from '../database.ts';
import { takeFingerprint } from '../fingerprint/take-fingerprint.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';

/** How long things may take, in milliseconds. */
export interface ProofLimits {
  readonly statementMs: number;
  /** All statements of one migration, in all directions. */
  readonly migrationMs: number;
}

export const defaultLimits: ProofLimits = { statementMs: 10_000, migrationMs: 60_000 };

/** The database is no more: it took too long, or died. What it was asked is not known to be true or false. */
export class DatabaseLost extends Error {}

/** There is no database to be had: nothing can be proven. */
export class NoDatabase extends Error {}

export interface SessionOptions {
  readonly source: DatabaseSource;
  readonly extensions: readonly string[];
  readonly limits: ProofLimits;
  readonly signal: AbortSignal;
}

/**
 * A database that is stopped when the caller gives up or the time is over. Once it is lost, `run` throws: whoever asks
 * it has nothing to go on with, however deep down they are.
 */
export class Session implements Database {
  readonly engine: Engine;
  readonly missingExtensions: readonly string[];
  readonly #database: Database;
  readonly #limits: ProofLimits;
  readonly #signal: AbortSignal;
  readonly #giveUp: () => void;
  #spentMs = 0;
  #lost: string | undefined;

  constructor(database: Database, limits: ProofLimits, signal: AbortSignal) {
    this.engine = database.engine;
    this.missingExtensions = database.missingExtensions;
    this.#database = database;
    this.#limits = limits;
    this.#signal = signal;
    this.#giveUp = () => void database.close();
    signal.addEventListener('abort', this.#giveUp);
  }

  static async open(options: SessionOptions): Promise<Session> {
    options.signal.throwIfAborted();
    const opened = await options.source.open({ extensions: options.extensions });
    if (!opened.ok) throw new NoDatabase(opened.reason);
    const session = new Session(opened.database, options.limits, options.signal);
    if (options.signal.aborted) await session.close();
    options.signal.throwIfAborted();
    return session;
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /** Begins the time of another migration. */
  beginMigration(): void {
    this.#spentMs = 0;
  }

  async run(sql: string, options: RunOptions = {}): Promise<Answer> {
    this.#signal.throwIfAborted();
    if (this.#lost !== undefined) throw new DatabaseLost(this.#lost);
    const left = Math.max(1, this.#limits.migrationMs - this.#spentMs);
    const limitMs = Math.min(options.limitMs ?? this.#limits.statementMs, left);
    const answer = await this.#database.run(sql, { ...options, limitMs });
    this.#signal.throwIfAborted();
    if (answer.ok) {
      this.#spentMs += answer.ms;
      return answer;
    }
    if (answer.error.kind === 'refused') return answer;
    this.#lost =
      answer.error.kind === 'gone'
        ? `the database ended: ${answer.error.reason}`
        : limitMs < left
          ? `a statement took longer than ${seconds(limitMs)}`
          : `it took longer than ${seconds(this.#limits.migrationMs)}`;
    throw new DatabaseLost(this.#lost);
  }

  /** Outside of transactions that have failed, where there is always an answer. */
  async fingerprint(): Promise<Fingerprint> {
    const taken = await takeFingerprint(this);
    if (!taken.ok) throw new Error(`The catalogue could not be read: ${JSON.stringify(taken.error)}`);
    return taken.fingerprint;
  }

  async close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#giveUp);
    await this.#database.close();
  }
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
