import { describe, expect, it } from 'vitest';
import type { Migration } from '../../src/ecto/migration.ts';
import { newTablesIn } from '../../src/ecto/new-tables.ts';
import { readMigration } from '../../src/ecto/read-migration.ts';
import { parse } from '../helpers/parser.ts';

async function read(file: string, body: string): Promise<Migration> {
  const text = `defmodule M do\n  use Ecto.Migration\n\n  def change do\n${body}\n  end\nend\n`;
  const migration = readMigration(await parse(text), `priv/repo/${file}.exs`, text);
  if (migration === undefined) throw new Error('not a migration');
  return migration;
}

const none = (): boolean => false;

describe('newTablesIn', () => {
  it('knows what the migration makes, in Ecto and in SQL', async () => {
    const own = await read(
      'migrations/20250101000000_a',
      'create table(:posts)\nrename table(:posts), to: table(:articles)\n' +
        'execute "CREATE TABLE IF NOT EXISTS blog.\\"notes\\" (id int)"\nexecute "CREATE TABLE #{x()}.drafts (id int)"',
    );
    const isNew = newTablesIn(own, [own], none);
    expect(['posts', 'articles', 'notes', 'drafts', 'users'].map(isNew)).toEqual([true, true, true, true, false]);
    expect(isNew(undefined)).toBe(true);
  });

  it('takes code that may make any table for making all', async () => {
    const own = await read('migrations/20250101000000_a', 'Blog.Tables.create()');
    expect(newTablesIn(own, [own], none)('posts')).toBe(true);
  });

  it('counts the other files of the same run of the generator', async () => {
    const first = await read('migrations/20250101000000_add_posts_extensions_1', 'create table(:posts)');
    const second = await read('migrations/20250101000001_add_posts', 'alter table(:posts), do: add(:a, :text)');
    const later = await read('migrations/20250101000500_add_posts', 'alter table(:posts), do: add(:b, :text)');
    const other = await read('tenant_migrations/20250101000001_add_posts', 'alter table(:posts), do: add(:b, :text)');
    const all = [first, second, later, other];
    const areNew = [second, later, other].map((it) => newTablesIn(it, all, none)('posts'));
    expect(areNew).toEqual([true, false, false]);
  });

  it('counts what only its author has run', async () => {
    const first = await read('migrations/20250101000000_posts', 'create table(:posts)');
    const second = await read('migrations/20250202000000_slugs', 'alter table(:posts), do: add(:a, :text)');
    const isNew = (paths: readonly string[]): boolean =>
      newTablesIn(second, [first, second], (path) => paths.includes(path))('posts');
    expect(isNew([first.path, second.path])).toBe(true);
    expect(isNew([second.path])).toBe(false);
  });
});
