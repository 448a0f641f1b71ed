import { describe, expect, it } from 'vitest';
import type { PlanReport } from '../../src/analysis/plan-report.ts';
import { AnalysisService } from '../../src/analysis/service.ts';
import type { Workspace } from '../../src/analysis/workspace.ts';
import { driftOf } from '../../src/snapshots/drift.ts';
import { createWorkspace } from '../helpers/workspace.ts';
import { app, attributes, planOf } from '../snapshots/plan/plan-of.ts';

const sources = app({
  posts: { body: attributes('attribute :title, :string') },
  authors: { body: attributes('attribute :name, :string') },
});
const before = (await planOf(sources)).priv;
const good = sources['lib/posts.ex']!;

function planIn(workspace: Workspace): Promise<PlanReport> {
  const service = new AnalysisService(workspace, new Map());
  const request = { wrappers: [], name: 'change', now: '20250101000000', answers: '', decisions: [] };
  return service.plan({ ...request, functions: undefined });
}

describe('a plan of a project with a file that has a syntax error', () => {
  it.each([
    ['in the middle', good.replace('attributes do', 'attributes do [')],
    ['before its end', good.slice(0, good.indexOf('attribute :title'))],
    ['at the start', `"""\n${good}`],
    ['in the name of the table', good.replace('table "posts"', 'table "posts')],
    ['from a conflict', good.replace('    table', '<<<<<<< ours\n    table')],
  ])('from the start (%s) drops nothing, and says what is left out', async (_, text) => {
    const workspace = await createWorkspace({ ...sources, ...before, 'lib/posts.ex': text });
    const report = await planIn(workspace);
    expect(report.questions).toEqual([]);
    expect(report.migrations).toEqual([]);
    const own = report.opaque.filter(({ path }) => path === 'lib/posts.ex');
    expect(own.map(({ reason }) => reason)).toContain(
      'The file has a syntax error: what it declares is left out, and no table is taken for one without a resource.',
    );
    expect(driftOf(workspace.project, workspace.snapshots).orphansOf('Shop.Repo')).toEqual([]);
  });

  it('asks about its table once the file is gone', async () => {
    const { 'lib/posts.ex': _, ...rest } = sources;
    const domain = sources['lib/shop.ex']!.replace('    resource Shop.Posts\n', '');
    const workspace = await createWorkspace({ ...rest, ...before, 'lib/shop.ex': domain });
    expect((await planIn(workspace)).questions).toHaveLength(1);
    expect(driftOf(workspace.project, workspace.snapshots).orphansOf('Shop.Repo')).toHaveLength(1);
  });

  it('plans the other resources, and takes nothing from what cannot be read for granted', async () => {
    const authors = app({
      posts: { body: '' },
      authors: {
        body: `${attributes('attribute :name, :string')}
  relationships do
    belongs_to :post, Shop.Posts
  end`,
      },
    })['lib/authors.ex']!;
    const broken = good.replace('attributes do', 'attributes do [');
    const workspace = await createWorkspace({
      ...sources,
      ...before,
      'lib/posts.ex': broken,
      'lib/authors.ex': authors,
    });
    const report = await planIn(workspace);
    expect(report.migrations).toHaveLength(1);
    expect(report.migrations[0]!.elixir).toContain('add :post_id, :uuid');
    expect(report.opaque.map(({ reason }) => reason)).toContainEqual(
      expect.stringMatching(/^`references` is not known, since the file of `Shop.Posts` has a syntax error/),
    );
  });

  it('leaves a table alone that one of its resources cannot be read of', async () => {
    const shared = {
      ...sources,
      'lib/authors.ex': sources['lib/authors.ex']!.replace('table "authors"', 'table "posts"'),
    };
    const { priv } = await planOf(shared);
    const broken = good.replace('attributes do', 'attributes do [');
    const report = await planIn(await createWorkspace({ ...shared, ...priv, 'lib/posts.ex': broken }));
    expect(report.migrations).toEqual([]);
  });

  it('does not know what a domain lists that cannot be read', async () => {
    const domain = sources['lib/shop.ex']!.replace('resource Shop.Authors', 'resource (Shop.Authors');
    const report = await planIn(await createWorkspace({ ...sources, ...before, 'lib/shop.ex': domain }));
    expect([report.questions, report.migrations]).toEqual([[], []]);
    expect(report.opaque.some(({ path }) => path === 'lib/shop.ex')).toBe(true);
  });

  it('goes by what the file said before', async () => {
    const workspace = await createWorkspace({ ...sources, ...before });
    const added = good.replace('attribute :title, :string', 'attribute :title, :string\n    attribute :text, :string');
    workspace.apply([{ path: 'lib/posts.ex', text: added }]);
    workspace.apply([{ path: 'lib/posts.ex', text: added.replace('attributes do', 'attributes do [') }]);
    const report = await planIn(workspace);
    expect(report.migrations[0]!.elixir).toContain('add :text, :text');
    expect(report.opaque).toEqual([
      {
        path: 'lib/posts.ex',
        line: expect.any(Number) as number,
        reason: 'The file has a syntax error: the plan goes by what it said before.',
      },
    ]);
  });

  it('reads a new file anew for as long as it never was whole', async () => {
    const workspace = await createWorkspace({ ...before, ...sources, 'lib/posts.ex': 'defmodule Shop.Posts do\n' });
    workspace.apply([{ path: 'lib/posts.ex', text: good.slice(0, -5) }]);
    expect(workspace.project.findResource('Shop.Posts', '')?.postgres?.table).toBe('posts');
    expect(workspace.project.isUnread('lib/posts.ex')).toBe(true);
    workspace.apply([{ path: 'lib/posts.ex', text: good }]);
    expect(workspace.project.isUnread('lib/posts.ex')).toBe(false);
  });

  it('is not troubled by tests', async () => {
    const { 'lib/posts.ex': _, ...rest } = sources;
    const domain = sources['lib/shop.ex']!.replace('    resource Shop.Posts\n', '');
    const test = { 'test/support/case.ex': 'defmodule Case do\n use Ash.Resource\n [' };
    const workspace = await createWorkspace({ ...rest, ...before, ...test, 'lib/shop.ex': domain });
    const report = await planIn(workspace);
    expect(report.questions).toHaveLength(1);
    expect(report.opaque).toEqual([]);
  });
});
