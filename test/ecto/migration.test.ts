import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/base/text-edit.ts';
import { addReverse } from '../../src/ecto/edits.ts';
import type { ColumnChange } from '../../src/ecto/column.ts';
import type { Migration } from '../../src/ecto/migration.ts';
import { readMigration } from '../../src/ecto/read-migration.ts';
import { effectOf, inverseSql, splitSql } from '../../src/ecto/sql.ts';
import type { Statement } from '../../src/ecto/statement.ts';
import { parse } from '../helpers/parser.ts';

async function read(body: string, head = ''): Promise<{ migration: Migration; text: string }> {
  const text = `defmodule Blog.Repo.Migrations.M do\n  use Ecto.Migration\n${head}\n${body}\nend\n`;
  const migration = readMigration(await parse(text), 'priv/repo/migrations/20250101000000_m.exs', text);
  if (migration === undefined) throw new Error('not a migration');
  return { migration, text };
}

async function statementsOf(body: string, head = ''): Promise<readonly Statement[]> {
  const { migration } = await read(`  def change do\n${body}\n  end`, head);
  return migration.change?.statements ?? [];
}

async function columnsOf(body: string): Promise<readonly ColumnChange[]> {
  const [statement] = await statementsOf(`alter table(:posts) do\n${body}\nend`);
  return statement?.kind === 'alter-table' ? statement.changes : [];
}

const kinds = (statements: readonly Statement[]): string[] => statements.map(({ kind }) => kind);

describe('readMigration', () => {
  it('reads what stands around the functions', async () => {
    const { migration } = await read(
      '  def up, do: :ok\n  # gone\n  def down, do: raise("no")',
      '@moduledoc "Drops."\n@disable_ddl_transaction true',
    );
    expect(migration).toMatchObject({ version: '20250101000000', doc: 'Drops.', disablesTransaction: true });
    expect(migration).toMatchObject({ disablesLock: false, change: undefined, openBecause: [] });
    expect(migration.comments.map(({ text }) => text)).toEqual(['gone']);
    expect(kinds(migration.up?.statements ?? [])).toEqual(['inert']);
    expect(kinds(migration.down?.statements ?? [])).toEqual(['raise']);
  });

  it('does not take other scripts for migrations', async () => {
    const script = '[import_deps: [:ecto_sql]]';
    expect(readMigration(await parse(script), 'priv/repo/migrations/.formatter.exs', script)).toBeUndefined();
  });

  it('is open where a base module or a macro may add something', async () => {
    expect((await read('  def up, do: :ok', 'use Blog.Reversible')).migration.openBecause).toHaveLength(1);
    expect((await read('  def up, do: :ok', 'reversible :posts')).migration.openBecause).toHaveLength(1);
    expect((await read('  def up, do: :ok', 'import Ecto.Query\n@x 1')).migration.openBecause).toEqual([]);
  });
});

