import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, DatabaseSource } from '../../../src/postgres/database.ts';
import type { ProofReport } from '../../../src/postgres/proof/proof-report.ts';
import { embedded, migration, proofOf, prove, verdicts } from './prove.ts';

const source = embedded();
afterAll(() => source.dispose());

const posts = `  def change do
    create table(:posts) do
      add :title, :text
      add :body, :text
    end
  end`;

describe('one history of many kinds of migrations', () => {
  let report: ProofReport;
  beforeAll(async () => {
    report = await prove(
      {
        ...migration(1, posts),
        ...migration(2, '  def up do\n    execute "ALTER TABLE posts ADD COLUMN a int"\n  end\n\n  def down do\n  end'),
        ...migration(3, '  def up do\n    create index(:posts, [:title])\n  end'),
        ...migration(4, '  def change do\n    execute "ALTER TABLE posts ADD COLUMN b int"\n  end'),
        ...migration(5, '  def change do\n    alter table(:posts) do\n      remove :b\n    end\n  end'),
        ...migration(6, '  def up do\n    drop table(:posts)\n  end\n\n  def down do\n  end'),
        ...migration(
          7,
          '  def up do\n    drop table(:nothing)\n  end\n\n  def down do\n    create table(:nothing)\n  end',
        ),
      },
      { source },
    );
  }, 120_000);

  it('is proven where it comes back', () => {
    expect(proofOf(report, 1)).toMatchObject({
      ...{ verdict: 'proven', notes: [], differences: [], up: { ok: true } },
      ...{ down: { ok: true, restored: true }, again: { ok: true, equal: true } },
    });
    expect(proofOf(report, 1).steps.map(({ direction }) => direction)).toEqual(['up', 'down', 'again']);
  });
  it('tells what an empty down leaves', () => {
    expect(proofOf(report, 2)).toMatchObject({
      verdict: 'refuted',
      differences: [{ object: expect.stringContaining('"posts"."a"') as string, before: null, after: 'integer' }],
    });
  });
  it('tells that there is no down', () => {
    expect(proofOf(report, 3)).toMatchObject({ verdict: 'refuted', down: { ok: false, error: { sqlstate: null } } });
  });
  it.each([4, 5])('tells that Ecto cannot reverse a command (%i)', (step) => {
    const proof = proofOf(report, step);
    expect(proof).toMatchObject({
      verdict: 'refuted',
      up: { ok: true },
      down: { ok: false, error: { sqlstate: null } },
    });
    expect(proof.reason).toMatch(/^A rollback fails at line \d+.*Ecto raises: cannot reverse migration command/);
  });
  it('tells of a table that is lost, and not of its sequence beside it', () => {
    expect(proofOf(report, 6).differences).toMatchObject([
      { object: expect.stringContaining('table') as string, after: null },
    ]);
  });
  it('tells what PostgreSQL refuses', () => {
    expect(proofOf(report, 7)).toMatchObject({
      verdict: 'refuted',
      up: { ok: false, error: { sqlstate: '42P01', line: 5 } },
    });
  });
});

describe('a reference', () => {
  it('that is made deferrable is altered after its table is gone (ash_postgres, issue 595)', async () => {
    const alter = (end: string): string =>
      `    execute "ALTER TABLE tickets ALTER CONSTRAINT tickets_account_id_fkey ${end}"`;
    const files = migration(
      1,
      `  def up do
    create table(:accounts)

    create table(:tickets) do
      add :account_id, references(:accounts, name: "tickets_account_id_fkey")
    end

${alter('DEFERRABLE INITIALLY DEFERRED')}
  end

  def down do
    drop constraint(:tickets, "tickets_account_id_fkey")
    drop table(:tickets)
${alter('NOT DEFERRABLE')}
    drop table(:accounts)
  end`,
    );
    const proof = proofOf(await prove(files, { source }), 1);
    expect(proof).toMatchObject({
      verdict: 'refuted',
      up: { ok: true },
      down: { error: { sqlstate: '42P01', line: 17 } },
    });
    expect(proof.reason).toMatch(/^A rollback fails at line 17/);
  }, 120_000);
});

