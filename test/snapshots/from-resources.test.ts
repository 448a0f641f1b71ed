import { describe, expect, it } from 'vitest';
import type { Workspace } from '../../src/analysis/workspace.ts';
import { causeOf, type CurrentTable } from '../../src/snapshots/current.ts';
import { currentTables } from '../../src/snapshots/from-resources.ts';
import { unknownParts } from '../../src/snapshots/settle.ts';
import { createWorkspace } from '../helpers/workspace.ts';

const repo = 'defmodule Blog.Repo do\n  use AshPostgres.Repo, otp_app: :blog\nend\n';
const domain =
  'defmodule Blog do\n  use Ash.Domain\n  resources do\n    resource Blog.Post\n    resource Blog.Tag\n  end\nend\n';

function resource(name: string, attributes: string, postgres = '', options = ''): string {
  return `defmodule Blog.${name} do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer${options}

  postgres do
    table "${name.toLowerCase()}s"
    repo Blog.Repo
    ${postgres}
  end

  attributes do
    uuid_primary_key :id
    ${attributes}
  end

  actions do
    defaults create: :*
  end
end
`;
}

function project(files: Readonly<Record<string, string>>): Promise<Workspace> {
  return createWorkspace({ 'lib/blog.ex': domain, 'lib/blog/repo.ex': repo, ...files });
}

function tableOf(workspace: Workspace, name: string): CurrentTable {
  const found = currentTables(workspace.project, () => undefined).tables.find(({ key }) => key.table === name);
  if (found === undefined) throw new Error(`there is no table ${name}`);
  return found;
}

/** Type and default of a column, or why they are not known. */
async function column(attribute: string, more: Readonly<Record<string, string>> = {}, postgres = ''): Promise<unknown> {
  const workspace = await project({ 'lib/blog/post.ex': resource('Post', attribute, postgres), ...more });
  const found = tableOf(workspace, 'posts').snapshot.attributes[1];
  return [found?.type, found?.size, found?.precision, found?.scale, found?.default];
}

describe('a column', () => {
  it.each([
    ['attribute :a, :string, default: "x"', ['text', null, null, null, '"x"']],
    ['attribute :a, :string, default: "say \\"hi\\""', ['text', null, null, null, '"say \\"hi\\""']],
    ['attribute :a, :atom, default: :new', ['text', null, null, null, '"new"']],
    ['attribute :a, :integer, default: -3', ['bigint', null, null, null, '-3']],
    ['attribute :a, :float, default: 0', ['float', null, null, null, '0.0']],
    ['attribute :a, :float, default: 1000.0', ['float', null, null, null, '1.0e3']],
    ['attribute :a, :boolean, default: true', ['boolean', null, null, null, 'true']],
    ['attribute :a, :decimal, default: 5, constraints: [precision: 8]', ['decimal', null, 8, null, '"5"']],
    ['attribute :a, :ci_string, default: "x"', ['citext', null, null, null, 'nil']],
    ['attribute :a, {:array, :string}, default: ["x"]', [['array', 'text'], null, null, null, 'nil']],
    ['attribute :a, :map, default: %{}', ['map', null, null, null, '%{}']],
    ['attribute :a, :date, default: ~D[2025-01-01]', ['date', null, null, null, `fragment("'2025-01-01'")`]],
    ['attribute :a, :uuid, default: &Blog.id/0', ['uuid', null, null, null, 'nil']],
    ['attribute :a, :vector, constraints: [dimensions: 3]', ['vector', 3, null, null, 'nil']],
    ['attribute :a, :range, constraints: [inner_type: :date]', ['daterange', null, null, null, 'nil']],
    ['attribute :a, AshPostgres.TimestamptzUsec', ['timestamptz(6)', null, null, null, 'nil']],
  ])('%s', async (attribute, expected) => {
    expect(await column(attribute)).toEqual(expected);
  });

  it('has the type and the default that `postgres` gives', async () => {
    const options = 'migration_types a: {:array, {:varchar, 9}}\n    migration_defaults a: "fragment(\\"now()\\")"';
    expect(await column('attribute :a, :term', {}, options)).toEqual([
      ['array', 'varchar'],
      9,
      null,
      null,
      'fragment("now()")',
    ]);
  });

  it('has the type that a module of the project is stored as', async () => {
    const type = (body: string): Record<string, string> => ({
      'lib/blog/kind.ex': `defmodule Blog.Kind do\n${body}\nend\n`,
    });
    const first = async (body: string): Promise<unknown> =>
      ((await column('attribute :a, Blog.Kind', type(body))) as unknown[])[0];
    expect(await first('use Ash.Type.Enum, values: [:a]')).toBe('text');
    // The generator knows integers themselves as bigint, and what is stored as one as integer.
    expect(await first('use Ash.Type.NewType, subtype_of: :integer')).toBe('integer');
    expect(await first('use Ash.Type.NewType, subtype_of: :decimal, constraints: [precision: 9]')).toBe('decimal');
    expect(await first('use Ash.Type\ndef storage_type(_), do: :"point"')).toBe('point');
    expect(await first('use Ash.Type\ndef storage_type(_), do: :map\ndef migration_type(_), do: :jsonb')).toBe('jsonb');
    expect(await first('use Ash.Type\ndef storage_type(c), do: c[:as]')).toMatchObject({
      unknown: expect.any(String) as string,
    });
  });

  it('goes through `override_migration_type`', async () => {
    const own = (body: string): Record<string, string> => ({
      'lib/blog/repo.ex': repo.replace('blog\nend', `blog\n${body}\nend`),
    });
    const stamped = 'attribute :a, :utc_datetime_usec';
    const clauses =
      'def override_migration_type(:utc_datetime_usec), do: :timestamptz\ndef override_migration_type(t), do: t';
    expect(((await column(stamped, own(clauses))) as unknown[])[0]).toBe('timestamptz');
    expect(((await column('attribute :a, :string', own(clauses))) as unknown[])[0]).toBe('text');
    const computed = own('def override_migration_type(t), do: Blog.Types.of(t)');
    expect(((await column(stamped, computed)) as unknown[])[0]).toMatchObject({
      unknown: expect.any(String) as string,
    });
  });

  it('has a default that the text does not decide only as unknown', async () => {
    for (const attribute of [
      'attribute :a, :string, default: Application.compile_env(:blog, :a)',
      'attribute :a, Vendor.Type, default: :x',
      'attribute :a, :integer, default: "1"',
    ]) {
      expect(((await column(attribute)) as unknown[])[4], attribute).toMatchObject({
        unknown: expect.any(String) as string,
      });
    }
  });
});

