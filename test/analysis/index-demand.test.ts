import { PGlite } from '@electric-sql/pglite';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexDemand } from '../../src/analysis/index-demand.ts';
import { LineTables } from '../../src/analysis/line-tables.ts';
import { queryToSql, type QueryTextAnswer } from '../../src/analysis/query-to-sql.ts';
import type { Workspace } from '../../src/analysis/workspace.ts';
import type { Demand, DemandedTable } from '../../src/ash/demand/demand.ts';
import { createWorkspace } from '../helpers/workspace.ts';

/** A project with one declaration of each kind that makes a query. */
const folder = 'test/analysis/index-demand';

let workspace: Workspace;
let demand: Demand;
let database: PGlite;

function demandOf(of: Workspace, resources?: readonly string[]): Demand {
  const lines = new LineTables((path) => of.textOf(path));
  const [first] = indexDemand(of, lines, resources === undefined ? {} : { resources });
  if (first === undefined) throw new Error('there is no repository');
  return first;
}

function queryOf(id: string): Demand['queries'][number] {
  const found = demand.queries.find((query) => query.id === `Blog.${id}`);
  if (found === undefined) throw new Error(`there is no ${id}: ${demand.queries.map((query) => query.id).join(' ')}`);
  return found;
}

const sqlOf = (id: string): string => queryOf(id).sql;

async function build({ name, columns, uniqueKeys: [key = []] }: DemandedTable): Promise<void> {
  const parts = columns.map((column) => `"${column.name}" ${column.type}${column.nullable ? '' : ' NOT NULL'}`);
  await database.exec(`CREATE TABLE "${name}" (${parts.join(', ')})`);
  await database.exec(
    `ALTER TABLE "${name}" ADD CONSTRAINT "${name}_pkey" PRIMARY KEY (${key.map((each) => `"${each}"`).join(', ')})`,
  );
}

async function prepares(sql: string): Promise<string> {
  try {
    await database.exec(`PREPARE tried AS ${sql}`);
    await database.exec('DEALLOCATE tried');
    return 'accepted';
  } catch (error) {
    return `${String(error)}: ${sql}`;
  }
}

beforeAll(async () => {
  const files = readdirSync(folder).map((name) => [`lib/${name}`, readFileSync(`${folder}/${name}`, 'utf8')] as const);
  workspace = await createWorkspace({ 'mix.exs': 'defmodule Blog.MixProject do\nend\n', ...Object.fromEntries(files) });
  demand = demandOf(workspace);
  database = new PGlite({ extensions: { citext, pg_trgm } });
  await database.exec('CREATE EXTENSION citext; CREATE EXTENSION pg_trgm');
  for (const table of demand.tables) await build(table);
}, 60_000);

afterAll(() => database.close());

