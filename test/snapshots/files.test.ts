import { describe, expect, it } from 'vitest';
import { explainConflict } from '../../src/snapshots/explain-conflict.ts';
import { findConflict } from '../../src/snapshots/conflict.ts';
import { findPlace } from '../../src/snapshots/find-place.ts';
import { placeOf } from '../../src/snapshots/layout.ts';
import { readExtensions, readSnapshot } from '../../src/snapshots/read-snapshot.ts';
import type { Snapshot } from '../../src/snapshots/snapshot.ts';
import { SnapshotStore } from '../../src/snapshots/store.ts';

const root = 'priv/resource_snapshots';

function snapshotOf(file: Readonly<Record<string, unknown>>): Snapshot {
  const result = readSnapshot(JSON.stringify({ table: 'posts', repo: 'Elixir.Blog.Repo', identities: [], ...file }));
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

function text(columns: readonly string[]): string {
  const attributes = columns.map((source) => ({ source, type: 'text', 'allow_nil?': true }));
  return JSON.stringify({ table: 'posts', repo: 'Elixir.Blog.Repo', attributes, identities: [] }, undefined, 2);
}

describe('reading a snapshot', () => {
  it('fills in what older versions left out', () => {
    const { attributes, identities, multitenancy, hasCreateAction } = snapshotOf({
      attributes: [
        { name: 'title', type: ['varchar', 255], size: 255, 'allow_nil?': true, default: null },
        { name: 'tags', type: ['array', ['array', 'text']], 'allow_nil?': true },
        {
          source: 'author_id',
          type: 'uuid',
          'allow_nil?': false,
          references: {
            table: 'authors',
            destination_field: 'id',
            name: '_author_id_fkey',
            on_delete: ['nilify', ['a']],
          },
        },
      ],
      identities: [{ name: 'title', keys: ['title', '(lower(title))'] }],
    });
    expect(attributes.map(({ source, type, size, default: value }) => [source, type, size, value])).toEqual([
      ['title', 'varchar', 255, 'nil'],
      ['tags', ['array', ['array', 'text']], null, 'nil'],
      ['author_id', 'uuid', null, 'nil'],
    ]);
    expect(attributes[2]?.references).toMatchObject({
      name: 'posts_author_id_fkey',
      destinationAttribute: 'id',
      onDelete: ['nilify', ['a']],
      deferrable: false,
      index: false,
      matchTenant: false,
      schema: null,
    });
    expect(identities[0]).toMatchObject({
      keys: [
        { kind: 'atom', value: 'title' },
        { kind: 'string', value: '(lower(title))' },
      ],
      indexName: 'posts_title_unique_index',
      nilsDistinct: true,
      allTenants: false,
    });
    expect(multitenancy).toEqual({ strategy: null, attribute: null, global: null });
    expect(hasCreateAction).toBe(true);
  });

  it('tells where a broken text is broken', () => {
    const lineOf = (file: string): string => {
      const result = readSnapshot(file);
      if (result.ok) throw new Error('it was read');
      return `${result.problem.kind} ${file.slice(result.problem.at.start, result.problem.at.end)}`;
    };
    expect(lineOf(text(['a']).replace('"type": "text",', '"type": "text"'))).toBe('json "allow_nil?": true');
    expect(lineOf(text(['a']).slice(0, -3))).toMatch(/^json /);
    expect(lineOf(text(['a']).replace('"posts"', '7'))).toBe('content "table": 7,');
    expect(lineOf('')).toBe('json ');
    expect(lineOf('[]')).toBe('content []');
    expect(lineOf('not json at all')).toBe('json not json at all');
  });

  it('takes both sides of a conflict apart, also those of diff3', () => {
    const [before, after] = ['{\n  "attributes": [\n', '  ]\n}\n'];
    const merged = `${before}<<<<<<< HEAD\n1\n||||||| base\n0\n=======\n2\n>>>>>>> other\n${after}`;
    expect(findConflict(merged)).toMatchObject({
      ours: { label: 'HEAD', text: `${before}1\n${after}` },
      theirs: { label: 'other', text: `${before}2\n${after}` },
    });
    expect(readSnapshot(merged)).toMatchObject({ ok: false, problem: { kind: 'conflict' } });
    const side = (columns: readonly string[]): { label: string; text: string } => ({ label: '', text: text(columns) });
    expect(explainConflict(side(['id', 'likes', 'x']), side(['id', 'shares']))).toEqual({
      ours: 'the column `likes` and the column `x`',
      theirs: 'the column `shares`',
    });
    expect(explainConflict(side(['id']), { label: '', text: '{' })).toEqual({
      ours: 'a snapshot that can be read',
      theirs: 'none that can be read',
    });
  });

  it('finds the line of a value', () => {
    const file = text(['a', 'b']);
    const at = (...path: (string | number)[]): string => {
      const { start, end } = findPlace(file, path);
      return file.slice(start, end);
    };
    expect(at('attributes', 1, 'source')).toBe('"source": "b"');
    expect(at('attributes', 1, 'size')).toBe('{');
    expect(at('table')).toBe('"table": "posts"');
  });
});

describe('extensions.json', () => {
  it('is read in both forms', () => {
    expect(readExtensions('["uuid-ossp"]')).toEqual({
      ok: true,
      value: { ashFunctionsVersion: undefined, installed: ['uuid-ossp'] },
    });
    expect(readExtensions('{"ash_functions_version": 5, "installed": ["citext"]}')).toEqual({
      ok: true,
      value: { ashFunctionsVersion: 5, installed: ['citext'] },
    });
  });
});

describe('the layout', () => {
  it.each([
    ['repo/posts/20250101000000.json', { tenant: false, schema: null, table: 'posts', stamp: '20250101000000' }],
    ['repo/tenants/posts/20250101000000.json', { tenant: true, schema: null, table: 'posts' }],
    ['repo/tenants/20250101000000.json', { tenant: false, schema: null, table: 'tenants' }],
    ['repo/music.albums/20250101000000_dev.json', { schema: 'music', table: 'albums', dev: true }],
    ['repo/posts.json', { table: 'posts', stamp: null }],
    ['repo/tenants/posts.json', { tenant: true, table: 'posts', stamp: null }],
  ])('reads %s', (path, expected) => {
    expect(placeOf(path)).toMatchObject({ repo: 'repo', ...expected });
  });

  it.each(['repo/extensions.json', 'extensions.json', 'repo/posts/initial.json', 'repo/a/b/20250101000000.json'])(
    'leaves %s alone',
    (path) => {
      expect(placeOf(path)).toBeUndefined();
    },
  );
});

describe('the store', () => {
  const key = { root, repo: 'Blog.Repo', tenant: false, schema: null, table: 'posts' };

  it('knows the latest file of a table', () => {
    const store = new SnapshotStore();
    for (const name of ['20250101000000', '20250103000000', '20250102000000', '20250104000000_dev', 'initial']) {
      store.setFile(`${root}/repo/posts/${name}.json`, text([name]));
    }
    store.setFile(`${root}/repo/posts.json`, text(['flat']));
    store.setFile(`${root}/other/posts/20260101000000.json`, text(['other']));
    expect(store.latest(key)?.path).toBe(`${root}/repo/posts/20250103000000.json`);
    expect(store.latest(key, true)?.path).toBe(`${root}/repo/posts/20250104000000_dev.json`);
    expect(store.latestOfAll(root, 'Blog.Repo').map(({ place }) => place.table)).toEqual(['posts']);
    store.removeFile(`${root}/repo/posts/20250103000000.json`);
    expect(store.latest(key)?.place.stamp).toBe('20250102000000');
  });

  it('falls back to the table without its schema, as the generator does', () => {
    const store = new SnapshotStore();
    store.setFile(`${root}/repo/posts/20250101000000.json`, text([]));
    expect(store.latest({ ...key, schema: 'blog' })?.place.schema).toBeNull();
    store.setFile(`${root}/repo/blog.posts/20240101000000.json`, text([]));
    expect(store.latest({ ...key, schema: 'blog' })?.place.schema).toBe('blog');
  });

  it('reads a text once', () => {
    const store = new SnapshotStore();
    const path = `${root}/repo/posts/20250101000000.json`;
    store.setFile(path, text(['a']));
    const first = store.read(path);
    expect(store.read(path)).toBe(first);
    const { revision } = store;
    store.setFile(path, text(['b']));
    expect(store.revision).not.toBe(revision);
    expect(store.read(path)).not.toBe(first);
  });
});
