import { describe, expect, it } from 'vitest';
import { LineTables } from '../../../src/analysis/line-tables.ts';
import { placeOf } from '../../../src/snapshots/layout.ts';
import { latestFunctions } from '../../../src/snapshots/plan/ash-functions.ts';
import { AnswerSheet, parseAnswers } from '../../../src/snapshots/plan/answers.ts';
import { createPlan, type Plan, type PlanRequest } from '../../../src/snapshots/plan/plan.ts';
import { plannedFiles } from '../../../src/snapshots/plan/plan-files.ts';
import { projectRepos } from '../../../src/snapshots/plan/project-repos.ts';
import { findStored, storedTables } from '../../../src/snapshots/plan/stored-snapshots.ts';
import { readExtensions, readSnapshot } from '../../../src/snapshots/read-snapshot.ts';
import type { InstalledExtensions, Snapshot } from '../../../src/snapshots/snapshot.ts';
import type { StoredSnapshot } from '../../../src/snapshots/store.ts';
import { createWorkspace } from '../../helpers/workspace.ts';
import { changed, comparable, extensionsPath, goldenSteps, type Files, type GoldenStep } from './golden-steps.ts';

const steps = goldenSteps().map((step) => [step.id, step] as const);

describe('what the real generator wrote', () => {
  it.each(steps)('comes out of the snapshots of two steps: %s', (_, step) => {
    expectGolden(step, reposOf(step));
  });

  it.each(steps)('comes out of the resources and the snapshots before: %s', async (_, step) => {
    const workspace = await createWorkspace({ ...step.sources, ...step.before });
    const lines = new LineTables((path) => workspace.textOf(path));
    const { repos, opaque } = projectRepos({
      project: workspace.project,
      paths: workspace.paths(),
      textOf: (path) => workspace.textOf(path),
      lineOf: (place) => ({ path: place.path, line: lines.lineOf(place) }),
      functionsSource: undefined,
    });
    expect(opaque).toEqual([]);
    expectGolden(step, repos);
  });
});

function expectGolden(step: GoldenStep, repos: PlanRequest['repos']): void {
  const plan = planOf(step, repos);
  const files = plannedFiles(plan, (path) => step.before[path]!);
  expect(comparable(changed(step.before, files))).toEqual(comparable(step.after));
}

function planOf(step: GoldenStep, repos: PlanRequest['repos']): Plan {
  const sheet = new AnswerSheet(parseAnswers(step.answers));
  const plan = createPlan({ repos, name: step.name, now: '20301231235958', answerer: sheet.answerer });
  if (plan.kind === 'refused') throw new Error(plan.reason);
  expect(sheet.unused).toEqual([]);
  expect(plan.questions.filter(({ answer }) => answer === undefined)).toEqual([]);
  return plan;
}

/** What the resources say, taken from the snapshots that the generator wrote of them. */
function reposOf({ before, after }: GoldenStep): PlanRequest['repos'] {
  const written = storedIn(after);
  const tables = [true, false].flatMap((tenant) =>
    storedTables(written, tenant).flatMap((place) => {
      const snapshot = read(after, findStored(written, place)!);
      return snapshot.dropTableOptedOut ? [] : [{ tenant, snapshot, originOf: () => undefined }];
    }),
  );
  return [
    {
      settings: { module: tables[0]!.snapshot.repo, defaultPrefix: undefined, createsSchemas: true },
      folder: 'repo',
      snapshotRoot: 'priv/resource_snapshots',
      migrations: 'priv/repo/migrations',
      tenantMigrations: 'priv/repo/tenant_migrations',
      stored: storedIn(before),
      read: (file) => read(before, file),
      tables,
      unmanaged: [],
      extensions: {
        requested: extensionsIn(after)!.installed.map((name) => ({ name })),
        installed: extensionsIn(before),
        functions: undefined,
        latestFunctions,
        migrationNames: [],
      },
    },
  ];
}

function storedIn(files: Files): StoredSnapshot[] {
  const root = 'priv/resource_snapshots/';
  return Object.keys(files).flatMap((path) => {
    const place = path.startsWith(root) ? placeOf(path.slice(root.length)) : undefined;
    return place === undefined ? [] : [{ path, place }];
  });
}

function read(files: Files, { path }: StoredSnapshot): Snapshot {
  const result = readSnapshot(files[path]!);
  if (!result.ok) throw new Error(`${path}: ${result.problem.kind}`);
  return result.value;
}

function extensionsIn(files: Files): InstalledExtensions | undefined {
  const text = files[extensionsPath];
  if (text === undefined) return undefined;
  const result = readExtensions(text);
  if (!result.ok) throw new Error(result.problem.kind);
  return result.value;
}