describe('the queries of resources', () => {
  it.each([
    ['Post:read:read', 'SELECT t0.* FROM "posts" AS t0 WHERE t0."archived_at" IS NULL'],
    [
      'Post:read:published',
      `SELECT t0.* FROM "posts" AS t0 WHERE (t0."archived_at" IS NULL) AND (t0."status" = 'published') ORDER BY t0."published_at" DESC LIMIT $1::bigint`,
    ],
    [
      'Post:read:of_author',
      'SELECT t0.* FROM "posts" AS t0 WHERE (t0."archived_at" IS NULL) AND (t0."writer_id" = $1::uuid) AND (t0."score" >= $2::bigint)',
    ],
    [
      'Post:read:listed',
      'SELECT t0.* FROM "posts" AS t0 WHERE t0."archived_at" IS NULL ORDER BY t0."inserted_at" DESC, t0."id" ASC LIMIT $1::bigint',
    ],
    [
      'Post:read:listed:next',
      'SELECT t0.* FROM "posts" AS t0 WHERE (t0."archived_at" IS NULL) AND ((t0."inserted_at" < $1::timestamp) OR ((t0."inserted_at" = $2::timestamp) AND (t0."id" > $3::uuid))) ORDER BY t0."inserted_at" DESC, t0."id" ASC LIMIT $4::bigint',
    ],
    [
      'Post:read:by_slug',
      'SELECT t0.* FROM "posts" AS t0 WHERE (t0."archived_at" IS NULL) AND (t0."slug" = $1::citext) LIMIT $2::bigint',
    ],
    [
      'Post:read:search',
      `SELECT t0.* FROM "posts" AS t0 WHERE (t0."archived_at" IS NULL) AND (t0."title" ILIKE '%' || $1::text || '%')`,
    ],
    [
      'Post:read:starting',
      `SELECT t0.* FROM "posts" AS t0 WHERE (t0."archived_at" IS NULL) AND (t0."title" LIKE $1::text || '%')`,
    ],
    [
      'Post:read:tagged',
      'SELECT t0.* FROM "posts" AS t0 WHERE (t0."archived_at" IS NULL) AND (t0."keywords" && $1::text[])',
    ],
    [
      'Post:read:folded',
      'SELECT t0.* FROM "posts" AS t0 WHERE (t0."archived_at" IS NULL) AND (lower(t0."title") = $1::text)',
    ],
    [
      'Post:read:by_author_name',
      'SELECT t0.* FROM "posts" AS t0 INNER JOIN "authors" AS t1 ON t0."writer_id" = t1."id" WHERE (t0."archived_at" IS NULL) AND (t1."name" = $1::text)',
    ],
    [
      'Post:read:discussed',
      'SELECT t0.* FROM "posts" AS t0 WHERE (t0."archived_at" IS NULL) AND (EXISTS (SELECT 1 FROM "comments" AS t1 WHERE (t0."id" = t1."post_id") AND (t1."approved")))',
    ],
    [
      'Post:read:popular',
      'SELECT t0.* FROM "posts" AS t0 LEFT OUTER JOIN LATERAL (SELECT count(*) AS "comment_count" FROM "comments" AS t1 WHERE t0."id" = t1."post_id" GROUP BY t1."post_id") AS t2 ON TRUE WHERE (t0."archived_at" IS NULL) AND (coalesce(t2."comment_count", 0) > 10)',
    ],
    [
      'Post:read:recent',
      `SELECT t0.* FROM "posts" AS t0 WHERE (t0."archived_at" IS NULL) AND (t0."published_at" > ((now() AT TIME ZONE 'utc') - (7 * interval '1 day')))`,
    ],
    ['Post:read:archived', 'SELECT t0.* FROM "posts" AS t0 WHERE t0."archived_at" IS NOT NULL'],
    [
      'Post:get:get_post_by_title',
      'SELECT t0.* FROM "posts" AS t0 WHERE (t0."archived_at" IS NULL) AND (t0."title" = $1::text) LIMIT $2::bigint',
    ],
    ['Post:identity:unique_slug', 'SELECT t0.* FROM "posts" AS t0 WHERE t0."slug" = $1::citext LIMIT $2::bigint'],
    [
      'Post:load:comments',
      'SELECT t0.* FROM "comments" AS t0 WHERE t0."post_id" = ANY($1::uuid[]) ORDER BY t0."inserted_at" ASC',
    ],
    [
      'Post:load:latest_comments',
      'SELECT t2.* FROM "posts" AS t0 INNER JOIN LATERAL (SELECT t1.* FROM "comments" AS t1 WHERE t0."id" = t1."post_id" ORDER BY t1."inserted_at" DESC LIMIT $1::bigint) AS t2 ON TRUE WHERE t0."id" = ANY($2::uuid[])',
    ],
    [
      'Post:load:tags',
      'SELECT t3.* FROM "posts" AS t0 INNER JOIN LATERAL (SELECT t1.* FROM "tags" AS t1 INNER JOIN "post_tags" AS t2 ON t2."tag_id" = t1."id" WHERE t0."id" = t2."post_id") AS t3 ON TRUE WHERE t0."id" = ANY($1::uuid[])',
    ],
    ['Post:load:author', 'SELECT t0.* FROM "authors" AS t0 WHERE t0."id" = ANY($1::uuid[])'],
    [
      'Post:aggregate:comment_count',
      'SELECT t0.*, coalesce(t2."comment_count", 0) AS "comment_count" FROM "posts" AS t0 LEFT OUTER JOIN LATERAL (SELECT count(*) AS "comment_count" FROM "comments" AS t1 WHERE t0."id" = t1."post_id" GROUP BY t1."post_id") AS t2 ON TRUE WHERE (t0."archived_at" IS NULL) AND (t0."id" = ANY($1::uuid[]))',
    ],
    [
      'Post:aggregate:latest_comment',
      'SELECT t0.*, t2."latest_comment" AS "latest_comment" FROM "posts" AS t0 LEFT OUTER JOIN LATERAL (SELECT (array_agg(t1."body" ORDER BY t1."inserted_at" DESC))[1] AS "latest_comment" FROM "comments" AS t1 WHERE (t0."id" = t1."post_id") AND (t1."approved") GROUP BY t1."post_id") AS t2 ON TRUE WHERE (t0."archived_at" IS NULL) AND (t0."id" = ANY($1::uuid[]))',
    ],
    ['Comment:references:author', 'SELECT 1 FROM ONLY "comments" AS t0 WHERE $1::uuid = t0."author_id"'],
    [
      'Comment:read:read:policies',
      'SELECT t0.* FROM "comments" AS t0 INNER JOIN "posts" AS t1 ON t0."post_id" = t1."id" AND (t1."archived_at" IS NULL) WHERE t1."writer_id" = $1::uuid',
    ],
    [
      'Invoice:read:open',
      `SELECT t0.* FROM "invoices" AS t0 WHERE (t0."org_id" = $1::uuid) AND (t0."state" = 'open') ORDER BY t0."due_on" ASC LIMIT $2::bigint`,
    ],
    [
      'Invoice:identity:unique_number',
      'SELECT t0.* FROM "invoices" AS t0 WHERE (t0."org_id" = $1::uuid) AND (t0."number" = $2::text) LIMIT $3::bigint',
    ],
  ])('%s', (id, sql) => {
    expect(sqlOf(id)).toBe(sql);
  });

  it('tell what parameters stand for', () => {
    expect(queryOf('Post:read:of_author').parameters).toEqual([
      { kind: 'column', table: 'posts', column: 'writer_id', type: 'uuid' },
      { kind: 'column', table: 'posts', column: 'score', type: 'bigint' },
    ]);
    expect(queryOf('Post:read:published').parameters).toEqual([{ kind: 'literal', value: '5', type: 'bigint' }]);
  });

  it('tell what they do with the columns of the main table', () => {
    expect(queryOf('Post:read:published').shape).toEqual({
      equal: ['archived_at', 'status'],
      range: [],
      search: [],
      sort: [{ column: 'published_at', descending: true }],
      limited: true,
    });
    expect(queryOf('Post:read:of_author').shape).toMatchObject({
      equal: ['archived_at', 'writer_id'],
      range: ['score'],
    });
    expect(queryOf('Post:read:search').shape.search).toEqual(['title']);
    expect(queryOf('Post:read:by_author_name').tables).toEqual(['posts', 'authors']);
  });

  it('are accepted by PostgreSQL, all of them', async () => {
    const answers: string[] = [];
    for (const { sql } of demand.queries) answers.push(await prepares(sql));
    expect(new Set(answers)).toEqual(new Set(['accepted']));
    expect(answers.length).toBeGreaterThan(35);
  });

  it('leave out what is code, and say so', () => {
    const reasons = demand.unread.map(({ origin, reason }) => `${origin.what}: ${reason}`);
    expect(reasons).toContain('read action `scored`: the preparation `Blog.Preparations.Score` is code');
    expect(reasons).toContain('read action `by_hand`: it is a manual action: its query is code');
    expect(reasons).toContain('read action `shouted`: the calculation `shout` is computed by Elixir');
    expect(demand.queries.map(({ id }) => id)).not.toContain('Blog.Post:read:scored');
  });

  it('are none of PostgreSQL where rows of the other side are only archived', () => {
    expect(demand.queries.map(({ id }) => id)).not.toContain('Blog.Comment:references:post');
  });

  it('have the line that declares them', () => {
    const { path, line, what } = queryOf('Post:read:published').origin;
    expect(what).toBe('read action `published`');
    expect(workspace.textOf(path).split('\n')[line - 1]).toContain('read :published do');
  });
});

