/**
 * A PostgreSQL database of our own: empty when it is opened, seen by nobody else, and gone once it is closed. All
 * values go in and come out in PostgreSQL's text form, so that every engine answers alike.
 */
export interface Database {
  readonly engine: Engine;
  /** Extensions that were asked for when it was opened and that this engine does not have. */
  readonly missingExtensions: readonly string[];
  /** Sends one statement, as Postgrex does: a text of several is refused with 42601, with parameters or without. */
  run(sql: string, options?: RunOptions): Promise<Answer>;
  /** Gives everything back; what still runs ends with `gone`. May be called again. */
  close(): Promise<void>;
}

/** What answered, named in every verdict: what one version accepts another may not. */
export interface Engine {
  readonly name: 'PGlite' | 'PostgreSQL';
  /** Of PostgreSQL: `18.6`. */
  readonly version: string;
  /** As the server counts: 180006. */
  readonly versionNumber: number;
}

export interface RunOptions {
  /** For `$1`, `$2` and so on. */
  readonly parameters?: readonly (string | null)[];
  /** How long it may take. After that the database is gone, since a running statement cannot be stopped otherwise. */
  readonly limitMs?: number;
}

/** A result, or why there is none. After `limit` and `gone`, every other statement is answered with `gone`. */
export type Answer =
  | {
      readonly ok: true;
      readonly rows: readonly Row[];
      /** How many rows it wrote or returned. */
      readonly count: number;
      /** As seen from here: with the way to the engine and back. */
      readonly ms: number;
    }
  | { readonly ok: false; readonly error: DatabaseError };

/** By column name; of two columns with one name the last one counts. */
export type Row = Readonly<Record<string, string | null>>;

export type DatabaseError =
  | {
      readonly kind: 'refused';
      /** Five characters: `23502`. */
      readonly sqlstate: string;
      readonly message: string;
      readonly detail?: string;
      readonly hint?: string;
    }
  | { readonly kind: 'limit'; readonly limitMs: number }
  | { readonly kind: 'gone'; readonly reason: string };

/** Opens databases: the embedded ones, or such on a user's own server. */
export interface DatabaseSource {
  open(setup: DatabaseSetup): Promise<Opened>;
  /** Ends what is open, and gives memory, threads and connections back. */
  dispose(): Promise<void>;
}

export interface DatabaseSetup {
  /** Names as in `CREATE EXTENSION`, made available, not created. */
  readonly extensions: readonly string[];
}

export type Opened =
  { readonly ok: true; readonly database: Database } | { readonly ok: false; readonly reason: string };
