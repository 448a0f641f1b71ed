import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, DatabaseSource, Opened } from '../../../src/postgres/database.ts';
import { ownServerDatabases } from '../../../src/postgres/engine/own-server-databases.ts';
import { type RealPostgres, startRealPostgres } from '../../helpers/real-postgres.ts';

const sources: DatabaseSource[] = [];

function sourceAt(connectionString: string, confirmed = false): DatabaseSource {
  const source = ownServerDatabases({ connectionString, confirmed });
  sources.push(source);
  return source;
}

function opened(answer: Opened): Database {
  if (!answer.ok) throw new Error(answer.reason);
  return answer.database;
}

async function reasonOf(connectionString: string): Promise<string> {
  const answer = await sourceAt(connectionString).open({ extensions: [] });
  if (answer.ok) throw new Error('it was opened');
  for (const part of partsOf(connectionString)) expect(answer.reason).not.toContain(part);
  return answer.reason;
}

/** What may not be told. */
function partsOf(connectionString: string): string[] {
  const { username, password, hostname } = new URL(connectionString);
  return [connectionString, username, password, hostname].filter((part) => part !== '');
}

/** Says so where there is no server, as tests with Elixir's own parser do. */
function isInstalled(server: RealPostgres | undefined): server is RealPostgres {
  if (server === undefined) console.warn('skipped: PostgreSQL is not installed (apt-get install postgresql)');
  return server !== undefined;
}

/** The same server for somebody else, or for another database. */
function variant(server: RealPostgres, change: (url: URL) => void): string {
  const url = new URL(server.connectionString);
  change(url);
  return url.href;
}

describe('a server of the user', () => {
  let server: RealPostgres | undefined;
  let admin: pg.Client | undefined;

  const ask = async (sql: string): Promise<Record<string, unknown>[]> =>
    (await admin!.query<Record<string, unknown>>(sql)).rows;
  const databases = async (): Promise<unknown[]> =>
    (await ask('SELECT datname FROM pg_database ORDER BY 1')).map(({ datname }) => datname);

  beforeAll(async () => {
    server = await startRealPostgres();
    if (server === undefined) return;
    admin = new pg.Client({ connectionString: server.connectionString });
    await admin.connect();
    await ask(`CREATE ROLE reader_without_rights LOGIN PASSWORD 'open-sesame'`);
    await ask('CREATE TABLE precious (id int)');
  });

  afterAll(async () => {
    await Promise.all(sources.map((source) => source.dispose()));
    await admin?.end();
    await server?.stop();
  });

  it('gives a database of our own, empty, and takes it away', async () => {
    if (!isInstalled(server)) return;
    const before = await databases();
    const source = sourceAt(server.connectionString);
    const database = opened(await source.open({ extensions: ['plpgsql', 'vector_of_nobody'] }));
    expect(database.engine.name).toBe('PostgreSQL');
    expect(database.engine.versionNumber).toBeGreaterThanOrEqual(130_000);
    expect(database.engine.version).toMatch(/^\d+\.\d+$/);
    expect(database.missingExtensions).toEqual(['vector_of_nobody']);
    const tables = await database.run(`SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace`);
    expect(tables).toMatchObject({ ok: true, rows: [{ count: '0' }] });
    const [created] = (await databases()).filter((name) => !before.includes(name));
    expect(created).toMatch(/^ash_architect_[0-9a-z]+_[0-9a-f]{12}$/);
    await database.close();
    await database.close();
    expect(await databases()).toEqual(before);
    expect(await database.run('SELECT 1')).toMatchObject({ ok: false, error: { kind: 'gone' } });
    expect(await ask(`SELECT to_regclass('precious')::text AS name`)).toEqual([{ name: 'precious' }]);
  });

  it('answers in text, with the code, detail and hint of an error', async () => {
    if (!isInstalled(server)) return;
    const database = opened(await sourceAt(server.connectionString).open({ extensions: [] }));
    const values = await database.run(
      `SELECT true AS yes, 9007199254740993::bigint AS large, '\\xff00'::bytea AS bytes, '{1,NULL}'::int[] AS list,
              '{"a": 1}'::jsonb AS json, '2020-01-01'::timestamptz AS time, 1.5::float8 AS float, NULL AS none,
              $1::text AS given, $2::int AS number, 'a' AS twice, 'b' AS twice`,
      { parameters: ['ü', null] },
    );
    expect(values).toMatchObject({
      rows: [
        {
          ...{ yes: 't', large: '9007199254740993', bytes: '\\xff00', list: '{1,NULL}', json: '{"a": 1}' },
          ...{ time: '2020-01-01 00:00:00+00', float: '1.5', none: null, given: 'ü', number: null, twice: 'b' },
        },
      ],
      count: 1,
    });
    expect(await database.run('CREATE TABLE t (id int PRIMARY KEY)')).toMatchObject({ ok: true, count: 0 });
    expect(await database.run('INSERT INTO t VALUES (1), (2)')).toMatchObject({ ok: true, count: 2, rows: [] });
    expect(await database.run('INSERT INTO t VALUES (1)')).toMatchObject({
      error: { kind: 'refused', sqlstate: '23505', detail: 'Key (id)=(1) already exists.' },
    });
    expect(await database.run('SELECT 1; SELECT 2')).toMatchObject({ error: { sqlstate: '42601' } });
    expect(await database.run('CREATE INDEX CONCURRENTLY ON t (id)')).toMatchObject({ ok: true });
    await database.run('BEGIN');
    expect(await database.run('CREATE INDEX CONCURRENTLY ON t (id)')).toMatchObject({ error: { sqlstate: '25001' } });
    expect(await database.run('ROLLBACK')).toMatchObject({ ok: true });
    await database.close();
  });

  it('ends a statement at its limit, on the server too, and everything with it', async () => {
    if (!isInstalled(server)) return;
    const database = opened(await sourceAt(server.connectionString).open({ extensions: [] }));
    const answers = await Promise.all([
      database.run('SELECT pg_sleep(600)', { limitMs: 200 }),
      database.run('SELECT 1'),
    ]);
    expect(answers).toMatchObject([
      { ok: false, error: { kind: 'limit', limitMs: 200 } },
      { ok: false, error: { kind: 'gone', reason: 'a statement took longer than 200 ms' } },
    ]);
    await database.close();
    expect(await ask(`SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)' AND state = 'active'`)).toEqual(
      [],
    );
  });

  it('leaves a limit that the migration sets itself to the migration', async () => {
    if (!isInstalled(server)) return;
    const database = opened(await sourceAt(server.connectionString).open({ extensions: [] }));
    const limit = { limitMs: 600_000 };
    await database.run('SELECT 1', limit);
    await database.run('SET statement_timeout = 50', limit);
    expect(await database.run('SELECT pg_sleep(600)', limit)).toMatchObject({ error: { sqlstate: '57014' } });
    expect(await database.run('SELECT 1', limit)).toMatchObject({ ok: true });
    await database.close();
  });

  it('is closed in the middle of a statement', async () => {
    if (!isInstalled(server)) return;
    const before = await databases();
    const database = opened(await sourceAt(server.connectionString).open({ extensions: [] }));
    const running = database.run('SELECT pg_sleep(600)');
    await database.close();
    expect(await running).toMatchObject({ error: { kind: 'gone', reason: 'it was closed' } });
    expect(await databases()).toEqual(before);
  });

  it('says that it is gone when the server ends the session', async () => {
    if (!isInstalled(server)) return;
    const database = opened(await sourceAt(server.connectionString).open({ extensions: [] }));
    expect(await database.run('SELECT pg_terminate_backend(pg_backend_pid())')).toMatchObject({
      error: { kind: 'gone' },
    });
    expect(await database.run('SELECT 1')).toMatchObject({ error: { kind: 'gone' } });
    await database.close();
  });

  it('gives everything back when it is ended, also while it opens', async () => {
    if (!isInstalled(server)) return;
    const before = await databases();
    const source = sourceAt(server.connectionString);
    opened(await source.open({ extensions: [] }));
    const opening = source.open({ extensions: [] });
    await source.dispose();
    expect(await opening).toMatchObject({ ok: false });
    expect(await databases()).toEqual(before);
    expect(await source.open({ extensions: [] })).toMatchObject({ ok: false });
  });

  it('drops what was forgotten for a day, and nothing else', async () => {
    if (!isInstalled(server)) return;
    const now = Date.now();
    const nameAt = (time: number, end: string): string => `ash_architect_${time.toString(36)}_${end}`;
    const day = 24 * 3_600_000;
    const forgotten = nameAt(now - day - 60_000, '00000000000a');
    const kept = [
      nameAt(now - day + 600_000, '00000000000b'),
      nameAt(now - 2 * day, '00000000000c'),
      nameAt(now - 2 * day, 'theirs'),
      'ash_architecture',
    ];
    for (const name of [forgotten, ...kept]) await ask(`CREATE DATABASE ${name}`);
    // One is used, although it is old.
    const used = new pg.Client({
      connectionString: variant(server, (url) => (url.pathname = `/${kept[1]!}`)),
    });
    await used.connect();
    opened(await sourceAt(server.connectionString).open({ extensions: [] }));
    const there = await databases();
    expect(there).not.toContain(forgotten);
    expect(there).toEqual(expect.arrayContaining(kept));
    await used.end();
    for (const name of kept) await ask(`DROP DATABASE ${name} WITH (FORCE)`);
  });

  it('says what is wrong without telling the connection string', async () => {
    if (!isInstalled(server)) return;
    expect(await reasonOf(variant(server, (url) => (url.password = 'wrong-password')))).toBe(
      'The server refused the user name or the password.',
    );
    expect(await reasonOf(variant(server, (url) => (url.password = '')))).toBe(
      'The server wants a password, and there is none.',
    );
    expect(await reasonOf(variant(server, (url) => (url.pathname = '/nowhere_at_all')))).toContain('does not exist');
    expect(await reasonOf(variant(server, (url) => (url.search = 'sslmode=require')))).toContain('does not encrypt');
    const withoutRights = variant(server, (url) => {
      url.username = 'reader_without_rights';
      url.password = 'open-sesame';
    });
    expect(await reasonOf(withoutRights)).toContain('may not create databases');
  });
});

