import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparePlans } from '../../../src/postgres/explain/compare-plans.ts';
import { explainQuery } from '../../../src/postgres/explain/explain-query.ts';
import { indexesIn, nodesOf, rowsRead, type Plan } from '../../../src/postgres/explain/plan.ts';
import { planRows } from '../../../src/postgres/explain/plan-rows.ts';
import { printComparison } from '../../../src/postgres/explain/print-comparison.ts';
import { printPlan } from '../../../src/postgres/explain/print-plan.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/pglite.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.all(
    'CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL)',
    'CREATE TABLE posts (id int PRIMARY KEY, user_id int NOT NULL, title text NOT NULL, at timestamp NOT NULL)',
    "INSERT INTO users SELECT n, 'user ' || n FROM generate_series(1, 1000) n",
    "INSERT INTO posts SELECT n, 1 + (n * 7919) % 1000, md5(n::text), timestamp '2024-01-01' + n * interval '1 min' FROM generate_series(1, 10000) n",
    'VACUUM (ANALYZE)',
  );
}, 60_000);

afterAll(() => database.close());

const newest = 'SELECT * FROM posts p JOIN users u ON u.id = p.user_id WHERE p.user_id = $1 ORDER BY p.at DESC LIMIT 5';

async function planOf(sql: string, parameters: readonly string[] = [], analyze = true): Promise<Plan> {
  const explained = await explainQuery(database, sql, parameters, { analyze });
  if (!explained.ok) throw new Error(explained.reason);
  return explained.plan;
}

async function reasonOf(sql: string): Promise<string> {
  const explained = await explainQuery(database, sql, [], { analyze: true });
  return explained.ok ? 'it was explained' : explained.reason;
}

const untimed = { times: false };

