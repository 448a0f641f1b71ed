import type { RecordedSchema, RepoRuns } from '../../ecto/migration-run.ts';
import type { DatabaseSource } from '../database.ts';
import type { ProofProgress } from '../proofs.ts';
import type { ProofLimits } from './session.ts';

export interface ProofInput {
  readonly repos: readonly RepoRuns[];
  /** Paths of the migrations that are to be proven, or all of them, and the schema that they come to. */
  readonly asked: ReadonlySet<string> | 'all';
  /** What snapshots say that a repository's tables were before a version; undefined where they do not tell. */
  readonly recorded: (folder: string, before: string) => Promise<RecordedSchema | undefined>;
  readonly source: DatabaseSource;
  readonly limits: ProofLimits;
  /** Ends everything at once; the proof then rejects with its reason. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ProofProgress) => void;
}
