import type { ModelJson } from '../ash/model-json.ts';
import type { FileEdit } from '../base/text-edit.ts';
import type { Position } from '../base/lines.ts';
import type { ChecklistEntry } from '../checklist/checklist.ts';
import type { Baseline } from '../checklist/baseline.ts';
import type { Config } from '../checklist/config.ts';
import type { Severity } from '../checklist/finding.ts';
import type { Versions } from './versions.ts';
import type { FileChange } from './workspace.ts';

/** Documents and edits in, findings and answers out. Implemented in-process and by a worker thread. */
export interface AnalysisPort {
  apply(changes: readonly FileChange[]): Promise<void>;
  check(request: CheckRequest): Promise<CheckReport>;
  /** `wrappers` are the modules that the configuration names as bases of resources. */
  model(wrappers: readonly string[]): Promise<ModelJson>;
  dispose(): Promise<void>;
}

export interface CheckRequest {
  readonly config: Config;
  /** Rule ids or areas; undefined runs all that the configuration allows. */
  readonly only: readonly string[] | undefined;
  /** Files that findings may be reported on, as a list of files and folders; undefined means all. */
  readonly scope: readonly string[] | undefined;
  /** Files that the configuration ignores. */
  readonly ignored: readonly string[];
  readonly migrations: MigrationSelection;
  readonly baseline: Baseline | undefined;
}

/** Which migrations are examined; `none` says why not. */
export type MigrationSelection =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly paths: readonly string[]; readonly comparedWith: string }
  | { readonly kind: 'none'; readonly reason: string };

export interface PlacedRange {
  readonly start: Position;
  /** Exclusive. */
  readonly end: Position;
}

export interface ReportedFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly FileEdit[];
}

export interface ReportedFinding {
  readonly rule: string;
  readonly area: string;
  readonly severity: Severity;
  readonly path: string;
  readonly range: PlacedRange;
  readonly message: string;
  readonly related: readonly { readonly path: string; readonly range: PlacedRange; readonly message: string }[];
  readonly fixes: readonly ReportedFix[];
  /** The line that it starts on, without its line break. */
  readonly lineText: string;
}

export interface ResourceChecklist {
  readonly resource: string;
  readonly path: string;
  readonly line: number;
  readonly items: readonly ChecklistEntry[];
}

export interface ReportedProblem {
  readonly path: string;
  readonly message: string;
  readonly line?: number;
}

export interface CheckReport {
  readonly versions: Versions;
  readonly stats: {
    readonly files: number;
    readonly resources: number;
    readonly domains: number;
    readonly migrations: number;
    readonly snapshots: number;
  };
  readonly findings: readonly ReportedFinding[];
  readonly checklist: readonly ResourceChecklist[];
  readonly problems: readonly ReportedProblem[];
  /** How many findings the baseline kept back. */
  readonly known: number;
  /** Areas that the checklist names and that have no rules yet. */
  readonly uncoveredAreas: readonly string[];
}
