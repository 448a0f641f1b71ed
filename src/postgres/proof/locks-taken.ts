import type { Database, Row } from '../database.ts';
import type { ProofStep } from './proof-report.ts';

type Lock = ProofStep['locks'][number];

/** Relations that others can see: those that a migration makes itself lock nobody out. */
const relations = `SELECT c.oid::text AS oid, CASE n.nspname WHEN 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END AS name
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`;

/** Of our own backend; what only reads the catalogue is left out by the names above. */
const held = `SELECT l.relation::text AS oid, l.mode FROM pg_locks l
WHERE l.locktype = 'relation' AND l.granted AND l.pid = pg_backend_pid()
ORDER BY l.relation, l.mode`;

/** Tells which locks each statement of a transaction adds. */
export async function watchLocks(database: Database): Promise<() => Promise<Lock[]>> {
  const names = new Map((await rowsOf(database, relations)).map(({ oid, name }) => [oid, name]));
  const known = new Set<string>();
  return async () => {
    const rows = await rowsOf(database, held);
    return rows.flatMap(({ oid, mode }) => {
      const relation = names.get(oid ?? null);
      const key = `${oid} ${mode}`;
      if (typeof relation !== 'string' || typeof mode !== 'string' || known.has(key)) return [];
      known.add(key);
      return [{ relation, mode }];
    });
  };
}

async function rowsOf(database: Database, sql: string): Promise<readonly Row[]> {
  const answer = await database.run(sql);
  return answer.ok ? answer.rows : [];
}
