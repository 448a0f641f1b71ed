import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { AshEdit } from '../../src/analysis/ash-edits/ash-edit.ts';
import { AnalysisService } from '../../src/analysis/service.ts';
import { ashEditSchema } from '../../src/architect/edits/ash-edit-schema.ts';
import { makeAshEdit } from '../../src/architect/edits/make-ash-edit.ts';
import { applyEdits } from '../../src/base/text-edit.ts';
import { defaultConfig } from '../../src/checklist/config.ts';
import { rules } from '../../src/checklist/rules.generated.ts';
import { askElixir } from '../helpers/ask-elixir.ts';
import { createWorkspace } from '../helpers/workspace.ts';

const domain = `defmodule Blog do
  use Ash.Domain

  resources do
    resource Blog.Post
    resource Blog.Author
    resource Blog.Tag
    resource Blog.PostTag
  end
end
`;

const post = `defmodule Blog.Post do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
  end

  actions do
    defaults [:read]
  end

  attributes do
    uuid_primary_key :id

    attribute :title, :string do
      allow_nil? false
      public? true
    end

    attribute :status, :string, default: "draft", constraints: [max_length: 10]
    attribute :archived_at, :utc_datetime_usec

    create_timestamp :inserted_at
    update_timestamp :updated_at
  end

  def hello, do: :world
end
`;

const author = `defmodule Blog.Author do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer

  alias Blog.Post

  postgres do
    table "authors"
    repo Blog.Repo

    references do
      reference :boss, on_delete: :nothing
    end

    identity_wheres_to_sql unique_name: "name IS NOT NULL"
  end

  attributes do
    integer_primary_key :id
    attribute :name, :string
    create_timestamp :inserted_at
    update_timestamp :updated_at
  end

  relationships do
    belongs_to :boss, Blog.Author, attribute_type: :integer
  end

  identities do
    identity :unique_name, [:name], where: expr(not is_nil(name))
  end
end
`;

const tag = `defmodule Blog.Tag do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "tags"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    create_timestamp :inserted_at
    update_timestamp :updated_at
  end
end
`;

const postTag = `defmodule Blog.PostTag do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "post_tags"
    repo Blog.Repo
  end

  relationships do
    belongs_to :post, Blog.Post, primary_key?: true, allow_nil?: false
    belongs_to :label, Blog.Tag, primary_key?: true, allow_nil?: false
  end
end
`;

const files: Readonly<Record<string, string>> = {
  'mix.exs': '',
  'lib/blog.ex': domain,
  'lib/blog/author.ex': author,
  'lib/blog/post.ex': post,
  'lib/blog/post_tag.ex': postTag,
  'lib/blog/tag.ex': tag,
};

