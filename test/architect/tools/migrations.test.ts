import { beforeAll, describe, expect, it } from 'vitest';
import type { ToolContext } from '../../../src/architect/tool.ts';
import { drift } from '../../../src/architect/tools/drift.ts';
import { plan } from '../../../src/architect/tools/plan.ts';
import { readMigration } from '../../../src/architect/tools/read-migration.ts';
import { resultLimit } from '../../../src/architect/tools/data-result.ts';
import { app, attributes, planOf } from '../../snapshots/plan/plan-of.ts';
import { analysedContext, call } from './context.ts';

const sources = (...lines: readonly string[]): Record<string, string> =>
  app({ items: { body: attributes(...lines) }, tags: { body: attributes('attribute :label, :string') } });

let priv: Readonly<Record<string, string>>;

/** A project that was generated with an attribute `name`, and has others now. */
const projectWith = (...lines: readonly string[]): Promise<ToolContext> =>
  analysedContext({ ...sources(...lines), ...priv });

beforeAll(async () => {
  ({ priv } = await planOf(sources('attribute :name, :string')));
});

describe('drift', () => {
  it('says nothing where all is generated', async () => {
    const { text } = await call(drift, {}, await projectWith('attribute :name, :string'));
    expect(text).toBe('No differences; 2 snapshots in the project.');
  });

  it('tells each difference on its line, as data', async () => {
    const context = await projectWith('attribute :name, :string', 'attribute :size, :integer');
    const { text } = await call(drift, {}, context);
    expect(text).toMatch(/^<data-\S+ from="the drift of the project">\nwarning drift\/column at lib\/items\.ex:13:/);
    expect(text).toContain('has no column `size`');
    expect(text).toMatch(/<\/data-\S+>\n1 difference; 2 snapshots in the project\.$/);
    expect((await call(drift, { resource: 'Tags' }, context)).text).toBe('No differences; 2 snapshots in the project.');
    expect((await call(drift, { resource: 'Items' }, context)).text).toContain('1 difference;');
  });

  it('says what is not shown, and what there is not', async () => {
    const context = await projectWith('attribute :size, :integer', 'attribute :weight, :integer');
    expect((await call(drift, { limit: 1 }, context)).text).toMatch(/[^]*3 differences;[^]* 2 are not shown:/);
    expect(await call(drift, { resource: 'Nobody' }, context)).toMatchObject({ isError: true });
    const bare = await analysedContext(sources('attribute :name, :string'));
    expect((await call(drift, {}, bare)).text).toContain('nothing was compared');
  });
});

