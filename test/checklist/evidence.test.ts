import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import { AnalysisService } from '../../src/analysis/service.ts';
import type { CheckReport, ReportedFinding } from '../../src/analysis/port.ts';
import { printChecklist } from '../../src/architect/context/print-checklist.ts';
import { textHash, type Evidence, type IndexEvidence, type MigrationEvidence } from '../../src/base/evidence.ts';
import { defaultConfig } from '../../src/checklist/config.ts';
import { evidenceListSchema } from '../../src/checklist/evidence-schema.ts';
import { rules } from '../../src/checklist/rules.generated.ts';
import { toText } from '../../src/cli/reports/text.ts';
import { wholeRequest } from '../helpers/request.ts';
import { createWorkspace } from '../helpers/workspace.ts';

const post = `defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    custom_indexes do
      index [:title]
    end
  end

  actions do
    defaults [:read]
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string
  end
end
`;

const domain = `defmodule Blog do
  use Ash.Domain

  resources do
    resource Blog.Post
  end
end
`;

const first = 'priv/repo/migrations/20250101000000_create_posts.exs';
const second = 'priv/repo/migrations/20250102000000_search.exs';

const createPosts = `defmodule Blog.Repo.Migrations.CreatePosts do
  use Ecto.Migration

  def change do
    create table(:posts, primary_key: false) do
      add :id, :uuid, null: false, primary_key: true
      add :title, :text
    end

    create index(:posts, [:title])
  end
end
`;

const search = `defmodule Blog.Repo.Migrations.Search do
  use Ecto.Migration

  def up do
    execute("SELECT make_search('posts')")
    alter table(:posts) do
      add :words, :text
    end
  end

  def down do
    execute("SELECT unmake_search('posts')")
    alter table(:posts) do
      remove :words
    end
  end
end
`;

const files = { 'lib/blog.ex': domain, 'lib/post.ex': post, [first]: createPosts, [second]: search };

function migration(path: string, text: string, facts: Partial<MigrationEvidence> = {}): MigrationEvidence {
  const engine = { name: 'PGlite', version: '18.6' };
  const made = { kind: 'migration', path, textHash: textHash(text), engine, reason: undefined } as const;
  return { ...made, verdict: 'proven', faults: [], rowFaults: [], ...facts };
}

const left = { line: 5, direction: 'down', message: 'After a rollback the function `search` is still there.' } as const;
const refuted = migration(second, search, {
  verdict: 'refuted',
  reason: 'After a rollback the schema is not as before: function search.',
  faults: [left],
});

const unused: IndexEvidence = {
  kind: 'index',
  resource: 'Blog.Post',
  path: 'lib/post.ex',
  table: 'posts',
  columns: ['title'],
  where: undefined,
  using: 'btree',
  verdict: 'redundant',
  summary: 'Nothing gets slower without it.',
  engine: { name: 'PostgreSQL', version: '15.8' },
  rows: 100_000,
  textHash: textHash(post),
};

async function serve(texts: Readonly<Record<string, string>> = files): Promise<AnalysisService> {
  return new AnalysisService(await createWorkspace(texts), rules);
}

async function check(
  evidence: readonly Evidence[],
  texts: Readonly<Record<string, string>> = files,
): Promise<CheckReport> {
  return (await serve(texts)).check({ ...wholeRequest, evidence });
}

const told = (findings: readonly ReportedFinding[], area: string): string[] =>
  findings.filter(({ rule }) => rule.startsWith(area)).map(({ rule, range }) => `${rule} ${range.start.line}`);

async function migrationBox(evidence: readonly Evidence[]): Promise<string> {
  const { checklist } = await check(evidence);
  const box = checklist[0]?.items.find(({ area }) => area === 'migrations');
  return `${box?.state ?? ''}: ${box?.reason ?? ''}`;
}

