import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { grammarIn } from '../../src/analysis/grammar.ts';
import type { Preview, ProposedFile } from '../../src/analysis/port.ts';
import { AnalysisService } from '../../src/analysis/service.ts';
import { WorkerClient } from '../../src/analysis/worker-client.ts';
import type { Workspace } from '../../src/analysis/workspace.ts';
import { defaultConfig } from '../../src/checklist/config.ts';
import { rules } from '../../src/checklist/rules.generated.ts';
import { createFolder, migration, product } from '../helpers/command.ts';
import { wholeRequest } from '../helpers/request.ts';
import { createWorkspace } from '../helpers/workspace.ts';

const domain = `defmodule Blog do
  use Ash.Domain

  resources do
    resource Blog.Post
    resource Blog.Author
  end
end
`;

const author = `defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "authors"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
  end
end
`;

const post = `defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
  end

  actions do
    defaults [:read]

    create :create do
      accept [:title]
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string, allow_nil?: false
    attribute :price, :float
  end
end
`;

const files = { 'lib/blog.ex': domain, 'lib/blog/author.ex': author, 'lib/blog/post.ex': post };

/** Everything that is known of a workspace, to see that nothing of it changed. */
async function knownOf(workspace: Workspace, service: AnalysisService): Promise<unknown> {
  const report = await service.check(wholeRequest);
  const modules = workspace.project.sources().map(({ name, path }) => `${path} ${name}`);
  return { report, model: await service.model([]), modules: modules.sort(), paths: workspace.paths().sort() };
}

async function preview(
  proposed: readonly ProposedFile[],
  start: Readonly<Record<string, string>> = files,
  migrations: 'all' | 'none' = 'all',
): Promise<Preview> {
  const workspace = await createWorkspace(start);
  const service = new AnalysisService(workspace, rules);
  const before = await knownOf(workspace, service);
  const selection = { kind: 'some', paths: [], reason: 'none changed' } as const;
  const result = await service.preview({
    config: defaultConfig,
    migrations: migrations === 'all' ? { kind: 'all' } : selection,
    baseline: undefined,
    files: proposed,
  });
  expect(await knownOf(workspace, service)).toEqual(before);
  return result;
}

const edited = (path: keyof typeof files, from: string, to: string): ProposedFile => {
  expect(files[path]).toContain(from);
  return { path, before: files[path], after: files[path].replace(from, to) };
};
const rulesOf = (found: Preview['fixed']): string[] => found.map(({ rule }) => rule);

