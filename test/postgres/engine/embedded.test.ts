import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database, DatabaseSource, Opened } from '../../../src/postgres/database.ts';
import { embeddedDatabases } from '../../../src/postgres/engine/embedded-databases.ts';
import { bundlesFor } from '../../../src/postgres/engine/embedded-extensions.ts';
import { pgliteVersion, seedFileIn } from '../../../src/postgres/engine/seed-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'ash-architect-embedded-'));
const built = resolve('dist/postgres-worker.cjs');
const cacheFolder = join(folder, 'cache');

afterAll(() => rmSync(folder, { recursive: true }));

const sources: DatabaseSource[] = [];

function sourceWith(options: { cacheFolder?: string | undefined; workerFile?: string } = {}): DatabaseSource {
  const source = embeddedDatabases({ cacheFolder, workerFile: built, ...options });
  sources.push(source);
  return source;
}

afterEach(async () => {
  await Promise.all(sources.splice(0).map((source) => source.dispose()));
});

async function openFrom(source: DatabaseSource, extensions: readonly string[] = []): Promise<Database> {
  return opened(await source.open({ extensions }));
}

function opened(answer: Opened): Database {
  if (!answer.ok) throw new Error(answer.reason);
  return answer.database;
}

/** The built worker with something else happening as well. */
function workerThat(name: string, does: string): string {
  const script = join(folder, `${name}.cjs`);
  writeFileSync(script, `${does}\nrequire(${JSON.stringify(built)});`);
  return script;
}

describe('an embedded database', () => {
  let source: DatabaseSource;
  let database: Database;

  beforeAll(async () => {
    source = embeddedDatabases({ cacheFolder, workerFile: built });
    const extensions = ['citext', 'uuid-ossp', 'pg_trgm', 'earthdistance', 'postgis', 'vector', 'postgis', 'plpgsql'];
    database = await openFrom(source, extensions);
  }, 120_000);
  afterAll(() => source.dispose());

  it('says what it is', () => {
    expect(database.engine).toEqual({ name: 'PGlite', version: '18.6', versionNumber: 180_006 });
    const { version } = JSON.parse(readFileSync('node_modules/@electric-sql/pglite/package.json', 'utf8')) as {
      version: string;
    };
    expect(version).toBe(pgliteVersion);
  });

  it('answers in text', async () => {
    const answer = await database.run(
      `SELECT true AS yes, 9007199254740993::bigint AS large, '\\xff00'::bytea AS bytes, '{1,NULL}'::int[] AS list,
              '{"a": 1}'::jsonb AS json, '2020-01-01'::timestamptz AS time, 1.5::float8 AS float, NULL AS none,
              $1::text AS given, $2::int AS number, $3::int[] AS numbers, 'a' AS twice, 'b' AS twice`,
      { parameters: ['ü', null, '{3,4}'] },
    );
    expect(answer).toMatchObject({
      rows: [
        {
          ...{ yes: 't', large: '9007199254740993', bytes: '\\xff00', list: '{1,NULL}', json: '{"a": 1}' },
          ...{ time: '2020-01-01 00:00:00+00', float: '1.5', none: null, given: 'ü', number: null },
          ...{ numbers: '{3,4}', twice: 'b' },
        },
      ],
      count: 1,
    });
    const plan = await database.run('EXPLAIN (FORMAT JSON) SELECT 1');
    const text = plan.ok ? plan.rows[0]?.['QUERY PLAN'] : undefined;
    expect(JSON.parse(text ?? '')).toMatchObject([{ Plan: { 'Node Type': 'Result' } }]);
  });

  it('counts what was written and what was returned', async () => {
    expect(await database.run('CREATE TABLE counted (id int PRIMARY KEY)')).toMatchObject({ rows: [], count: 0 });
    expect(await database.run('INSERT INTO counted VALUES (1), (2)')).toMatchObject({ rows: [], count: 2 });
    expect(await database.run('INSERT INTO counted VALUES (3) RETURNING id')).toMatchObject({ rows: [{ id: '3' }] });
    expect(await database.run('SELECT * FROM counted WHERE id > 1')).toMatchObject({ count: 2 });
    expect(await database.run('UPDATE counted SET id = id + 10')).toMatchObject({ rows: [], count: 3 });
    expect(await database.run('-- nothing')).toMatchObject({ ok: true, rows: [], count: 0 });
  });

  it('gives the code, detail and hint of an error, and goes on', async () => {
    await database.run('CREATE TABLE taken (id int PRIMARY KEY)');
    await database.run('INSERT INTO taken VALUES (1)');
    expect(await database.run('INSERT INTO taken VALUES (1)')).toEqual({
      ok: false,
      error: {
        kind: 'refused',
        sqlstate: '23505',
        message: 'duplicate key value violates unique constraint "taken_pkey"',
        detail: 'Key (id)=(1) already exists.',
      },
    });
    expect(await database.run('SELECT idd FROM taken')).toMatchObject({
      error: { sqlstate: '42703', hint: 'Perhaps you meant to reference the column "taken.id".' },
    });
    expect(await database.run(`SELECT ${'1+'.repeat(20_000)}1`)).toMatchObject({ error: { sqlstate: '54001' } });
    expect(await database.run('SELECT 1 AS one')).toMatchObject({ rows: [{ one: '1' }] });
  });

  it('refuses a text of several commands, as with Postgrex', async () => {
    const answer = await database.run('CREATE TABLE one (id int); CREATE TABLE two (id int)');
    expect(answer).toMatchObject({ error: { kind: 'refused', sqlstate: '42601' } });
    expect(await database.run(`SELECT to_regclass('one') AS name`)).toMatchObject({ rows: [{ name: null }] });
  });

  it('makes indexes concurrently outside of a transaction only', async () => {
    await database.run('CREATE TABLE indexed (id int)');
    await database.run('BEGIN');
    expect(await database.run('CREATE INDEX CONCURRENTLY ON indexed (id)')).toMatchObject({
      error: { sqlstate: '25001' },
    });
    expect(await database.run('SELECT 1')).toMatchObject({ error: { sqlstate: '25P02' } });
    expect(await database.run('ROLLBACK')).toMatchObject({ ok: true });
    expect(await database.run('CREATE INDEX CONCURRENTLY indexed_id ON indexed (id)')).toMatchObject({ ok: true });
    expect(
      await database.run(`SELECT indisvalid FROM pg_index WHERE indexrelid = 'indexed_id'::regclass`),
    ).toMatchObject({ rows: [{ indisvalid: 't' }] });
    expect(await database.run('DROP INDEX CONCURRENTLY indexed_id')).toMatchObject({ ok: true });
  });

  it('has the extensions that it was opened with, and no others', async () => {
    expect(database.missingExtensions).toEqual(['postgis', 'vector']);
    for (const name of ['citext', '"uuid-ossp"', 'pg_trgm', 'earthdistance CASCADE']) {
      expect(await database.run(`CREATE EXTENSION ${name}`)).toMatchObject({ ok: true });
    }
    expect(
      await database.run(`SELECT 'A'::citext = 'a' AS same, similarity('word', 'world') > 0.3 AS near`),
    ).toMatchObject({ rows: [{ same: 't', near: 't' }] });
    expect(await database.run(`SELECT uuid_generate_v5(uuid_ns_dns(), 'ash') AS id`)).toMatchObject({ ok: true });
    for (const name of ['ltree', 'postgis', 'vector']) {
      expect(await database.run(`CREATE EXTENSION ${name}`)).toMatchObject({ error: { sqlstate: '0A000' } });
    }
  });

  it('is another one than the next', async () => {
    await database.run('CREATE TABLE mine (id int)');
    const other = await openFrom(source);
    expect(await other.run(`SELECT to_regclass('mine') AS name`)).toMatchObject({ rows: [{ name: null }] });
    await other.close();
    expect(await database.run(`SELECT to_regclass('mine') AS name`)).toMatchObject({ rows: [{ name: 'mine' }] });
  });
});

describe('the extensions', () => {
  it('are those of the bundles', async () => {
    const names = readdirSync('dist/postgres')
      .filter((name) => name.endsWith('.tar.gz'))
      .flatMap((name) => controlFiles(join('dist/postgres', name)).map((extension) => [extension, name] as const));
    expect(names.length).toBeGreaterThan(30);
    for (const [extension, file] of names) expect(bundlesFor([extension])).toContain(file.replace('.tar.gz', ''));
    const all = names.map(([extension]) => extension);
    const database = await openFrom(sourceWith(), all);
    expect(database.missingExtensions).toEqual([]);
    for (const name of all) {
      expect([name, await database.run(`CREATE EXTENSION IF NOT EXISTS "${name}" CASCADE`)]).toMatchObject([
        name,
        { ok: true },
      ]);
    }
    expect(await database.run('SELECT count(*) > 0 AS some FROM pg_stat_statements')).toMatchObject({
      rows: [{ some: 't' }],
    });
  });
});

/** The extensions in a bundle, by their control files. */
function controlFiles(file: string): string[] {
  const listing = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' });
  return [...listing.matchAll(/extension\/([^/\n]+)\.control$/gm)].map(([, name]) => name ?? '');
}

describe('an embedded database that ends', () => {
  it('does so at the limit of a statement', async () => {
    const database = await openFrom(sourceWith());
    const answers = await Promise.all([
      database.run('SELECT 1', { limitMs: 60_000 }),
      database.run('SELECT count(*) FROM generate_series(1, 10000000000)', { limitMs: 300 }),
      database.run('SELECT 1'),
    ]);
    expect(answers).toMatchObject([
      { ok: true },
      { error: { kind: 'limit', limitMs: 300 } },
      { error: { kind: 'gone', reason: 'a statement took longer than 300 ms' } },
    ]);
    await database.close();
  });

  it('does so when it is closed in the middle of a statement', async () => {
    const database = await openFrom(sourceWith());
    const running = database.run('SELECT count(*) FROM generate_series(1, 10000000000)');
    await database.close();
    await database.close();
    expect(await running).toEqual({ ok: false, error: { kind: 'gone', reason: 'it was closed' } });
    expect(await database.run('SELECT 1')).toMatchObject({ error: { kind: 'gone' } });
  });

  it('does so when the engine breaks off', async () => {
    const database = await openFrom(sourceWith());
    // It waits for rows from a client, and there is none.
    expect(await database.run('COPY pg_class FROM STDIN')).toEqual({
      ok: false,
      error: { kind: 'gone', reason: 'PGlite ended: Program terminated with exit(1)' },
    });
    expect(await database.run('SELECT 1')).toMatchObject({ error: { kind: 'gone' } });
  });

  it('does so when an answer would fill the memory', async () => {
    const database = await openFrom(sourceWith());
    expect(await database.run(`SELECT repeat('x', 100000000) FROM generate_series(1, 1000)`)).toEqual({
      ok: false,
      error: { kind: 'gone', reason: 'the answer was larger than 64 MB' },
    });
  });

  it.each([
    ['exits', 'process.exit(7)', 'its thread ended'],
    ['throws', `throw new Error('out of order')`, 'out of order'],
  ])('does so when the thread %s', async (name, does, reason) => {
    const workerFile = workerThat(
      name,
      `require('node:worker_threads').parentPort.on('message', ({ sql }) => { if (sql === 'die') ${does}; });`,
    );
    const database = await openFrom(sourceWith({ workerFile }));
    expect(await database.run('SELECT 1')).toMatchObject({ ok: true });
    const answers = await Promise.all([database.run('die'), database.run('SELECT 1')]);
    const gone = { ok: false, error: { kind: 'gone', reason } };
    expect(answers).toEqual([gone, gone]);
  });

  it('does so with its source, also while it opens', async () => {
    const source = sourceWith();
    const database = await openFrom(source);
    const running = database.run('SELECT count(*) FROM generate_series(1, 10000000000)');
    const opening = source.open({ extensions: [] });
    await source.dispose();
    expect(await running).toMatchObject({ error: { kind: 'gone', reason: 'it was closed' } });
    const reason = 'The embedded PostgreSQL could not be started: it was closed.';
    expect(await opening).toEqual({ ok: false, reason });
    expect(await source.open({ extensions: [] })).toMatchObject({ ok: false });
  });

  it('may do so before it is open', async () => {
    const workerFile = workerThat('dead', `throw new Error('no memory');`);
    expect(await sourceWith({ workerFile }).open({ extensions: [] })).toEqual({
      ok: false,
      reason: 'The embedded PostgreSQL could not be started: no memory.',
    });
    const missing = join(folder, 'nowhere.cjs');
    expect(await sourceWith({ workerFile: missing }).open({ extensions: [] })).toMatchObject({ ok: false });
  });
});

