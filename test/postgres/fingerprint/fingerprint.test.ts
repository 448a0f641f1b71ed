import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compareFingerprints, type Difference } from '../../../src/postgres/fingerprint/compare-fingerprints.ts';
import type { Fingerprint } from '../../../src/postgres/fingerprint/fingerprint.ts';
import { judgeDifferences } from '../../../src/postgres/fingerprint/judge-differences.ts';
import { takeFingerprint } from '../../../src/postgres/fingerprint/take-fingerprint.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/pglite.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase(['citext', 'pg_trgm']);
});
afterAll(() => database.close());

async function taken(): Promise<Fingerprint> {
  const answer = await takeFingerprint(database);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.fingerprint;
}

/** What the statements change, as the fingerprints around them tell it. */
async function changedBy(...statements: readonly string[]): Promise<Difference[]> {
  const before = await taken();
  await database.all(...statements);
  return compareFingerprints(before, await taken());
}

const base = [
  `CREATE TYPE mood AS ENUM ('sad', 'happy')`,
  `CREATE DOMAIN short AS text CHECK (length(VALUE) < 20)`,
  `CREATE TYPE pair AS (a int, b text)`,
  `CREATE TYPE span AS RANGE (subtype = float8)`,
  `CREATE SEQUENCE counter`,
  `CREATE TABLE users (id bigserial PRIMARY KEY, name varchar(20))`,
  `CREATE TABLE posts (id uuid PRIMARY KEY, title text NOT NULL, n int DEFAULT 1, user_id bigint,
     CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id), CONSTRAINT positive CHECK (n > 0))`,
  `CREATE INDEX posts_title_index ON posts (title)`,
  `CREATE FUNCTION bump() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$`,
  `CREATE FUNCTION add(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT a + b $$`,
  `CREATE TRIGGER bumps BEFORE UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION bump()`,
  `CREATE VIEW titles AS SELECT title FROM posts`,
  `CREATE MATERIALIZED VIEW counts AS SELECT count(*) AS all FROM posts`,
  `CREATE POLICY own ON posts USING (n > 0)`,
  `CREATE RULE quiet AS ON DELETE TO users DO INSTEAD NOTHING`,
  `CREATE STATISTICS both_of ON title, n FROM posts`,
  `CREATE TABLE events (id int, at date) PARTITION BY RANGE (at)`,
];

