import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compareRows } from '../../../src/postgres/rows/compare-rows.ts';
import { dumpRows, type RowDump } from '../../../src/postgres/rows/dump-rows.ts';
import { seedRows, type SeededTable } from '../../../src/postgres/rows/seed-rows.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/pglite.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase(['citext', 'hstore', 'ltree', 'btree_gist']);
});
afterAll(() => database.close());

const extensions = ['citext', 'hstore', 'ltree', 'btree_gist'].map((name) => `CREATE EXTENSION ${name}`);

beforeEach(() => database.all('DROP SCHEMA public CASCADE', 'CREATE SCHEMA public', ...extensions));

async function seeded(seed = 'seed'): Promise<readonly SeededTable[]> {
  const answer = await seedRows(database, { rowsPerTable: 8, seed });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.tables;
}

async function dumped(): Promise<RowDump> {
  const answer = await dumpRows(database);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.dump;
}

/** Makes the tables, and tells those that did not get their rows. */
async function unfilled(...statements: readonly string[]): Promise<readonly SeededTable[]> {
  await database.all(...statements);
  return (await seeded()).filter(({ rows }) => rows < 8);
}

describe('rows that satisfy all constraints', () => {
  it('have values of every type', async () => {
    const plain = [
      'int2',
      'int4',
      'int8',
      'oid',
      'numeric',
      'numeric(10,2)',
      'numeric(3,3)',
      'float4',
      'float8',
      'money',
    ];
    const texts = ['text', 'varchar(3)', 'varchar', 'char(2)', '"char"', 'name', 'citext', 'bytea', 'xml'];
    const times = ['date', 'time', 'timetz', 'timestamp(0)', 'timestamptz', 'interval', 'bool', 'uuid'];
    const others = [
      'json',
      'jsonb',
      'jsonpath',
      'inet',
      'cidr',
      'macaddr',
      'macaddr8',
      'bit(5)',
      'varbit(9)',
      'tsvector',
    ];
    const shapes = [
      'point',
      'line',
      'lseg',
      'box',
      'path',
      'polygon',
      'circle',
      'tsquery',
      'pg_lsn',
      'xid8',
      'regclass',
    ];
    const own = ['mood', 'short', 'pair', 'hstore', 'ltree', 'int4range', 'tstzrange', 'daterange', 'int8multirange'];
    const types = [...plain, ...texts, ...times, ...others, ...shapes, ...own];
    const arrays = ['text', 'int4', 'uuid', 'mood', 'jsonb', 'numeric(10,2)', 'timestamptz'].map((type) => `${type}[]`);
    await database.all(
      `CREATE TYPE mood AS ENUM ('sad', 'very "happy"')`,
      `CREATE DOMAIN short AS varchar(9) NOT NULL CHECK (VALUE ~ '^[a-z]{3,5}$')`,
      `CREATE TYPE pair AS (a int, b text)`,
      `CREATE TABLE wide (${[...types, ...arrays].map((type, index) => `c${index} ${type} NOT NULL`).join(', ')})`,
      `CREATE TABLE free (id serial, ${[...types, ...arrays].map((type, index) => `c${index} ${type}`).join(', ')})`,
    );
    expect(await seeded()).toEqual([
      { schema: 'public', table: 'free', rows: 8 },
      { schema: 'public', table: 'wide', rows: 8 },
    ]);
    const [row] = await database.rows(`SELECT count(c0) AS some, count(*) AS all FROM free`);
    expect(Number(row?.['some'])).toBeGreaterThan(3);
    expect(Number(row?.['some'])).toBeLessThan(Number(row?.['all']));
  });

  it('are such that later mistakes show', async () => {
    await database.all(
      'CREATE TABLE t (id uuid PRIMARY KEY, title text, other text NOT NULL, n bigint NOT NULL, p numeric)',
    );
    await seeded();
    for (const mistake of [
      'ALTER TABLE t ALTER title SET NOT NULL',
      'ALTER TABLE t ADD UNIQUE (other)',
      'ALTER TABLE t ALTER other TYPE varchar(255)',
      'ALTER TABLE t ALTER n TYPE int',
      'ALTER TABLE t ADD CHECK (n >= 0)',
      `ALTER TABLE t ADD CHECK (other <> '')`,
      'ALTER TABLE t ALTER p TYPE numeric(10, 2)',
      'ALTER TABLE t ALTER title TYPE int USING title::int',
      'ALTER TABLE t ADD c int NOT NULL',
    ]) {
      expect(await database.run(mistake), mistake).toMatchObject({ ok: false });
    }
  });

  it('pass checks of many shapes', async () => {
    const checks = [
      `a int CHECK (a BETWEEN 18 AND 99)`,
      `a text CHECK (a IN ('draft', 'published'))`,
      `a varchar(9) NOT NULL CHECK (a = ANY (ARRAY['x', 'y']))`,
      `a text NOT NULL CHECK (length(a) >= 30 AND char_length(a) < 40)`,
      `a text NOT NULL CHECK (a ~ '^[a-z]+(-[a-z0-9]+)*$')`,
      `a citext NOT NULL CHECK (a ~* '^[A-Z0-9._%+-]+@[A-Z0-9.-]+\\.[A-Z]{2,}$')`,
      `a text NOT NULL CHECK (a LIKE 'https://%')`,
      `a text NOT NULL CHECK (a ~ '^\\+?\\d{2,3}(/\\d{4}|x){2}$')`,
      `a text NOT NULL CHECK (a = lower(a) AND trim(a) <> '')`,
      `a numeric NOT NULL CHECK (a > 0 AND a < 0.5)`,
      `a jsonb NOT NULL CHECK (jsonb_typeof(a) = 'array')`,
      `a int, b int, c int CHECK (num_nonnulls(a, b, c) = 1)`,
      `a date NOT NULL, b date NOT NULL CHECK (a < b)`,
      `a text NOT NULL DEFAULT 'open', b timestamptz, CHECK ((a = 'closed') = (b IS NOT NULL)), CHECK (a IN ('open', 'closed'))`,
      `a int NOT NULL, b int NOT NULL, c int NOT NULL CHECK (c = a * b)`,
      `a int NOT NULL CHECK (a % 2 = 0)`,
      `a text[] NOT NULL CHECK (cardinality(a) BETWEEN 1 AND 2)`,
      `a timestamptz NOT NULL CHECK (a >= '2024-01-01')`,
    ];
    expect(await unfilled(...checks.map((columns, index) => `CREATE TABLE t${index} (id serial, ${columns})`))).toEqual(
      [],
    );
  });

  it('keep keys, also partial ones, over several columns and over expressions', async () => {
    expect(
      await unfilled(
        'CREATE TABLE a (x text, y int, PRIMARY KEY (x, y), UNIQUE (y))',
        'CREATE TABLE b (email text NOT NULL, org int NOT NULL)',
        'CREATE UNIQUE INDEX ON b (lower(email))',
        'CREATE UNIQUE INDEX ON b (org) WHERE email <> $$$$',
        'CREATE TABLE c (a int UNIQUE NULLS NOT DISTINCT)',
        'CREATE TABLE d (room int NOT NULL, during tstzrange NOT NULL, EXCLUDE USING gist (room WITH =, during WITH &&))',
        'CREATE TABLE e (a text UNIQUE DEFERRABLE INITIALLY DEFERRED)',
      ),
    ).toEqual([]);
  });

  it('refer to each other', async () => {
    const unfilledTables = await unfilled(
      'CREATE TABLE orgs (id uuid PRIMARY KEY DEFAULT gen_random_uuid())',
      'CREATE TABLE members (org_id uuid REFERENCES orgs, id bigint GENERATED ALWAYS AS IDENTITY, PRIMARY KEY (org_id, id))',
      `CREATE TABLE notes (id serial PRIMARY KEY, org_id uuid NOT NULL REFERENCES orgs, member_id bigint NOT NULL,
         FOREIGN KEY (org_id, member_id) REFERENCES members (org_id, id))`,
      'CREATE TABLE trees (id serial PRIMARY KEY, parent_id int REFERENCES trees)',
      'CREATE TABLE loops (id serial PRIMARY KEY, next_id int NOT NULL REFERENCES loops)',
      'CREATE TABLE a (id serial PRIMARY KEY, b_id int)',
      'CREATE TABLE b (id serial PRIMARY KEY, a_id int NOT NULL REFERENCES a)',
      'ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b',
      'CREATE TABLE c (id uuid PRIMARY KEY, d_id uuid NOT NULL)',
      'CREATE TABLE d (id uuid PRIMARY KEY, c_id uuid NOT NULL REFERENCES c DEFERRABLE)',
      'ALTER TABLE c ADD FOREIGN KEY (d_id) REFERENCES d DEFERRABLE',
      'CREATE TABLE picks (tree_id int REFERENCES trees, loop_id int REFERENCES loops, CHECK (num_nonnulls(tree_id, loop_id) = 1))',
      'CREATE TABLE wholes (org_id uuid, member_id bigint, FOREIGN KEY (org_id, member_id) REFERENCES members MATCH FULL)',
      'CREATE TABLE halves (org_id uuid NOT NULL, member_id bigint, FOREIGN KEY (org_id, member_id) REFERENCES members)',
      'CREATE TABLE profiles (tree_id int PRIMARY KEY REFERENCES trees)',
    );
    expect(unfilledTables).toEqual([]);
    expect(await database.rows('SELECT count(*) > 1 AS some FROM trees WHERE parent_id IS NOT NULL')).toEqual([
      { some: 't' },
    ]);
    expect(await database.rows('SELECT count(*) > 1 AS some FROM a WHERE b_id IS NOT NULL')).toEqual([{ some: 't' }]);
    expect(await database.run('INSERT INTO loops (next_id) VALUES (1)')).toMatchObject({ ok: true });
  });

  it('go into partitions, other schemas, and past triggers', async () => {
    expect(
      await unfilled(
        'CREATE TABLE events (id bigint, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)',
        `CREATE TABLE events_20 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2020-03-01')`,
        'CREATE TABLE kinds (kind text NOT NULL) PARTITION BY LIST (kind)',
        `CREATE TABLE kinds_a PARTITION OF kinds FOR VALUES IN ('a', 'b')`,
        'CREATE SCHEMA tenant_a',
        'CREATE TABLE tenant_a.posts (id serial PRIMARY KEY)',
        'CREATE TABLE picky (id serial, n int, note text)',
        `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN IF NEW.n < 0 OR NEW.note = '' THEN RAISE 'no'; END IF; RETURN NEW; END $$`,
        'CREATE TRIGGER refuse BEFORE INSERT ON picky FOR EACH ROW EXECUTE FUNCTION refuse()',
      ),
    ).toEqual([]);
    await database.all('DROP SCHEMA tenant_a CASCADE');
  });

  it('are the same for the same seed', async () => {
    await database.all('CREATE TABLE t (id uuid PRIMARY KEY, title text, n int CHECK (n > 4), u uuid REFERENCES t)');
    await seeded('one');
    const first = await dumped();
    await database.all('TRUNCATE t');
    await seeded('one');
    expect(await dumped()).toEqual(first);
    await database.all('TRUNCATE t');
    await seeded('two');
    expect(await dumped()).not.toEqual(first);
  });

  it('come beside those that are there', async () => {
    await database.all('CREATE TABLE t (id int PRIMARY KEY)', 'INSERT INTO t SELECT generate_series(1, 5)');
    expect(await seeded()).toMatchObject([{ rows: 8 }]);
  });

  it('are told to be missing, with the reason, and do not keep others away', async () => {
    await database.all(
      'CREATE TABLE never (id int PRIMARY KEY, a int NOT NULL CHECK (a > 3 AND a < 2))',
      'CREATE TABLE child (id int PRIMARY KEY, never_id int NOT NULL REFERENCES never)',
      'CREATE TABLE x (id int PRIMARY KEY, y_id int NOT NULL)',
      'CREATE TABLE y (id int PRIMARY KEY, x_id int NOT NULL REFERENCES x)',
      'ALTER TABLE x ADD FOREIGN KEY (y_id) REFERENCES y',
      'CREATE TABLE good (id int PRIMARY KEY)',
    );
    expect(await seeded()).toEqual([
      { schema: 'public', table: 'good', rows: 8 },
      { ...{ schema: 'public', table: 'never', rows: 0 }, reason: expect.stringContaining('never_a_check') as string },
      { ...{ schema: 'public', table: 'child', rows: 0 }, reason: expect.stringContaining('`public.never`') as string },
      { ...{ schema: 'public', table: 'x', rows: 0 }, reason: expect.stringContaining('in turn needs one') as string },
      { ...{ schema: 'public', table: 'y', rows: 0 }, reason: expect.stringContaining('`public.x`') as string },
    ]);
  });

  it('come fast: figures for thirty tables', async () => {
    await database.all(
      ...Array.from(
        { length: 30 },
        (_, index) =>
          `CREATE TABLE t${index} (id uuid PRIMARY KEY, name text NOT NULL, state text CHECK (state IN ('a', 'b')), at timestamptz,
            n numeric(10, 2), email text UNIQUE, parent uuid ${index === 0 ? '' : `REFERENCES t${Math.floor(index / 2)}`})`,
      ),
    );
    const begun = performance.now();
    const tables = await seeded();
    console.log(`seeded 30 tables in ${Math.round(performance.now() - begun)} ms`);
    expect(tables.every(({ rows }) => rows === 8)).toBe(true);
  });
});

