import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFolder, mix } from '../helpers/command.ts';
import { app, attributes } from '../snapshots/plan/plan-of.ts';
import { connect, environment } from './connect.ts';

const folder = 'priv/repo/migrations';
const create = `${folder}/20250101000000_create_tags.exs`;
const drop = `${folder}/20250102000000_drop_label.exs`;

const migration = (name: string, body: string): string =>
  `defmodule Shop.Repo.Migrations.${name} do\n  use Ecto.Migration\n\n${body}\nend\n`;

it('runs the migrations of the project, and writes nothing into it', async () => {
  const root = createFolder({
    'mix.exs': mix,
    ...app({ tags: { body: attributes('attribute :label, :string') } }),
    [create]: migration(
      'CreateTags',
      '  def change do\n    create table(:tags) do\n      add :label, :text\n    end\n  end',
    ),
    [drop]: migration(
      'DropLabel',
      '  def up do\n    alter table(:tags) do\n      remove :label\n    end\n  end\n\n  def down, do: :ok',
    ),
  });
  const home = createFolder({});
  const { call } = await connect(root, { env: { ...environment, HOME: home, XDG_CACHE_HOME: join(home, 'cache') } });
  const listed = readdirSync(root, { recursive: true }).sort();

  const { text, isError } = await call('prove', { paths: [create, drop] });
  expect(isError).toBe(false);
  expect(text).toContain(`${create}: proven`);
  expect(text).toContain(`${drop}: refuted`);
  expect(text).toMatch(/- differs: .*label.*afterwards absent/);
  expect(text).toMatch(/2 migrations on PGlite \(PostgreSQL \d+\.\d+\): 1 proven, 1 refuted\./);

  const explained = await call('explain', { query: "SELECT * FROM tags WHERE label = 'a'" });
  expect(explained.text).toMatch(/Seq Scan on tags[^]*Cost /);

  const strange = await call('prove', { paths: ['lib/tags.ex'] });
  expect(strange).toEqual({ isError: true, text: '`lib/tags.ex` is no migration of this project.' });
  expect(readdirSync(root, { recursive: true }).sort()).toEqual(listed);
  expect(existsSync(join(home, 'cache'))).toBe(true);
}, 120_000);
