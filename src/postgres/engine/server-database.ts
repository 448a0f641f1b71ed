import { type Client, type QueryConfig, DatabaseError } from 'pg';
import type { Answer, Database, DatabaseError as Failure, Engine, Row, RunOptions } from '../database.ts';
import { cutOff } from './server-connection.ts';

/** What makes a server answer as the embedded one does, whatever its configuration says. */
const settings: Readonly<Record<string, string>> = {
  search_path: 'public',
  TimeZone: 'UTC',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '1',
  client_min_messages: 'notice',
  default_transaction_read_only: 'off',
  default_transaction_isolation: 'read committed',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  statement_timeout: '0',
};

/** PostgreSQL's code for a statement that was cancelled, by `statement_timeout` among others. */
const cancelled = '57014';

/** What `pg` takes beyond its types: everything stays text, and one statement is one message of the protocol. */
const asText = {
  rowMode: 'array',
  queryMode: 'extended',
  types: { getTypeParser: () => (value: string) => value },
} as const;

/** One database of our own on a server. */
export class ServerDatabase implements Database {
  readonly engine: Engine;
  readonly missingExtensions: readonly string[];
  /** Settles when it has been closed and dropped. */
  readonly closed: Promise<void>;
  readonly #client: Client;
  #close: () => void = () => undefined;
  #gone: string | undefined;
  #giveUp: ((failure: Exclude<Failure, { kind: 'refused' }>) => void) | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  /** What `statement_timeout` was set to last. */
  #serverLimitMs = 0;

  private constructor(client: Client, engine: Engine, missing: readonly string[], drop: () => Promise<void>) {
    this.#client = client;
    this.engine = engine;
    this.missingExtensions = missing;
    this.closed = new Promise<void>((resolve) => (this.#close = resolve)).then(drop);
    client.on('end', () => this.#end('the server ended the connection'));
  }

  /** Prepares a new database. Throws what `pg` throws; `drop` is called by `close`. */
  static async prepare(
    client: Client,
    extensions: readonly string[],
    drop: () => Promise<void>,
  ): Promise<ServerDatabase> {
    const assignments = Object.entries(settings).map(([name, value]) => `set_config('${name}', '${value}', false)`);
    await client.query(`SELECT ${assignments.join(', ')}`);
    const { rows } = await client.query<{ version: string; number: number; available: string[] }>(
      `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
              ARRAY(SELECT name::text FROM pg_available_extensions) AS available`,
    );
    const [server] = rows;
    const available = new Set(server?.available);
    const engine: Engine = {
      name: 'PostgreSQL',
      // Debian's says `15.18 (Debian 15.18-0+deb12u1)`.
      version: server?.version.split(' ')[0] ?? '',
      versionNumber: server?.number ?? 0,
    };
    const missing = [...new Set(extensions)].filter((name) => !available.has(name));
    return new ServerDatabase(client, engine, missing, drop);
  }

  run(sql: string, { parameters = [], limitMs }: RunOptions = {}): Promise<Answer> {
    const answer = this.#turn.then(() => this.#ask(sql, parameters, limitMs));
    this.#turn = answer;
    return answer;
  }

  close(): Promise<void> {
    this.#end('it was closed');
    this.#close();
    return this.closed;
  }

  async #ask(sql: string, parameters: readonly (string | null)[], limitMs: number | undefined): Promise<Answer> {
    if (this.#gone !== undefined) return { ok: false, error: { kind: 'gone', reason: this.#gone } };
    if (limitMs !== undefined) await this.#limitOnServer(limitMs);
    const begun = performance.now();
    const query: QueryConfig = { ...asText, text: sql, values: [...parameters] } as QueryConfig;
    return this.#within(limitMs, async () => {
      try {
        const { rows, fields, rowCount } = await this.#client.query<never>(query);
        return {
          ok: true,
          rows: (rows as unknown as (string | null)[][]).map((values) => rowOf(fields, values)),
          count: rowCount ?? rows.length,
          ms: performance.now() - begun,
        };
      } catch (error) {
        return { ok: false, error: this.#failure(error, limitMs, performance.now() - begun) };
      }
    });
  }

  /** In a transaction that has failed the server refuses this; the watch on our side holds nevertheless. */
  async #limitOnServer(limitMs: number): Promise<void> {
    if (this.#serverLimitMs === limitMs) return;
    this.#serverLimitMs = limitMs;
    await this.#within(limitMs, async () => {
      try {
        await this.#client.query(`SET statement_timeout = ${Math.ceil(limitMs)}`);
      } catch {
        this.#serverLimitMs = -1;
      }
      return { ok: true, rows: [], count: 0, ms: 0 };
    });
  }

  /** An answer, or the end of this database when it takes too long or the connection is lost. */
  #within(limitMs: number | undefined, work: () => Promise<Answer>): Promise<Answer> {
    return new Promise((resolve) => {
      const timer = limitMs === undefined ? undefined : setTimeout(() => this.#endOver(limitMs), limitMs);
      const settle = (answer: Answer): void => {
        clearTimeout(timer);
        this.#giveUp = undefined;
        resolve(answer);
      };
      this.#giveUp = (error) => settle({ ok: false, error });
      void work().then(settle);
    });
  }

  #failure(error: unknown, limitMs: number | undefined, ms: number): Failure {
    if (!(error instanceof DatabaseError) || error.code === undefined || error.severity === 'FATAL') {
      const reason =
        error instanceof DatabaseError ? `the server ended it with ${error.code ?? ''}` : 'the connection was lost';
      this.#end(reason);
      return { kind: 'gone', reason: this.#gone ?? reason };
    }
    const { code, message, detail, hint } = error;
    if (code === cancelled && limitMs !== undefined && ms >= limitMs) {
      this.#endOver(limitMs);
      return { kind: 'limit', limitMs };
    }
    return { kind: 'refused', sqlstate: code, message, ...(detail && { detail }), ...(hint && { hint }) };
  }

  #endOver(limitMs: number): void {
    this.#end(`a statement took longer than ${limitMs} ms`, { kind: 'limit', limitMs });
  }

  /** Cuts the connection. Only the first reason counts. */
  #end(reason: string, failure: Exclude<Failure, { kind: 'refused' }> = { kind: 'gone', reason }): void {
    if (this.#gone !== undefined) return;
    this.#gone = reason;
    this.#giveUp?.(failure);
    cutOff(this.#client);
  }
}

function rowOf(fields: readonly { readonly name: string }[], values: readonly (string | null)[]): Row {
  return Object.fromEntries(fields.map(({ name }, index) => [name, values[index] ?? null]));
}