describe('what is not known', () => {
  it('is not proven, and what follows says that it stands on less', async () => {
    const report = await prove(
      {
        ...migration(1, posts),
        ...migration(2, '  def up, do: Somewhere.Else.run()\n  def down, do: Somewhere.Else.undo()'),
        ...migration(3, '  def change do\n    create index(:posts, [:title])\n  end'),
        ...migration(4, '  def change do\n    create index(:made_elsewhere, [:title])\n  end'),
        ...migration(5, '  def up do\n    drop_if_exists table(:made_elsewhere)\n  end\n\n  def down do\n  end'),
        ...migration(
          6,
          `  def up do
    alter table(:posts) do
      remove :title
    end

    drop_if_exists index(:posts, [:title])
  end

  def down do
    alter table(:posts) do
      add :title, :text
    end

    create index(:posts, [:title])
  end`,
        ),
      },
      { source },
    );
    expect(verdicts(report)).toEqual(['proven', 'not-proven', 'proven', 'not-proven', 'not-proven', 'proven']);
    expect(proofOf(report, 2).reason).toContain('Somewhere.Else.run()');
    expect(proofOf(report, 3)).toMatchObject({ notes: ['history-in-part'] });
    expect(proofOf(report, 3).warnings[0]!.message).toContain('_step_2.exs');
    expect(proofOf(report, 4).reason).toMatch(/42P01.*may be only because/);
    // The column took the index along: the history has nothing to do with that.
    expect(proofOf(report, 6).notes).toEqual(['column-order', 'history-in-part']);
    expect(report.schemas[0]).toMatchObject({
      reason: expect.stringContaining('_step_2.exs') as string,
      differences: [],
    });
  }, 120_000);

  it('is an extension that the server lacks: a server of one’s own is named', async () => {
    const report = await prove(
      {
        ...migration(
          1,
          '  def up do\n    execute "CREATE EXTENSION IF NOT EXISTS postgis"\n  end\n\n  def down do\n  end',
        ),
        ...migration(2, '  def change do\n    create table(:places) do\n      add :at, :geometry\n    end\n  end'),
        ...migration(3, posts),
      },
      { source },
    );
    expect(verdicts(report)).toEqual(['not-proven', 'not-proven', 'proven']);
    expect(proofOf(report, 1).reason).toMatch(/`postgis`.*a server of your own/);
    expect(proofOf(report, 2).reason).toContain('`postgis`');
  }, 120_000);

  it('is what takes too long: the next ones go on', async () => {
    const report = await prove(
      {
        ...migration(1, posts),
        ...migration(
          2,
          '  def up do\n    execute "SELECT count(*) FROM generate_series(1, 100000000000)"\n  end\n\n  def down do\n  end',
        ),
        ...migration(3, '  def change do\n    create index(:posts, [:title])\n  end'),
      },
      { source, limits: { statementMs: 3_000, migrationMs: 30_000 } },
    );
    expect(proofOf(report, 2)).toMatchObject({
      verdict: 'not-proven',
      reason: expect.stringContaining('longer than 3 s') as string,
    });
    expect(proofOf(report, 3)).toMatchObject({ verdict: 'proven', notes: ['history-in-part'] });
  }, 120_000);
});

