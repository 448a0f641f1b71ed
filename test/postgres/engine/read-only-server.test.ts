import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openReadOnly } from '../../../src/postgres/engine/read-only-server.ts';
import { readDistributions } from '../../../src/postgres/rows/read-distributions.ts';
import { type RealPostgres, startRealPostgres } from '../../helpers/real-postgres.ts';

let server: RealPostgres | undefined;
beforeAll(async () => {
  server = await startRealPostgres();
}, 60_000);
afterAll(() => server?.stop());

it('reads statistics of the tables that are there, and cannot write', async () => {
  if (server === undefined) {
    console.warn('skipped: PostgreSQL is not installed (apt-get install postgresql)');
    return;
  }
  const { connectionString } = server;
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query('CREATE TABLE posts (id bigint PRIMARY KEY, author bigint, done boolean)');
  await client.query('INSERT INTO posts SELECT i, i % 10, i % 4 = 0 FROM generate_series(1, 1000) i');
  await client.query('ANALYZE posts');
  await client.end();
  const opened = await openReadOnly({ connectionString, confirmed: false });
  if (!opened.ok) throw new Error(opened.reason);
  const { database } = opened;
  const written = await database.run('DELETE FROM posts');
  expect(written.ok || (written.error.kind === 'refused' && written.error.sqlstate)).toBe('25006');
  const read = await readDistributions(database, ['posts', 'absent']);
  await database.close();
  if (!read.ok) throw new Error('no statistics');
  expect(Object.keys(read.distributions)).toEqual(['posts']);
  expect(read.distributions['posts']?.rows).toBe(1000);
  expect(read.distributions['posts']?.columns?.['author']?.distinct).toBe(10);
});

it('asks nothing of a server that looks like production', async () => {
  const opened = await openReadOnly({
    connectionString: 'postgresql://me:secret@db.prod.example.com/shop',
    confirmed: false,
  });
  expect(opened.ok).toBe(false);
  expect(JSON.stringify(opened)).toContain('explicit yes');
  expect(JSON.stringify(opened)).not.toContain('secret');
});
