import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../src/ecto/operation.ts';
import { operationSchema } from '../../src/ecto/operation.ts';
import { operationsOf, type MigrationOperations } from '../../src/ecto/operations-of.ts';
import { printMigration } from '../../src/ecto/print-migration.ts';
import { printOperation } from '../../src/ecto/print-operation.ts';
import { printSql } from '../../src/ecto/print-sql.ts';
import { readMigration } from '../../src/ecto/read-migration.ts';
import { testParser } from '../helpers/parser.ts';
import { goldenSteps } from '../snapshots/plan/golden-steps.ts';
import { planOf } from '../snapshots/plan/plan-of.ts';

const path = 'priv/repo/migrations/20250201000000_change.exs';

async function readText(text: string, before?: string): Promise<MigrationOperations> {
  const parser = await testParser();
  const read = (file: string, source: string) => {
    const parsed = parser.parse(source);
    if (!parsed.ok) throw new Error(parsed.reason);
    return readMigration(parsed.syntax, file, source)!;
  };
  const own = read(path, text);
  const former = before === undefined ? [] : [read(path.replace('0201', '0101'), module(before))];
  return operationsOf(own, text, [...former, own]);
}

const module = (body: string): string => `defmodule Repo.Migrations.Change do\n  use Ecto.Migration\n\n${body}\nend\n`;

const define = (name: string, ...lines: readonly string[]): string =>
  `  def ${name} do\n${lines.map((line) => `    ${line}\n`).join('')}  end`;

const read = (body: string, before?: string): Promise<MigrationOperations> => readText(module(body), before);

const change = (...lines: readonly string[]): Promise<MigrationOperations> => read(define('change', ...lines));

/** Without where they stand, what they cost, and what was assumed. */
function bare(operations: readonly Operation[]): unknown {
  return JSON.parse(
    JSON.stringify(operations, (key, value: unknown) => (['cause', 'cost', 'note'].includes(key) ? undefined : value)),
  );
}

/** Comments are no commands, and what a resource brings as Elixir of its own is read as any other command. */
function expectPlanned(read: readonly Operation[], operations: readonly Operation[]): void {
  const commands = operations.filter(
    ({ kind, ...own }) => kind !== 'code' || !('code' in own && own.code.startsWith('#')),
  );
  expect(read.length).toBe(commands.length);
  const isRead = (_: unknown, index: number): boolean => commands[index]!.kind !== 'code';
  expect(said(read.filter(isRead))).toEqual(said(commands.filter(isRead)));
}

/** Without what a command does not say: how a column was, what a constraint is, which table SQL is about. */
function said(operations: readonly Operation[]): unknown {
  const left = new Set(['from', 'constraint', 'written']);
  const commands = operations.map((operation) =>
    operation.kind === 'execute' ? { sql: printSql(operation) } : operation,
  );
  const text = JSON.stringify(commands, (key, value: unknown) => (left.has(key) ? undefined : value));
  return bare(JSON.parse(text) as Operation[]);
}

describe('the migrations that AshPostgres wrote', () => {
  const root = 'test/golden/generator';
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /migrations\/\d+_.*\.exs$/.test(file),
  );

  it('are there', () => expect(files.length).toBeGreaterThan(20));

  it.each(files)('%s is read whole, and is the same when it is printed', async (file) => {
    const made = await readText(readFileSync(join(root, file), 'utf8'));
    expect(made.opaque).toEqual([]);
    for (const operation of [...made.up, ...made.down]) expect(operationSchema.parse(operation)).toEqual(operation);
    const print = (name: string, operations: readonly Operation[]): string =>
      define(name, ...operations.map((operation) => printOperation({ ...operation, note: undefined }, 0)));
    const again = await read(`${print('up', made.up)}\n\n${print('down', made.down)}`);
    expect(bare(again.up)).toEqual(bare(made.up));
    expect(bare(again.down)).toEqual(bare(made.down));
  });
});

describe('what codegen would write', () => {
  it.each(goldenSteps().map((step) => [step.id, step] as const))('is read as it was planned: %s', async (_, step) => {
    const { plan } = await planOf(step.sources, step.before, step.answers);
    if (plan.kind === 'refused') throw new Error(plan.reason);
    for (const migration of plan.migrations) {
      const { up, down, opaque } = await readText(printMigration(migration));
      expect(opaque).toEqual([]);
      expectPlanned(up, migration.up);
      expectPlanned(down, migration.down);
    }
  });
});