describe('a preview', () => {
  it('tells what is fixed, added and still there', async () => {
    const fixed = await preview([edited('lib/blog/post.ex', ':price, :float', ':price, :decimal')]);
    expect(rulesOf(fixed.fixed)).toEqual(['types/money-as-float']);
    expect(fixed).toMatchObject({ added: [], broken: [], unresolved: [], open: [], format: [], remaining: 0 });
    const added = await preview([
      edited('lib/blog/post.ex', ':price, :float', ':price, :float\n    attribute :cost, :float'),
    ]);
    expect(rulesOf(added.added)).toEqual(['types/money-as-float']);
    expect(added).toMatchObject({ fixed: [], remaining: 1 });
  });

  it('takes no finding for new that moved, or whose line was edited', async () => {
    const moved = await preview([edited('lib/blog/post.ex', 'attributes do', '# One\n\n  # Two\n  attributes do')]);
    expect(moved).toMatchObject({ fixed: [], added: [], remaining: 1 });
    const same = await preview([edited('lib/blog/post.ex', ':price, :float', ':price, :float, public?: true')]);
    expect(same).toMatchObject({ fixed: [], added: [], remaining: 1 });
    const renamed = await preview([
      { path: 'lib/blog/post.ex', before: post, after: undefined },
      { path: 'lib/blog/posts/post.ex', before: undefined, after: post },
    ]);
    expect(renamed).toMatchObject({ fixed: [], added: [], remaining: 1, unresolved: [] });
  });

  it('tells what does not parse, whether it matters to the model or not', async () => {
    const broken = await preview([
      { path: 'lib/blog/post.ex', before: post, after: post.replace('postgres do', 'postgres') },
      { path: 'lib/blog/plain.ex', before: undefined, after: 'defmodule Plain do\n  def a(, do: 1\nend\n' },
      { path: 'lib/blog/page.html.heex', before: undefined, after: '<div' },
    ]);
    expect(broken.broken.map(({ path }) => path)).toEqual(['lib/blog/post.ex', 'lib/blog/plain.ex']);
    expect(broken.broken[1]).toMatchObject({
      line: 2,
      message: 'The file does not parse: line 2, at `def a(, do: 1`.',
    });
    expect(broken.fixed).toEqual([]);
  });

  it('leaves broken files with their last good modules, and what was not read unread', async () => {
    const half = post.replace(/end\n$/, '');
    const plain = 'defmodule Blog.Plain do\n  def one, do: 1\nend\n';
    const workspace = await createWorkspace({ ...files, 'lib/blog/plain.ex': plain });
    workspace.apply([{ path: 'lib/blog/post.ex', text: half }]);
    const service = new AnalysisService(workspace, rules);
    const before = await knownOf(workspace, service);
    expect(workspace.project.resources().map(({ module }) => module)).toContain('Blog.Post');
    const result = await service.preview({
      ...wholeRequest,
      files: [
        {
          path: 'lib/blog/post.ex',
          before: half,
          after: post.replace(':title', ':headline').replace('[:title]', '[]'),
        },
        { path: 'lib/blog/plain.ex', before: plain, after: author.replace('Blog.Author', 'Blog.Plain') },
        {
          path: 'lib/blog/base.ex',
          before: undefined,
          after:
            'defmodule Blog.Base do\n  defmacro __using__(_) do\n    quote do\n      use Ash.Resource\n    end\n  end\nend\n',
        },
      ],
    });
    expect(result.broken).toEqual([]);
    expect(await knownOf(workspace, service)).toEqual(before);
    expect(workspace.project.findResource('Blog.Post', '')?.attributes.map(({ name }) => name)).toContain('title');
  });

  it('starts from the text that the proposal was made for', async () => {
    const typed = post.replace(':price, :float', ':price, :decimal');
    const result = await preview([{ path: 'lib/blog/post.ex', before: typed, after: `${typed}\n` }]);
    expect(result).toMatchObject({ fixed: [], added: [] });
  });

  it('examines migrations that are proposed, and no others', async () => {
    const path = 'priv/repo/migrations/20250101000000_create_tags.exs';
    const after = migration('CreateTags', 'tags');
    const result = await preview([{ path, before: undefined, after }], { 'lib/product.ex': product }, 'none');
    expect(result.added.map((finding) => finding.path)).toEqual([path]);
    const other = { 'lib/product.ex': product, [path]: after };
    const unrelated = await preview([{ path: 'lib/a.ex', before: undefined, after: '' }], other, 'none');
    expect(unrelated).toMatchObject({ added: [], fixed: [] });
  });

  it('names open resources of the changed files', async () => {
    const result = await preview([edited('lib/blog/post.ex', '  postgres do', '  use Vendor.Magic\n\n  postgres do')]);
    expect(result.open).toEqual([{ resource: 'Blog.Post', reason: 'what `use Vendor.Magic` adds is not known' }]);
  });
});

