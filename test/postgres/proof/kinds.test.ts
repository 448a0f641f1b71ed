import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddedDatabases } from '../../../src/postgres/engine/embedded-databases.ts';
import { migrationEvidence } from '../../../src/postgres/proof/migration-evidence.ts';
import type { MigrationProof, ProofReport } from '../../../src/postgres/proof/proof-report.ts';
import { proveMigrations } from '../../../src/postgres/proof/prove-migrations.ts';
import { proofInput } from '../../helpers/proof.ts';

/** Every kind of migration that the rules know to be irreversible or to fail, run for real. One repository each. */

interface Kind {
  readonly name: string;
  readonly body: string;
  readonly head?: string;
}

const change = (name: string, body: string, head?: string): Kind => ({
  name,
  body: `  def change do\n    ${body}\n  end\n`,
  ...(head === undefined ? {} : { head }),
});

const upDown = (name: string, up: string, down: string): Kind => ({
  name,
  body: `  def up do\n    ${up}\n  end\n\n  def down do\n    ${down}\n  end\n`,
});

const withoutTransaction = '  @disable_ddl_transaction true\n  @disable_migration_lock true\n';

const tables = change(
  'tables',
  `create table(:authors) do
      add :name, :text, null: false
      add :nick, :text
      add :age, :bigint
    end

    create table(:posts) do
      add :title, :text
      add :body, :text, null: false
      add :author_id, references(:authors)
    end

    create index(:posts, [:title])`,
);

/** What fails on the way down leaves the way up to the next one. */
const reversal: readonly Kind[] = [
  tables,
  change('execute', 'execute "CREATE INDEX execute_index ON posts (body)"'),
  change('drop_table', 'create table(:scrap)\n    drop table(:scrap)'),
  change('remove', 'alter table(:posts), do: remove(:title)'),
  change('modify', 'alter table(:authors), do: modify(:nick, :string)'),
  change('shared_extension', 'execute "CREATE EXTENSION IF NOT EXISTS citext", ""'),
  change('own_extension', 'execute "CREATE EXTENSION pg_trgm", ""'),
  change('tolerant_add', 'alter table(:posts), do: add_if_not_exists(:views, :integer)'),
  change('tolerant_remove', 'alter table(:posts), do: remove_if_exists(:views, :integer)'),
  { name: 'missing_down', body: '  def up do\n    create index(:posts, [:body])\n  end\n' },
  upDown('empty_down', 'alter table(:posts), do: add(:draft, :boolean)', ':ok'),
  upDown('drop_for_good', 'drop table(:posts)', '# It cannot be brought back.\n    :ok'),
  upDown(
    'mismatch',
    'alter table(:authors) do\n      add :email, :text\n    end\n    create index(:authors, [:email], name: "mismatch")\n    create index(:authors, [:name], name: "forgotten")',
    'drop index(:authors, [:email], name: "mismatch")\n    alter table(:authors), do: remove(:email)',
  ),
  upDown(
    'deferrable',
    `create table(:reviews) do
      add :author_id, references(:authors, name: "reviews_author_id_fkey")
    end
    execute("ALTER TABLE reviews ALTER CONSTRAINT reviews_author_id_fkey DEFERRABLE INITIALLY DEFERRED")`,
    `drop constraint(:reviews, "reviews_author_id_fkey")
    drop table(:reviews)
    execute("ALTER TABLE reviews ALTER CONSTRAINT reviews_author_id_fkey NOT DEFERRABLE")`,
  ),
];

/** Proven where tables are empty, with something to say where they are not. */
const onRows: readonly Kind[] = [
  tables,
  change('not_null', 'alter table(:authors), do: add(:email, :text, null: false)'),
  change('unique', 'create unique_index(:posts, [:title], name: "one_title")'),
  change('narrower', 'alter table(:authors), do: modify(:age, :smallint, from: :bigint)'),
  change('set_not_null', 'alter table(:authors), do: modify(:nick, :text, null: false, from: {:text, null: true})'),
  change('comes_back_not_null', 'alter table(:posts), do: remove(:body, :text, null: false)'),
  change('concurrent', 'create unique_index(:authors, [:age], concurrently: true)', withoutTransaction),
  change('harmless', 'alter table(:posts), do: add(:likes, :integer, default: 0, null: false)'),
];

