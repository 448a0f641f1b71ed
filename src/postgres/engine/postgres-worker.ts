import { parentPort, workerData } from 'node:worker_threads';
import type { PGlite } from '@electric-sql/pglite';
import type { Engine } from '../database.ts';
import { openPglite } from './open-pglite.ts';
import { BrokenEngine, runStatement } from './run-statement.ts';
import type { Message, Statement, WorkerData } from './worker-protocol.ts';

/** The entry of the thread that holds one embedded database. */

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread only');
const { seedFile, bundles } = workerData as WorkerData;

/** The build puts PGlite's files into a folder beside the bundle. */
const assets = new URL('./postgres/', import.meta.url);

/** The status with which PGlite leaves its main loop after an error of PostgreSQL, which it then handles. */
const handledStatus = 100;

const say = (message: Message): void => port.postMessage(message);

function end(error: unknown): never {
  say({ kind: 'broken', reason: error instanceof BrokenEngine ? error.message : `PGlite ended: ${messageOf(error)}` });
  process.exit(1);
}

/** Emscripten throws objects that are no errors: `{ name: 'ExitStatus', message: 'Program terminated …' }`. */
function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

/**
 * PGlite drops whatever else is thrown in its main loop (the end of the program, a trap of WebAssembly, no stack) and
 * calls it again and again. We end instead.
 */
function endOnCrash(db: PGlite): void {
  const engine = db.Module;
  const loop = engine._PostgresMainLoopOnce;
  engine._PostgresMainLoopOnce = () => {
    try {
      loop();
    } catch (error) {
      const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
      if (status !== handledStatus) end(error);
      throw error;
    }
  };
}

async function describe(db: PGlite): Promise<Engine> {
  const sql = `SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS number`;
  const answer = await runStatement(db, { sql, parameters: [] });
  const row = answer.ok ? answer.rows[0] : undefined;
  return { name: 'PGlite', version: row?.version ?? '', versionNumber: Number(row?.number) };
}

async function serve(): Promise<void> {
  const db = await openPglite({ assets, seedFile, bundles });
  endOnCrash(db);
  port?.on('message', (statement: Statement) => {
    runStatement(db, statement).then((answer) => say({ kind: 'answer', answer }), end);
  });
  say({ kind: 'ready', engine: await describe(db) });
}

serve().catch(end);
