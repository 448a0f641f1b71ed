import type { Answer, Engine } from '../database.ts';

/** What the thread of an embedded database is started with. */
export interface WorkerData {
  /** Where the prepared data directory is kept; undefined when it is made anew each time. */
  readonly seedFile: string | undefined;
  /** Names of extension bundles to load. */
  readonly bundles: readonly string[];
}

/** One at a time: the next one is sent when the answer to this one is there. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly (string | null)[];
}

export type Message =
  | { readonly kind: 'ready'; readonly engine: Engine }
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The engine cannot go on; the thread ends. */
  | { readonly kind: 'broken'; readonly reason: string };
