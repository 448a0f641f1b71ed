import type { InstalledExtensions } from '../snapshot.ts';
import type { Change } from './change.ts';
import { planExtensions, type RepoExtensions } from './extension-plan.ts';
import type { PlannedRepo } from './planned-repo.ts';
import { Interview, type AnsweredQuestion, type Answerer } from './question.ts';
import { Refusal } from './refusal.ts';
import { planRepo, type Naming, type PlannedMigration, type PlannedSnapshot } from './repo-plan.ts';
import { Stamps } from './stamps.ts';
import type { TablePair } from './table-pair.ts';

export interface PlanRequest {
  readonly repos: readonly (PlannedRepo & { readonly extensions: RepoExtensions | undefined })[];
  /** As given to `mix ash.codegen`. */
  readonly name: string;
  /** The first time stamp. */
  readonly now: string;
  readonly answerer: Answerer;
}

/** What `mix ash.codegen NAME` would write. */
export interface Plan {
  readonly kind: 'planned';
  /** In the order of their time stamps. */
  readonly migrations: readonly PlannedMigration[];
  readonly snapshots: readonly PlannedSnapshot[];
  /** Migrations of `--dev`: the generator rolls them back where they were run, and removes the files. */
  readonly removed: readonly string[];
  readonly questions: readonly AnsweredQuestion[];
  /** What could not be written, or is not known, with the file that it is about. */
  readonly missing: readonly { readonly path: string; readonly reason: string }[];
  /** The tables as they are compared, and what makes the one the other: what findings are about. */
  readonly parts: readonly PlanPart[];
}

export interface PlanPart {
  readonly repo: PlannedRepo;
  readonly tenant: boolean;
  readonly pairs: readonly TablePair[];
  readonly changes: readonly Change[];
  readonly migrations: readonly PlannedMigration[];
}

/** The generator raises, and writes nothing. */
export interface RefusedPlan {
  readonly kind: 'refused';
  readonly reason: string;
  readonly questions: readonly AnsweredQuestion[];
}

export function createPlan({ repos, name, now, answerer }: PlanRequest): Plan | RefusedPlan {
  const interview = new Interview(answerer);
  try {
    return { ...planAll(repos, { name, stamps: new Stamps(now) }, interview), questions: interview.asked };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: 'refused', reason: error.message, questions: interview.asked };
  }
}

function planAll(repos: PlanRequest['repos'], naming: Naming, interview: Interview): Omit<Plan, 'questions'> {
  const extensions = repos.flatMap((repo) =>
    repo.extensions === undefined ? [] : (planExtensions(repo, repo.extensions, naming) ?? []),
  );
  const byModule = repos.toSorted((a, b) => (a.settings.module < b.settings.module ? -1 : 1));
  const plans = [true, false].flatMap((tenant) =>
    byModule.map((repo) => ({ repo, tenant, plan: planRepo(repo, tenant, naming, interview) })),
  );
  return {
    kind: 'planned',
    migrations: [...extensions.map(({ migration }) => migration), ...plans.flatMap(({ plan }) => plan.migrations)],
    snapshots: [
      ...extensions.map(({ snapshotPath, installed }) => writing(snapshotPath, installed)),
      ...plans.flatMap(({ plan }) => plan.snapshots),
    ],
    removed: plans.flatMap(({ plan }) => plan.removed),
    missing: [
      ...extensions.flatMap(({ migration, missing }) => missing.map((reason) => ({ path: migration.path, reason }))),
      ...plans.flatMap(({ plan }) => plan.missing),
    ],
    parts: plans.map(({ repo, tenant, plan: { pairs, changes, migrations } }) => ({
      ...{ repo, tenant, pairs, changes, migrations },
    })),
  };
}

function writing(path: string, content: InstalledExtensions): PlannedSnapshot {
  return { action: 'write', path, content };
}
