import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Answer, Database, DatabaseSource } from '../../../src/postgres/database.ts';
import { embeddedDatabases } from '../../../src/postgres/engine/embedded-databases.ts';
import type { MigrationProof, ProofReport } from '../../../src/postgres/proof/proof-report.ts';
import { proveMigrations } from '../../../src/postgres/proof/prove-migrations.ts';
import { NoDatabase } from '../../../src/postgres/proof/session.ts';
import { proofInput } from '../../helpers/proof.ts';
import { readFolder } from '../../helpers/workspace.ts';

/** What is proven of a migration where not everything before it is known, or can be run. */

const cacheFolder = mkdtempSync(join(tmpdir(), 'ash-architect-history-'));
const source = embeddedDatabases({ cacheFolder, workerFile: resolve('dist/postgres-worker.cjs') });

afterAll(async () => {
  await source.dispose();
  rmSync(cacheFolder, { recursive: true });
});

const change = (...lines: readonly string[]): string => `  def change do\n    ${lines.join('\n    ')}\n  end\n`;
const upDown = (up: string, down: string): string =>
  `  def up do\n    ${up}\n  end\n\n  def down do\n    ${down}\n  end\n`;

/** Migrations by name, in their order, in one repository. */
function project(migrations: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(migrations).map(([name, body], index) => [
      `priv/repo/migrations/202501010000${String(index).padStart(2, '0')}_${name}.exs`,
      `defmodule Shop.Repo.Migrations.M${index} do\n  use Ecto.Migration\n\n${body}end\n`,
    ]),
  );
}

async function prove(
  files: Readonly<Record<string, string>>,
  from: DatabaseSource = source,
): Promise<(name: string) => MigrationProof> {
  return finder(await proveMigrations(await proofInput(files, from)));
}

function finder({ migrations }: ProofReport): (name: string) => MigrationProof {
  return (name) => {
    const found = migrations.find(({ path }) => path.includes(`_${name}`));
    if (found === undefined) throw new Error(`there is no proof of ${name}`);
    return found;
  };
}

const posts = change('create table(:posts) do', '  add :title, :text', 'end');

/** A source whose databases answer otherwise where a statement has some text. */
function disturbed(text: string, answer: (database: Database) => Promise<Answer>): DatabaseSource & { opened: number } {
  const own = {
    opened: 0,
    open: async (setup: Parameters<DatabaseSource['open']>[0]) => {
      own.opened += 1;
      const opened = await source.open(setup);
      if (!opened.ok) return opened;
      const { database } = opened;
      const run: Database['run'] = (sql, options) =>
        sql.includes(text) ? answer(database) : database.run(sql, options);
      return {
        ok: true as const,
        database: { ...database, engine: database.engine, missingExtensions: [], run, close: () => database.close() },
      };
    },
    dispose: () => Promise.resolve(),
  };
  return own;
}

