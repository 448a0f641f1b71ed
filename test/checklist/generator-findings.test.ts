import { describe, expect, it } from 'vitest';
import { rules } from '../../src/checklist/rules.generated.ts';
import { foretoldOf } from '../../src/snapshots/plan/foretold/project-foretold.ts';
import { runOn } from '../helpers/run-rules.ts';
import { createWorkspace } from '../helpers/workspace.ts';
import type { Files } from '../snapshots/plan/golden-steps.ts';
import { app, attributes, planOf } from '../snapshots/plan/plan-of.ts';

const generator = new Map([...rules].filter(([id]) => id.startsWith('generator/')));

/** `rule key` of what is said of one state when codegen was run on another one. */
async function saidOf(before: Files, after: Files): Promise<string[]> {
  const { priv } = await planOf(before);
  const { findings, failures } = await runOn(generator, { ...after, ...snapshotsIn(priv) });
  expect(failures).toEqual([]);
  return findings.map(({ rule, key }) => `${rule} ${key}`);
}

function snapshotsIn(priv: Files): Files {
  return Object.fromEntries(Object.entries(priv).filter(([path]) => path.endsWith('.json')));
}

const items = (...lines: string[]): Files => app({ items: { body: attributes(...lines) } });

const numbered = app({
  items: { body: '  attributes do\n    integer_primary_key :id\n  end' },
  orders: { body: `${attributes()}\n\n  relationships do\n    belongs_to :item, Shop.Items\n  end` },
});

const migration = `defmodule Shop.Repo.Migrations.Nothing do
  use Ecto.Migration

  def change do
  end
end
`;

describe('what is foretold', () => {
  it('is there before codegen was ever run, unless migrations are written by hand', async () => {
    const said = async (files: Files): Promise<number> => (await runOn(generator, files)).findings.length;
    expect(await said(numbered)).toBe(1);
    expect(await said({ ...numbered, 'priv/repo/migrations/20250101000000_nothing.exs': migration })).toBe(0);
  });

  it('is nothing where a snapshot cannot be read', async () => {
    const broken = { 'priv/resource_snapshots/repo/items/20250101000000.json': '{' };
    const { findings, failures } = await runOn(generator, { ...numbered, ...broken });
    expect(failures).toEqual([]);
    expect(findings).toEqual([]);
  });

  it('asks about columns of one type only, each of several', async () => {
    const before = items('attribute :name, :string', 'attribute :size, :integer', 'attribute :on, :date');
    const required = 'attribute :on, :date, allow_nil?: false';
    const both = await saidOf(before, items('attribute :label, :string', 'attribute :width, :integer', required));
    expect(both).toEqual(['generator/rename-in-alter asked', 'generator/rename-in-alter asked']);
    const unlike = await saidOf(before, items('attribute :hidden, :boolean', 'attribute :fee, :decimal', required));
    expect(unlike.filter((it) => it.includes('rename'))).toEqual([]);
  });

  it('leaves a table alone whose resource is in a broken file', async () => {
    const two = app({ items: { body: attributes() }, orders: { body: attributes() } });
    const one = app({ items: { body: attributes() } });
    expect(await saidOf(two, one)).toEqual(['generator/dropped-table asked']);
    expect(await saidOf(two, { ...two, 'lib/orders.ex': 'defmodule Shop.Orders do\n  use Ash.' })).toEqual([]);
  });

  it('is planned once for a state of the project', async () => {
    const workspace = await createWorkspace(numbered);
    const foretold = () => foretoldOf(workspace.project, workspace.snapshots, workspace.migrations());
    const first = foretold();
    expect(first).toHaveLength(1);
    expect(foretold()).toBe(first);
    const text = numbered['lib/orders.ex']!.replace('Shop.Items', 'Shop.Items, attribute_type: :integer');
    workspace.apply([{ path: 'lib/orders.ex', text }]);
    expect(foretold()).toEqual([]);
  });
});
