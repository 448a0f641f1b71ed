import type { Demand } from '../ash/demand/demand.ts';
import type { ModelJson } from '../ash/model-json.ts';
import type { Evidence } from '../base/evidence.ts';
import type { Position } from '../base/lines.ts';
import type { FileEdit } from '../base/text-edit.ts';
import type { Baseline } from '../checklist/baseline.ts';
import type { ChecklistEntry } from '../checklist/checklist.ts';
import type { Config } from '../checklist/config.ts';
import type { Fix, Severity } from '../checklist/finding.ts';
import type { AshEdit, AshEditResult } from './ash-edits/ash-edit.ts';
import type { RecordedSchema, RepoRuns } from '../ecto/migration-run.ts';
import type { IndexDemandRequest } from './index-demand.ts';
import type { QueryTextAnswer, QueryTextRequest } from './query-to-sql.ts';
import type { MigrationAnswer, MigrationRequest } from './migration-report.ts';
import type { MigrationRunsRequest, RecordedSchemaRequest } from './migration-runs.ts';
import type { PlanReport, PlanRequest } from './plan-report.ts';
import type { ReadResult } from './read-config.ts';
import type { Versions } from './versions.ts';
import type { FileChange } from './workspace.ts';

/** Documents and edits of one project in, findings and answers out. Implemented in-process and by a worker thread. */
export interface AnalysisPort {
  apply(changes: readonly FileChange[]): Promise<void>;
  check(request: CheckRequest): Promise<CheckReport>;
  /**
   * What differs from all updates before, as an editor wants it: `onFirst` gets the files in focus as soon as they are
   * examined, the answer has the rest. Undefined when a change came in between, after which another update is asked for.
   */
  update(request: UpdateRequest, onFirst: (first: Update) => void): Promise<Update | undefined>;
  /** The edits that applying fixes again and again comes to, until none is left. */
  fixAll(request: FixAllRequest): Promise<FixAllResult>;
  /** What checking says of texts that are only proposed. The workspace is afterwards as it was before. */
  preview(request: PreviewRequest): Promise<Preview>;
  /** The text edits of a structured change, made for the texts as they are now; nothing is written. */
  editAsh(edit: AshEdit): Promise<AshEditResult>;
  /** What a configuration file (undefined: there is none) and the user's settings come to. */
  configure(text: string | undefined, settings: Readonly<Record<string, unknown>>): Promise<ReadResult<Config>>;
  readBaseline(path: string, text: string): Promise<ReadResult<Baseline>>;
  /** `wrappers` are the modules that the configuration names as bases of resources. */
  model(wrappers: readonly string[]): Promise<ModelJson>;
  /** The migrations and snapshots that `mix ash.codegen` would write for the texts as they are now. */
  plan(request: PlanRequest): Promise<PlanReport>;
  /** What a migration does, in both directions. */
  readMigration(request: MigrationRequest): Promise<MigrationAnswer>;
  /** What the migrations send to the database, in both directions, and what the resources declare, by repository. */
  migrationRuns(request: MigrationRunsRequest): Promise<readonly RepoRuns[]>;
  /** What makes the tables as the snapshots say that they were before a migration; undefined where they say nothing. */
  recordedSchema(request: RecordedSchemaRequest): Promise<RecordedSchema | undefined>;
  /** The queries that the resources' own declarations make, with the indexes that stand, lack, or look needless. */
  indexDemand(request: IndexDemandRequest): Promise<readonly Demand[]>;
  /** SQL, a query of Ecto or Ash that can be read, or a filter, as SQL. */
  queryToSql(request: QueryTextRequest): Promise<QueryTextAnswer>;
  dispose(): Promise<void>;
}

export interface CheckRequest {
  readonly config: Config;
  /** Rule ids or areas; undefined runs all that the configuration allows. */
  readonly only: readonly string[] | undefined;
  /** Files that findings may be reported on, as a list of files and folders; undefined means all. */
  readonly scope: readonly string[] | undefined;
  readonly migrations: MigrationSelection;
  readonly baseline: Baseline | undefined;
  /** What was run on PostgreSQL; it counts for the texts that it was run for. */
  readonly evidence?: readonly Evidence[];
  /** Files that somebody is working on: that their migration was not generated yet is no defect. */
  readonly uncommitted?: readonly string[];
}

/** Which migrations are examined; the reason says why those of a table are not that are not among them. */
export type MigrationSelection = (
  { readonly kind: 'all' } | { readonly kind: 'some'; readonly paths: readonly string[]; readonly reason: string }
) & {
  /** Absent where it is not known which files changed. */
  readonly changed?: ChangedSince;
};

/** The files that differ from a revision. Migrations that are not among them count as applied. */
export interface ChangedSince {
  readonly paths: readonly string[];
  readonly comparedWith: string;
  /** Those that differ from the last commit as well. */
  readonly uncommitted?: readonly string[];
}

