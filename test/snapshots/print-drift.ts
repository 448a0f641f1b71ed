import type { Workspace } from '../../src/analysis/workspace.ts';
import type { Difference } from '../../src/snapshots/difference.ts';
import { driftOf, type MissingSnapshot } from '../../src/snapshots/drift.ts';

/** All drift of a workspace, a line for each difference: `column changed posts.title allow_nil?`. */
export function printDrift(workspace: Workspace): string[] {
  const { project, snapshots } = workspace;
  const drift = driftOf(project, snapshots);
  const changed = project
    .resources()
    .flatMap((resource) => drift.changedOf(resource))
    .flatMap(({ table, differences }) => differences.map((difference) => printDifference(table.key.table, difference)));
  const missing = project.resources().flatMap((resource) => drift.missingOf(resource).map(printMissing));
  const repos = project.meanings().flatMap(({ repo }) => repo?.module ?? []);
  const orphans = repos.flatMap((repo) => drift.orphansOf(repo).map(({ file }) => `orphan ${file.place.table}`));
  const broken = repos.flatMap((repo) => drift.brokenOf(repo).map(({ path }) => `broken ${path}`));
  return [...changed, ...missing, ...orphans, ...broken].sort();
}

function printDifference(table: string, { kind, change, name, before, fields: [field] }: Difference): string {
  const thing = `${table}.${before === undefined ? '' : `${before}>`}${name}`;
  return [kind, change, thing, ...(field === undefined ? [] : [field.name])].join(' ');
}

function printMissing({ table: { key }, former }: MissingSnapshot): string {
  const name = key.schema === null ? key.table : `${key.schema}.${key.table}`;
  return `missing ${former === undefined ? '' : `${former.file.place.table}>`}${name}`;
}
