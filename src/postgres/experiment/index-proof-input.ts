import type { Demand } from '../../ash/demand/demand.ts';
import type { RunStep } from '../../ecto/migration-run.ts';
import type { DatabaseSource } from '../database.ts';
import type { Distributions } from '../../ash/demand/distribution-schema.ts';

export interface IndexProofInput {
  readonly demand: Demand;
  /** What makes the tables in an empty database. */
  readonly steps: readonly RunStep[];
  /** Those that the tables and the suggested indexes need. */
  readonly extensions: readonly string[];
  readonly distributions: Distributions;
  readonly settings: ExperimentSettings;
  /** Names of resources; undefined: all. */
  readonly resources: readonly string[] | undefined;
  readonly source: DatabaseSource;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly done: number; readonly total: number; readonly at: string }) => void;
}

export interface ExperimentSettings {
  /** Of a table that is measured and whose number of rows is not configured. */
  readonly rows: number;
  readonly seed: number;
  readonly randomPageCost: number;
  /** Only ranks the indexes by made-up statistics: nothing is proven. */
  readonly estimateOnly: boolean;
  /** How many tables are measured, those first that promise most. */
  readonly maxTables: number;
  readonly limits: ExperimentLimits;
}

/** In milliseconds. */
export interface ExperimentLimits {
  readonly statementMs: number;
  readonly tableMs: number;
  readonly totalMs: number;
}

export const defaultSettings: ExperimentSettings = {
  rows: 100_000,
  seed: 1,
  // PostgreSQL's own default, for disks that turn.
  randomPageCost: 4,
  estimateOnly: false,
  maxTables: 40,
  limits: { statementMs: 60_000, tableMs: 300_000, totalMs: 1_800_000 },
};