describe('plan', () => {
  it('tells the operations with their causes', async () => {
    const { text } = await call(plan, {}, await projectWith('attribute :name, :string', 'attribute :size, :integer'));
    expect(text).toContain('from="the migration that codegen would write"');
    expect(text).toContain('priv/repo/migrations/19700101000000_change.exs:\n- alter table items');
    expect(text).toContain('add size: bigint (lib/items.ex:13)');
    expect(text).not.toContain('Questions:');
  });

  it('says how to answer the questions, and takes the answers', async () => {
    const context = await projectWith('attribute :label, :string');
    const asked = await call(plan, {}, context);
    const ways = '{option: "rename", value: "items.name=label"} or {option: "no-rename", value: "items.name"}';
    expect(asked.text).toContain(`Are you renaming items.name to items.label? Not answered; decide by ${ways}.`);
    expect(asked.text).toContain('1 question not answered, which counts as no: ask the user.');
    expect(asked.text.indexOf('Questions:')).toBeLessThan(asked.text.indexOf('alter table items'));
    const decisions = [{ option: 'rename', value: 'items.name=label' }];
    const renamed = await call(plan, { decisions }, context);
    expect(renamed.text).toContain('- rename items.name to label');
    expect(renamed.text).not.toContain('Not answered');
    const elixir = await call(plan, { decisions, name: 'rename_name', show: 'elixir' }, context);
    expect(elixir.text).toContain('rename table(:items), :name, to: :label');
    expect(elixir.text).toContain('_rename_name.exs');
    expect((await call(plan, { decisions, show: 'sql' }, context)).text).toContain('RENAME "name" TO "label"');
  });

  it('says which decisions nobody asked for, and which cannot be read', async () => {
    const context = await projectWith('attribute :name, :string');
    const unused = await call(plan, { decisions: [{ option: 'drop-table', value: 'tags' }] }, context);
    expect(unused.text).toBe('Codegen would write no migration. Codegen does not ask for: --drop-table tags.');
    const wrong = await call(plan, { decisions: [{ option: 'rename', value: 'items' }] }, context);
    expect(wrong).toMatchObject({ isError: true });
  });

  it('puts what goes wrong first', async () => {
    const key = 'attribute :id_no, :integer, primary_key?: true, allow_nil?: false';
    const context = await projectWith('attribute :name, :string', key);
    const { text } = await call(plan, {}, context);
    expect(text).toMatch(
      /^<data-\S+ [^>]*>\nGoes wrong:\n- error generator\/primary-key-before-column at lib\/items\.ex:13: /,
    );
    const where = `${attributes('attribute :name, :string')}\n\n  identities do\n    identity :live, [:name], where: expr(true)\n  end`;
    const refused = await call(plan, {}, await analysedContext(app({ items: { body: where } })));
    expect(refused.text).toMatch(/^<data-\S+ [^>]*>\nCodegen raises, and writes nothing: /);
    expect(refused.text).not.toContain('would write no migration');
  });

  it('is bounded', async () => {
    const many = Array.from({ length: 900 }, (_, index) => `attribute :number_${index}, :integer`);
    const { text } = await call(plan, {}, await analysedContext(app({ items: { body: attributes(...many) } })));
    expect(text.length).toBeLessThan(resultLimit + 1000);
    expect(text).toContain('Generate in smaller steps.');
  });
});

const path = 'priv/repo/migrations/20250301000000_grow.exs';

const migration = (body: string): string => `defmodule Shop.Repo.Migrations.Grow do
  use Ecto.Migration

${body}
end
`;

describe('read_migration', () => {
  const read = async (body: string): Promise<string> => {
    const context = await analysedContext({ ...priv, [path]: migration(body) });
    return (await call(readMigration, { path }, context)).text;
  };

  it('tells both directions, with locks and lines', async () => {
    const text = await read('  def change do\n    create index(:items, [:name])\n  end');
    expect(text).toContain(`from="the migration ${path}"`);
    expect(text).toContain(
      `Up:\n- create index on items (name) (${path}:5)\n    ! reads every row under a lock: share\n    > safer: Make the index`,
    );
    expect(text).toContain(`Down:\n- drop index on items (name) (${path}:5)`);
    expect(text).toContain('All of it was read.');
  });

  it('says first where a rollback stops, and what is not known', async () => {
    const text = await read('  def change do\n    drop table(:items)\n    Oban.Migration.up()\n  end');
    expect(text).toMatch(/A rollback stops:\n- \S+:5: Ecto cannot turn this around[^]*Not known:\n- \S+:6: [^]*Up:/);
    expect(text).toContain('Claim nothing about what is not known');
  });

  it('refuses what is no migration', async () => {
    const context = await analysedContext({ ...sources('attribute :name, :string'), [path]: 'defmodule A do\n' });
    for (const [given, reason] of [
      [path, 'has a syntax error'],
      ['lib/items.ex', 'is no migration'],
      ['priv/repo/migrations/none.exs', 'There is no migration'],
      ['../other.exs', ''],
    ] as const) {
      const result = await call(readMigration, { path: given }, context);
      expect(result, given).toMatchObject({ isError: true });
      expect(result.text).toContain(reason);
    }
  });
});