describe('code that the text does not decide', () => {
  it('leaves open what depends on it, and nothing else', async () => {
    const of = await prove(
      project({
        posts,
        unknown: change('Somebody.Migration.up(version: 3)', 'create index(:posts, [:title])'),
        apart: change('alter table(:posts), do: add(:views, :integer)'),
        depends: change('alter table(:somebody_jobs), do: add(:views, :integer)'),
        drops: change('drop_if_exists(table(:somebody_jobs))').replace('change', 'up') + '\n  def down, do: :ok\n',
        refused: change('execute "CREATE INDEX lonely ON posts (title)"'),
        own_fault: upDown(
          'create table(:notes) do\n      add :body, :text\n    end',
          'drop table(:notes)\n    execute "ALTER TABLE notes DISABLE TRIGGER ALL"',
        ),
        lost_anyway: upDown('Somebody.Migration.up(version: 4)', 'raise "no way back"'),
        rows_only: change('execute(fn -> repo().delete_all("posts") end, fn -> :ok end)'),
        last: change('alter table(:posts), do: add(:likes, :integer)'),
      }),
    );
    expect(of('posts')).toMatchObject({ verdict: 'proven', notes: [], warnings: [] });
    expect(of('unknown')).toMatchObject({ verdict: 'not-proven', up: { ok: false } });
    expect(of('unknown').reason).toMatch(/^What line 5 \(Somebody\.Migration\.up.*\) does is not known: /);
    expect(of('apart')).toMatchObject({ verdict: 'proven', notes: ['history-in-part'] });
    expect(of('apart').warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('_unknown.exs` line 5 was not run before it'),
    ]);
    expect(of('depends')).toMatchObject({ verdict: 'not-proven', up: { error: { sqlstate: '42P01' } } });
    expect(of('depends').reason).toContain('_unknown.exs` line 5 was not run before it');
    expect(of('drops').verdict).toBe('not-proven');
    expect(of('drops').reason).toContain('found nothing to drop');
    expect(of('refused')).toMatchObject({ verdict: 'refuted', down: { error: { sqlstate: null } } });
    expect(of('own_fault')).toMatchObject({ verdict: 'refuted', down: { error: { sqlstate: '42P01', line: 12 } } });
    expect(of('lost_anyway').verdict).toBe('refuted');
    expect(of('rows_only')).toMatchObject({ verdict: 'proven', notes: ['writes-rows', 'history-in-part'] });
    expect(of('last')).toMatchObject({ verdict: 'proven', notes: ['history-in-part'] });
  }, 120_000);

  it('touches what bears its name only, where it is a library’s that is known', async () => {
    const of = await prove(
      project({
        posts,
        oban: upDown('Oban.Migration.up(version: 12)', 'Oban.Migration.down(version: 1)'),
        nothing: upDown('drop_if_exists index(:posts, [:title])', ':ok'),
        down_only: upDown(':ok', 'alter table(:postings), do: remove(:note)'),
        jobs: change('alter table(:oban_jobs), do: add(:note, :text)'),
      }),
    );
    expect(of('oban').verdict).toBe('not-proven');
    expect(of('nothing').verdict).toBe('proven');
    expect(of('down_only')).toMatchObject({ verdict: 'refuted', down: { error: { sqlstate: '42P01' } } });
    expect(of('jobs').verdict).toBe('not-proven');
  }, 120_000);

  it('may make a column that another table has, or a table that another schema has', async () => {
    const of = await prove(
      project({
        posts,
        elsewhere: upDown(
          'execute "CREATE SCHEMA elsewhere"\n    create table(:notes, prefix: "elsewhere")',
          'drop table(:notes, prefix: "elsewhere")\n    execute "DROP SCHEMA elsewhere"',
        ),
        unknown: upDown('Somebody.Migration.up()', ':ok'),
        tags: change('create table(:tags)'),
        column: change('create index(:tags, [:title])'),
        table: change('alter table(:notes), do: add(:body, :text)'),
      }),
    );
    expect(of('elsewhere').verdict).toBe('proven');
    expect(of('column')).toMatchObject({ verdict: 'not-proven', up: { error: { sqlstate: '42703' } } });
    expect(of('table')).toMatchObject({ verdict: 'not-proven', up: { error: { sqlstate: '42P01' } } });
  }, 120_000);

  it('may write the rows that something fails without', async () => {
    const code = 'execute(fn -> repo().delete_all("posts") end, fn -> :ok end)';
    const again = (first: string): string =>
      upDown(
        `${first}\n    create unique_index(:posts, [:title])\n    execute "INSERT INTO posts (title) VALUES ('first')"`,
        'drop index(:posts, [:title])',
      );
    const passed = await prove(project({ posts, again: again(code) }));
    expect(passed('again')).toMatchObject({
      verdict: 'not-proven',
      again: { ok: false, error: { sqlstate: '23505' } },
    });
    expect(passed('again').reason).toContain('which writes rows, was passed over');
    const sure = await prove(project({ posts, again: again(':ok') }));
    expect(sure('again')).toMatchObject({ verdict: 'refuted', again: { ok: false, error: { sqlstate: '23505' } } });
    const filled = await prove(
      project({
        posts,
        filled: change(
          code.replace('delete_all("posts")', 'update_all("posts", set: [title: "none"])'),
          'alter table(:posts), do: modify(:title, :text, null: false, from: {:text, null: true})',
        ),
      }),
    );
    expect(filled('filled')).toMatchObject({ verdict: 'proven', notes: ['writes-rows'], rows: { faults: [] } });
  }, 120_000);

  it('is made up for by snapshots', async () => {
    const folder = 'test/golden/generator/references/step-4';
    const files = readFolder(folder);
    const [, first = ''] = readdirSync(join(folder, 'priv/repo/migrations'));
    const of = await prove({
      ...files,
      [`priv/repo/migrations/${first}`]: `defmodule Work do\n  use Ecto.Migration\n\n${upDown('Somebody.make_tables()', ':ok')}end\n`,
    });
    expect(of('work.exs').verdict).toBe('not-proven');
    expect(of('reference_options')).toMatchObject({ verdict: 'proven', notes: ['state-from-snapshots'] });
    expect(of('labels').verdict).toBe('proven');
    expect(of('deferred')).toMatchObject({ verdict: 'proven', notes: ['state-from-snapshots'] });
  }, 120_000);
});