describe('ways in which migrations run', () => {
  it('are those of Ecto: concurrently, for tenants, and for another database', async () => {
    const alone = '\n  @disable_ddl_transaction true\n  @disable_migration_lock true\n';
    const index =
      '  def change do\n    create index(:posts, [:title], concurrently: true, name: :posts_by_title)\n  end';
    const report = await prove(
      {
        ...migration(1, posts),
        ...migration(2, index),
        ...migration(3, index.replace('by_title', 'title_again'), 'repo/migrations', alone),
        ...migration(
          4,
          '  def change do\n    create table(:visits, prefix: prefix()) do\n      add :at, :date\n    end\n  end',
          'repo/tenant_migrations',
        ),
        ...migration(5, '  def change do\n    create table(:notes)\n  end', 'lite_repo/migrations'),
        ...migration(6, '  def change do\n    create table(:others)\n  end', 'other_repo/migrations'),
        'lib/lite_repo.ex': 'defmodule Blog.LiteRepo do\n  use AshSqlite.Repo, otp_app: :blog\nend\n',
        'lib/other_repo.ex': 'defmodule Blog.OtherRepo do\n  use AshPostgres.Repo, otp_app: :blog\nend\n',
      },
      { source },
    );
    expect(proofOf(report, 2)).toMatchObject({ verdict: 'refuted', up: { error: { sqlstate: '25001' } } });
    expect(proofOf(report, 5)).toMatchObject({
      verdict: 'not-proven',
      reason: 'Its repository uses SQLite, and this is PostgreSQL.',
    });
    expect(proofOf(report, 6)).toMatchObject({ verdict: 'proven' });
    expect(report.schemas.map(({ repo }) => repo).sort()).toEqual(['lite_repo', 'other_repo', 'repo']);
  }, 120_000);

  it('are proven in the schema of a tenant, and outside of a transaction', async () => {
    const alone = '\n  @disable_ddl_transaction true\n  @disable_migration_lock true\n';
    const report = await prove(
      {
        ...migration(1, posts),
        ...migration(
          2,
          '  def change do\n    create index(:posts, [:title], concurrently: true)\n  end',
          'repo/migrations',
          alone,
        ),
        ...migration(
          3,
          '  def change do\n    create table(:visits, prefix: prefix()) do\n      add :at, :date\n    end\n  end',
          'repo/tenant_migrations',
        ),
      },
      { source },
    );
    expect(verdicts(report)).toEqual(['proven', 'proven', 'proven']);
    expect(proofOf(report, 3).steps[0]!.sql).toContain('"tenant_a"."visits"');
  }, 120_000);
});

describe('rows', () => {
  it('say what fails whatever they are, what depends on them, and what is lost', async () => {
    const report = await prove(
      {
        ...migration(1, posts),
        ...migration(
          2,
          '  def change do\n    alter table(:posts) do\n      add :slug, :text, null: false\n    end\n  end',
        ),
      },
      { source },
    );
    expect(proofOf(report, 2)).toMatchObject({
      verdict: 'proven',
      rows: { up: { ok: false }, faults: [{ direction: 'up', always: true, error: { sqlstate: '23502' } }] },
    });
    const other = await prove(
      {
        ...migration(1, posts),
        ...migration(2, '  def change do\n    create unique_index(:posts, [:title])\n  end'),
      },
      { source },
    );
    expect(proofOf(other, 2)).toMatchObject({
      verdict: 'proven',
      rows: { faults: [{ direction: 'up', always: false, error: { sqlstate: '23505' } }] },
    });
    const lossy = await prove(
      {
        ...migration(1, posts),
        ...migration(2, '  def change do\n    alter table(:posts) do\n      remove :body, :text\n    end\n  end'),
      },
      { source },
    );
    expect(proofOf(lossy, 2)).toMatchObject({ verdict: 'proven', rows: { restored: false, faults: [] } });
    expect(proofOf(lossy, 2).warnings[0]!.message).toMatch(
      /^After a rollback, \d+ of the rows of `public.posts` .*`body`/,
    );
  }, 120_000);

  it('of a type that becomes narrower need not fit', async () => {
    const narrower =
      '  def up do\n    execute "ALTER TABLE posts ALTER COLUMN title TYPE varchar(3)"\n  end\n\n  def down do\n    execute "ALTER TABLE posts ALTER COLUMN title TYPE text"\n  end';
    const report = await prove({ ...migration(1, posts), ...migration(2, narrower) }, { source });
    expect(proofOf(report, 2)).toMatchObject({
      verdict: 'proven',
      rows: { faults: [{ direction: 'up', always: false, error: { sqlstate: '22001' } }] },
    });
  }, 120_000);
});

