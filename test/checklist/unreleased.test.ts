import { expect, it } from 'vitest';
import { AnalysisService } from '../../src/analysis/service.ts';
import { configSchema } from '../../src/checklist/config.ts';
import { rules } from '../../src/checklist/rules.generated.ts';
import { createWorkspace } from '../helpers/workspace.ts';

const created = 'priv/repo/migrations/20250101000000_create_posts.exs';
const altered = 'priv/repo/migrations/20250201000000_add_slugs.exs';

function migration(name: string, body: string): string {
  return `defmodule Blog.Repo.Migrations.${name} do\n  use Ecto.Migration\n\n  def change do\n${body}  end\nend\n`;
}

/** Rules that find something in the second migration, when these files changed since the merge base. */
async function found(paths: readonly string[]): Promise<string[]> {
  const workspace = await createWorkspace({
    [created]: migration('CreatePosts', '    create table(:posts) do\n      add :title, :text\n    end\n'),
    [altered]: migration('AddSlugs', '    alter table(:posts) do\n      add :slug, :text, null: false\n    end\n'),
  });
  const report = await new AnalysisService(workspace, rules).check({
    config: configSchema.parse({}),
    only: ['migrations'],
    scope: undefined,
    migrations: { kind: 'all', changed: { paths, comparedWith: 'main' } },
    baseline: undefined,
  });
  return report.findings.map(({ rule }) => rule);
}

it('takes a table that is new since the merge base for an empty one', async () => {
  expect(await found([created, altered])).toEqual([]);
});

it('takes a table that was there before for one with rows', async () => {
  expect(await found([altered])).toEqual(['migrations/add-not-null-without-default']);
  expect(await found([])).toEqual(['migrations/add-not-null-without-default']);
});
