import type { IndexDemandRequest } from '../analysis/index-demand.ts';
import type { MigrationRunsRequest, RecordedSchemaRequest } from '../analysis/migration-runs.ts';
import type { QueryTextAnswer, QueryTextRequest } from '../analysis/query-to-sql.ts';
import type { Demand, DemandedQuery } from '../ash/demand/demand.ts';
import type { RecordedSchema, RepoRuns, RunStep } from '../ecto/migration-run.ts';
import type { DatabaseSource } from './database.ts';
import { explainOnRows } from './experiment/explain-on-rows.ts';
import { defaultSettings, type ExperimentSettings, type IndexProofInput } from './experiment/index-proof-input.ts';
import type { IndexReport } from './experiment/index-report.ts';
import { proveIndexes } from './experiment/prove-indexes.ts';
import { proveMigrations } from './proof/prove-migrations.ts';
import { defaultLimits, NoDatabase, type ProofLimits } from './proof/session.ts';
import { tenantSchema } from './proof/track.ts';
import type { ProofRun, Proofs } from './proofs.ts';
import type { Distributions } from '../ash/demand/distribution-schema.ts';

/** What the analysis of a project tells of it. */
export interface ProvenProject {
  migrationRuns(request: MigrationRunsRequest): Promise<readonly RepoRuns[]>;
  recordedSchema(request: RecordedSchemaRequest): Promise<RecordedSchema | undefined>;
  indexDemand(request: IndexDemandRequest): Promise<readonly Demand[]>;
  queryToSql(request: QueryTextRequest): Promise<QueryTextAnswer>;
}

export interface ProofSources {
  readonly analysis: ProvenProject;
  /** The modules that the configuration names as bases of resources. */
  readonly wrappers: readonly string[];
  /** How many rows tables have, and of which values; what is not told is made up. */
  readonly distributions: Distributions;
  /** Paths of files that changed since the merge base, or why that is not known. */
  readonly changed: () => Promise<readonly string[] | { readonly reason: string }>;
  readonly source: DatabaseSource;
  readonly limits?: ProofLimits;
  readonly settings?: ExperimentSettings;
}

/** Proofs of one project: the texts are those that the analysis has. */
export function createProofs(sources: ProofSources): Proofs {
  return {
    migrations: (asked, run) => whereThereIsADatabase(() => migrations(sources, asked, run)),
    indexes: (resources, run) => whereThereIsADatabase(() => indexes(sources, resources, run)),
    query: (query, run) => whereThereIsADatabase(() => explained(sources, query, run)),
  };
}

async function whereThereIsADatabase<Answer>(
  work: () => Promise<Answer>,
): Promise<Answer | { readonly ok: false; readonly reason: string }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NoDatabase) return { ok: false, reason: error.message };
    throw error;
  }
}

async function migrations(
  { analysis, wrappers, changed, source, limits = defaultLimits }: ProofSources,
  asked: Parameters<Proofs['migrations']>[0],
  { signal, onProgress }: ProofRun,
): ReturnType<Proofs['migrations']> {
  const request = { wrappers, tenantSchema };
  const found = asked === 'changed' ? await changed() : asked;
  if (typeof found === 'object' && 'reason' in found)
    return { ok: false, reason: `It is not known which migrations changed: ${found.reason}.` };
  const repos = await analysis.migrationRuns(request);
  const paths = found === 'all' ? found : new Set(found);
  const known = new Set(repos.flatMap((repo) => [...repo.migrations, ...repo.unread]).map(({ path }) => path));
  const strange = asked === 'changed' || paths === 'all' ? undefined : [...paths].find((path) => !known.has(path));
  if (strange !== undefined) return { ok: false, reason: `\`${strange}\` is no migration of this project.` };
  const recorded = (folder: string, before: string): Promise<RecordedSchema | undefined> =>
    analysis.recordedSchema({ ...request, folder, before });
  return {
    ok: true,
    report: await proveMigrations({ repos, asked: paths, recorded, source, limits, signal, onProgress }),
  };
}

async function indexes(
  sources: ProofSources,
  resources: readonly string[] | 'all',
  run: ProofRun,
): ReturnType<Proofs['indexes']> {
  const { analysis, wrappers } = sources;
  const named = resources === 'all' ? undefined : resources;
  const demands = await analysis.indexDemand({ wrappers, ...(named === undefined ? {} : { resources: named }) });
  const repos = await analysis.migrationRuns({ wrappers, tenantSchema });
  const reports: IndexReport[] = [];
  for (const demand of demands) {
    if (demand.tables.length === 0) continue;
    const input = inputFor(demand, repos, sources, run);
    if (typeof input === 'string') return { ok: false, reason: input };
    const proof = await proveIndexes({ ...input, resources: named });
    if (!proof.ok) return proof;
    reports.push(proof.report);
  }
  if (reports.length > 0) return { ok: true, report: reports };
  const which = named === undefined ? 'The project has' : `${named.map((name) => `\`${name}\``).join(', ')} has`;
  return { ok: false, reason: `${which} no table of PostgreSQL whose queries can be told.` };
}

async function explained(
  sources: ProofSources,
  { text, resource }: Parameters<Proofs['query']>[0],
  run: ProofRun,
): ReturnType<Proofs['query']> {
  const { analysis, wrappers } = sources;
  const read = await analysis.queryToSql({ text, ...(resource === undefined ? {} : { resource }) });
  if (!read.ok) return read;
  const repos = await analysis.migrationRuns({ wrappers, tenantSchema });
  const demands = await analysis.indexDemand({ wrappers });
  const demand = demands.find(({ tables }) => tables.some(({ name }) => read.tables.includes(name))) ?? demands[0];
  if (demand === undefined) return { ok: false, reason: 'The project has no resource with a table of PostgreSQL.' };
  const input = inputFor(demand, repos, sources, run);
  if (typeof input === 'string') return { ok: false, reason: input };
  const answer = await explainOnRows(input, asked(read));
  return answer.ok ? { ok: true, report: answer.explained } : answer;
}

/** A statement of the user's own, which nothing declares. */
function asked({ sql, parameters, tables }: Extract<QueryTextAnswer, { readonly ok: true }>): DemandedQuery {
  return {
    ...{ id: 'asked', sql, parameters, tables },
    origin: { resource: '', path: '', line: 1, what: 'the statement' },
    shape: { equal: [], range: [], search: [], sort: [], limited: false },
  };
}

/** What an experiment with the tables of a repository needs, or why there is none. */
function inputFor(
  demand: Demand,
  repos: readonly RepoRuns[],
  { distributions, source, settings = defaultSettings }: ProofSources,
  { signal, onProgress }: ProofRun,
): IndexProofInput | string {
  const repo = repos.find((each) => each.repo === demand.repo);
  if (repo === undefined) return `There is no folder of migrations for \`${demand.repo}\`.`;
  return {
    ...{ demand, distributions, settings, source, signal, onProgress, resources: undefined },
    steps: stepsFor(repo),
    extensions: repo.extensions,
  };
}

/** The tables as the resources declare them; where AshPostgres could not make those, as the migrations leave them. */
function stepsFor(repo: RepoRuns): readonly RunStep[] {
  const { declared, migrations: runs } = repo;
  return declared.refused === undefined
    ? [...installing(repo), ...declared.steps, ...declared.tenantSteps]
    : runs.flatMap(({ up }) => up);
}

/** Functions and extensions that the tables' defaults call. */
function installing({ migrations: runs }: RepoRuns): RunStep[] {
  return runs.filter(({ installsExtensions }) => installsExtensions).flatMap(({ up }) => up);
}