describe('versions and resources', () => {
  const resource = (field: string): string => `defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :${field}, :string
  end
end
`;
  const repo = `defmodule Blog.Repo do
  use AshPostgres.Repo, otp_app: :blog

  def installed_extensions, do: []
  def min_pg_version, do: %Version{major: 14, minor: 0, patch: 0}
end
`;
  const made = migration(
    1,
    `  def change do
    create table(:posts, primary_key: false) do
      add :id, :uuid, null: false, default: fragment("gen_random_uuid()"), primary_key: true
      add :title, :text
    end
  end`,
  );
  const domain = 'defmodule Blog do\n  use Ash.Domain\n\n  resources do\n    resource Blog.Post\n  end\nend\n';
  const project = (field: string): Record<string, string> => ({
    ...made,
    ...{ 'lib/blog.ex': domain, 'lib/repo.ex': repo, 'lib/post.ex': resource(field) },
  });

  it('are held against each other', async () => {
    const newer = '  def change do\n    create unique_index(:posts, [:title], nulls_distinct: false)\n  end';
    const same = await prove(project('title'), { source });
    expect(same.schemas).toMatchObject([{ repo: 'repo', equal: true, differences: [] }]);
    const other = await prove({ ...project('name'), ...migration(2, newer) }, { source });
    expect(other.schemas[0]!.equal).toBe(false);
    expect(other.schemas[0]!.differences.map(({ object }) => object).join()).toMatch(/"name".*"title"/);
    expect(proofOf(other, 2)).toMatchObject({ verdict: 'proven', notes: ['needs-newer'] });
    expect(proofOf(other, 2).warnings[0]!.message).toContain('NULLS NOT DISTINCT');
  }, 120_000);
});

describe('an end before its time', () => {
  it('leaves nothing open when it is stopped', async () => {
    const open = new Set<Database>();
    const watched: DatabaseSource = {
      dispose: () => source.dispose(),
      open: async (setup) => {
        const opened = await source.open(setup);
        if (!opened.ok) return opened;
        open.add(opened.database);
        const { engine, missingExtensions } = opened.database;
        const database: Database = {
          ...{ engine, missingExtensions, run: (sql, options) => opened.database.run(sql, options) },
          close: async () => {
            open.delete(opened.database);
            await opened.database.close();
          },
        };
        return { ok: true, database };
      },
    };
    const stopper = new AbortController();
    const files = {
      ...migration(1, posts),
      ...migration(2, '  def change do\n    create index(:posts, [:title])\n  end'),
    };
    const run = prove(files, {
      ...{ source: watched, signal: stopper.signal },
      onProgress: (path) => {
        if (path.endsWith('_step_2.exs')) stopper.abort(new Error('enough'));
      },
    });
    await expect(run).rejects.toThrow('enough');
    expect(open.size).toBe(0);
  }, 120_000);

  it('of the thread is told, and the next migrations are run on a new one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ash-architect-dying-'));
    const built = JSON.stringify(resolve('dist/postgres-worker.cjs'));
    const script = `const { parentPort } = require('node:worker_threads');
parentPort.on('message', (message) => { if (JSON.stringify(message).includes('mortal')) process.exit(1); });
require(${built});
`;
    writeFileSync(join(folder, 'worker.cjs'), script);
    const dying = embedded(join(folder, 'worker.cjs'));
    try {
      const report = await prove(
        {
          ...migration(1, posts),
          ...migration(2, '  def change do\n    create table(:mortal)\n  end'),
          ...migration(3, '  def change do\n    create index(:posts, [:title])\n  end'),
        },
        { source: dying },
      );
      expect(verdicts(report)).toEqual(['proven', 'not-proven', 'proven']);
      expect(proofOf(report, 2).reason).toContain('the database ended');
    } finally {
      await dying.dispose();
      rmSync(folder, { recursive: true });
    }
  }, 120_000);
});