/** Statement, and what is told of it: object, before and after. */
const changes: readonly (readonly [
  sql: string,
  object: string,
  before: string | undefined,
  after: string | undefined,
])[] = [
  ['ALTER TABLE posts ALTER title DROP NOT NULL', 'column "posts"."title"', 'text NOT NULL', 'text'],
  [
    'ALTER TABLE users ALTER name TYPE varchar(40)',
    'column "users"."name"',
    'character varying(20)',
    'character varying(40)',
  ],
  ['ALTER TABLE posts ALTER n SET DEFAULT 2', 'column "posts"."n"', 'integer DEFAULT 1', 'integer DEFAULT 2'],
  ['ALTER TABLE posts ADD tags text[]', 'column "posts"."tags"', undefined, 'text[]'],
  [
    'ALTER TABLE users ADD c text COLLATE "C" GENERATED ALWAYS AS (upper(name)) STORED',
    'column "users"."c"',
    undefined,
    'text COLLATE "C" GENERATED ALWAYS AS (upper((name)::text)) STORED',
  ],
  [
    'ALTER TABLE users ADD v int GENERATED ALWAYS AS (1) VIRTUAL',
    'column "users"."v"',
    undefined,
    'integer GENERATED ALWAYS AS (1) VIRTUAL',
  ],
  [
    `COMMENT ON COLUMN posts.n IS 'How many'`,
    'column "posts"."n"',
    'integer DEFAULT 1',
    `integer DEFAULT 1 COMMENT 'How many'`,
  ],
  ['ALTER TABLE posts SET UNLOGGED', 'table "posts"', 'TABLE', 'UNLOGGED TABLE'],
  ['ALTER TABLE posts ENABLE ROW LEVEL SECURITY', 'table "posts"', 'TABLE', 'TABLE ENABLE ROW LEVEL SECURITY'],
  [`COMMENT ON TABLE users IS 'People'`, 'table "users"', 'TABLE', `TABLE COMMENT 'People'`],
  [
    'ALTER TABLE posts ALTER CONSTRAINT posts_user_id_fkey DEFERRABLE INITIALLY DEFERRED',
    'constraint "posts_user_id_fkey" on "posts"',
    'FOREIGN KEY (user_id) REFERENCES users(id)',
    'FOREIGN KEY (user_id) REFERENCES users(id) DEFERRABLE INITIALLY DEFERRED',
  ],
  ['ALTER TABLE posts DROP CONSTRAINT positive', 'constraint "positive" on "posts"', 'CHECK ((n > 0))', undefined],
  [
    'ALTER TABLE users ADD CONSTRAINT named CHECK (name <> $$$$) NO INHERIT NOT VALID',
    'constraint "named" on "users"',
    undefined,
    `CHECK (((name)::text <> ''::text)) NO INHERIT NOT VALID`,
  ],
  [
    'DROP INDEX posts_title_index',
    'index "posts_title_index"',
    'CREATE INDEX posts_title_index ON public.posts USING btree (title)',
    undefined,
  ],
  [
    'CREATE UNIQUE INDEX low ON posts (lower(title)) WHERE n > 3',
    'index "low"',
    undefined,
    'CREATE UNIQUE INDEX low ON public.posts USING btree (lower(title)) WHERE (n > 3)',
  ],
  [
    'ALTER TABLE posts DISABLE TRIGGER bumps',
    'trigger "bumps" on "posts"',
    expect.stringMatching(/bump\(\)$/) as string,
    expect.stringMatching(/ DISABLED$/) as string,
  ],
  [
    'DROP TRIGGER bumps ON posts',
    'trigger "bumps" on "posts"',
    expect.stringContaining('BEFORE UPDATE') as string,
    undefined,
  ],
  [
    'CREATE OR REPLACE FUNCTION add(a int, b int) RETURNS int LANGUAGE sql STABLE AS $$ SELECT a + b $$',
    'function add(a integer, b integer)',
    expect.stringContaining('IMMUTABLE') as string,
    expect.stringContaining('STABLE') as string,
  ],
  [
    'CREATE PROCEDURE act() LANGUAGE sql AS $$ SELECT 1 $$',
    'procedure act()',
    undefined,
    expect.stringContaining('SELECT 1') as string,
  ],
  [
    'CREATE AGGREGATE total (int) (SFUNC = int4pl, STYPE = int)',
    'aggregate total(integer)',
    undefined,
    expect.stringContaining('SFUNC int4pl STYPE integer') as string,
  ],
  [
    `ALTER TYPE mood ADD VALUE 'ok' BEFORE 'happy'`,
    'enum type "mood"',
    `ENUM ('sad', 'happy')`,
    `ENUM ('sad', 'ok', 'happy')`,
  ],
  ['ALTER DOMAIN short SET NOT NULL', 'domain "short"', 'text', 'text NOT NULL'],
  [
    'ALTER DOMAIN short DROP CONSTRAINT short_check',
    'constraint "short_check" on "short"',
    'CHECK ((length(VALUE) < 20))',
    undefined,
  ],
  [
    'ALTER TYPE pair ADD ATTRIBUTE c date',
    'composite type "pair"',
    '(a integer, b text)',
    '(a integer, b text, c date)',
  ],
  ['DROP TYPE span', 'range type "span"', 'RANGE (double precision)', undefined],
  [
    'CREATE OR REPLACE VIEW titles AS SELECT title FROM posts WHERE n > 1',
    'view "titles"',
    expect.stringContaining('posts;') as string,
    expect.stringContaining('n > 1') as string,
  ],
  [
    'ALTER VIEW titles SET (security_invoker = true)',
    'view "titles"',
    expect.anything() as string,
    expect.stringMatching(/^WITH \(security_invoker=true\)/) as string,
  ],
  [
    'DROP MATERIALIZED VIEW counts',
    'materialized view "counts"',
    expect.stringContaining('count(*)') as string,
    undefined,
  ],
  [
    'ALTER SEQUENCE counter INCREMENT 5',
    'sequence "counter"',
    expect.stringContaining('INCREMENT 1 ') as string,
    expect.stringContaining('INCREMENT 5 ') as string,
  ],
  [
    'ALTER SEQUENCE counter OWNED BY users.id',
    'sequence "counter"',
    expect.not.stringContaining('OWNED') as string,
    expect.stringContaining('OWNED BY users.id') as string,
  ],
  [
    'ALTER POLICY own ON posts USING (n > 1)',
    'policy "own" on "posts"',
    'PERMISSIVE FOR ALL TO public USING ((n > 0))',
    'PERMISSIVE FOR ALL TO public USING ((n > 1))',
  ],
  [
    'DROP RULE quiet ON users',
    'rule "quiet" on "users"',
    expect.stringContaining('DO INSTEAD NOTHING') as string,
    undefined,
  ],
  [
    'DROP STATISTICS both_of',
    'statistics object "both_of"',
    expect.stringContaining('ON title, n FROM posts') as string,
    undefined,
  ],
  [
    `CREATE TABLE events_24 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')`,
    'table "events_24"',
    undefined,
    expect.stringMatching(/^TABLE PARTITION OF events FOR VALUES FROM .* \(id integer, at date\)$/) as string,
  ],
  ['CREATE SCHEMA audit', 'schema "audit"', undefined, 'SCHEMA'],
  [
    'CREATE EXTENSION citext',
    'extension "citext"',
    undefined,
    expect.stringMatching(/^VERSION \S+ SCHEMA public/) as string,
  ],
  [
    'CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int)',
    'operator ===(integer, integer)',
    undefined,
    expect.stringContaining('int4eq') as string,
  ],
  ['CREATE CAST (pair AS text) WITH INOUT', 'cast pair AS text', undefined, expect.anything() as string],
  [
    'CREATE COLLATION german (provider = icu, locale = $$de$$)',
    'collation "german"',
    undefined,
    expect.anything() as string,
  ],
  [
    'CREATE TEXT SEARCH CONFIGURATION plain (PARSER = "default")',
    'text search configuration "plain"',
    undefined,
    expect.stringContaining('PARSER') as string,
  ],
  [
    'CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION watching()',
    'event trigger "watch"',
    undefined,
    'ON ddl_command_end EXECUTE watching()',
  ],
  [
    'GRANT SELECT ON posts TO pg_monitor',
    'privileges on table posts',
    undefined,
    expect.stringContaining('pg_monitor=r/') as string,
  ],
  [
    'GRANT UPDATE (title) ON posts TO pg_monitor',
    'privileges on column posts.title',
    undefined,
    expect.stringContaining('pg_monitor=w/') as string,
  ],
  [
    'REVOKE EXECUTE ON FUNCTION add(int, int) FROM public',
    'privileges on function add(a integer, b integer)',
    undefined,
    expect.anything() as string,
  ],
  ['CREATE ROLE reader', 'role "reader"', undefined, ''],
];