describe('rows before and after', () => {
  it('are compared as sets, by column name', async () => {
    await database.all('CREATE TABLE t (a int, b text)', `INSERT INTO t VALUES (1, 'x'), (2, 'y'), (2, 'y')`);
    const before = await dumped();
    await database.all(
      'ALTER TABLE t DROP a',
      'ALTER TABLE t ADD a int',
      `UPDATE t SET a = CASE b WHEN 'x' THEN 1 ELSE 2 END`,
    );
    expect(compareRows(before, await dumped())).toEqual([]);
    await database.all(
      `UPDATE t SET b = NULL WHERE b = 'x'`,
      'CREATE TABLE more (id int)',
      'INSERT INTO more VALUES (7)',
    );
    expect(compareRows(before, await dumped())).toEqual([
      { table: 'public.more', lost: 0, gained: 1, example: { before: undefined, after: '{"id": 7}', columns: [] } },
      {
        ...{ table: 'public.t', lost: 1, gained: 1 },
        example: { before: '{"a": 1, "b": "x"}', after: '{"a": 1, "b": null}', columns: ['b'] },
      },
    ]);
    await database.all('DELETE FROM t WHERE ctid IN (SELECT ctid FROM t WHERE a = 2 LIMIT 1)', 'DROP TABLE more');
    expect(compareRows(before, await dumped())).toMatchObject([{ lost: 2, gained: 1 }]);
    await database.all('DROP TABLE t');
    expect(compareRows(before, await dumped())).toMatchObject([{ lost: 3, gained: 0, example: { after: undefined } }]);
  });
});
