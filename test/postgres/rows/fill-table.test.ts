import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { distributionSchema, type Distributions } from '../../../src/ash/demand/distribution-schema.ts';
import { fillTable } from '../../../src/postgres/rows/fill-table.ts';
import { readDistributions } from '../../../src/postgres/rows/read-distributions.ts';
import { readLiveSchema } from '../../../src/postgres/rows/read-live-schema.ts';
import { seedOrder } from '../../../src/postgres/rows/seed-order.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/pglite.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase(['citext', 'hstore', 'ltree']);
});
afterAll(() => database.close());

beforeEach(() =>
  database.all(
    ...['DROP SCHEMA public CASCADE', 'CREATE SCHEMA public'],
    ...['citext', 'hstore', 'ltree'].map((name) => `CREATE EXTENSION ${name}`),
  ),
);

interface FilledTable {
  readonly table: string;
  readonly rows: number;
  readonly reason?: string;
}

/** Fills all tables, each behind those that it refers to. */
async function filled(rows: number, distributions: Distributions = {}): Promise<readonly FilledTable[]> {
  const read = await readLiveSchema(database);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const tables: FilledTable[] = [];
  for (const { table } of seedOrder(read.schema.tables)) {
    const distribution = distributions[table.name] ?? distributions[`public.${table.name}`];
    const answer = await fillTable(database, read.schema, table, {
      ...{ count: distribution?.rows ?? rows, seed: 'seed' },
      ...(distribution === undefined ? {} : { distribution }),
    });
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    const { ok: _, ...told } = answer;
    tables.push({ table: table.name, ...told });
  }
  return tables;
}

/** The first row of what a query tells, as numbers. */
async function figures(sql: string): Promise<Record<string, number>> {
  const [row = {}] = await database.rows(sql);
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]));
}

