import { describe, expect, it } from 'vitest';
import type { Workspace } from '../../src/analysis/workspace.ts';
import type { Resource } from '../../src/ash/model.ts';
import { createWorkspace } from '../helpers/workspace.ts';

const base = (fields: string): string => `
defmodule Shop.Base do
  defmacro __using__(opts) do
    quote do
      use Ash.Resource, domain: unquote(opts[:domain]), data_layer: AshPostgres.DataLayer

      attributes do
        uuid_primary_key :id
        ${fields}
      end
    end
  end
end
`;

const fragment = (fields: string): string => `
defmodule Shop.Item.Fields do
  use Spark.Dsl.Fragment, of: Ash.Resource

  attributes do
    ${fields}
  end
end
`;

const item = `
defmodule Shop.Item do
  use Shop.Base, domain: Shop
end
`;

const part = `
defmodule Shop.Part do
  use Ash.Resource, domain: Shop, fragments: [Shop.Item.Fields]
end
`;

function resource(workspace: Workspace, module: string): Resource {
  const found = workspace.project.resources().find((candidate) => candidate.module === module);
  if (found === undefined) throw new Error(`${module} is not a resource`);
  return found;
}

const names = (workspace: Workspace, module: string): string[] =>
  resource(workspace, module).attributes.map((attribute) => attribute.name);

describe('an edit', () => {
  it('of a base module changes its users', async () => {
    const workspace = await createWorkspace({ 'lib/base.ex': base(''), 'lib/item.ex': item });
    expect(names(workspace, 'Shop.Item')).toEqual(['id']);
    workspace.apply([{ path: 'lib/base.ex', text: base('timestamps()') }]);
    expect(names(workspace, 'Shop.Item')).toEqual(['id', 'inserted_at', 'updated_at']);
    workspace.apply([{ path: 'lib/base.ex', text: undefined }]);
    expect(workspace.project.resources()).toEqual([]);
  });

  it('of a fragment changes its users, and a missing one opens them', async () => {
    const workspace = await createWorkspace({ 'lib/part.ex': part });
    expect(resource(workspace, 'Shop.Part').openBecause.map(({ reason }) => reason)).toEqual([
      'the fragment `Shop.Item.Fields` is not in this project',
    ]);
    workspace.apply([{ path: 'lib/fields.ex', text: fragment('attribute :size, :integer') }]);
    expect(names(workspace, 'Shop.Part')).toEqual(['size']);
    expect(resource(workspace, 'Shop.Part').openBecause).toEqual([]);
  });

  it('of another file leaves a resource as it is', async () => {
    const workspace = await createWorkspace({ 'lib/base.ex': base(''), 'lib/item.ex': item, 'lib/part.ex': part });
    const before = resource(workspace, 'Shop.Item');
    workspace.apply([{ path: 'lib/part.ex', text: part.replace('Part', 'Piece') }]);
    expect(resource(workspace, 'Shop.Item')).toBe(before);
  });

  it('that breaks a file keeps its last good facts for the others', async () => {
    const workspace = await createWorkspace({ 'lib/base.ex': base(''), 'lib/item.ex': item });
    workspace.apply([{ path: 'lib/base.ex', text: base('attribute :') }]);
    expect(workspace.project.isBroken('lib/base.ex')).toBe(true);
    expect(names(workspace, 'Shop.Item')).toEqual(['id']);
  });

  it('of the configuration changes what it sets', async () => {
    const text = `defmodule Shop.Order do
      use Ash.Resource, domain: Shop
      relationships do
        belongs_to :item, Shop.Item
      end
    end`;
    const workspace = await createWorkspace({ 'mix.exs': '', 'lib/order.ex': text });
    const type = (): unknown => resource(workspace, 'Shop.Order').attributes[0]?.type;
    expect(type()).toEqual({ kind: 'builtin', name: 'uuid' });
    const config = 'import Config\nconfig :ash, default_belongs_to_type: :uuid_v7\n';
    workspace.apply([{ path: 'config/config.exs', text: config }]);
    expect(type()).toEqual({ kind: 'builtin', name: 'uuid_v7' });
  });
});

describe('several projects in one workspace', () => {
  it('may name modules alike; each sees its own first', async () => {
    const workspace = await createWorkspace({
      'one/mix.exs': '',
      'one/lib/fields.ex': fragment('attribute :one, :integer'),
      'one/lib/part.ex': part,
      'two/mix.exs': '',
      'two/lib/fields.ex': fragment('attribute :two, :integer'),
      'two/lib/part.ex': part,
    });
    expect(workspace.project.resources().map(({ path, attributes }) => [path, attributes[0]?.name])).toEqual([
      ['one/lib/part.ex', 'one'],
      ['two/lib/part.ex', 'two'],
    ]);
  });

  it('may use what another one defines, as in an umbrella', async () => {
    const workspace = await createWorkspace({
      'apps/base/mix.exs': '',
      'apps/base/lib/base.ex': base(''),
      'apps/shop/mix.exs': '',
      'apps/shop/lib/item.ex': item,
    });
    expect(names(workspace, 'Shop.Item')).toEqual(['id']);
  });
});

describe('code below deps and _build', () => {
  it('is not part of the project', async () => {
    const workspace = await createWorkspace({ 'deps/shop/lib/part.ex': part, '_build/lib/part.ex': part });
    expect(workspace.project.resources()).toEqual([]);
  });
});

describe('a wrapper that cannot be read', () => {
  it('makes an open resource when the configuration names it', async () => {
    const workspace = await createWorkspace({ 'lib/item.ex': item.replace('Shop.Base', 'Vendor.Base') });
    expect(workspace.project.resources()).toEqual([]);
    workspace.setWrappers(['Vendor.Base']);
    expect(resource(workspace, 'Shop.Item').openBecause.map(({ reason }) => reason)).toEqual([
      'what `use Vendor.Base` adds is not known',
    ]);
  });
});