describe('a fingerprint', () => {
  beforeEach(async () => {
    await database.all(
      ...['DROP SCHEMA IF EXISTS audit CASCADE', 'DROP EVENT TRIGGER IF EXISTS watch', 'DROP SCHEMA public CASCADE'],
      ...['DROP EXTENSION IF EXISTS citext', 'DROP ROLE IF EXISTS reader', 'CREATE SCHEMA public', ...base],
      `CREATE FUNCTION watching() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$`,
    );
  });

  it('tells each kind of change by the name of its object, and nothing besides', async () => {
    for (const [sql, object, before, after] of changes) {
      await database.all('BEGIN');
      const found = await changedBy(sql);
      await database.all('ROLLBACK');
      expect(
        found.map(({ subject: _, ...told }) => told),
        sql,
      ).toEqual([{ object, before, after }]);
    }
  });

  it('is the same after a way there and back', async () => {
    const before = await taken();
    await database.all('CREATE TABLE extra (id serial PRIMARY KEY, a text UNIQUE)', 'DROP TABLE extra');
    await database.all('ALTER TABLE posts RENAME title TO heading', 'ALTER TABLE posts RENAME heading TO title');
    await database.all('GRANT SELECT ON posts TO pg_monitor', 'REVOKE SELECT ON posts FROM pg_monitor');
    expect(compareFingerprints(before, await taken())).toEqual([]);
  });

  it('does not depend on the search path, and leaves it as it was', async () => {
    const before = await taken();
    await database.all('SET search_path TO pg_catalog');
    expect(compareFingerprints(before, await taken())).toEqual([]);
    expect(await database.rows('SHOW search_path')).toEqual([{ search_path: 'pg_catalog' }]);
    await database.all('RESET search_path');
  });

  it('leaves out names of not-null constraints, what belongs to extensions, and the table of Ecto', async () => {
    expect(
      await changedBy(
        'ALTER TABLE posts ALTER title DROP NOT NULL',
        'ALTER TABLE posts ADD CONSTRAINT another_name NOT NULL title',
        'CREATE TABLE schema_migrations (version bigint PRIMARY KEY, inserted_at timestamp)',
        'CREATE EXTENSION citext',
      ),
    ).toMatchObject([{ object: 'extension "citext"' }]);
  });

  it('tells a not-null constraint that is not valid yet', async () => {
    expect(await changedBy('ALTER TABLE posts ADD CONSTRAINT filled NOT NULL n NOT VALID')).toMatchObject([
      { object: 'column "posts"."n"', after: 'integer DEFAULT 1 NOT NULL NOT VALID' },
    ]);
  });

  it('tells objects of other schemas with their schema', async () => {
    await database.all('CREATE SCHEMA audit', 'CREATE TABLE audit.posts (id int)');
    expect(await changedBy('ALTER TABLE audit.posts ADD n int', 'CREATE INDEX own ON audit.posts (n)')).toMatchObject([
      { object: 'column "audit"."posts"."n"' },
      { object: 'index "audit"."own"' },
    ]);
  });

  it('tells a table that is gone once, with its columns', async () => {
    expect(await changedBy('DROP TABLE users CASCADE')).toMatchObject([
      { object: 'constraint "posts_user_id_fkey" on "posts"', after: undefined },
      {
        object: 'table "users"',
        before: `TABLE (id bigint DEFAULT nextval('users_id_seq'::regclass) NOT NULL, name character varying(20))`,
        after: undefined,
      },
    ]);
  });

  it('tells an index that could not be finished', async () => {
    await database.all(`INSERT INTO users (name) VALUES ('a'), ('a')`);
    const before = await taken();
    expect(await database.run('CREATE UNIQUE INDEX CONCURRENTLY names ON users (name)')).toMatchObject({ ok: false });
    expect(compareFingerprints(before, await taken())).toMatchObject([
      { object: 'index "names"', after: expect.stringMatching(/ INVALID$/) as string },
    ]);
  });

  it('is not taken within a transaction that has failed', async () => {
    await database.all('BEGIN');
    await database.run('SELECT 1 / 0');
    expect(await takeFingerprint(database)).toMatchObject({ ok: false, error: { sqlstate: '25P02' } });
    await database.all('ROLLBACK');
  });
});

