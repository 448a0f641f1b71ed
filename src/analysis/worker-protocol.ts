import type { Demand } from '../ash/demand/demand.ts';
import type { ModelJson } from '../ash/model-json.ts';
import type { Baseline } from '../checklist/baseline.ts';
import type { Config } from '../checklist/config.ts';
import type { AshEdit, AshEditResult } from './ash-edits/ash-edit.ts';
import type { GrammarPaths } from './grammar.ts';
import type { RecordedSchema, RepoRuns } from '../ecto/migration-run.ts';
import type { IndexDemandRequest } from './index-demand.ts';
import type { QueryTextAnswer, QueryTextRequest } from './query-to-sql.ts';
import type { MigrationAnswer, MigrationRequest } from './migration-report.ts';
import type {
  CheckReport,
  CheckRequest,
  FixAllRequest,
  FixAllResult,
  Preview,
  PreviewRequest,
  Update,
  UpdateRequest,
} from './port.ts';
import type { MigrationRunsRequest, RecordedSchemaRequest } from './migration-runs.ts';
import type { PlanReport, PlanRequest } from './plan-report.ts';
import type { ReadResult } from './read-config.ts';
import type { FileChange } from './workspace.ts';

/** What the worker is started with. */
export interface WorkerData {
  readonly grammar: GrammarPaths;
}

/** What the client asks of one project; every request is answered once, in order. */
export type Request =
  | { readonly kind: 'apply'; readonly changes: readonly FileChange[] }
  | { readonly kind: 'check'; readonly request: CheckRequest }
  | { readonly kind: 'update'; readonly request: UpdateRequest }
  | { readonly kind: 'fixAll'; readonly request: FixAllRequest }
  | { readonly kind: 'preview'; readonly request: PreviewRequest }
  | { readonly kind: 'editAsh'; readonly edit: AshEdit }
  | {
      readonly kind: 'configure';
      readonly text: string | undefined;
      readonly settings: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'readBaseline'; readonly path: string; readonly text: string }
  | { readonly kind: 'model'; readonly wrappers: readonly string[] }
  | { readonly kind: 'plan'; readonly request: PlanRequest }
  | { readonly kind: 'readMigration'; readonly request: MigrationRequest }
  | { readonly kind: 'migrationRuns'; readonly request: MigrationRunsRequest }
  | { readonly kind: 'recordedSchema'; readonly request: RecordedSchemaRequest }
  | { readonly kind: 'indexDemand'; readonly request: IndexDemandRequest }
  | { readonly kind: 'queryToSql'; readonly request: QueryTextRequest }
  | { readonly kind: 'close' };

/** What each kind of request is answered with. */
export interface Answers {
  readonly apply: undefined;
  readonly check: CheckReport;
  readonly update: Update | undefined;
  readonly fixAll: FixAllResult;
  readonly preview: Preview;
  readonly editAsh: AshEditResult;
  readonly configure: ReadResult<Config>;
  readonly readBaseline: ReadResult<Baseline>;
  readonly model: ModelJson;
  readonly plan: PlanReport;
  readonly readMigration: MigrationAnswer;
  readonly migrationRuns: readonly RepoRuns[];
  readonly recordedSchema: RecordedSchema | undefined;
  readonly indexDemand: readonly Demand[];
  readonly queryToSql: QueryTextAnswer;
  readonly close: undefined;
}

/** A request on its way; projects are told by a name that the client gives. */
export interface Sent {
  readonly id: number;
  readonly project: string;
  readonly request: Request;
}

/**
 * What the worker says: that it begins with a file (should that file kill it) for the sake of a request, a first part,
 * or an answer.
 */
export type Message =
  | { readonly kind: 'reading'; readonly project: string; readonly path: string; readonly request: number }
  | { readonly kind: 'first'; readonly id: number; readonly update: Update }
  | { readonly kind: 'answer'; readonly id: number; readonly value: Answers[keyof Answers] }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };
