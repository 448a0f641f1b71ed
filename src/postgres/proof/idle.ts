import type { Database } from '../database.ts';

/** Whether a statement drops something only if it is there. */
export function mayBeIdle(sql: string): boolean {
  return /\bDROP\b[\s\S]*\bIF\s+EXISTS\b/i.test(sql);
}

/** The one object that a statement drops if it is there, without its schema; undefined for several, and for columns. */
export function droppedName(sql: string): string | undefined {
  const name = onlyDrop.exec(sql)?.[1];
  return name?.startsWith('"') === true ? name.slice(1, -1).replaceAll('""', '"') : name?.toLowerCase();
}

const onlyDrop =
  /^\s*DROP\s+[A-Z ]+?\s+IF\s+EXISTS\s+(?:(?:"(?:[^"]|"")+"|[\w$]+)\.)?("(?:[^"]|"")+"|[\w$]+)\s*(?:CASCADE|RESTRICT)?\s*;?\s*$/i;

/** Everything that can be dropped leaves one of these catalogues. */
const catalogues = [
  ...['pg_class', 'pg_constraint', 'pg_proc', 'pg_type', 'pg_trigger', 'pg_policy', 'pg_extension', 'pg_namespace'],
  ...['pg_attrdef', 'pg_rewrite', 'pg_operator', 'pg_opclass', 'pg_cast', 'pg_publication', 'pg_statistic_ext'],
];

const counts = [
  ...catalogues.map((name) => `(SELECT count(*) FROM ${name})`),
  '(SELECT count(*) FROM pg_attribute WHERE NOT attisdropped)',
  '(SELECT count(*) FROM pg_attribute WHERE attnotnull)',
];

/** How many objects there are: the same number before and after a `DROP` means that it did nothing. */
export async function countObjects(database: Database): Promise<string | undefined> {
  const answer = await database.run(`SELECT (${counts.join(' + ')})::text AS objects`);
  return answer.ok ? (answer.rows[0]?.['objects'] ?? undefined) : undefined;
}