describe('generated rows', () => {
  it('follow the distribution', async () => {
    await database.all(
      `CREATE TABLE posts (id bigserial PRIMARY KEY, state text NOT NULL CHECK (state IN ('draft', 'sent', 'gone')), score int,
         kind text NOT NULL, at timestamptz NOT NULL, archived_at timestamptz, word text NOT NULL)`,
    );
    const columns = {
      state: { distinct: 3, skew: 1 },
      score: { distinct: 50, nulls: 0.4, skew: 1.2 },
      kind: {
        values: [
          { value: 'often', share: 0.9 },
          { value: 'rare', share: 0.1 },
        ],
      },
      word: { values: ['a', 'b', 'c', 'd'] },
      at: { correlation: 1 },
    };
    expect(await filled(20_000, { posts: { rows: 10_000, columns } })).toEqual([{ table: 'posts', rows: 10_000 }]);
    const told =
      await figures(`SELECT count(*) AS rows, count(DISTINCT state) AS states, count(DISTINCT score) AS scores,
      avg((score IS NULL)::int) AS nulls, avg((kind = 'often')::int) AS often, count(DISTINCT word) AS words,
      avg((archived_at IS NULL)::int) AS kept, count(DISTINCT at) AS moments FROM posts`);
    expect(told).toMatchObject({ rows: 10_000, states: 3, scores: 50, words: 4, moments: 10_000 });
    expect(told['nulls']).toBeCloseTo(0.4, 1);
    expect(told['often']).toBeCloseTo(0.9, 1);
    expect(told['kept']).toBeCloseTo(0.9, 1);
    const { first, last } = await figures(
      'SELECT max(n) AS first, min(n) AS last FROM (SELECT count(*) AS n FROM posts WHERE score IS NOT NULL GROUP BY score) x',
    );
    expect(first).toBeGreaterThan(20 * (last ?? 0));
    expect(
      await figures(
        'SELECT count(*) AS behind FROM (SELECT at < lag(at) OVER (ORDER BY id) AS less FROM posts) x WHERE less',
      ),
    ).toEqual({ behind: 0 });
  });

  it('refer to rows that are there, more often to some where that is said', async () => {
    await database.all(
      'CREATE TABLE orgs (id uuid PRIMARY KEY DEFAULT gen_random_uuid())',
      'CREATE TABLE members (org_id uuid REFERENCES orgs, id uuid, PRIMARY KEY (org_id, id))',
      `CREATE TABLE posts (id uuid PRIMARY KEY, org_id uuid NOT NULL REFERENCES orgs, author_id uuid NOT NULL, reviewer_id uuid,
         parent_id uuid REFERENCES posts, FOREIGN KEY (org_id, author_id) REFERENCES members, FOREIGN KEY (org_id, reviewer_id) REFERENCES members)`,
      'CREATE TABLE reads (post_id uuid REFERENCES posts, member_id uuid, PRIMARY KEY (post_id, member_id))',
      'CREATE TABLE covers (post_id uuid PRIMARY KEY REFERENCES posts, likes int)',
    );
    const tables = await filled(3000, { orgs: { rows: 20 }, 'public.posts': { columns: { org_id: { skew: 1 } } } });
    expect(Object.fromEntries(tables.map(({ table, rows }) => [table, rows]))).toEqual({
      ...{ orgs: 20, members: 3000, posts: 3000, reads: 3000, covers: 3000 },
    });
    expect(
      await figures(`SELECT (SELECT count(*) FROM posts p WHERE NOT EXISTS (SELECT FROM members m WHERE m.org_id = p.org_id AND m.id = p.author_id)) AS authors,
        (SELECT count(*) FROM posts p WHERE reviewer_id IS NOT NULL AND NOT EXISTS (SELECT FROM members m WHERE m.org_id = p.org_id AND m.id = p.reviewer_id)) AS reviewers,
        (SELECT count(*) FROM posts p WHERE parent_id IS NOT NULL AND NOT EXISTS (SELECT FROM posts o WHERE o.id = p.parent_id)) AS parents,
        (SELECT count(*) FROM covers c WHERE NOT EXISTS (SELECT FROM posts o WHERE o.id = c.post_id)) AS covers`),
    ).toEqual({ authors: 0, reviewers: 0, parents: 0, covers: 0 });
    const some = await figures('SELECT count(parent_id) AS parents, count(reviewer_id) AS reviewers FROM posts');
    expect(Math.min(some['parents'] ?? 0, some['reviewers'] ?? 0)).toBeGreaterThan(1000);
  });

  it('have values of every type, and pass checks and keys', async () => {
    await database.all(
      `CREATE TYPE mood AS ENUM ('sad', 'happy')`,
      `CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]{2}$')`,
      `CREATE TABLE wide (a int2 NOT NULL, b numeric(8,2) NOT NULL, c varchar(5) NOT NULL, d varchar(20) NOT NULL, e mood NOT NULL,
         f code NOT NULL, g jsonb NOT NULL, h text[] NOT NULL, i inet NOT NULL, j date NOT NULL, k time NOT NULL, l interval NOT NULL,
         m bytea NOT NULL, n bool NOT NULL, o float8 NOT NULL, p citext NOT NULL, q ltree NOT NULL, r hstore NOT NULL, s tsvector NOT NULL,
         t point NOT NULL, u int4range NOT NULL, v tstzrange NOT NULL, w macaddr NOT NULL, x bit(4) NOT NULL, y uuid[] NOT NULL,
         z text GENERATED ALWAYS AS (d || '!') STORED)`,
      `CREATE TABLE strict (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE CHECK (email ~ '^[^@]+@[^@]+$'),
         slug citext NOT NULL UNIQUE CHECK (slug ~ '^[a-z-]+[0-9]*$'), a date, b date CHECK (a < b), c numeric CHECK (c >= 0 AND c < 1))`,
      'CREATE UNIQUE INDEX ON strict (lower(email))',
    );
    expect(await filled(2000)).toEqual([
      { table: 'strict', rows: 2000 },
      { table: 'wide', rows: 2000 },
    ]);
    expect(await database.run(`INSERT INTO strict (email, slug) VALUES ('me@here', 'me')`)).toMatchObject({ ok: true });
  });

  it('are the same for the same seed, whatever was there before', async () => {
    const table = 'CREATE TABLE t (id uuid PRIMARY KEY, name text, n int, at timestamptz)';
    const digest = 'SELECT md5(string_agg(t::text, chr(10) ORDER BY id)) AS all FROM t';
    await database.all(table);
    await filled(500);
    const first = await database.rows(digest);
    await database.all('DROP TABLE t', table);
    await filled(500);
    expect(await database.rows(digest)).toEqual(first);
  });

  it('are told to be missing, with the reason', async () => {
    await database.all(
      'CREATE TABLE never (id int PRIMARY KEY, a int NOT NULL CHECK (a > 3 AND a < 2))',
      'CREATE TABLE child (id int PRIMARY KEY, never_id int NOT NULL REFERENCES never)',
      'CREATE TABLE small (flag bool UNIQUE NOT NULL)',
    );
    expect(await filled(100)).toMatchObject([
      { table: 'never', rows: 0, reason: expect.stringContaining('a > 3') as string },
      { table: 'child', rows: 0, reason: expect.stringContaining('`public.never`') as string },
      { table: 'small', rows: 2 },
    ]);
  });

  it('come fast: figures for 100,000', async () => {
    await database.all(
      'CREATE TABLE users (id uuid PRIMARY KEY, email text NOT NULL UNIQUE)',
      `CREATE TABLE posts (id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users, title text NOT NULL, score bigint,
         published_at timestamptz, price numeric(10, 2))`,
    );
    const begun = performance.now();
    const tables = await filled(100_000, { users: { rows: 10_000 } });
    console.log(`filled 110,000 rows in ${Math.round(performance.now() - begun)} ms`);
    expect(tables.map(({ rows }) => rows)).toEqual([10_000, 100_000]);
  });
});