describe('a table', () => {
  it('knows the places that say its parts', async () => {
    const path = 'lib/blog/post.ex';
    const text = resource('Post', 'attribute :title, :string, allow_nil?: false', 'migration_types title: :citext');
    const table = tableOf(await project({ [path]: text }), 'posts');
    const at = (...part: (string | number)[]): string => {
      const place = causeOf(table, ...part);
      return place === undefined ? '' : text.slice(place.start, place.end);
    };
    expect(at('attributes', 'title', 'type')).toBe('title: :citext');
    expect(at('attributes', 'title', 'allowNil')).toBe('allow_nil?: false');
    expect(at('attributes', 'title', 'default')).toBe(':title');
    expect(at('table')).toBe('table "posts"');
  });

  it('is open, and says why, where an extension is not known', async () => {
    const post = resource('Post', '', '', ', extensions: [Vendor.Extension]');
    const { openBecause, snapshot } = tableOf(await project({ 'lib/blog/post.ex': post }), 'posts');
    expect(openBecause).toHaveLength(1);
    expect(unknownParts(snapshot).map(({ path }) => path)).toEqual(['multitenancy']);
  });

  it('is put together anew only when something that it depends on changes', async () => {
    const workspace = await project({
      'lib/blog/post.ex': resource('Post', 'attribute :kind, Blog.Kind'),
      'lib/blog/tag.ex': resource('Tag', 'attribute :name, :string'),
      'lib/blog/kind.ex': 'defmodule Blog.Kind do\n  use Ash.Type.Enum, values: [:a]\nend\n',
    });
    const [posts, tags] = [tableOf(workspace, 'posts'), tableOf(workspace, 'tags')];
    expect(tableOf(workspace, 'posts')).toBe(posts);
    workspace.apply([{ path: 'lib/blog/tag.ex', text: resource('Tag', 'attribute :label, :string') }]);
    expect(tableOf(workspace, 'posts')).toBe(posts);
    expect(tableOf(workspace, 'tags')).not.toBe(tags);
    const kind = 'defmodule Blog.Kind do\n  use Ash.Type.NewType, subtype_of: :integer\nend\n';
    workspace.apply([{ path: 'lib/blog/kind.ex', text: kind }]);
    expect(tableOf(workspace, 'posts').snapshot.attributes[1]?.type).toBe('integer');
  });

  it('is none where its name is computed, and then other resources are not known to be all', async () => {
    const post = resource('Post', '').replace('"posts"', 'Application.compile_env(:blog, :table)');
    const { tables, undecided } = currentTables((await project({ 'lib/blog/post.ex': post })).project, () => undefined);
    expect(tables).toEqual([]);
    expect(undecided.map(({ resource: { module }, reason }) => [module, reason])).toEqual([
      ['Blog.Post', 'the name of its table is computed'],
    ]);
  });
});