describe('what the server lacks', () => {
  it('is no fault of a migration', async () => {
    const of = await prove(
      project({
        extension: upDown('execute "CREATE EXTENSION IF NOT EXISTS postgis"', 'execute "DROP EXTENSION postgis"'),
        posts,
        place: change('alter table(:posts), do: add(:place, :"geometry(Point, 4326)")'),
        role: upDown('execute "GRANT SELECT ON posts TO reader"', 'execute "REVOKE SELECT ON posts FROM reader"'),
        more: change('create index(:posts, [:title])'),
      }),
    );
    expect(of('extension').verdict).toBe('not-proven');
    expect(of('extension').reason).toBe(
      'The embedded PostgreSQL does not have the extension `postgis`. Prove it on a server of your own that has it.',
    );
    expect(of('place').verdict).toBe('not-proven');
    expect(of('place').reason).toContain('needs the extension `postgis`');
    expect(of('role').verdict).toBe('not-proven');
    expect(of('role').reason).toContain('the role `reader`, which belongs to the whole server');
    expect(of('more')).toMatchObject({ verdict: 'proven', notes: ['history-in-part'] });
  }, 120_000);

  it('is a database', async () => {
    const none: DatabaseSource = {
      open: () => Promise.resolve({ ok: false, reason: 'There is none.' }),
      dispose: () => Promise.resolve(),
    };
    await expect(prove(project({ posts }), none)).rejects.toThrow(new NoDatabase('There is none.'));
  });
});

describe('a database that ends', () => {
  const slow = project({
    posts,
    slow: upDown('execute "SELECT pg_sleep(4321)"', ':ok'),
    more: change('alter table(:posts), do: add(:views, :integer)'),
  });

  it('takes one migration with it, be it too slow', async () => {
    const of = await prove(
      slow,
      disturbed('pg_sleep', async (database) => {
        await database.close();
        return { ok: false, error: { kind: 'limit', limitMs: 10_000 } };
      }),
    );
    expect(of('posts').verdict).toBe('proven');
    expect(of('slow')).toMatchObject({ verdict: 'not-proven', rows: null });
    expect(of('slow').reason).toBe('It was given up, since a statement took longer than 10 s.');
    expect(of('more')).toMatchObject({ verdict: 'proven', notes: ['history-in-part'] });
    expect(of('more').warnings[0]!.message).toContain('a statement took longer than 10 s');
  }, 120_000);

  it('is not blamed on the one that was asked for', async () => {
    const from = disturbed('pg_sleep', async (database) => {
      await database.close();
      return { ok: false, error: { kind: 'gone', reason: 'out of memory' } };
    });
    const path = Object.keys(slow).at(-1)!;
    const report = await proveMigrations(await proofInput(slow, from, { asked: new Set([path]) }));
    expect(report.migrations).toMatchObject([{ path, verdict: 'proven', notes: ['history-in-part'] }]);
    expect(from.opened).toBe(2);
    expect(report.schemas).toEqual([]);
  }, 120_000);

  it('is closed when the caller gives up, in the middle of a statement too', async () => {
    const stop = new AbortController();
    const closed: string[] = [];
    const from = disturbed('pg_sleep', async (database) => {
      const running = database.run('SELECT pg_sleep(4321)');
      stop.abort(new Error('enough'));
      const answer = await running;
      closed.push(answer.ok ? 'ended' : answer.error.kind);
      return answer;
    });
    await expect(proveMigrations(await proofInput(slow, from, { signal: stop.signal }))).rejects.toThrow('enough');
    expect(closed).toEqual(['gone']);
  }, 120_000);
});

it('refuses a version that stands twice, as Ecto does', async () => {
  const files = project({ posts, more: change('create index(:posts, [:title])') });
  const [, second = ''] = Object.keys(files);
  const of = await prove({ ...files, [second.replace('_more', '_twin')]: files[second]!.replace('M1', 'M1Twin') });
  expect(of('more').verdict).toBe('proven');
  expect(of('twin')).toMatchObject({ verdict: 'refuted', up: { error: { sqlstate: null } } });
  expect(of('twin').reason).toContain('is duplicated');
}, 120_000);
