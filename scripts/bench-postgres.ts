import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { embeddedDatabases } from '../src/postgres/engine/embedded-databases.ts';

/** Times and memory of the embedded PostgreSQL: how long opening takes, and that closing gives everything back. */

/** A proof opens one database; so many are opened and closed one after the other. */
const rounds = 50;

const megabytes = (): number => Math.round(process.memoryUsage().rss / 1024 / 1024);

/** Threads that have ended are taken apart a little later. */
async function settledMemory(): Promise<number> {
  await pause(1000);
  return megabytes();
}

/** Prints a table of figures; nothing is judged. */
export async function benchmarkPostgres(): Promise<void> {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'ash-architect-bench-postgres-'));
  const source = embeddedDatabases({ cacheFolder, workerFile: resolve('dist/postgres-worker.cjs') });
  const before = megabytes();
  const open = async (): Promise<{ readonly ms: number; readonly memory: number }> => {
    const begun = performance.now();
    const opened = await source.open({ extensions: ['citext'] });
    if (!opened.ok) throw new Error(opened.reason);
    const ms = performance.now() - begun;
    const answer = await opened.database.run('CREATE EXTENSION citext');
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    const memory = megabytes();
    await opened.database.close();
    return { ms, memory };
  };
  const cold = await open();
  const afterFirst = await settledMemory();
  const warm: { readonly ms: number; readonly memory: number }[] = [];
  for (let round = 0; round < rounds; round++) warm.push(await open());
  const times = warm.map(({ ms }) => ms).sort((one, other) => one - other);
  await source.dispose();
  const rows: readonly (readonly [string, string])[] = [
    ['open without a prepared data directory', `${cold.ms.toFixed(0)} ms`],
    ['open with one, median', `${(times[Math.floor(rounds / 2)] ?? 0).toFixed(0)} ms`],
    ['open with one, slowest', `${(times.at(-1) ?? 0).toFixed(0)} ms`],
    ['memory before', `${before} MB`],
    ['memory with the first one open, which is being made', `${cold.memory} MB`],
    ['memory after it was closed', `${afterFirst} MB`],
    ['memory with one open, largest', `${Math.max(...warm.map(({ memory }) => memory))} MB`],
    [`memory after ${rounds} were opened and closed`, `${await settledMemory()} MB`],
  ];
  console.log('\n| embedded PostgreSQL | |\n| --- | --- |');
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
  rmSync(cacheFolder, { recursive: true });
}