describe('names that nobody defines', () => {
  const unresolvedIn = async (...proposed: ProposedFile[]): Promise<readonly string[]> =>
    (await preview(proposed)).unresolved;
  const withSection = (section: string): ProposedFile => ({
    path: 'lib/blog/post.ex',
    before: post,
    after: post.replace(/end\n$/, `\n${section}\nend\n`),
  });

  it.each([
    [
      'relationships do\n belongs_to :author, Blog.Autor\nend',
      '`author` of `Blog.Post` leads to `Blog.Autor`, which nobody defines. Did you mean `Blog.Author`?',
    ],
    [
      'relationships do\n belongs_to :author, Blog\nend',
      '`author` of `Blog.Post` leads to `Blog`, which is no resource.',
    ],
    [
      'relationships do\n has_many :authors, Blog.Author\nend',
      '`post_id` is the destination of `authors` of `Blog.Post`, and `Blog.Author` has no attribute of that name.',
    ],
    [
      'relationships do\n many_to_many :authors, Blog.Author, through: Blog.PostAuthor\nend',
      '`authors` of `Blog.Post` goes through `Blog.PostAuthor`, which nobody defines. Did you mean `Blog.Author`?',
    ],
    [
      'identities do\n identity :unique_title, [:titl]\nend',
      '`titl` is a key of the identity `unique_title`, and `Blog.Post` has no attribute of that name. Did you mean `title`?',
    ],
    [
      'actions do\n create :other, accept: [:body]\nend',
      '`body` is accepted by `other`, and `Blog.Post` has no attribute of that name.',
    ],
    [
      'actions do\n create :upsert, upsert?: true, upsert_identity: :unique_name\nend',
      '`unique_name` is the `upsert_identity` of `upsert`, and `Blog.Post` has no identity of that name.',
    ],
    [
      'code_interface do\n define :publish\nend',
      '`publish` is called by `publish` of `Blog.Post`, and `Blog.Post` has no action of that name.',
    ],
    [
      'postgres do\n references do\n reference :author\n end\nend',
      '`author` has a `reference`, and `Blog.Post` has no relationship of that name.',
    ],
    [
      'postgres do\n custom_indexes do\n index [:slug]\n end\nend',
      '`slug` is a column of an index, and `Blog.Post` has no attribute of that name.',
    ],
    [
      'aggregates do\n count :comment_count, :comments\nend',
      '`comments` is on the path of the aggregate `comment_count` of `Blog.Post`, and `Blog.Post` has no relationship of that name.',
    ],
    [
      'attributes do\n attribute :body, :text\nend',
      '`body` of `Blog.Post` has the type `:text`, which Ash does not know.',
    ],
    [
      'attributes do\n attribute :state, Blog.State\nend',
      '`state` of `Blog.Post` has the type `Blog.State`, which nobody defines.',
    ],
  ])('%s', async (section, expected) => {
    expect(await unresolvedIn(withSection(section))).toContain(expected);
  });

  it('are not claimed of dependencies, of modules that were not read, or of open resources', async () => {
    const plain: ProposedFile = {
      path: 'lib/blog/plain.ex',
      before: undefined,
      after: 'defmodule Blog.Plain do\nend\n',
    };
    const relationships = 'relationships do\n belongs_to :a, Vendor.Thing\n belongs_to :b, Blog.Plain\nend';
    expect(await unresolvedIn(withSection(relationships), plain)).toEqual([]);
    const open = withSection('use Vendor.Magic\n identities do\n identity :unique_slug, [:slug]\nend');
    expect(await unresolvedIn(open)).toEqual([]);
  });

  it('are told when a change takes away what others use, and not when they were there before', async () => {
    const removed = edited('lib/blog/post.ex', '    attribute :title, :string, allow_nil?: false\n', '');
    expect(await unresolvedIn(removed)).toEqual([
      '`title` is accepted by `create`, and `Blog.Post` has no attribute of that name.',
    ]);
    const wrong = { ...files, 'lib/blog/post.ex': post.replace('[:title]', '[:titel]') };
    const path = 'lib/blog/post.ex';
    const after = `${wrong[path]}\n# A comment\n`;
    expect((await preview([{ path, before: wrong[path], after }], wrong)).unresolved).toEqual([]);
  });

  it('tells of a domain that lists what is not there, and of a resource that its domain does not list', async () => {
    const listed = edited('lib/blog.ex', '    resource Blog.Author', '    resource Blog.Author\n    resource Blog.Tag');
    expect(await unresolvedIn(listed)).toEqual(['`Blog` lists `Blog.Tag`, which nobody defines.']);
    const unlisted = edited('lib/blog.ex', '    resource Blog.Author\n', '');
    expect(await unresolvedIn(unlisted)).toEqual(['`Blog.Author` names the domain `Blog`, which does not list it.']);
  });
});

