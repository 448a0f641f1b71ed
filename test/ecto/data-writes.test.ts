import { describe, expect, it } from 'vitest';
import { mayFill, namesWord, rowWritesOf, type RowWrite } from '../../src/ecto/data-writes.ts';
import { readMigration } from '../../src/ecto/read-migration.ts';
import { parse } from '../helpers/parser.ts';

async function writesOf(line: string): Promise<RowWrite[]> {
  const text = `defmodule M do\n  use Ecto.Migration\n\n  def up do\n${line}\n  end\nend\n`;
  const [statement] = readMigration(await parse(text), 'priv/repo/migrations/1_m.exs', text)?.up?.statements ?? [];
  return statement === undefined ? [] : rowWritesOf(statement, text);
}

describe('rowWritesOf', () => {
  it.each([
    ['execute "UPDATE posts SET a = 1"', [true]],
    ['execute "INSERT INTO posts VALUES (1)"', [false]],
    ['execute "INSERT INTO posts SELECT 1"', [true]],
    ['execute "TRUNCATE posts; UPDATE users SET a = 1"', [false, true]],
    ['execute "DO $$ BEGIN UPDATE posts SET a = 1; END $$"', [true]],
    ['execute "CREATE INDEX a ON posts (b)"', []],
    ['execute fn -> repo().update_all("posts", set: [a: 1]) end', [true]],
    ['repo().insert!(%Post{})', [false]],
    ['Blog.Repo.delete_all("posts")', [true]],
    ['repo().query!("SELECT 1")', []],
    ['create table(:posts)', []],
  ])('%s', async (line, unbounded) => {
    expect((await writesOf(line)).map(({ isUnbounded }) => isUnbounded)).toEqual(unbounded);
  });

  it('tells which columns an update sets', async () => {
    const [write] = await writesOf(
      'execute "UPDATE posts SET slug = lower(title), (a, b) = (c, d) FROM x WHERE e = 1"',
    );
    if (write === undefined) throw new Error('no write');
    expect(['slug', 'title', 'a', 'b', 'c', 'e'].map((column) => mayFill(write, column))).toEqual([
      ...[true, false, true, true, false, false],
    ]);
    expect(['posts', 'post', 'x'].map((name) => namesWord(write, name))).toEqual([true, false, true]);
  });
});
