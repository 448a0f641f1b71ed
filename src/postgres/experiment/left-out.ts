import type { IndexReport } from './index-report.ts';

/** What was not measured, and why: a line each. */
export function leftOut({ tables, queries, indexes, notes, unread }: IndexReport): readonly string[] {
  const failedTables = tables.flatMap(({ table, failed }) => (failed === undefined ? [] : [`${table}: ${failed}`]));
  const measured = new Set(tables.filter(({ failed }) => failed === undefined).map(({ table }) => table));
  return [
    ...notes,
    ...failedTables,
    ...indexes
      .filter(({ verdict, table }) => verdict === 'not-measured' && measured.has(table))
      .map(({ summary }) => summary),
    ...new Set(queries.flatMap(({ id, failed }) => (failed === undefined ? [] : [`${id}: ${failed}`]))),
    ...unread.map(({ origin, reason }) => `${origin.path}:${origin.line} ${origin.what}: ${reason}`),
  ];
}
