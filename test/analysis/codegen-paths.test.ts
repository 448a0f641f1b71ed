import { describe, expect, it } from 'vitest';
import { codegenPathsIn } from '../../src/analysis/codegen-paths.ts';
import { projectRepos } from '../../src/snapshots/plan/project-repos.ts';
import type { Workspace } from '../../src/analysis/workspace.ts';
import { driftOf } from '../../src/snapshots/drift.ts';
import { createWorkspace } from '../helpers/workspace.ts';
import { app, attributes } from '../snapshots/plan/plan-of.ts';

const aliases = (...lines: readonly string[]): string => `defmodule Shop.MixProject do
  use Mix.Project
  def project, do: [app: :shop, aliases: [${lines.join(', ')}], deps: [{:ash, "~> 3.0"}]]
end
`;

const nothing = { snapshots: undefined, migrations: undefined, tenantMigrations: undefined };
const own =
  'generate: "ash_postgres.generate_migrations --domains Shop --snapshot-path dev/snapshots/ --migration-path=./dev/repo/migrations"';

describe('the folders that aliases in a `mix.exs` name', () => {
  it('are those of codegen', () => {
    expect(codegenPathsIn(aliases(own))).toEqual({
      ...nothing,
      snapshots: 'dev/snapshots',
      migrations: 'dev/repo/migrations',
    });
    expect(codegenPathsIn(aliases('codegen: "ash.codegen --tenant-migration-path tenants"'))).toEqual({
      ...nothing,
      tenantMigrations: 'tenants',
    });
  });

  it('count for nothing where they disagree, or belong to something else', () => {
    expect(codegenPathsIn(aliases(own, 'other: "ash.codegen --snapshot-path other"')).snapshots).toBeUndefined();
    expect(codegenPathsIn(aliases('migrate: "ash_postgres.migrate --migration-path dev"'))).toEqual(nothing);
    expect(codegenPathsIn('')).toEqual(nothing);
  });
});

describe('a project whose snapshots lie elsewhere', () => {
  const snapshot = {
    ...{ attributes: [], identities: [], table: 'orders', schema: null, repo: 'Elixir.Shop.Repo' },
    ...{ multitenancy: { strategy: null, attribute: null, global: null }, base_filter: null },
  };
  const files = {
    ...app({ posts: { body: attributes() } }),
    'dev/snapshots/repo/orders/20250101000000.json': JSON.stringify(snapshot),
  };
  const rootsIn = (workspace: Workspace): readonly string[] => {
    const { repos } = projectRepos({
      project: workspace.project,
      paths: workspace.paths(),
      textOf: (path) => workspace.textOf(path),
      lineOf: ({ path }) => ({ path, line: 1 }),
      functionsSource: undefined,
    });
    return repos.flatMap(({ snapshotRoot, migrations, tenantMigrations }) => [
      snapshotRoot,
      migrations,
      tenantMigrations,
    ]);
  };

  it('is compared with them as soon as its `mix.exs` says so', async () => {
    const workspace = await createWorkspace({ ...files, 'mix.exs': aliases('a: "b"') });
    expect(rootsIn(workspace)).toEqual([
      'priv/resource_snapshots',
      'priv/repo/migrations',
      'priv/repo/tenant_migrations',
    ]);
    expect(driftOf(workspace.project, workspace.snapshots).orphansOf('Shop.Repo')).toHaveLength(0);
    workspace.apply([{ path: 'mix.exs', text: aliases(own) }]);
    expect(rootsIn(workspace)).toEqual(['dev/snapshots', 'dev/repo/migrations', 'priv/repo/tenant_migrations']);
    expect(driftOf(workspace.project, workspace.snapshots).orphansOf('Shop.Repo')).toHaveLength(1);
  });

  it('has its migrations where the configuration of the repo says', async () => {
    const config = 'import Config\nconfig :shop, Shop.Repo, priv: "priv/main"\n';
    const workspace = await createWorkspace({ ...files, 'config/config.exs': config });
    expect(rootsIn(workspace).slice(1)).toEqual(['priv/main/migrations', 'priv/main/tenant_migrations']);
  });
});
