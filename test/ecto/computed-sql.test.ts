import { describe, expect, it } from 'vitest';
import { inPrefix } from '../../src/ecto/in-prefix.ts';
import { operationsOf, type MigrationOperations } from '../../src/ecto/operations-of.ts';
import { readMigration } from '../../src/ecto/read-migration.ts';
import { testParser } from '../helpers/parser.ts';

async function read(up: string, rest = '', head = ''): Promise<MigrationOperations> {
  const text = `defmodule Repo.Migrations.Change do
  use Ecto.Migration
${head}
  def up do
${up}
  end
${rest}
  def down, do: :ok
end
`;
  const parsed = (await testParser()).parse(text);
  if (!parsed.ok || parsed.syntax.errors.length > 0) throw new Error('the case does not parse');
  const migration = readMigration(parsed.syntax, 'priv/repo/migrations/20250101000000_change.exs', text)!;
  return operationsOf(migration, text, [migration]);
}

/** What is sent, without a prefix or with one. */
const sqlOf = ({ up }: MigrationOperations, own?: string): string[] =>
  up.flatMap((operation) => {
    const placed = inPrefix(operation, { own, fallback: undefined });
    return placed.kind === 'execute' ? [placed.sql] : [placed.kind];
  });

async function expectSql(sql: readonly string[], up: string, rest = '', head = ''): Promise<void> {
  const found = await read(up, rest, head);
  expect(sqlOf(found)).toEqual(sql);
  expect(found.opaque).toEqual([]);
}

describe('SQL that is put together from literals', () => {
  it('has the schema of the migrator, or what stands for none', async () => {
    const sql = 'execute("TRUNCATE #{prefix() || "platform"}.logs")';
    await expectSql(['TRUNCATE platform.logs'], sql);
    expect(sqlOf(await read(sql), 'tenant_a')).toEqual(['TRUNCATE tenant_a.logs']);
    const called = 'execute("TRUNCATE #{schema()}.logs; TRUNCATE #{schema()}.events")';
    const helper = '  defp schema, do: prefix() || "platform"';
    await expectSql(['TRUNCATE platform.logs; TRUNCATE platform.events'], called, helper);
    await expectSql(['TRUNCATE platform.logs'], 'name = schema()\nexecute("TRUNCATE #{name}.logs")', helper);
    expect((await read('execute("TRUNCATE #{prefix() || other()}.logs")')).opaque).toHaveLength(1);
  });

  it('is concatenated, also where a part of it is interpolated', async () => {
    await expectSql(
      ['CREATE INDEX a ON posts (title)'],
      'table = "posts"\nexecute("CREATE INDEX a " <> "ON #{table} " <> @columns)',
      '',
      '  @columns "(title)"',
    );
  });

  it('stands in a variable or an attribute, with the names that held there', async () => {
    await expectSql(
      ['DROP TABLE posts', 'DROP TABLE old_posts'],
      'name = "posts"\nsql = "DROP TABLE #{name}"\nname = "authors"\nexecute(sql)\nexecute(@sql)',
      '',
      '  @name "posts"\n  @sql "DROP TABLE old_#{@name}"\n  @name "none"',
    );
    const unknown = await read('sql = "DROP TABLE #{name}"\nname = "authors"\nexecute(sql)');
    expect(unknown.opaque).toHaveLength(1);
  });

  it('is handed to a function that trims it', async () => {
    await expectSql(
      ['CREATE INDEX a ON posts (title)'],
      'execute(index("a", """\nON posts (title)\n"""))',
      '  defp index(name, definition), do: "CREATE INDEX #{name} #{String.trim(definition)}"',
    );
  });

  it('joins the items of lists', async () => {
    await expectSql(
      ["DELETE FROM a WHERE k IN ('x', 'y')"],
      'execute("DELETE FROM a WHERE k IN (#{Enum.map_join(@keys, ", ", &"\'#{&1}\'")})")',
      '',
      '  @keys ~w(x y)',
    );
    await expectSql(
      ['SELECT x AS ax, y AS ay'],
      'list = ["x", "y"] |> Enum.map(fn name -> "#{name} AS a#{name}" end) |> Enum.join(", ")\nexecute("SELECT #{list}")',
    );
    await expectSql(['SELECT 1, 2'], 'execute("SELECT #{Enum.join([1, 2], ", ")}")');
    expect((await read('execute("SELECT #{Enum.join(names(), ", ")}")')).opaque).toHaveLength(1);
  });

  it('writes nothing of nil, and no float in a form that it has not', async () => {
    await expectSql(['SELECT  x'], 'execute("SELECT #{nil} x")');
    expect((await read('execute("SELECT #{1.0}")')).opaque).toHaveLength(1);
    await expectSql(['SELECT 1000'], 'execute("SELECT #{1_000}")');
  });
});

describe('loops', () => {
  it('run over the pairs of a map in the order of its keys', async () => {
    await expectSql(
      ['A 1 x', 'A b y', 'A c z'],
      'for {key, {value, _}} <- @map, do: execute("A #{key} #{value}")',
      '',
      '  @map %{"c" => {:z, 1}, 1 => {:x, 1}, b: {:y, 1}}'.replace('b: {:y, 1}', ':b => {:y, 1}'),
    );
    await expectSql(
      ["UPDATE a SET n = NULL WHERE k = 'free'", "UPDATE a SET n = 5 WHERE k = 'pro'"],
      `Enum.each(@plans, fn {key, seats} ->
  value = if is_nil(seats), do: "NULL", else: Integer.to_string(seats)
  execute("UPDATE a SET n = #{value} WHERE k = '#{key}'")
end)`,
      '',
      '  @plans %{"pro" => 5, "free" => nil}',
    );
  });

  it('run over ranges', async () => {
    await expectSql(['A 1', 'A 2', 'A 3'], 'for n <- 1..3, do: execute("A #{n}")');
    await expectSql(['A 2', 'A 1'], 'Enum.each(2..1, fn n -> execute("A #{n}") end)');
    const { up } = await read('for n <- 1..2 do\n create table(:"part_#{n}")\nend');
    expect(up.map((operation) => 'table' in operation && operation.table)).toEqual(['part_1', 'part_2']);
  });

  it('over what is not known are one turn', async () => {
    for (const values of ['%{base | a: 1}', '%Config{a: 1}', '1..count()', '%{key() => 1}', '1..1_000_000'])
      expect((await read(`for {a, b} <- ${values}, do: execute("A #{a} #{b}")`)).opaque.length).toBeGreaterThan(0);
  });
});
