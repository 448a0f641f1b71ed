import { addTo } from '../../base/multi-map.ts';
import type { Database, DatabaseError } from '../database.ts';
import { readLiveTables } from './read-live-schema.ts';
import { sqlText } from './sql-text.ts';

/** All rows of users' tables: by table (`public.posts`), each row as JSON with its columns in the order of their names. */
export type RowDump = ReadonlyMap<string, readonly string[]>;

export type Dumped =
  { readonly ok: true; readonly dump: RowDump } | { readonly ok: false; readonly error: DatabaseError };

/** Meant for tables of few rows: every one of them is read. */
export async function dumpRows(database: Database): Promise<Dumped> {
  const tables = await readLiveTables(database);
  if (!tables.ok) return tables;
  const dump = new Map<string, string[]>(tables.tables.map(({ sql }) => [sql, []]));
  if (dump.size === 0) return { ok: true, dump };
  const answer = await database.run(
    [...dump.keys()]
      .map((sql) => `SELECT ${sqlText(sql)} AS own, to_jsonb(t)::text AS row FROM ${sql} AS t`)
      .join(' UNION ALL '),
  );
  if (!answer.ok) return answer;
  for (const { own, row } of answer.rows) addTo(dump, own ?? '', row ?? '');
  return { ok: true, dump };
}
