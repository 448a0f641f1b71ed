import type { ExplainedOnRows } from './experiment/explain-on-rows.ts';
import type { IndexReport } from './experiment/index-report.ts';
import type { ProofReport } from './proof/proof-report.ts';

/**
 * Runs what is asked on databases of its own: embedded ones, or such on a server that the user named. Nothing of the
 * user's data is touched, and nothing stays.
 */
export interface Proofs {
  /** Paths of migrations, relative to the project, or those that changed since the merge base. */
  migrations(asked: readonly string[] | 'changed' | 'all', run: ProofRun): Promise<Proven<ProofReport>>;
  /** Which indexes the queries of resources need, on generated rows: one report for each repository. */
  indexes(resources: readonly string[] | 'all', run: ProofRun): Promise<Proven<readonly IndexReport[]>>;
  /** One statement, query of Ecto or Ash, or filter of a resource, explained on generated rows. */
  query(query: AskedQuery, run: ProofRun): Promise<Proven<ExplainedOnRows>>;
}

export interface AskedQuery {
  /** SQL, a query of Ecto or Ash, or a filter. */
  readonly text: string;
  /** The module that a filter alone is about. */
  readonly resource?: string | undefined;
}

/** How a run is followed and stopped. */
export interface ProofRun {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ProofProgress) => void;
}

/** How far a run is. */
export interface ProofProgress {
  readonly done: number;
  readonly total: number;
  /** What is run now: a path, a table. */
  readonly at: string;
}

/** A report, or a sentence that says why nothing was run. */
export type Proven<Report> =
  { readonly ok: true; readonly report: Report } | { readonly ok: false; readonly reason: string };