describe('the indexes', () => {
  const named = (name: string): Demand['indexes'][number] | undefined =>
    demand.indexes.find((index) => index.name === name);

  it('that stand are those that AshPostgres makes', () => {
    expect(named('posts_pkey')).toMatchObject({ status: 'standing', isConstraint: true, columns: ['id'] });
    expect(named('posts_unique_slug_index')).toMatchObject({
      status: 'standing',
      unique: true,
      sql: 'CREATE UNIQUE INDEX "posts_unique_slug_index" ON "posts" ("slug")',
    });
    expect(named('invoices_unique_number_index')?.columns).toEqual(['org_id', 'number']);
  });

  it('that another one covers are needless', () => {
    expect(named('comments_author_id_index')).toMatchObject({
      status: 'needless',
      coveredBy: 'comments_author_id_inserted_at_index',
    });
    expect(named('posts_slug_index')).toMatchObject({ status: 'needless', coveredBy: 'posts_unique_slug_index' });
  });

  it.each([
    ['comments_post_id_inserted_at_index', 'index [:post_id, :inserted_at]', 'postgres.custom_indexes'],
    ['post_tags_tag_id_index', 'reference :tag, index?: true', 'postgres.references'],
    ['posts_writer_id_index', 'index [:writer_id]', 'postgres.custom_indexes'],
    [
      'posts_title_trgm_index',
      'index ["title gin_trgm_ops"], name: "posts_title_trgm_index", using: "gin"',
      'postgres.custom_indexes',
    ],
    ['posts_keywords_index', 'index [:keywords], using: "gin"', 'postgres.custom_indexes'],
    [
      'posts_inserted_at_index',
      String.raw`index [:inserted_at], name: "posts_inserted_at_index", where: "\"archived_at\" IS NULL"`,
      'postgres.custom_indexes',
    ],
  ])('that are lacking are suggested: %s', (name, code, block) => {
    expect(named(name)).toMatchObject({ status: 'suggested', declaration: { block, code } });
  });

  it('of a tenant start with the tenant, as AshPostgres makes them', () => {
    const own = demand.indexes.filter(({ table, status }) => table === 'invoices' && status === 'suggested');
    expect(own.map(({ sql, declaration }) => [sql, declaration?.code])).toEqual([
      [
        `CREATE INDEX "invoices_due_on_index" ON "invoices" ("org_id", "due_on") WHERE "state" = 'open'`,
        String.raw`index [:due_on], name: "invoices_due_on_index", where: "\"state\" = 'open'"`,
      ],
    ]);
  });

  it('are accepted by PostgreSQL, all of them', async () => {
    const refused: string[] = [];
    for (const { sql, isConstraint } of demand.indexes) {
      if (isConstraint) continue;
      await database.exec(sql).catch((error: unknown) => refused.push(`${String(error)}: ${sql}`));
    }
    expect(refused).toEqual([]);
  });

  it('are not suggested again once they are declared', async () => {
    const text = workspace.textOf('lib/comment.ex');
    const declared = text.replace('custom_indexes do', 'custom_indexes do\n      index [:post_id, :inserted_at]');
    expect(declared).not.toBe(text);
    const files = workspace.paths().map((path) => [path, workspace.textOf(path)] as const);
    const changed = await createWorkspace({ ...Object.fromEntries(files), 'lib/comment.ex': declared });
    const statuses = demandOf(changed).indexes.filter(({ name }) => name === 'comments_post_id_inserted_at_index');
    expect(statuses.map(({ status }) => status)).toEqual(['standing']);
  });

  it('of a resource that may declare more are none that lack', async () => {
    const files = workspace.paths().map((path) => [path, workspace.textOf(path)] as const);
    const text = workspace
      .textOf('lib/comment.ex')
      .replace('use Ash.Resource,', 'use Unknown.Thing\n  use Ash.Resource,');
    const changed = demandOf(await createWorkspace({ ...Object.fromEntries(files), 'lib/comment.ex': text }));
    expect(changed.indexes.filter(({ table, status }) => table === 'comments' && status === 'suggested')).toEqual([]);
    expect(changed.unread.map(({ origin }) => origin.what)).toContain('table `comments`');
  });

  it('can be asked for by resource', () => {
    const own = demandOf(workspace, ['Blog.Invoice']);
    expect(new Set(own.indexes.map(({ table }) => table))).toEqual(new Set(['invoices']));
    expect(own.queries.every(({ tables }) => tables.includes('invoices'))).toBe(true);
  });
});