describe('columns', () => {
  it('tell what Ecto adds by itself, as assumed', async () => {
    const { up, opaque } = await change(
      'create table(:posts) do',
      '  add :title, :string, size: 80',
      '  timestamps()',
      'end',
    );
    expect(bare(up)).toEqual([
      {
        kind: 'create-table',
        table: 'posts',
        columns: [
          { kind: 'add', column: 'id', type: 'bigserial', primaryKey: true },
          { kind: 'add', column: 'title', type: 'string', size: 80 },
          { kind: 'add', column: 'inserted_at', type: 'naive_datetime', null: false },
          { kind: 'add', column: 'updated_at', type: 'naive_datetime', null: false },
        ],
      },
    ]);
    expect(JSON.stringify(up)).toMatch(/migration_primary_key.*migration_timestamps/);
    expect(opaque).toEqual([]);
    const named = await change('create table(:posts, primary_key: [name: :key, type: :uuid]) do', 'end');
    expect(bare(named.up)).toMatchObject([{ columns: [{ column: 'key', type: 'uuid', primaryKey: true }] }]);
  });

  it('tell references with the names that Ecto gives', async () => {
    const { up } = await change(
      'alter table(:posts, prefix: "blog") do',
      '  add :author_id, references(:users, on_delete: {:nilify, [:author_id]}, validate: false)',
      '  add :tags, {:array, :text}, default: []',
      'end',
    );
    expect(bare(up)).toEqual([
      {
        kind: 'alter-table',
        table: 'posts',
        prefix: 'blog',
        changes: [
          {
            kind: 'add',
            column: 'author_id',
            type: {
              ...{ table: 'users', column: 'id', name: 'posts_author_id_fkey', type: 'bigserial' },
              ...{ onDelete: '{:nilify, [:author_id]}', validate: false },
            },
          },
          { kind: 'add', column: 'tags', type: ['array', 'text'], default: '[]' },
        ],
      },
    ]);
    expect(up[0]!.cost).toEqual({ lock: 'access exclusive', work: 'none' });
  });

  it('know from what ran before how a column was', async () => {
    const before = define('change', 'create table(:posts, primary_key: false) do', '  add :title, :text', 'end');
    const { up } = await read(define('up', 'alter table(:posts) do', '  modify :title, :uuid', 'end'), before);
    expect(bare(up)).toMatchObject([{ changes: [{ kind: 'modify', type: 'uuid', from: { type: 'text' } }] }]);
    expect(up[0]!.cost?.work).toBe('rewrite');
  });
});