describe('evidence', () => {
  it('counts for the text that was run', async () => {
    const { findings } = await check([refuted, unused]);
    expect(told(findings, 'migrations/refuted')).toEqual(['migrations/refuted 5']);
    expect(told(findings, 'indexes/unused')).toEqual(['indexes/unused 9']);
    expect(findings.find(({ rule }) => rule === 'indexes/unused')?.message).toContain(
      'Nothing gets slower without it. (Measured on PostgreSQL 15.8 with 100,000 generated rows.)',
    );
  });

  it('is as none for any other text, and for what is not there', async () => {
    const changed = { ...files, [second]: `${search}\n`, 'lib/post.ex': `${post}\n` };
    expect(told((await check([refuted, unused], changed)).findings, 'migrations/refuted')).toEqual([]);
    expect(told((await check([refuted, unused], changed)).findings, 'indexes/unused')).toEqual([]);
    const gone = [
      { ...refuted, path: 'priv/repo/migrations/20200101000000_gone.exs' },
      { ...unused, resource: 'Blog.Gone' },
    ];
    expect((await check(gone)).findings).toEqual((await check([])).findings);
  });

  it('of two runs of the same text is that of the later one', async () => {
    expect(told((await check([refuted, migration(second, search)])).findings, 'migrations/refuted')).toEqual([]);
    expect(told((await check([migration(second, search), refuted])).findings, 'migrations/refuted')).toHaveLength(1);
  });

  it('passes its schema as JSON, and nothing else does', () => {
    expect(evidenceListSchema.parse(JSON.parse(JSON.stringify([refuted, unused])))).toEqual([refuted, unused]);
    expect(evidenceListSchema.safeParse([{ ...unused, verdict: 'good' }]).success).toBe(false);
    expect(evidenceListSchema.safeParse([{ ...refuted, textHash: 'abc' }]).success).toBe(false);
  });
});

describe('the box of the migrations', () => {
  it('says that they were run', async () => {
    const both = [migration(first, createPosts), migration(second, search)];
    expect(await migrationBox(both)).toBe('passed: up, down and up again were run on PGlite (PostgreSQL 18.6)');
  });

  it('says which of them were', async () => {
    expect(await migrationBox([migration(first, createPosts)])).toBe(
      'passed: up, down and up again were run on PGlite (PostgreSQL 18.6) for 1 of its 2 migrations',
    );
    expect(await migrationBox([])).toBe('passed: ');
  });

  it('is printed with what was proven', async () => {
    const report = await check([migration(first, createPosts), migration(second, search)]);
    const line = '✓ migrations: up, down and up again were run on PGlite (PostgreSQL 18.6)';
    expect(toText({ report, ms: 1 }, createColors(false))).toContain(`\n  ${line}\n`);
    expect(printChecklist(report.checklist)).toContain(`\n- ${line}`);
  });

  it('does not pass what could not be proven', async () => {
    const opaque = migration(second, search, { verdict: 'not-proven', reason: 'What line 5 does is not known.' });
    expect(await migrationBox([migration(first, createPosts), opaque])).toBe(
      'open: `20250102000000_search.exs` is not proven: What line 5 does is not known',
    );
  });

  it('is flagged by what was refuted, and never passed for all that the finding is off', async () => {
    expect(await migrationBox([refuted])).toMatch(/^flagged: `20250102000000_search.exs` was refuted on PGlite/);
    const service = await serve();
    const config = { ...defaultConfig, rules: { 'migrations/refuted': 'off' as const } };
    const { checklist } = await service.check({ ...wholeRequest, config, evidence: [refuted] });
    expect(checklist[0]?.items.find(({ area }) => area === 'migrations')?.state).toBe('open');
  });
});

describe('what other rules told already', () => {
  const path = 'priv/repo/migrations/20250103000000_more.exs';
  const run = async (text: string, line: number, direction: 'up' | 'down' = 'down'): Promise<string[]> => {
    const fault = { line, direction, message: 'After a rollback the schema is not as before.' };
    const evidence = [migration(path, text, { verdict: 'refuted', faults: [fault] })];
    return told((await check(evidence, { ...files, [path]: text })).findings, 'migrations/');
  };

  it('is not told twice on one line', async () => {
    const text = 'defmodule M do\n  use Ecto.Migration\n\n  def change do\n    execute "SELECT 1"\n  end\nend\n';
    expect(await run(text, 5)).toEqual(['migrations/irreversible-change 5']);
    expect(await run(text, 4)).toEqual(['migrations/refuted 4', 'migrations/irreversible-change 5']);
  });

  it('is not told of each operation when the whole way back is missing', async () => {
    const text =
      'defmodule M do\n  use Ecto.Migration\n\n  def up do\n    create table(:notes)\n  end\n\n  def down do\n  end\nend\n';
    expect(await run(text, 5)).toEqual(['migrations/empty-down 8']);
    expect(await run(text, 5, 'up')).toEqual(['migrations/refuted 5', 'migrations/empty-down 8']);
  });
});