/** What fails on the way up: nothing comes after it. */
const ascents: readonly (readonly Kind[])[] = [
  [
    tables,
    change('nested', 'alter table(:posts) do\n      rename table(:posts), :title, to: :name\n    end'),
    change('after_it', 'create index(:authors, [:nick])'),
  ],
  [tables, change('concurrently', 'create index(:posts, [:author_id], concurrently: true)')],
  [tables, change('scale_alone', 'alter table(:authors), do: add(:fee, :decimal, scale: 2)')],
  [tables, change('no_cast', 'alter table(:authors), do: modify(:nick, :integer, from: :text)')],
];

const day = (index: number): string => `202501010000${String(index).padStart(2, '0')}`;

function filesOf(repo: string, kinds: readonly Kind[]): Record<string, string> {
  return Object.fromEntries(
    kinds.map(({ name, body, head = '' }, index) => [
      `priv/${repo}/migrations/${day(index)}_${name}.exs`,
      `defmodule ${repo}.${name} do\n  use Ecto.Migration\n${head}\n${body}end\n`.replace(
        /defmodule \S+/,
        () => `defmodule M${repo.replace(/\W/g, '')}${index}`,
      ),
    ]),
  );
}

const files: Record<string, string> = {
  ...filesOf('reversal', reversal),
  ...filesOf('rows', onRows),
  ...ascents.reduce((all, kinds, index) => ({ ...all, ...filesOf(`ascent_${index}`, kinds) }), {}),
};

const cacheFolder = mkdtempSync(join(tmpdir(), 'ash-architect-kinds-'));
const source = embeddedDatabases({ cacheFolder, workerFile: resolve('dist/postgres-worker.cjs') });
let report: ProofReport;

beforeAll(async () => {
  report = await proveMigrations(await proofInput(files, source));
}, 300_000);
afterAll(async () => {
  await source.dispose();
  rmSync(cacheFolder, { recursive: true });
});

function proofOf(name: string): MigrationProof {
  const found = report.migrations.find(({ path }) => path.endsWith(`_${name}.exs`));
  if (found === undefined) throw new Error(`there is no proof of ${name}`);
  return found;
}

describe('a rollback that cannot be', () => {
  it.each([
    ['execute', 'execute'],
    ['drop_table', 'drop'],
    ['remove', 'remove'],
    ['modify', 'modify'],
    ['tolerant_add', 'add'],
    ['tolerant_remove', 'remove'],
    ['missing_down', 'down'],
  ])('is refused by Ecto: %s', (name, word) => {
    const { verdict, up, down, reason } = proofOf(name);
    expect({ verdict, up, down: down.ok, sqlstate: down.error?.sqlstate }).toEqual({
      ...{ verdict: 'refuted', up: { ok: true }, down: false, sqlstate: null },
    });
    expect(reason).toContain('Ecto raises');
    expect(`${down.error!.operation} ${down.error!.message}`).toContain(word);
  });

  it('is refused by PostgreSQL, as with a reference that is made deferrable (ash_postgres issue 595)', () => {
    const { verdict, down } = proofOf('deferrable');
    expect(verdict).toBe('refuted');
    expect(down.error).toMatchObject({ sqlstate: '42P01', line: 14 });
    expect(down.error!.operation).toContain('ALTER CONSTRAINT');
  });

  it('brings nothing back', () => {
    expect(proofOf('drop_for_good')).toMatchObject({
      verdict: 'refuted',
      down: { ok: true, restored: false },
      again: { ok: false, error: { sqlstate: '42P01' } },
    });
    const [lost] = proofOf('drop_for_good').differences;
    expect(lost).toMatchObject({ object: 'table "posts"', after: null, line: 5, operation: 'drop table posts' });
  });

  it('leaves something', () => {
    expect(proofOf('empty_down')).toMatchObject({
      verdict: 'refuted',
      down: { ok: true, restored: false },
      again: { ok: false, error: { sqlstate: '42701' } },
      differences: [{ object: 'column "posts"."draft"', before: null, line: 5 }],
    });
    expect(proofOf('mismatch').differences).toMatchObject([{ object: 'index "forgotten"', before: null, line: 9 }]);
  });
});