describe('statements', () => {
  it('reads each command', async () => {
    const statements = await statementsOf(`
      create table(:a)
      create_if_not_exists unique_index(:a, [:b])
      create constraint(:a, :c, check: "b > 0", validate: false)
      drop_if_exists table("a", prefix: "blog"), mode: :cascade
      drop index(:a, [:b])
      drop constraint(:a, "c")
      rename table(:a), to: table(:b)
      rename table(:a), :b, to: :c
      rename index(:a, [:b], name: "x"), to: "y"
      execute "SELECT 1"
      execute_file "up.sql", "down.sql"
      flush()
      repo().query!("DELETE FROM a")
      Logger.info("done")
      Oban.Migration.up(version: 12)
    `);
    expect(kinds(statements)).toEqual([
      ...['create-table', 'create-index', 'create-constraint', 'drop-table', 'drop-index', 'drop-constraint'],
      ...['rename-table', 'rename-column', 'rename-index', 'execute', 'execute', 'flush', 'repo', 'inert', 'unknown'],
    ]);
    expect(statements[3]).toMatchObject({
      ifExists: true,
      cascade: true,
      table: { name: 'a', prefix: { name: 'blog' } },
    });
  });

  it('knows the default name of an index', async () => {
    const [index] = await statementsOf('create index("posts", [:a, "lower(b)", desc: :c], prefix: prefix())');
    expect(index).toMatchObject({ index: { name: 'posts_a_lower_b_c_index', prefix: { kind: 'default' } } });
    expect(index).toMatchObject({ index: { columns: [{ name: 'a' }, { isExpression: true }, { order: 'desc' }] } });
  });

  it('unrolls loops over literals and fills in names', async () => {
    const statements = await statementsOf(
      'for {table, column} <- @pairs, do: execute("DROP INDEX #{table}_#{column}")\nEnum.each(list(), &drop(table(&1)))',
      '@pairs [posts: :a, users: :b]',
    );
    expect(statements.slice(0, 2)).toMatchObject([
      { origin: 'loop', conditional: false, command: { text: 'DROP INDEX posts_a', exact: true } },
      { command: { text: 'DROP INDEX users_b' } },
    ]);
    expect(statements[2]).toMatchObject({ kind: 'unknown', conditional: true });
  });

  it('writes out names that are put together from literals', async () => {
    const statements = await statementsOf(
      `for table <- [:posts, :users] do
         create index(table, [:state], name: "#{table}_by_state")
         create constraint(table, :"#{table}_range", check: "n > 0")
         alter table(table) do
           add :a_id, references(:a, name: "#{table}_a")
         end
         create index(table, [:kind], name: "#{suffix()}_by_kind")
       end`,
      'defp suffix, do: System.get_env("SUFFIX")',
    );
    expect(statements.slice(0, 4)).toMatchObject([
      { index: { name: 'posts_by_state' } },
      { constraint: { name: 'posts_range' } },
      { changes: [{ definition: { type: { reference: { name: 'posts_a' } } } }] },
      { index: { name: undefined } },
    ]);
    expect(statements[4]).toMatchObject({ index: { name: 'users_by_state' } });
  });

  it('goes through lists backwards', async () => {
    const statements = await statementsOf(
      'Enum.each(Enum.reverse(@tables), &drop(table(&1)))\n@tables |> Enum.reverse() |> Enum.each(fn t -> drop table(t) end)',
      '@tables [:a, :b]',
    );
    expect(statements.map((it) => (it.kind === 'drop-table' ? it.table.name : it.kind))).toEqual(['b', 'a', 'b', 'a']);
  });

  it('fills in what a captured function is given', async () => {
    const statements = await statementsOf('Enum.each([:a, :b], &execute("DROP VIEW #{&1}_view"))');
    expect(statements).toMatchObject([{ command: { text: 'DROP VIEW a_view', exact: true } }, { origin: 'loop' }]);
  });

  it('reads SQL that functions of the module make', async () => {
    const { migration } = await read(`
      def up do
        execute view_sql("posts")
        execute "DROP TABLE #{schema()}.posts"
        execute computed_sql()
      end
      defp schema, do: "blog"
      defp view_sql(table), do: "CREATE VIEW v AS SELECT * FROM #{schema()}.#{table}"
      defp computed_sql, do: System.get_env("SQL")
    `);
    expect(migration.up?.statements).toMatchObject([
      { command: { kind: 'sql', text: 'CREATE VIEW v AS SELECT * FROM blog.posts', exact: true } },
      { command: { kind: 'sql', text: 'DROP TABLE blog.posts', exact: true } },
      { command: { kind: 'computed' } },
    ]);
  });

  it('follows helpers of the module', async () => {
    const { migration } = await read(`
      def up, do: index_both(:posts)
      defp index_both(table, column \\\\ :slug) do
        create index(table, [column])
        if locked?(), do: drop(index(table, [:old]))
      end
    `);
    expect(migration.up?.statements).toMatchObject([
      { kind: 'create-index', origin: 'helper', index: { table: 'posts', name: 'posts_slug_index' } },
      { kind: 'drop-index', conditional: true },
    ]);
  });

  it('knows in which direction a command runs', async () => {
    const statements = await statementsOf(`
      if direction() == :up, do: execute("1"), else: execute("2")
      unless direction() == :up, do: execute("3")
      case direction() do
        :up -> execute "4"
        _ -> execute "5"
      end
    `);
    expect(statements.map(({ only }) => only)).toEqual(['up', 'down', 'down', 'up', 'down']);
    expect(statements.some(({ conditional }) => conditional)).toBe(false);
  });
});