export interface UpdateRequest {
  readonly config: Config;
  readonly migrations: MigrationSelection;
  readonly baseline: Baseline | undefined;
  readonly evidence?: readonly Evidence[];
  /** As in `CheckRequest`. */
  readonly uncommitted?: readonly string[];
  /** The files that somebody is looking at. */
  readonly focus: readonly string[];
}

export interface FixAllRequest extends CheckRequest {
  /** The safe fix of every finding, or the first one of each. */
  readonly choose: 'safe' | 'first';
}

export interface FixAllResult {
  readonly edits: readonly FileEdit[];
  /** How many findings were fixed. */
  readonly fixed: number;
}

export interface PreviewRequest {
  readonly config: Config;
  /** Migrations among the files are examined in any case. */
  readonly migrations: MigrationSelection;
  readonly baseline: Baseline | undefined;
  /** Of a file that changes, only what was run for its new text counts: the old text's is neither fixed nor remaining. */
  readonly evidence?: readonly Evidence[];
  readonly files: readonly ProposedFile[];
}

/** What a file is to become. */
export interface ProposedFile {
  readonly path: string;
  /** Undefined for a new file; else it is put in place first, should the workspace have another text. */
  readonly before: string | undefined;
  /** Undefined removes the file. */
  readonly after: string | undefined;
}

export interface Preview {
  /** Files that do not parse afterwards and did before, or are new. */
  readonly broken: readonly ReportedProblem[];
  /** Of the whole workspace. A finding that only stands on another line is none of these. */
  readonly fixed: readonly ReportedFinding[];
  readonly added: readonly ReportedFinding[];
  /** How many findings the files had before and still have. */
  readonly remaining: number;
  /** Sentences about names that are used now and that nobody defines. */
  readonly unresolved: readonly string[];
  /** Resources of the files that are not known in full, with the first reason. */
  readonly open: readonly { readonly resource: string; readonly reason: string }[];
  /** Where the form of the files is not kept: sentences, with the place where there is one. */
  readonly format: readonly ReportedProblem[];
}

export interface PlacedRange {
  readonly start: Position;
  /** Exclusive. */
  readonly end: Position;
}

export interface ReportedFinding {
  readonly rule: string;
  readonly area: string;
  readonly severity: Severity;
  readonly path: string;
  readonly range: PlacedRange;
  readonly message: string;
  readonly related: readonly { readonly path: string; readonly range: PlacedRange; readonly message: string }[];
  readonly fixes: readonly Fix[];
  /** The line that it starts on, without its line break. */
  readonly lineText: string;
}

export interface ResourceChecklist {
  readonly resource: string;
  readonly domain: string | undefined;
  readonly path: string;
  readonly line: number;
  readonly items: readonly ChecklistEntry[];
}

export interface ReportedProblem {
  readonly path: string;
  readonly message: string;
  readonly line?: number;
}

export interface Stats {
  readonly files: number;
  readonly resources: number;
  readonly domains: number;
  readonly migrations: number;
  readonly snapshots: number;
}

export interface CheckReport {
  readonly versions: Versions;
  readonly stats: Stats;
  readonly findings: readonly ReportedFinding[];
  readonly checklist: readonly ResourceChecklist[];
  readonly problems: readonly ReportedProblem[];
  /** How many findings the baseline kept back. */
  readonly known: number;
  /** Areas that the checklist names and that have no rules yet. */
  readonly uncoveredAreas: readonly string[];
}

/** What is now known of one file. */
export interface FileFindings {
  readonly path: string;
  readonly findings: readonly ReportedFinding[];
  /** Why it was not examined, or not wholly. */
  readonly problem: ReportedProblem | undefined;
}

export interface Update {
  /** Files that differ from what was said before. */
  readonly files: readonly FileFindings[];
  /** What else there is to say once everything was examined; undefined in the first part. */
  readonly whole: WholeUpdate | undefined;
}

export interface WholeUpdate {
  /** Nothing was said before: whoever knows of other files and resources forgets them. */
  readonly isFirst: boolean;
  readonly checklists: readonly LiveChecklist[];
  /** Resources that are gone, as `path module`. */
  readonly removed: readonly string[];
  /** Rules that failed. */
  readonly failures: readonly string[];
  readonly stats: Stats;
  readonly versions: Versions;
  readonly known: number;
}

/** A checklist that says where its findings are instead of counting them. */
export interface LiveChecklist extends Omit<ResourceChecklist, 'items'> {
  readonly items: readonly LiveEntry[];
}

export interface LiveEntry extends Omit<ChecklistEntry, 'findings'> {
  readonly findings: readonly Pick<ReportedFinding, 'rule' | 'severity' | 'path' | 'range' | 'message'>[];
}

/** What tells one resource from another: two files may define modules of the same name. */
export function checklistKey({ path, resource }: Pick<ResourceChecklist, 'path' | 'resource'>): string {
  return `${path} ${resource}`;
}