describe('a server that is none', () => {
  it('says so', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    expect(await reasonOf(`postgresql://someone:hidden-word@127.0.0.1:${port}/mine`)).toContain('Nothing listens');
    expect(await reasonOf('mysql://someone:hidden-word@127.0.0.1/mine')).toContain('not of the form');
  });

  it('is not used when it is older than what can be cleaned up', async () => {
    const old = await oldServer();
    expect(await reasonOf(`postgresql://someone:hidden-word@127.0.0.1:${old.port}/mine`)).toBe(
      'PostgreSQL 12.22 is too old: 13 is needed at least.',
    );
    await old.stop();
  });

  it('breaks off, with names in its message', async () => {
    const rude = createServer((socket) => {
      const message = 'SXXX99\0Mno someone-secret with hidden-word here\0\0';
      socket.once('data', () => socket.end(frame('E', Buffer.from(`SFATAL\0C${message.slice(1)}`))));
      socket.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(rude, 'listening');
    const { port } = rude.address() as AddressInfo;
    expect(await reasonOf(`postgresql://someone-secret:hidden-word@127.0.0.1:${port}/mine`)).toBe(
      'The server could not be used: no … with … here',
    );
    rude.close();
  });

  it('is not even looked up when it looks like production', async () => {
    const production = 'postgresql://someone:hidden-word@db.example.com/shop';
    expect(await reasonOf(production)).toBe(
      'The server looks like one in production: its host is neither this machine nor in a private network. ' +
        'It is used after an explicit yes only.',
    );
    const confirmed = await sourceAt('postgresql://someone:hidden-word@127.0.0.1:1/shop_prod', true).open({
      extensions: [],
    });
    expect(confirmed).toMatchObject({ ok: false, reason: expect.stringContaining('Nothing listens') as string });
  });
});

/** As much of PostgreSQL 12 as says that it is one. */
async function oldServer(): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const ready = frame('Z', Buffer.from('I'));
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.concat([frame('R', Buffer.alloc(4)), ready]));
      socket.on('data', (request) => {
        if (request.toString('latin1', 0, 1) !== 'Q') return;
        const names = ['version', 'number', 'now'];
        const values = ['12.22', '120022', '1700000000000'];
        socket.write(Buffer.concat([fieldsNamed(names), rowOf(values), frame('C', Buffer.from('SELECT 1\0')), ready]));
      });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function frame(kind: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(kind);
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** All of type text, but the second: a number. */
function fieldsNamed(names: readonly string[]): Buffer {
  const fields = names.map((name, index) => {
    const rest = Buffer.alloc(18);
    rest.writeUInt32BE(index === 1 ? 23 : 25, 6);
    return Buffer.concat([Buffer.from(`${name}\0`), rest]);
  });
  return frame('T', Buffer.concat([Buffer.from([0, names.length]), ...fields]));
}

function rowOf(values: readonly string[]): Buffer {
  const fields = values.map((value) => Buffer.concat([Buffer.from([0, 0, 0, value.length]), Buffer.from(value)]));
  return frame('D', Buffer.concat([Buffer.from([0, values.length]), ...fields]));
}
