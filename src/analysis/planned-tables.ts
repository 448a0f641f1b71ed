import { currentTables, type CurrentTables } from '../snapshots/from-resources.ts';
import { projectRepos, type ProjectInput } from '../snapshots/plan/project-repos.ts';
import type { PlannedRepo } from '../snapshots/plan/planned-repo.ts';
import { Refusal } from '../snapshots/plan/refusal.ts';
import type { TableKey } from '../snapshots/current.ts';
import type { Snapshot } from '../snapshots/snapshot.ts';
import type { LineTables } from './line-tables.ts';
import type { Workspace } from './workspace.ts';

/** The tables that the resources of a workspace declare, by repository. */
export interface PlannedTables {
  readonly current: CurrentTables;
  readonly repos: readonly PlannedRepo[];
  /** Why the generator would raise on the resources; there are no repositories then. */
  readonly refused: string | undefined;
}

export function plannedTables(workspace: Workspace, lines: LineTables): PlannedTables {
  const { project, snapshots } = workspace;
  const input: ProjectInput = {
    project,
    paths: workspace.paths(),
    textOf: (path) => workspace.textOf(path),
    readSnapshot: (path) => snapshots.read(path),
    lineOf: (place) => ({ path: place.path, line: lines.lineOf(place) }),
    functionsSource: undefined,
  };
  const latest = (key: TableKey): Snapshot | undefined => {
    const file = snapshots.latest(key);
    const read = file === undefined ? undefined : snapshots.read(file.path);
    return read?.ok === true ? read.value : undefined;
  };
  const current = currentTables(project, latest);
  try {
    return { current, repos: projectRepos(input).repos, refused: undefined };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { current, repos: [], refused: error.message };
  }
}