describe('a `change` that is rolled back', () => {
  it('goes backwards, command by command and column by column', async () => {
    const { down, irreversible } = await change(
      'create_if_not_exists index(:posts, [desc_nulls_last: :title], concurrently: true)',
      'alter table(:posts) do',
      '  add :a, :text',
      '  remove :b, :integer, null: false',
      '  timestamps()',
      'end',
      'rename table(:posts), :x, to: :y',
      'rename table(:posts), to: table(:articles)',
      'rename index(:posts, [:a], name: "one"), to: "two"',
      'create constraint(:posts, :positive, check: "a > 0")',
      'execute "CREATE VIEW v AS SELECT 1", "DROP VIEW v"',
    );
    expect(irreversible).toEqual([]);
    expect(bare(down)).toEqual([
      { kind: 'execute', sql: 'DROP VIEW v', exact: true, form: 'string' },
      { kind: 'drop-constraint', table: 'posts', name: 'positive', constraint: 'unknown', ifExists: false },
      { kind: 'rename-index', table: 'posts', name: 'two', to: 'one' },
      { kind: 'rename-table', table: 'articles', to: 'posts' },
      { kind: 'rename-column', table: 'posts', column: 'y', to: 'x' },
      {
        kind: 'alter-table',
        table: 'posts',
        changes: [
          { kind: 'remove', column: 'updated_at' },
          { kind: 'remove', column: 'inserted_at' },
          { kind: 'add', column: 'b', type: 'integer', null: false },
          { kind: 'remove', column: 'a' },
        ],
      },
      {
        ...{ kind: 'drop-index', table: 'posts', form: 'index', concurrently: true, ifExists: true },
        columns: [{ name: 'title', kind: 'column', order: 'desc_nulls_last' }],
      },
    ]);
    expect(down.map(printSql)).toContain('ALTER INDEX "two" RENAME TO "one";');
  });

  it('modifies to what `from:` says: beside a bare type the other options stay', async () => {
    const { down } = await change(
      'alter table(:posts) do',
      '  modify :a, :uuid, null: false, from: :text',
      '  modify :b, :uuid, null: false, from: {:text, null: true}',
      '  modify :c, {:array, :uuid}, from: {:array, :text}',
      'end',
    );
    expect(bare(down)).toMatchObject([
      {
        changes: [
          { column: 'c', type: ['array', 'text'], from: { type: ['array', 'uuid'] } },
          { column: 'b', type: 'text', null: true, from: { type: 'uuid', null: false } },
          { column: 'a', type: 'text', null: false, from: { type: 'uuid', null: false } },
        ],
      },
    ]);
  });

  it.each([
    ['drop table(:posts)'],
    ['drop constraint(:posts, :positive)'],
    ['execute "SELECT 1"'],
    ['alter table(:posts), do: remove(:title)'],
    ['alter table(:posts), do: modify(:title, :text)'],
    ['alter table(:posts), do: add_if_not_exists(:title, :text)'],
  ])('stops at %s, which keeps its place as code', async (line) => {
    const { up, down, irreversible } = await change(line);
    expect(up.map(({ kind }) => kind)).not.toContain('code');
    expect(bare(down)).toEqual([{ kind: 'code', code: line }]);
    expect(irreversible).toEqual([{ line: 5, reason: 'Ecto cannot turn this around: a rollback raises here.' }]);
  });

  it('needs a `down` where there is `up`, and one that does not raise', async () => {
    const body = define('up', 'drop table(:posts)');
    expect((await read(body)).irreversible).toMatchObject([{ line: 4 }]);
    const raising = await read(`${body}\n\n${define('down', 'raise "no"')}`);
    expect(raising.irreversible).toEqual([{ line: 9, reason: 'A rollback stops here: the migration raises.' }]);
    expect(bare(raising.down)).toEqual([{ kind: 'code', code: 'raise "no"' }]);
  });

  it('turns each part up to a flush around by itself, and calls the repository at once', async () => {
    const { up, down } = await change(
      'create table(:a, primary_key: false), do: add(:x, :text)',
      'flush()',
      'create table(:b, primary_key: false), do: add(:x, :text)',
      'create table(:c, primary_key: false), do: add(:x, :text)',
      'repo().query!("UPDATE a SET x = 1")',
    );
    const named = (operations: readonly Operation[]) =>
      operations.map((operation) => (operation.kind === 'execute' ? operation.sql : operation.table));
    expect(named(up)).toEqual(['a', 'UPDATE a SET x = 1', 'b', 'c']);
    expect(named(down)).toEqual(['a', 'UPDATE a SET x = 1', 'c', 'b']);
    expect(up[1]!.note).toContain('at once');
  });

  it('follows tests of the direction', async () => {
    const { up, down } = await change(
      'if direction() == :up do',
      '  execute "SELECT 1", ""',
      'else',
      '  execute "", "SELECT 2"',
      'end',
    );
    expect(bare(up)).toMatchObject([{ sql: 'SELECT 1' }]);
    expect(bare(down)).toMatchObject([{ sql: 'SELECT 2' }]);
  });
});

