import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { migrationJsonSchema } from '../../src/analysis/migration-report.ts';
import { createFolder, mix, run } from '../helpers/command.ts';

const path = 'priv/repo/migrations/20250201000000_grow.exs';

const migration = (name: string, body: string): string => `defmodule Shop.Repo.Migrations.${name} do
  use Ecto.Migration

  def change do
    ${body}
  end
end
`;

async function migrationJson(cwd: string, file = path): Promise<z.output<typeof migrationJsonSchema>> {
  const { stdout, stderr } = await run(['migration', file, '--format', 'json'], { cwd });
  if (stdout === '') throw new Error(stderr);
  return migrationJsonSchema.parse(JSON.parse(stdout));
}

describe('migration', () => {
  it('tells both directions, and what they cost', async () => {
    const root = createFolder({ 'mix.exs': mix, [path]: migration('Grow', 'create index(:items, [:name])') });
    const { code, stdout } = await run(['migration', path], { cwd: root });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Up\n {2}create index on items \(name\) {2}line 5\n {4}reads every row under a lock: share\n/m,
    );
    expect(stdout).toMatch(/^Down\n {2}drop index on items \(name\) {2}line 5\n$/m);
    expect(await migrationJson(root)).toMatchObject({
      ...{ path, module: 'Shop.Repo.Migrations.Grow', transaction: true, irreversible: [], opaque: [] },
      up: [{ kind: 'create-index', table: 'items', cause: { path, line: 5 }, cost: { lock: 'share', work: 'scan' } }],
      down: [{ kind: 'drop-index', table: 'items' }],
    });
  });

  it('knows the migrations before it', async () => {
    const before = migration('Start', 'create table(:items), do: add(:name, :text)');
    const root = createFolder({
      'mix.exs': mix,
      'priv/repo/migrations/20250101000000_start.exs': before,
      [path]: migration('Grow', 'alter table(:items), do: modify(:name, :uuid)'),
    });
    expect(await migrationJson(root)).toMatchObject({
      up: [{ changes: [{ kind: 'modify', column: 'name', type: 'uuid', from: { type: 'text' } }] }],
      down: [{ kind: 'code', code: 'alter table(:items), do: modify(:name, :uuid)' }],
      irreversible: [{ path, line: 5 }],
    });
  });

  it('says what is not known, and where a rollback stops', async () => {
    const root = createFolder({
      'mix.exs': mix,
      [path]: migration('Grow', 'Oban.Migration.up()\n    drop table(:items)'),
    });
    const { stdout } = await run(['migration', path], { cwd: root });
    expect(stdout).toContain(`Where a rollback stops\n  ${path}:6 Ecto cannot turn this around`);
    expect(stdout).toContain(`Not known\n  ${path}:5 This code is not followed`);
  });

  it('takes a file wherever it stands', async () => {
    const root = createFolder({ 'some.exs': migration('Grow', 'drop index(:items, [:name])') });
    expect(await migrationJson(root, join(root, 'some.exs'))).toMatchObject({ path: 'some.exs' });
  });

  it('refuses what is no migration', async () => {
    const root = createFolder({ 'mix.exs': mix, 'lib/a.ex': 'defmodule A do\nend\n', 'lib/b.ex': 'defmodule B do' });
    for (const [file, reason] of [
      ['lib/a.ex', 'is no migration'],
      ['lib/b.ex', 'has a syntax error'],
      ['lib', 'is a folder'],
      ['none.exs', 'There is no file'],
    ] as const) {
      const { code, stderr } = await run(['migration', file], { cwd: root });
      expect(stderr).toContain(reason);
      expect(code).toBe(2);
    }
    expect(await run(['migration'], { cwd: root })).toMatchObject({ code: 2 });
  });
});