describe('what does not count', () => {
  beforeAll(() => database.all('DROP SCHEMA public CASCADE', 'CREATE SCHEMA public', ...base));

  it('is the order of columns, a schema that stays, and what an extension migration leaves', async () => {
    const differences = await changedBy(
      'ALTER TABLE posts DROP title CASCADE',
      'ALTER TABLE posts ADD title text NOT NULL',
      'CREATE SCHEMA IF NOT EXISTS left_over',
      'CREATE EXTENSION pg_trgm',
      'CREATE FUNCTION kept() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    );
    const order = differences.find(({ subject }) => subject.kind === 'column order');
    expect(order).toMatchObject({
      object: 'order of the columns of "posts"',
      before: 'id, title, n, user_id',
      after: 'id, n, user_id, title',
    });
    const own = judgeDifferences(differences, { installsExtensions: true });
    expect(own.notes).toEqual(['column-order', 'extensions-kept', 'schema-kept']);
    expect(own.counting.map(({ object }) => object)).toEqual([
      'index "posts_title_index"',
      'statistics object "both_of"',
      'view "titles"',
    ]);
    const other = judgeDifferences(differences, { installsExtensions: false });
    expect(other.notes).toEqual(['column-order', 'schema-kept']);
    expect(other.counting.map(({ object }) => object)).toContain('function kept()');
  });

  it('is not a table, an extension or a schema that is gone', async () => {
    const gone = await changedBy('CREATE TABLE more (id int)', 'DROP EXTENSION pg_trgm', 'DROP SCHEMA left_over');
    expect(judgeDifferences(gone, { installsExtensions: true }).counting).toHaveLength(3);
  });
});