it('leaves an extension that others may use as well, and may not leave one that it takes for its own', () => {
  expect(proofOf('shared_extension')).toMatchObject({ verdict: 'proven', notes: ['extensions-kept'] });
  expect(proofOf('own_extension')).toMatchObject({
    verdict: 'refuted',
    differences: [{ object: 'extension "pg_trgm"', before: null }],
    again: { ok: false, error: { sqlstate: '42710' } },
  });
});

describe('rows', () => {
  it('are in the way of a column that has no value for them, whatever they are', () => {
    const { verdict, rows } = proofOf('not_null');
    expect(verdict).toBe('proven');
    expect(rows).toMatchObject({ up: { ok: false, error: { sqlstate: '23502', line: 5 } }, restored: true });
    expect(rows!.seeded).toBeGreaterThan(0);
    expect(rows!.faults).toMatchObject([{ direction: 'up', always: true }]);
    expect(proofOf('comes_back_not_null').rows).toMatchObject({
      ...{ up: { ok: true }, down: { ok: false, error: { sqlstate: '23502' } } },
      faults: [{ direction: 'down', always: true }],
    });
  });

  it.each([
    ['unique', '23505'],
    ['narrower', '22003'],
    ['set_not_null', '23502'],
    ['concurrent', '23505'],
  ])('may be in the way: %s', (name, sqlstate) => {
    const { verdict, rows } = proofOf(name);
    expect(verdict).toBe('proven');
    expect(rows!.faults).toMatchObject([{ direction: 'up', always: false, error: { sqlstate } }]);
  });

  it('are in nobody’s way', () => {
    expect(proofOf('harmless')).toMatchObject({
      verdict: 'proven',
      rows: { up: { ok: true }, down: { ok: true }, restored: true, faults: [] },
    });
  });

  it('do not stay', () => {
    expect(report.migrations.filter(({ path }) => path.includes('/rows/')).map(({ verdict }) => verdict)).toEqual(
      onRows.map(() => 'proven'),
    );
  });
});

describe('a migration that fails on the way up', () => {
  it('is refuted', () => {
    expect(proofOf('nested').up.error).toMatchObject({ sqlstate: null, message: 'cannot execute nested commands' });
    expect(proofOf('concurrently').up.error).toMatchObject({ sqlstate: '25001', line: 5 });
    expect(proofOf('scale_alone').up.error).toMatchObject({ sqlstate: null });
    expect(proofOf('no_cast').up.error).toMatchObject({ sqlstate: '42804' });
    for (const name of ['nested', 'concurrently', 'scale_alone', 'no_cast']) {
      expect(proofOf(name)).toMatchObject({
        verdict: 'refuted',
        down: { ok: false },
        again: { ok: false },
        rows: null,
      });
    }
  });

  it('leaves nothing to prove the next one on', () => {
    const { verdict, reason } = proofOf('after_it');
    expect(verdict).toBe('not-proven');
    expect(reason).toContain('_nested.exs`, which runs before it, fails: cannot execute nested commands.');
  });
});

describe('each step', () => {
  it('tells what was sent, and the locks on what others see', () => {
    const [up] = proofOf('unique').steps;
    expect(up).toMatchObject({ direction: 'up', sql: 'CREATE UNIQUE INDEX "one_title" ON "posts" ("title")' });
    expect(up!.locks).toContainEqual({ relation: 'posts', mode: 'ShareLock' });
    expect(
      proofOf('tables')
        .steps.flatMap(({ locks }) => locks)
        .filter(({ mode }) => mode === 'AccessExclusiveLock'),
    ).not.toEqual([]);
    expect(proofOf('harmless').steps.map(({ direction }) => direction)).toEqual(['up', 'down', 'again']);
  });
});

describe('evidence', () => {
  it('counts for the text that was run', () => {
    const evidence = migrationEvidence(report, (path) => files[path]);
    expect(evidence).toHaveLength(report.migrations.length);
    const of = (name: string) => evidence.find(({ path }) => path.endsWith(`_${name}.exs`));
    expect(of('execute')).toMatchObject({
      ...{ verdict: 'refuted', engine: { name: 'PGlite' } },
      faults: [{ line: 5, direction: 'down' }],
    });
    expect(of('not_null')).toMatchObject({ verdict: 'proven', faults: [], rowFaults: [{ line: 5, always: true }] });
    expect(migrationEvidence(report, () => undefined)).toEqual([]);
  });
});