describe('a query that somebody writes', () => {
  const ask = (text: string, resource?: string): QueryTextAnswer => {
    const lines = new LineTables((path) => workspace.textOf(path));
    return queryToSql(workspace, lines, resource === undefined ? { text } : { text, resource });
  };

  it.each([
    [
      'status == :published and author.name == ^arg(:name)',
      `SELECT t0.* FROM "posts" AS t0 INNER JOIN "authors" AS t1 ON t0."writer_id" = t1."id" WHERE (t0."archived_at" IS NULL) AND ((t0."status" = 'published') AND (t1."name" = $1::text))`,
    ],
    [
      'expr(score > 3 or is_nil(published_at))',
      'SELECT t0.* FROM "posts" AS t0 WHERE (t0."archived_at" IS NULL) AND ((t0."score" > 3) OR (t0."published_at" IS NULL))',
    ],
    [
      'Post |> Ash.Query.filter(score > ^min) |> Ash.Query.sort(inserted_at: :desc) |> Ash.Query.limit(10) |> Ash.read!()',
      'SELECT t0.* FROM "posts" AS t0 WHERE (t0."archived_at" IS NULL) AND (t0."score" > $1::bigint) ORDER BY t0."inserted_at" DESC LIMIT $2::bigint',
    ],
    [
      'from p in Post, join: a in assoc(p, :author), where: p.status == "published" and a.name == ^name, order_by: [desc: p.inserted_at], limit: 5',
      `SELECT t0.* FROM "posts" AS t0 INNER JOIN "authors" AS t1 ON t0."writer_id" = t1."id" WHERE (t0."status" = 'published') AND (t1."name" = $1::text) ORDER BY t0."inserted_at" DESC LIMIT $2::bigint`,
    ],
    [
      'from c in "comments", where: c.post_id in ^ids, select: count(c.id)',
      'SELECT count(t0."id") FROM "comments" AS t0 WHERE t0."post_id" = ANY($1::uuid[])',
    ],
    [
      'Blog.Comment |> where([c], is_nil(c.body)) |> order_by(asc: :inserted_at) |> Repo.all()',
      'SELECT t0.* FROM "comments" AS t0 WHERE t0."body" IS NULL ORDER BY t0."inserted_at" ASC',
    ],
    ["SELECT * FROM posts WHERE slug = 'a;b';", "SELECT * FROM posts WHERE slug = 'a;b'"],
  ])('%s', async (text, sql) => {
    const answer = ask(text, 'Blog.Post');
    expect(answer).toMatchObject({ ok: true, sql });
    expect(await prepares(sql)).toBe('accepted');
  });

  it.each([
    ['SELECT 1; DROP TABLE posts', 'There are several statements: choose one of them.'],
    ['SELECT * FROM posts WHERE id = $1', 'It has parameters such as `$1`: write values in their place.'],
    ['from p in Post, group_by: p.status', 'This cannot be said as SQL, since `group_by` is not understood here.'],
    ['status ==', 'This is neither SQL nor Elixir without a syntax error.'],
    ['colour == "red"', 'This cannot be said as SQL, since `colour` is no field of `Blog.Post`.'],
    ['score == "red"', 'This cannot be said as SQL, since it compares text with `bigint`.'],
    ['Post |> Enum.map(& &1)', 'This cannot be said as SQL, since `Enum.map` is a function of Elixir.'],
    ['Nothing |> Ash.Query.limit(1)', 'This cannot be said as SQL, since `Nothing` is no resource of the project.'],
  ])('refuses %s', (text, reason) => {
    expect(ask(text, 'Blog.Post')).toEqual({ ok: false, reason });
  });

  it('asks for the resource of a filter', () => {
    const reason = 'A filter alone does not say which resource it is about: choose one.';
    expect(ask('status == :published')).toEqual({ ok: false, reason });
  });
});
