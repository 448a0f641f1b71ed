import type { Demand } from '../ash/demand/demand.ts';
import { printModel, type ModelJson } from '../ash/model-json.ts';
import type { Baseline } from '../checklist/baseline.ts';
import { areasOf } from '../checklist/checklist.ts';
import type { Config } from '../checklist/config.ts';
import type { Rule } from '../checklist/rule.ts';
import type { AshEdit, AshEditResult } from './ash-edits/ash-edit.ts';
import { editAsh } from './ash-edits/edit-ash.ts';
import { areaOf, Examination } from './examination.ts';
import { fixAll } from './fix-all.ts';
import { indexDemand, type IndexDemandRequest } from './index-demand.ts';
import { LineTables } from './line-tables.ts';
import { LiveFindings } from './live-findings.ts';
import type { RecordedSchema, RepoRuns } from '../ecto/migration-run.ts';
import type { MigrationAnswer, MigrationRequest } from './migration-report.ts';
import {
  migrationRuns,
  recordedSchema,
  type MigrationRunsRequest,
  type RecordedSchemaRequest,
} from './migration-runs.ts';
import type {
  AnalysisPort,
  CheckReport,
  CheckRequest,
  FixAllRequest,
  FixAllResult,
  Preview,
  PreviewRequest,
  ReportedProblem,
  Update,
  UpdateRequest,
} from './port.ts';
import { planProject } from './plan-project.ts';
import type { PlanReport, PlanRequest } from './plan-report.ts';
import { preview } from './preview.ts';
import { queryToSql, type QueryTextAnswer, type QueryTextRequest } from './query-to-sql.ts';
import { readBaseline, readConfig, type ReadResult } from './read-config.ts';
import { reportMigration } from './report-migration.ts';
import { createChecklists } from './resource-checklists.ts';
import { statsOf } from './stats.ts';
import type { FileChange, Workspace } from './workspace.ts';

/** The analysis itself, in the thread that it is created in. */
export class AnalysisService implements AnalysisPort {
  readonly #workspace: Workspace;
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #lines: LineTables;
  readonly #live: LiveFindings;

  /** `pause` lets a long update breathe; it answers whether the update is still wanted. */
  constructor(
    workspace: Workspace,
    rules: ReadonlyMap<string, Rule>,
    pause = (): Promise<boolean> => Promise.resolve(true),
  ) {
    this.#workspace = workspace;
    this.#rules = rules;
    this.#lines = new LineTables((path) => workspace.textOf(path));
    this.#live = new LiveFindings(workspace, rules, this.#lines, pause);
  }

  apply(changes: readonly FileChange[]): Promise<void> {
    this.#workspace.apply(changes);
    return Promise.resolve();
  }

  update(request: UpdateRequest, onFirst: (first: Update) => void): Promise<Update | undefined> {
    return this.#live.update(request, onFirst);
  }

  fixAll(request: FixAllRequest): Promise<FixAllResult> {
    return Promise.resolve(fixAll(this.#workspace, this.#rules, this.#lines, request));
  }

  preview(request: PreviewRequest): Promise<Preview> {
    return Promise.resolve(preview(this.#workspace, this.#rules, this.#lines, request));
  }

  editAsh(edit: AshEdit): Promise<AshEditResult> {
    return Promise.resolve(editAsh(this.#workspace, edit));
  }

  configure(text: string | undefined, settings: Readonly<Record<string, unknown>>): Promise<ReadResult<Config>> {
    return Promise.resolve(readConfig(text, settings, this.#rules.keys()));
  }

  readBaseline(path: string, text: string): Promise<ReadResult<Baseline>> {
    return Promise.resolve(readBaseline(path, text));
  }

  model(wrappers: readonly string[]): Promise<ModelJson> {
    this.#workspace.setWrappers(wrappers);
    return Promise.resolve(printModel(this.#workspace.project, (path) => this.#workspace.textOf(path)));
  }

  plan(request: PlanRequest): Promise<PlanReport> {
    return Promise.resolve(planProject(this.#workspace, this.#lines, request));
  }

  readMigration(request: MigrationRequest): Promise<MigrationAnswer> {
    return Promise.resolve(reportMigration(this.#workspace, request));
  }

  migrationRuns(request: MigrationRunsRequest): Promise<readonly RepoRuns[]> {
    return Promise.resolve(migrationRuns(this.#workspace, this.#lines, request));
  }

  recordedSchema(request: RecordedSchemaRequest): Promise<RecordedSchema | undefined> {
    return Promise.resolve(recordedSchema(this.#workspace, this.#lines, request));
  }

  indexDemand(request: IndexDemandRequest): Promise<readonly Demand[]> {
    return Promise.resolve(indexDemand(this.#workspace, this.#lines, request));
  }

  queryToSql(request: QueryTextRequest): Promise<QueryTextAnswer> {
    return Promise.resolve(queryToSql(this.#workspace, this.#lines, request));
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  check(request: CheckRequest): Promise<CheckReport> {
    const workspace = this.#workspace;
    const examination = new Examination(workspace, this.#rules, this.#lines, request);
    const found = examination.suppress(examination.examineAll(), workspace.paths());
    const told = examination.tell(found);
    const areasWithRules = new Set([...this.#rules.keys()].map(areaOf));
    return Promise.resolve({
      versions: workspace.versions(),
      stats: statsOf(workspace),
      findings: told.map(({ reported }) => reported),
      checklist: createChecklists(
        told.map(({ finding }) => finding),
        { workspace, request, examination, lines: this.#lines, rules: this.#rules },
      ),
      problems: [...this.#problems(), ...examination.failures().map((message) => ({ path: '', message }))],
      known: found.length - told.length,
      uncoveredAreas: [...new Set(Object.values(areasOf).flat())].filter((area) => !areasWithRules.has(area)),
    });
  }

  #problems(): ReportedProblem[] {
    return this.#workspace.problems().map((problem) => this.#lines.placeProblem(problem));
  }
}
