import { describe, expect, it } from 'vitest';
import type { PlanReport } from '../../src/analysis/plan-report.ts';
import { AnalysisService } from '../../src/analysis/service.ts';
import { planToJson } from '../../src/cli/reports/plan-json.ts';
import { createWorkspace } from '../helpers/workspace.ts';
import { changed, type Files } from '../snapshots/plan/golden-steps.ts';
import { app, attributes, planOf } from '../snapshots/plan/plan-of.ts';

const shop = (posts: string, authors: string): Files =>
  app({ posts: { body: attributes(posts) }, authors: { body: attributes(authors) } });

const start = shop('attribute :title, :string', 'attribute :name, :string');
const named = (await planOf(start)).priv;
const now = shop('attribute :title, :string, allow_nil?: false', 'attribute :name, :string');
const snapshots = 'priv/resource_snapshots/repo';
const migrations = 'priv/repo/migrations';

/** What `--dev` left after the step from `start` to `now`, and of a step that was taken back again. */
const dev: Files = {
  [`${snapshots}/posts/20260101000000_dev.json`]: named[Object.keys(named).find((path) => path.includes('/posts/'))!]!,
  [`${snapshots}/authors/20260101000001_dev.json`]:
    named[Object.keys(named).find((path) => path.includes('/authors/'))!]!,
  [`${migrations}/20260101000000_migrate_resources1_dev.exs`]: 'defmodule A do\n  use Ecto.Migration\nend\n',
  [`${migrations}/20260101000001_migrate_resources_extensions_1_dev.exs`]:
    'defmodule B do\n  use Ecto.Migration\n  def up, do: execute("CREATE EXTENSION IF NOT EXISTS citext")\nend\n',
  [`${migrations}/20260101000002_not_one_dev.exs.bak`]: '',
  ['priv/repo/tenant_migrations/20260101000002_migrate_resources1_dev.exs']: 'defmodule C do\nend\n',
  [`${migrations}/older/20250101000000_old_dev.exs`]: 'defmodule D do\nend\n',
};

async function reportOf(sources: Files, before: Files): Promise<PlanReport> {
  const service = new AnalysisService(await createWorkspace({ ...sources, ...before }), new Map());
  const request = { wrappers: [], name: 'change', now: '20270101000000', answers: '', decisions: [] };
  return service.plan({ ...request, functions: undefined });
}

const removedIn = ({ files }: PlanReport): string[] =>
  files.filter(({ text }) => text === undefined).map(({ path }) => path);

describe('a named run after `--dev`', () => {
  it('compares with the last snapshots that are not of `--dev`', async () => {
    const report = await reportOf(now, { ...named, ...dev });
    expect(report.migrations).toHaveLength(1);
    expect(report.migrations[0]!.elixir).toContain('modify :title, :text, null: false');
  });

  it("removes the migrations of the same folder, and snapshots of the tables that changed, but not the tenants'", async () => {
    const report = await reportOf(now, { ...named, ...dev });
    expect(removedIn(report)).toEqual([
      `${snapshots}/posts/20260101000000_dev.json`,
      `${migrations}/20260101000000_migrate_resources1_dev.exs`,
      `${migrations}/20260101000001_migrate_resources_extensions_1_dev.exs`,
    ]);
    expect(report.removed.map(({ reason }) => reason.includes('extensions'))).toEqual([false, true]);
    expect(planToJson(report)).toMatchObject({ removed: report.removed });
  });

  it('removes nothing when there is nothing to write', async () => {
    const report = await reportOf(start, { ...named, ...dev });
    expect([report.migrations, report.removed, report.snapshots]).toEqual([[], [], []]);
    expect(planToJson(report)).not.toHaveProperty('removed');
  });

  it('keeps snapshots of `--dev` where no migration of it is left', async () => {
    const rest = Object.fromEntries(Object.entries(dev).filter(([path]) => path.startsWith(snapshots)));
    const report = await reportOf(now, { ...named, ...rest });
    expect([report.migrations.length, removedIn(report)]).toEqual([1, []]);
  });

  it('takes a folder with snapshots of `--dev` alone for that of a table without any', async () => {
    const files = new Map(Object.keys(named).map((path) => [path, path.includes('/posts/') ? undefined : named[path]]));
    const report = await reportOf(now, { ...changed(named, files), ...dev });
    expect(report.migrations[0]!.elixir).toContain('create table(:posts');
    expect(removedIn(report)).toContain(`${snapshots}/posts/20260101000000_dev.json`);
    expect(report.questions).toEqual([]);
  });
});