describe('the form of files', () => {
  const formatOf = async (before: string | undefined, after: string, path = 'lib/a.ex'): Promise<string[]> =>
    (await preview([{ path, before, after }], before === undefined ? {} : { [path]: before })).format.map(
      ({ message }) => message,
    );

  it('is kept as it was', async () => {
    expect(await formatOf('a\r\nb\r\n', 'a\r\nc\r\n')).toEqual([]);
    expect(await formatOf('a\nb\n', 'a\r\nb\r\n')).toEqual(['Lines ended with LF before, and now with CR LF.']);
    expect(await formatOf('a\r\nb\r\n', 'a\r\nb\n')).toEqual(['Lines ended with CR LF before, and now some do not.']);
    expect(await formatOf(undefined, 'a\r\nb\n')).toEqual(['Some lines end with CR LF, and some with LF.']);
    expect(await formatOf('a\n', 'b')).toEqual(['The line break at the end of the file is gone.']);
    expect(await formatOf('a', 'b')).toEqual([]);
    expect(await formatOf(undefined, 'a')).toEqual(['The last line has no line break.']);
    expect(await formatOf('if a do\n  b\nend\n', 'if a do\n\tc\nend\n')).toEqual([
      'Line 2 is indented with tabs, the file with spaces.',
    ]);
    expect(await formatOf('if a do\n\tb\nend\n', 'if a do\n\tb\n  c\nend\n')).toEqual([
      'Line 3 is indented with spaces, the file with tabs.',
    ]);
  });

  it('has no new line that is too long, but for comments and long strings', async () => {
    const long = `f(${Array.from({ length: 40 }, () => 'abc').join(', ')})\n`;
    expect(await formatOf('a\n', `a\n${long}`)).toEqual(['Line 2 is longer than 98 characters.']);
    expect(await formatOf(long, `${long}a\n`)).toEqual([]);
    expect(await formatOf('a\n', `a\n# ${long}`)).toEqual([]);
    expect(await formatOf('a\n', `a\nf("${'x'.repeat(120)}")\n`)).toEqual([]);
    expect(await formatOf('a\n', `a\n"""\n${'x '.repeat(80)}\n"""\n`)).toEqual([]);
    expect(await formatOf('a\n', `a\n${'x '.repeat(80)}\n`, 'README.md')).toEqual([]);
  });
});

describe('a preview in the worker', () => {
  it('that kills it twice is given up, and no document is blamed', async () => {
    const deadly = `
      const { parentPort } = require('node:worker_threads');
      parentPort.on('message', ({ id, request }) => {
        if (request.kind !== 'preview' || !request.request.files[0].after.includes('deadly')) return;
        parentPort.postMessage({ kind: 'reading', project: '', path: 'lib/blog/post.ex', request: id });
        process.exit(1);
      });`;
    const script = join(createFolder({}), 'worker.cjs');
    const built = resolve('dist/worker.cjs');
    writeFileSync(script, `${deadly}\nrequire(${JSON.stringify(built)});\n`);
    const client = new WorkerClient(script, grammarIn(resolve('dist')));
    try {
      const port = client.open('');
      await port.apply(Object.entries(files).map(([path, text]) => ({ path, text })));
      const before = await port.check(wholeRequest);
      const proposed = edited('lib/blog/post.ex', ':price, :float', ':price, :decimal');
      const asked = { ...wholeRequest, files: [{ ...proposed, after: `# deadly\n${post}` }] };
      await expect(port.preview(asked)).rejects.toThrow('the parser died on a proposed text');
      expect(await port.check(wholeRequest)).toEqual(before);
      const result = await port.preview({ ...wholeRequest, files: [proposed] });
      expect(rulesOf(result.fixed)).toEqual(['types/money-as-float']);
      const identity = { kind: 'add_identity', resource: 'Blog.Post', keys: ['title'] } as const;
      expect(await port.editAsh(identity)).toMatchObject({ ok: true });
    } finally {
      await client.dispose();
    }
  });
});