describe('columns', () => {
  it('reads types and options', async () => {
    const columns = await columnsOf(`
      add :title, :string, size: 80, null: false, default: ""
      add_if_not_exists :tags, {:array, :text}
      modify :total, :decimal, precision: 10, scale: 2, from: {:integer, null: true}
      modify :total, :decimal
      remove :a
      remove :b, :text, null: false
      remove_if_exists :c
      timestamps type: :utc_datetime, updated_at: false
      add_everything()
    `);
    expect(columns).toMatchObject([
      { kind: 'add', column: { name: 'title' }, definition: { type: { name: 'string' }, size: 80, null: false } },
      { kind: 'add', ifNotExists: true, definition: { type: { kind: 'array', of: { name: 'text' } } } },
      { kind: 'modify', hasFrom: true, definition: { precision: 10 }, from: { type: { name: 'integer' }, null: true } },
      { kind: 'modify', hasFrom: false },
      { kind: 'remove', definition: undefined },
      { kind: 'remove', definition: { null: false } },
      { kind: 'remove', ifExists: true },
      { kind: 'timestamps', columns: ['inserted_at'], definition: { null: false } },
      { kind: 'unknown' },
    ]);
  });

  it('reads references', async () => {
    const [column] = await columnsOf(
      'add :org_id, references("orgs", type: :uuid, prefix: "core", on_delete: {:nilify, [:org_id]}, with: [a: :b], validate: false)',
    );
    const reference = { table: 'orgs', column: 'id', type: { name: 'uuid' }, validate: false, with: [['a', 'b']] };
    expect(column).toMatchObject({ definition: { type: { kind: 'reference', reference } } });
    expect(column).toMatchObject({
      definition: {
        type: { reference: { prefix: { name: 'core' }, onDelete: { action: 'nilify', columns: ['org_id'] } } },
      },
    });
  });
});

describe('SQL', () => {
  it('is split at semicolons outside of quotes', () => {
    expect(splitSql("SELECT ';'; -- a;b\nCREATE FUNCTION f() AS $x$ a; b; $x$ LANGUAGE sql;")).toEqual([
      "SELECT ';'",
      'CREATE FUNCTION f() AS $x$ a; b; $x$ LANGUAGE sql',
    ]);
  });

  it.each([
    ['CREATE TABLE a (b int)', 'schema'],
    ['create index if not exists a on b (c)', 'tolerant-schema'],
    ['ALTER TABLE a ADD COLUMN IF NOT EXISTS b int', 'tolerant-schema'],
    ['UPDATE a SET b = 1', 'data'],
    ['WITH x AS (SELECT 1) DELETE FROM a', 'data'],
    ['SET lock_timeout = 1', 'none'],
    ['DO $$ BEGIN END $$', 'unknown'],
  ])('%s is %s', (sql, effect) => expect(effectOf(sql)).toBe(effect));

  it.each([
    ['CREATE INDEX CONCURRENTLY a_b ON blog.a (b);', 'DROP INDEX CONCURRENTLY blog.a_b'],
    ['CREATE INDEX CONCURRENTLY ON a (b)', undefined],
    ['CREATE EXTENSION IF NOT EXISTS "uuid-ossp"', 'DROP EXTENSION IF EXISTS "uuid-ossp"'],
    ['CREATE FUNCTION f(a int) RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql', 'DROP FUNCTION f(a int)'],
    ['CREATE FUNCTION f(a int DEFAULT 1) RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql', undefined],
    ['CREATE OR REPLACE VIEW v AS SELECT 1', undefined],
    ['CREATE TRIGGER t AFTER INSERT ON blog.posts FOR EACH ROW EXECUTE FUNCTION f()', 'DROP TRIGGER t ON blog.posts'],
    ['CREATE VIEW v AS SELECT 1; CREATE VIEW w AS SELECT 2', undefined],
    ['ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0), ADD COLUMN d int', undefined],
    ['ALTER TABLE a ENABLE ROW LEVEL SECURITY', 'ALTER TABLE a DISABLE ROW LEVEL SECURITY'],
    ['INSERT INTO a VALUES (1)', undefined],
  ])('%s is undone by %s', (sql, inverse) => expect(inverseSql(sql)).toBe(inverse));
});

it.each([
  [
    '    execute """\n    CREATE VIEW v AS\n      SELECT 1\n    """',
    '    execute """\n            CREATE VIEW v AS\n              SELECT 1\n            """,\n            "DROP VIEW v"',
  ],
  [
    '    execute("""\n    CREATE VIEW v AS\n\n    SELECT 1\n    """)',
    '    execute(\n      """\n      CREATE VIEW v AS\n\n      SELECT 1\n      """,\n      "DROP VIEW v"\n    )',
  ],
])('gives a heredoc its second argument as the formatter lays it out', async (before, after) => {
  const { migration, text } = await read(`  def change do\n${before}\n  end`);
  const [statement] = migration.change?.statements ?? [];
  const edit = statement?.kind === 'execute' ? addReverse(text, statement) : undefined;
  expect(edit === undefined ? '' : applyEdits(text, [edit])).toContain(`  def change do\n${after}\n  end`);
});