const folder = mkdtempSync(join(tmpdir(), 'ash-edits-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** All texts before and after, for the formatter. */
const outcomes: { before: string; after: string }[] = [];

interface Made {
  readonly summary: string;
  /** The lines that are new in each file. */
  readonly added: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

async function edit(wanted: AshEdit, changed: Readonly<Record<string, string>> = {}): Promise<Made | string> {
  expect(ashEditSchema.parse(wanted)).toEqual(wanted);
  const texts = { ...files, ...changed };
  const workspace = await createWorkspace(texts);
  const service = new AnalysisService(workspace, rules);
  const model = await service.model([]);
  const result = await service.editAsh(wanted);
  expect(await service.model([])).toEqual(model);
  if (!result.ok) return result.reason;
  const after: Record<string, string> = {};
  const added: Record<string, string> = {};
  for (const { path, edits } of result.edits) {
    const before = texts[path] ?? '';
    after[path] = applyEdits(before, edits);
    expect(result.files.find((file) => file.path === path)?.after).toBe(after[path]);
    added[path] = edits.map(({ text }) => text).join('~\n');
    outcomes.push({ before, after: after[path] });
  }
  return { summary: result.summary, added, after };
}

async function made(wanted: AshEdit, changed?: Readonly<Record<string, string>>): Promise<Made> {
  const result = await edit(wanted, changed);
  if (typeof result === 'string') throw new Error(result);
  return result;
}

describe('add_identity', () => {
  it('makes the section in its place, or adds to it', async () => {
    const first = await made({ kind: 'add_identity', resource: 'Blog.Post', keys: ['title'] });
    expect(first.summary).toBe('Adds the identity `unique_title` to `Blog.Post`.');
    expect(first.after['lib/blog/post.ex']).toContain(
      '    update_timestamp :updated_at\n  end\n\n  identities do\n    identity :unique_title, [:title]\n  end\n\n  def hello',
    );
    const second = await made({
      kind: 'add_identity',
      resource: 'Blog.Author',
      keys: ['id', 'name'],
      nilsDistinct: false,
    });
    expect(second.added).toEqual({
      'lib/blog/author.ex': '    identity :unique_id_name, [:id, :name], nils_distinct?: false\n',
    });
  });

  it('says a condition in SQL too', async () => {
    const one = await made({
      kind: 'add_identity',
      resource: 'Blog.Post',
      keys: ['title'],
      where: 'is_nil(archived_at)',
    });
    expect(one.after['lib/blog/post.ex']).toContain('identity_wheres_to_sql unique_title: "archived_at IS NULL"\n');
    expect(one.after['lib/blog/post.ex']).toContain(
      'identity :unique_title, [:title], where: expr(is_nil(archived_at))\n',
    );
    const more = await made({
      kind: 'add_identity',
      resource: 'Blog.Author',
      keys: ['name'],
      name: 'unique_name_of_those_that_were_there',
      where: 'expr(id > 1 and lookup(name))',
      whereSql: 'id > 1 AND lookup(name)',
    });
    expect(more.added['lib/blog/author.ex']).toContain(
      '    identity_wheres_to_sql unique_name: "name IS NOT NULL",\n                           unique_name_of_those_that_were_there: "id > 1 AND lookup(name)"\n',
    );
    expect(
      await edit({ kind: 'add_identity', resource: 'Blog.Post', keys: ['title'], where: 'lookup(title)' }),
    ).toContain('give it as `whereSql`');
  });

  it('is refused with a reason', async () => {
    const identity = (keys: string[], name?: string): AshEdit => ({
      kind: 'add_identity',
      resource: 'Blog.Author',
      keys,
      name,
    });
    expect(await edit({ kind: 'add_identity', resource: 'Blog.Pots', keys: ['a'] })).toBe(
      'There is no resource `Blog.Pots` in this project.',
    );
    expect(await edit(identity(['nam']))).toBe('`Blog.Author` has no attribute `nam`. Did you mean `name`?');
    expect(await edit(identity(['id'], 'unique_name'))).toBe('`Blog.Author` already has an identity `unique_name`.');
    expect(await edit(identity(['id'], 'u'.repeat(60)))).toContain('longer than 63 characters');
    expect(await edit({ kind: 'add_identity', resource: 'Blog.Post', keys: ['title'], where: 'a, b' })).toContain(
      'is no expression',
    );
    const broken = { 'lib/blog/author.ex': author.replace(/end\n$/, '') };
    expect(await edit(identity(['name'], 'other'), broken)).toBe(
      '`lib/blog/author.ex` does not parse; repair it first.',
    );
    const open = { 'lib/blog/author.ex': author.replace('  alias', '  use Vendor.Magic\n\n  alias') };
    expect(await edit(identity(['slug']), open)).toBe(
      '`Blog.Author` has no attribute `slug`. It has `id`, `name`, `inserted_at`, `updated_at` and `boss_id`. It is not known in full: what `use Vendor.Magic` adds is not known.',
    );
    const twice = { 'lib/other/author.ex': author };
    expect(await edit(identity(['name'], 'other'), twice)).toContain('Several files define `Blog.Author`');
  });
});

describe('add_relationship', () => {
  it('adds a belongs_to with its inverse and its reference', async () => {
    const { added, after, summary } = await made({
      kind: 'add_relationship',
      resource: 'Blog.Post',
      type: 'belongs_to',
      name: 'author',
      destination: 'Blog.Author',
      allowNil: false,
      inverse: { type: 'has_many', name: 'posts' },
      reference: { onDelete: 'delete', index: true },
    });
    expect(after['lib/blog/post.ex']).toContain(
      '  relationships do\n    belongs_to :author, Blog.Author do\n      attribute_type :integer\n      allow_nil? false\n    end\n  end\n',
    );
    expect(after['lib/blog/post.ex']).toContain(
      '    repo Blog.Repo\n\n    references do\n      reference :author, on_delete: :delete, index?: true\n    end\n  end\n',
    );
    expect(added['lib/blog/author.ex']).toBe('    has_many :posts, Post\n');
    expect(summary).toBe(
      'Adds belongs_to `author` to `Blog.Post`. Adds has_many `posts` to `Blog.Author`. Sets `on_delete: :delete`, `index?: true` on the reference of `author` in `Blog.Post`.',
    );
  });

  it('makes the key of a has_one unique, and names keys that Ash would not guess', async () => {
    const { after } = await made({
      kind: 'add_relationship',
      resource: 'Blog.Tag',
      type: 'belongs_to',
      name: 'lead',
      destination: 'Blog.Post',
      inverse: { type: 'has_one', name: 'leading_tag' },
      public: true,
    });
    expect(after['lib/blog/tag.ex']).toContain('identity :unique_lead_id, [:lead_id]');
    expect(after['lib/blog/post.ex']).toContain(
      '    has_one :leading_tag, Blog.Tag do\n      destination_attribute :lead_id\n      public? true\n    end\n',
    );
  });

  it('adds the other side to a belongs_to that is there, and a many_to_many through a join resource', async () => {
    const has = await made({
      kind: 'add_relationship',
      resource: 'Blog.Tag',
      type: 'has_many',
      name: 'uses',
      destination: 'Blog.PostTag',
    });
    expect(has.after['lib/blog/tag.ex']).toContain(
      'has_many :uses, Blog.PostTag do\n      destination_attribute :label_id\n',
    );
    const many = await made({
      kind: 'add_relationship',
      resource: 'Blog.Post',
      type: 'many_to_many',
      name: 'tags',
      destination: 'Blog.Tag',
      through: 'Blog.PostTag',
      inverse: { type: 'many_to_many', name: 'posts' },
    });
    expect(many.after['lib/blog/post.ex']).toContain(
      '    many_to_many :tags, Blog.Tag do\n      through Blog.PostTag\n      destination_attribute_on_join_resource :label_id\n    end\n',
    );
    expect(many.after['lib/blog/tag.ex']).toContain('source_attribute_on_join_resource :label_id');
  });

  it('is refused where a name is taken or something is missing', async () => {
    const belongsTo = (name: string, destination: string): AshEdit => ({
      kind: 'add_relationship',
      resource: 'Blog.Post',
      type: 'belongs_to',
      name,
      destination,
    });
    expect(await edit(belongsTo('title', 'Blog.Author'))).toBe('`Blog.Post` already has a field `title`.');
    expect(await edit(belongsTo('tagging', 'Blog.PostTag'))).toContain('no primary key of one attribute');
    expect(await edit(belongsTo('editor', 'Blog.Editor'))).toBe('There is no resource `Blog.Editor` in this project.');
    const has = { ...belongsTo('authors', 'Blog.Author'), type: 'has_many' } as AshEdit;
    expect(await edit(has)).toContain('`Blog.Author` has no attribute `post_id`.');
    expect(await edit({ ...belongsTo('tags', 'Blog.Tag'), type: 'many_to_many' } as AshEdit)).toContain('`through`');
    expect(await edit({ ...has, through: 'Blog.PostTag' } as AshEdit)).toBe('`through` belongs to a many_to_many.');
  });
});

describe('set_reference', () => {
  it('changes the reference that is there', async () => {
    const { added } = await made({
      kind: 'set_reference',
      resource: 'Blog.Author',
      relationship: 'boss',
      onDelete: 'nilify',
      onUpdate: 'update',
      index: true,
    });
    expect(added['lib/blog/author.ex']).toBe(
      '      reference :boss, on_delete: :nilify, on_update: :update, index?: true\n',
    );
  });

  it('is refused where it cannot be', async () => {
    const nilify: AshEdit = {
      kind: 'set_reference',
      resource: 'Blog.PostTag',
      relationship: 'post',
      onDelete: 'nilify',
    };
    expect(await edit(nilify)).toContain('is required');
    expect(await edit({ ...nilify, relationship: 'tag' })).toContain('has no belongs_to `tag`');
    const same: AshEdit = { kind: 'set_reference', resource: 'Blog.Author', relationship: 'boss', onDelete: 'nothing' };
    expect(await edit(same)).toBe('Everything is so already: there is nothing to change.');
    const base = `defmodule Blog.Base do
  defmacro __using__(_) do
    quote do
      use Ash.Resource, data_layer: AshPostgres.DataLayer

      postgres do
        table "things"
        repo Blog.Repo

        references do
          reference :post, on_delete: :delete
        end
      end
    end
  end
end
`;
    const thing =
      'defmodule Blog.Thing do\n  use Blog.Base\n\n  relationships do\n    belongs_to :post, Blog.Post\n  end\nend\n';
    const wrapped = { 'lib/blog/base.ex': base, 'lib/blog/thing.ex': thing };
    expect(await edit({ ...same, resource: 'Blog.Thing', relationship: 'post' }, wrapped)).toBe(
      'The reference of `post` is written by a macro or in a fragment (`lib/blog/base.ex`).',
    );
  });
});

describe('add_index', () => {
  it('is placed in the postgres block', async () => {
    const { after } = await made({
      kind: 'add_index',
      resource: 'Blog.Post',
      columns: ['status', 'lower(title)'],
      where: "status = 'open'",
      using: 'btree',
      include: ['title'],
      name: 'posts_open_index',
      unique: true,
    });
    expect(after['lib/blog/post.ex']).toContain(
      `    custom_indexes do
      index [:status, "lower(title)"],
        name: "posts_open_index",
        unique: true,
        using: "btree",
        where: "status = 'open'",
        include: ["title"]
    end
`,
    );
  });

  it('is refused for columns that are not there', async () => {
    expect(await edit({ kind: 'add_index', resource: 'Blog.Post', columns: ['slug'] })).toContain(
      'no attribute `slug`',
    );
  });
});

describe('change_type', () => {
  it('adapts the default, and drops constraints of the old type', async () => {
    const { added, summary } = await made({
      kind: 'change_type',
      resource: 'Blog.Post',
      attribute: 'status',
      type: ':atom',
    });
    expect(added['lib/blog/post.ex']).toBe('    attribute :status, :atom, default: :draft\n');
    expect(summary).toBe(
      'Changes `status` of `Blog.Post` from `:string` to `:atom`. The constraints of the old type go with it.',
    );
    const given = await made({
      kind: 'change_type',
      resource: 'Blog.Post',
      attribute: 'status',
      type: ':atom',
      constraints: 'one_of: [:draft,:done]',
      default: ':done',
    });
    expect(given.added['lib/blog/post.ex']).toBe(
      '    attribute :status, :atom, default: :done, constraints: [one_of: [:draft, :done]]\n',
    );
  });

  it('is refused where that would not be safe', async () => {
    const change = (attribute: string, type: string): AshEdit => ({
      kind: 'change_type',
      resource: 'Blog.Post',
      attribute,
      type,
    });
    expect(await edit(change('status', ':integer'))).toBe(
      'The default of `status` does not fit `:integer`; give another one as `default`.',
    );
    expect(await edit(change('id', ':integer'))).toContain('by `uuid_primary_key`');
    expect(await edit(change('status', ':text'))).toBe('There is no type `:text`.');
    expect(await edit(change('status', 'Blog.Status'))).toBe('There is no type `Blog.Status`.');
    expect(await edit({ ...change('boss_id', ':uuid'), resource: 'Blog.Author' } as AshEdit)).toContain(
      'foreign key of `boss`',
    );
  });
});

describe('add_attribute and add_action', () => {
  it('go where their neighbours are, timestamps last', async () => {
    const attribute = await made({
      kind: 'add_attribute',
      resource: 'Blog.Post',
      name: 'mood',
      type: ':atom',
      constraints: `one_of: [${Array.from({ length: 12 }, (_, index) => `:mood_${index}`).join(', ')}]`,
      default: ':mood_1',
      allowNil: false,
    });
    expect(attribute.after['lib/blog/post.ex']).toMatch(
      /:archived_at, :utc_datetime_usec\n\n {4}attribute :mood, :atom do\n[^~]* {4}end\n\n {4}create_timestamp/,
    );
    const action = await made({
      kind: 'add_action',
      resource: 'Blog.Post',
      type: 'create',
      name: 'publish',
      accept: ['title'],
      primary: true,
    });
    expect(action.after['lib/blog/post.ex']).toContain(
      '    defaults [:read]\n\n    create :publish do\n      primary? true\n      accept [:title]\n    end\n  end\n',
    );
  });

  it('are refused for computed defaults and unknown attributes', async () => {
    const attribute: AshEdit = {
      kind: 'add_attribute',
      resource: 'Blog.Post',
      name: 'at',
      type: ':date',
      default: 'Date.utc_today()',
    };
    expect(await edit(attribute)).toContain('neither a literal nor a captured function');
    expect(await edit({ ...attribute, default: '&Date.utc_today/0' })).toMatchObject({});
    const action: AshEdit = {
      kind: 'add_action',
      resource: 'Blog.Post',
      type: 'update',
      name: 'edit',
      accept: ['body'],
    };
    expect(await edit(action)).toContain('no attribute `body`');
  });
});

describe('create_resource', () => {
  it('follows the neighbours, and lists it in its domain', async () => {
    const { after, summary } = await made({
      kind: 'create_resource',
      module: 'Blog.Category',
      domain: 'Blog',
      attributes: [{ name: 'name', type: ':string', allowNil: false }],
    });
    expect(after).toEqual({
      'lib/blog.ex': domain.replace('Blog.PostTag\n', 'Blog.PostTag\n    resource Blog.Category\n'),
      'lib/blog/category.ex': `defmodule Blog.Category do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "categories"
    repo Blog.Repo
  end

  actions do
    defaults [:read, :destroy, create: [:name], update: [:name]]
  end

  attributes do
    uuid_primary_key :id

    attribute :name, :string do
      allow_nil? false
    end

    create_timestamp :inserted_at
    update_timestamp :updated_at
  end
end
`,
    });
    expect(summary).toBe(
      'Creates `Blog.Category` in `lib/blog/category.ex` and lists it in `Blog`. It is written like `Blog.Post`.',
    );
  });

  it('uses the base module that the neighbours use, and their tenants', async () => {
    const base = `defmodule Shop.Resource do
  defmacro __using__(opts) do
    quote do
      use Ash.Resource, Keyword.merge([data_layer: AshPostgres.DataLayer], unquote(opts))

      attributes do
        uuid_v7_primary_key :id
        timestamps()
      end
    end
  end
end
`;
    const shop = 'defmodule Shop do\n  use Ash.Domain\n\n  resources do\n    resource Shop.Cart\n  end\nend\n';
    const cart = `defmodule Shop.Cart do
  use Shop.Resource, domain: Shop

  alias Shop.Accounts.Account

  postgres do
    table "carts"
    repo Shop.Repo
  end

  multitenancy do
    strategy :attribute
    attribute :account_id
  end

  relationships do
    belongs_to :account, Account do
      allow_nil? false
    end
  end
end
`;
    const account = cart
      .replaceAll('Shop.Cart', 'Shop.Accounts.Account')
      .replace(/ {2}multitenancy[^]*end\nend\n$/, 'end\n');
    const { after } = await made(
      {
        kind: 'create_resource',
        module: 'Shop.Order',
        domain: 'Shop',
        attributes: [{ name: 'note', type: ':string' }],
      },
      { 'lib/shop.ex': shop, 'lib/shop/resource.ex': base, 'lib/shop/cart.ex': cart, 'lib/shop/account.ex': account },
    );
    expect(after['lib/shop/order.ex']).toBe(`defmodule Shop.Order do
  use Shop.Resource, domain: Shop

  postgres do
    table "orders"
    repo Shop.Repo
  end

  actions do
    defaults [:read, :destroy, create: [:note], update: [:note]]
  end

  multitenancy do
    strategy :attribute
    attribute :account_id
  end

  attributes do
    attribute :note, :string
  end

  relationships do
    belongs_to :account, Shop.Accounts.Account do
      allow_nil? false
    end
  end
end
`);
  });

  it('keeps the line breaks of the project', async () => {
    const windows = Object.fromEntries(
      Object.entries(files).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
    );
    const { after } = await made(
      { kind: 'create_resource', module: 'Blog.Category', domain: 'Blog', attributes: [] },
      windows,
    );
    for (const text of Object.values(after)) expect(text.split('\n').length).toBe(text.split('\r\n').length);
  });

  it('is refused where something of the name is there, or the domain is not', async () => {
    const create = (module: string, name = 'Blog'): AshEdit => ({
      kind: 'create_resource',
      module,
      domain: name,
      attributes: [],
    });
    expect(await edit(create('Blog.Post'))).toBe('There is a module `Blog.Post` already.');
    expect(await edit(create('Blog.Category', 'Blogs'))).toBe('There is no domain `Blogs` in this project.');
    const plain = { 'lib/blog/category.ex': 'defmodule Other do\nend\n' };
    expect(await edit(create('Blog.Category'), plain)).toBe('There is a file `lib/blog/category.ex` already.');
  });
});

describe('a structured edit', () => {
  it('becomes a change set only if nothing changed meanwhile', async () => {
    const service = new AnalysisService(await createWorkspace(files), rules);
    const facts = {
      analysis: service,
      settled: () => Promise.resolve(),
      config: defaultConfig,
      migrations: { kind: 'all' },
    } as const;
    const identity: AshEdit = { kind: 'add_identity', resource: 'Blog.Post', keys: ['title'] };
    const read = (text: string) => ({ read: () => Promise.resolve({ kind: 'text', text, isUnsaved: false } as const) });
    const good = await makeAshEdit(identity, facts, read(post));
    expect(good).toMatchObject({ ok: true, changes: { files: [{ path: 'lib/blog/post.ex', before: post }] } });
    expect(await makeAshEdit(identity, facts, read(`${post}# typed\n`))).toEqual({
      ok: false,
      reason: '`lib/blog/post.ex` changed meanwhile; ask for the edit again.',
    });
  });

  it('leaves the formatter no more to do than there was', () => {
    expect(outcomes.length).toBeGreaterThan(15);
    const pairs = outcomes.map(({ before, after }, index) => {
      const paths = [join(folder, `${index}.before.ex`), join(folder, `${index}.after.ex`)] as const;
      writeFileSync(paths[0], before.replaceAll('\r\n', '\n'));
      writeFileSync(paths[1], after.replaceAll('\r\n', '\n'));
      return paths;
    });
    const answers = askElixir(pairs);
    if (answers === undefined) {
      console.warn('skipped: Elixir is not installed (apt-get install elixir)');
      return;
    }
    const worse = answers.flatMap((answer, index) => {
      const [before, after] = answer.split('\t');
      return after === 'broken' || Number(after) > Number(before) ? [outcomes[index]!.after] : [];
    });
    expect(worse).toEqual([]);
  });
});