describe('what the text does not decide', () => {
  it.each([
    ['Oban.Migration.up()', 'code', 'This code is not followed: what it does is not known.'],
    ['execute(fn -> run() end)', 'code', 'A function runs: what it does is not known.'],
    ['execute(sql())', 'code', 'The SQL is computed.'],
    ['execute_file "a.sql"', 'code', 'The SQL stands in a file, which is not read: a.sql.'],
    ['execute "SELECT #{column()}"', 'execute', 'A part of the SQL is computed.'],
    ['drop table(name())', 'code', 'It is computed what this is about: the name of the table.'],
    ['drop index(:posts, columns())', 'code', 'It is computed what this is about: the columns of the index.'],
    ['drop table(:posts, prefix: schema())', 'drop-table', 'The schema is computed: `schema()`.'],
    ['create index(:posts, [:a], where: sql())', 'create-index', 'The option `where` is computed: `sql()`.'],
    ['create index(:posts, [:a], only_if: 1)', 'create-index', 'The option `only_if` is not read.'],
    ['repo().run_it()', 'code', 'What `run_it` does is not known.'],
    [
      'if on?(), do: drop(table(:posts))',
      'drop-table',
      'This runs only under a condition, or as often as a loop turns, which is decided at run time.',
    ],
  ])('%s is said, with its line', async (line, kind, reason) => {
    const { up, opaque } = await read(define('up', line));
    expect(up).toMatchObject([{ kind, note: expect.stringContaining(reason) as string, cause: { path, line: 5 } }]);
    expect(opaque).toEqual([{ line: 5, reason }]);
  });

  it.each([
    ['add name(), :text', 'The name of this column is computed: `add name(), :text`.'],
    ['add :a, type()', 'The type of this column is computed: `add :a, type()`.'],
    ['custom :a', 'This is not followed, and not among the columns: `custom :a`.'],
    ['timestamps(type: type())', 'The type of the time stamps is computed, and they are not among the columns.'],
  ])('%s is not among the columns', async (line, reason) => {
    const { up, opaque } = await read(define('up', 'alter table(:posts) do', `  ${line}`, '  remove :z', 'end'));
    expect(bare(up)).toEqual([{ kind: 'alter-table', table: 'posts', changes: [{ kind: 'remove', column: 'z' }] }]);
    expect(opaque).toEqual([{ line: 6, reason }]);
  });

  it('may be a default, whose code is told', async () => {
    const { up, opaque } = await change('alter table(:posts), do: add(:at, :text, default: now())');
    expect(bare(up)).toMatchObject([{ changes: [{ column: 'at', default: 'now()' }] }]);
    expect(opaque).toEqual([{ line: 5, reason: 'The default is computed: `now()`.' }]);
  });

  it('is nothing in loops over literals and helpers', async () => {
    const { up, opaque } = await read(
      `${define('up', 'for name <- [:a, :b] do', '  create index(name, [:x])', 'end', 'more()')}\n\n` +
        '  defp more, do: create(unique_index(:c, [:x], nulls_distinct: false))',
    );
    expect(bare(up)).toMatchObject([
      { table: 'a' },
      { table: 'b' },
      { table: 'c', form: 'unique_index', unique: true },
    ]);
    expect(opaque).toEqual([]);
  });

  it('concerns the whole file where another module defines more', async () => {
    const { opaque } = await readText(
      module(define('up', 'drop table(:a)')).replace('Ecto.Migration\n', 'Ecto.Migration\n  use Mine\n'),
    );
    expect(opaque).toEqual([{ line: 3, reason: '`use Mine` may define more' }]);
  });
});

describe('SQL', () => {
  it.each([
    ['drop_if_exists table(:a), mode: :cascade', 'DROP TABLE IF EXISTS "a" CASCADE;'],
    ['drop index(:a, [:b], concurrently: true)', 'DROP INDEX CONCURRENTLY "a_b_index";'],
    [
      'create_if_not_exists table(:a, primary_key: false), do: add(:b, :text)',
      'CREATE TABLE IF NOT EXISTS "a" (\n  "b" text\n);',
    ],
    ['alter table(:a), do: add_if_not_exists(:b, :text)', 'ALTER TABLE "a" ADD COLUMN IF NOT EXISTS "b" text;'],
    ['alter table(:a), do: remove_if_exists(:b)', 'ALTER TABLE "a" DROP COLUMN IF EXISTS "b";'],
    [
      'create index(:a, [asc_nulls_first: :b], only: true, options: "fillfactor = 70")',
      'CREATE INDEX "a_b_index" ON ONLY "a" ("b" ASC NULLS FIRST) WITH (fillfactor = 70);',
    ],
    [
      'create constraint(:a, :c, check: "b > 0", validate: false)',
      'ALTER TABLE "a" ADD CONSTRAINT "c" CHECK (b > 0) NOT VALID;',
    ],
    ['create constraint(:a, :c, check: "b ~ \'\\\\d\'")', `ALTER TABLE "a" ADD CONSTRAINT "c" CHECK (b ~ '\\d');`],
    [
      'create constraint(:a, :c, exclude: "gist (b WITH &&)")',
      'ALTER TABLE "a" ADD CONSTRAINT "c" EXCLUDE USING gist (b WITH &&);',
    ],
  ])('of %s', async (line, sql) => {
    const { up, opaque } = await read(define('up', line));
    expect(opaque).toEqual([]);
    expect(up.map(printSql)).toEqual([sql]);
  });
});