describe('distributions of a server', () => {
  it('are read from its statistics, without values that may be data', async () => {
    await database.all(
      `CREATE TYPE mood AS ENUM ('sad', 'happy')`,
      'CREATE TABLE people (id int PRIMARY KEY, name text, mood mood NOT NULL, n int, never int)',
      `INSERT INTO people SELECT g, 'Name ' || g % 3, (CASE WHEN g % 10 = 0 THEN 'sad' ELSE 'happy' END)::mood,
         CASE WHEN g % 4 > 0 THEN g % 100 END FROM generate_series(1, 5000) g`,
      'CREATE TABLE fresh (id int)',
      'ANALYZE people',
    );
    const answer = await readDistributions(database, ['public.people', 'fresh', 'missing']);
    expect(answer).toMatchObject({ ok: true, withoutStatistics: ['fresh'] });
    if (!answer.ok) return;
    expect(distributionSchema.parse(answer.distributions)).toEqual(answer.distributions);
    expect(answer.distributions).toMatchObject({
      'public.people': {
        rows: 5000,
        columns: {
          id: { distinct: 5000, correlation: 1 },
          name: { distinct: 3 },
          mood: {
            distinct: 2,
            values: [
              { value: 'happy', share: 0.9 },
              { value: 'sad', share: 0.1 },
            ],
          },
          n: { distinct: 75, nulls: 0.25 },
          never: { nulls: 1 },
        },
      },
    });
    expect(JSON.stringify(answer.distributions)).not.toContain('Name');
    await database.all('TRUNCATE people');
    expect((await filled(100, answer.distributions)).find(({ table }) => table === 'people')).toMatchObject({
      rows: 5000,
    });
    expect(await figures(`SELECT avg((mood = 'happy')::int) AS happy, count(never) AS never FROM people`)).toEqual({
      happy: expect.closeTo(0.9, 1) as number,
      never: 0,
    });
  });
});