describe('explaining', () => {
  it('draws a plan, and what an index changes', async () => {
    const before = await planOf(newest, ['42']);
    await database.all('CREATE INDEX posts_user_id_index ON posts (user_id)');
    const after = await planOf(newest, ['42']);
    await database.all('DROP INDEX posts_user_id_index');
    expect(printPlan(before, untimed)).toMatchInlineSnapshot(`
      "··········   0%  Limit                                            rows 5 → 5 · 107 pages
      ··········   0%  └─ Sort                                          rows 10 → 5 · 107 pages
                             Sort Key: p.at DESC
                             Sort Method: quicksort, 18 kB in memory
      ··········   0%     └─ Nested Loop                                rows 10 → 10 · 107 pages
      ▍·········   3%        ├─ Index Scan using users_pkey on users u  rows 1 → 1 · 3 pages
                             │     Index Cond: id = 42
      █████████▋  96%        └─ Seq Scan on posts p                     rows 10 → 10 · 104 pages
                                   Filter: user_id = 42
                                   ! It reads 10,000 rows and keeps 10.

      Cost 238, 107 pages
      "
    `);
    expect(printPlan(after, untimed)).toMatchInlineSnapshot(`
      "··········   0%  Limit                                                 rows 5 → 5 · 15 pages
      ··········   0%  └─ Sort                                               rows 10 → 5 · 15 pages
                             Sort Key: p.at DESC
                             Sort Method: quicksort, 18 kB in memory
      ··········   0%     └─ Nested Loop                                     rows 10 → 10 · 15 pages
      █▉········  19%        ├─ Index Scan using users_pkey on users u       rows 1 → 1 · 3 pages
                             │     Index Cond: id = 42
      ███████···  70%        └─ Bitmap Heap Scan on posts p                  rows 10 → 10 · 12 pages
      █·········  10%           └─ Bitmap Index Scan on posts_user_id_index  rows 10 → 10 · 2 pages
                                      Index Cond: user_id = 42

      Cost 44, 15 pages
      "
    `);
    expect(printComparison({ ...comparePlans(before, after), ms: undefined })).toMatchInlineSnapshot(`
      "posts: Seq Scan → Bitmap Heap Scan using posts_user_id_index
      cost 238 → 44 (5.4 times less)
      rows read 10,001 → 11 (909 times less)
      pages 107 → 15 (7.1 times less)
      "
    `);
    expect(indexesIn(after)).toContain('posts_user_id_index');
    expect(rowsRead(before)).toBeGreaterThan(100 * rowsRead(after));
    expect(printPlan(before)).toMatch(/\d ms to run/);
  });

  it('has shares that add up, also below limits, in inner loops and in subplans', async () => {
    const statements = [
      'SELECT * FROM posts ORDER BY id LIMIT 3',
      'SELECT u.*, (SELECT count(*) FROM posts p WHERE p.user_id = u.id) FROM users u WHERE u.id < 9',
      'SELECT * FROM users u JOIN LATERAL (SELECT * FROM posts p WHERE p.id = u.id * 3 LIMIT 1) x ON true WHERE u.id < 50',
      'WITH big AS MATERIALIZED (SELECT user_id, count(*) n FROM posts GROUP BY 1) SELECT * FROM big WHERE n > (SELECT avg(n) FROM big)',
    ];
    for (const sql of statements) {
      const plan = await planOf(sql);
      const sum = nodesOf(plan.root).reduce((total, { cost }) => total + cost.ownShare, 0);
      expect(sum, sql).toBeCloseTo(1, 5);
    }
  });

  it('plans without running, and then tells no rows', async () => {
    const plan = await planOf(newest, ['42'], false);
    expect(plan.executionMs).toBeUndefined();
    expect(planRows(plan).every(({ actual, buffers }) => actual === undefined && buffers === undefined)).toBe(true);
    expect(printPlan(plan)).toContain('about 10 rows');
  });

  it('says where the guess was far off, and where many rows are read for few', async () => {
    const skewed = await planOf("SELECT * FROM posts WHERE title LIKE '%a%' AND title || '' LIKE '%b%' AND id % 2 = 0");
    expect(planRows(skewed).flatMap(({ warnings }) => warnings)).toContainEqual(
      expect.stringMatching(/^It found \d+ times as many rows as PostgreSQL expected\.$/),
    );
    const wasteful = await planOf("SELECT * FROM posts WHERE title = 'none'");
    expect(planRows(wasteful).flatMap(({ warnings }) => warnings)).toContain('It reads 10,000 rows and keeps 0.');
  });

  it('says what does not fit into memory', async () => {
    await database.all("SET work_mem = '64kB'");
    const plan = await planOf('SELECT * FROM posts ORDER BY title');
    await database.all('RESET work_mem');
    expect(printPlan(plan)).toMatch(/! It does not fit into `work_mem`: \d+ pages of temporary files\./);
  });

  it('undoes what a statement writes', async () => {
    const plan = await planOf('DELETE FROM posts WHERE id <= 100');
    expect(plan.root.label).toBe('Delete on posts');
    await planOf("INSERT INTO users VALUES (0, 'nobody')");
    await planOf("UPDATE users SET name = 'x'");
    await planOf('WITH gone AS (DELETE FROM users RETURNING *) SELECT count(*) FROM gone');
    expect(
      await database.rows("SELECT (SELECT count(*) FROM posts) p, (SELECT count(*) FROM users WHERE name <> 'x') u"),
    ).toEqual([{ p: '10000', u: '1000' }]);
  });

  it('refuses what it cannot explain, and goes on with the next statement', async () => {
    expect(await reasonOf('')).toBe('There is no statement to explain.');
    expect(await reasonOf('-- nothing\n;')).toBe('There is no statement to explain.');
    expect(await reasonOf('SELECT 1; DROP TABLE posts')).toBe('There are 2 statements. Give one of them to explain.');
    expect(await reasonOf("SELECT E'\\'' ; DROP TABLE posts; SELECT ''")).not.toBe('it was explained');
    expect(await reasonOf('EXPLAIN SELECT 1')).toBe('Give the statement itself, without `EXPLAIN`.');
    expect(await reasonOf('COMMIT')).toMatch(/^`COMMIT` has no plan\. Give a statement that begins with SELECT/);
    expect(await reasonOf('SELECT nope FROM posts')).toBe('column "nope" does not exist (42703)');
    expect(await reasonOf('INSERT INTO posts (id) VALUES (1)')).toMatch(/\(23502\)$/);
    expect(await reasonOf("SELECT 'a;b' -- one; two")).toBe('it was explained');
    expect(await database.rows('SELECT count(*) c FROM posts')).toEqual([{ c: '10000' }]);
  });

  it('tells that the database is gone', async () => {
    const gone = {
      ...database,
      run: () => Promise.resolve({ ok: false, error: { kind: 'limit', limitMs: 2000 } } as const),
    };
    expect(await explainQuery(gone, 'SELECT 1', [], { analyze: true })).toEqual({
      ok: false,
      fault: 'database',
      reason: 'It took longer than 2 s and was stopped.',
    });
  });
});