describe('the prepared data directory', () => {
  const works = async (source: DatabaseSource): Promise<void> => {
    const database = await openFrom(source);
    expect(await database.run('CREATE TABLE t (id int)')).toMatchObject({ ok: true });
    await database.close();
  };

  it('is made once, and taken from then on', async () => {
    const cache = join(folder, 'made', 'deep');
    await works(sourceWith({ cacheFolder: cache }));
    expect(readdirSync(cache)).toEqual([`pglite-${pgliteVersion}.tar.gz`]);
    const made = readFileSync(seedFileIn(cache));
    expect(made.length).toBeLessThan(6_000_000);
    await works(sourceWith({ cacheFolder: cache }));
    expect(readFileSync(seedFileIn(cache)).equals(made)).toBe(true);
  });

  it.each([
    ['truncated', (seed: Buffer) => seed.subarray(0, 100_000)],
    ['something else', () => gzipSync('no tar at all')],
    ['without its half', (seed: Buffer) => gzipSync(gunzipSync(seed).subarray(0, 5_000_192))],
  ])('is made again when it is %s', async (name, damage) => {
    const cache = join(folder, `damaged ${name}`);
    mkdirSync(cache);
    const damaged = damage(readFileSync(seedFileIn(cacheFolder)));
    writeFileSync(seedFileIn(cache), damaged);
    await works(sourceWith({ cacheFolder: cache }));
    const repaired = readFileSync(seedFileIn(cache));
    expect(repaired.length).toBeGreaterThan(1_000_000);
    expect(repaired.equals(damaged)).toBe(false);
    expect(readdirSync(cache)).toHaveLength(1);
  });

  it('is done without where the folder cannot be written', async () => {
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    await works(sourceWith({ cacheFolder: join(file, 'below') }));
    const occupied = join(folder, 'occupied');
    mkdirSync(join(seedFileIn(occupied), 'a folder'), { recursive: true });
    await works(sourceWith({ cacheFolder: occupied }));
    expect(readdirSync(occupied)).toHaveLength(1);
  });

  it('is whole when several make it at once, and what one left undone is removed', async () => {
    const cache = join(folder, 'several');
    mkdirSync(cache);
    const abandoned = `${seedFileIn(cache)}.0123.tmp`;
    writeFileSync(abandoned, 'half');
    execFileSync('touch', ['-d', '2 hours ago', abandoned]);
    await Promise.all([1, 2].map(() => works(sourceWith({ cacheFolder: cache }))));
    expect(readdirSync(cache)).toEqual([`pglite-${pgliteVersion}.tar.gz`]);
    await works(sourceWith({ cacheFolder: cache }));
  });
});

describe('what is shipped', () => {
  it('opens without the packages that it was built from', () => {
    const copy = join(folder, 'shipped');
    mkdirSync(copy);
    for (const name of ['postgres-worker.cjs', 'postgres']) {
      cpSync(join('dist', name), join(copy, name), { recursive: true });
    }
    const script = join(copy, 'open.cjs');
    writeFileSync(
      script,
      `const { Worker } = require('node:worker_threads');
      const workerData = { seedFile: undefined, bundles: ['citext'] };
      const worker = new Worker(${JSON.stringify(join(copy, 'postgres-worker.cjs'))}, { workerData });
      const statements = ['CREATE EXTENSION citext', "SELECT 'A'::citext = 'a' AS same"];
      worker.on('message', (message) => {
        const sql = statements.shift();
        if (sql !== undefined) return worker.postMessage({ sql, parameters: [] });
        console.log(JSON.stringify(message));
        void worker.terminate();
      });`,
    );
    const output = execFileSync(process.execPath, [script], { cwd: copy, encoding: 'utf8' });
    expect(JSON.parse(output)).toMatchObject({ kind: 'answer', answer: { ok: true, rows: [{ same: 't' }] } });
    expect(existsSync(join(copy, 'node_modules'))).toBe(false);
  });
});