describe('a suspicion of the way back', () => {
  const path = 'priv/repo/migrations/20250103000000_more.exs';
  const text = `defmodule Blog.Repo.Migrations.More do
  use Ecto.Migration

  def up do
    create table(:notes)
  end

  def down do
    drop_notes()
  end

  defp drop_notes, do: drop(table(:other))
end
`;

  it('is a hint once the rollback is proven', async () => {
    const service = await serve({ ...files, [path]: text });
    const config = { ...defaultConfig, preset: 'strict' as const };
    const severities = async (evidence: readonly Evidence[]): Promise<string[]> => {
      const { findings } = await service.check({ ...wholeRequest, config, evidence });
      return findings.filter(({ rule }) => rule === 'migrations/up-down-mismatch').map(({ severity }) => severity);
    };
    const suspected = await severities([]);
    expect(suspected.length).toBeGreaterThan(0);
    expect(new Set(suspected)).toEqual(new Set(['warning']));
    expect(new Set(await severities([migration(path, text)]))).toEqual(new Set(['hint']));
  });
});

describe('an update', () => {
  it('takes evidence along, and lets go of it as soon as the text differs', async () => {
    const service = await serve();
    const update = async (evidence: readonly Evidence[]): Promise<string[]> => {
      const request = {
        config: defaultConfig,
        migrations: wholeRequest.migrations,
        baseline: undefined,
        focus: [second],
      };
      const answer = await service.update({ ...request, evidence }, () => undefined);
      const own = answer?.files.find(({ path }) => path === second);
      return (own?.findings ?? []).map(({ rule }) => rule).filter((rule) => rule.startsWith('migrations/'));
    };
    expect(await update([refuted])).toEqual(['migrations/refuted']);
    await service.apply([{ path: second, text: search.replace('make_search', 'make_other') }]);
    expect(await update([refuted])).toEqual([]);
  });
});

describe('a preview', () => {
  const request = { config: defaultConfig, migrations: wholeRequest.migrations, baseline: undefined };
  const repaired = search.replace("unmake_search('posts')", "unmake_search('posts', true)");

  it('does not take a text that was never run for a repaired one', async () => {
    const service = await serve();
    const preview = await service.preview({
      ...request,
      evidence: [refuted],
      files: [{ path: second, before: search, after: repaired }],
    });
    expect(told(preview.fixed, 'migrations/')).toEqual([]);
    expect(told(preview.added, 'migrations/')).toEqual([]);
  });

  it('tells what is known of the text that is proposed', async () => {
    const service = await serve();
    const known = migration(second, repaired, { verdict: 'refuted', faults: [left] });
    const files = [{ path: second, before: search, after: repaired }];
    const preview = await service.preview({ ...request, evidence: [known], files });
    expect(told(preview.added, 'migrations/')).toEqual(['migrations/refuted 5']);
  });

  it('keeps what is known of other files', async () => {
    const service = await serve();
    const files = [{ path: 'lib/blog.ex', before: domain, after: `${domain}\n` }];
    const preview = await service.preview({ ...request, evidence: [refuted], files });
    expect([...preview.fixed, ...preview.added]).toEqual([]);
  });
});

describe('an index that was measured', () => {
  const comment = `defmodule Blog.Comment do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "comments"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    create_timestamp :inserted_at
  end

  relationships do
    belongs_to :post, Blog.Post
  end
end
`;
  const texts = { ...files, 'lib/comment.ex': comment };
  const measured = (columns: readonly string[], verdict: IndexEvidence['verdict']): IndexEvidence => ({
    ...unused,
    ...{ resource: 'Blog.Comment', path: 'lib/comment.ex', table: 'comments', textHash: textHash(comment) },
    ...{ columns, verdict },
  });
  const run = async (evidence: readonly Evidence[]): Promise<string[]> => {
    const config = { ...defaultConfig, preset: 'strict' as const };
    const { findings } = await (await serve(texts)).check({ ...wholeRequest, config, evidence });
    return findings
      .filter(({ rule, path }) => rule.startsWith('indexes/') && path === 'lib/comment.ex')
      .map(({ rule, severity }) => `${severity} ${rule}`);
  };

  it('is told by one rule only', async () => {
    expect(await run([])).toEqual(['hint indexes/unindexed-foreign-key']);
    expect(await run([measured(['post_id'], 'missing')])).toEqual(['warning indexes/unindexed-foreign-key']);
    const both = [measured(['"post_id"', '"inserted_at" DESC'], 'missing'), measured(['post_id'], 'missing')];
    expect(await run(both)).toEqual(['warning indexes/unindexed-filter-or-sort']);
  });
});
