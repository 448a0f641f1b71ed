import type { Database } from '../database.ts';
import type { LiveColumn, LiveTable } from './live-schema.ts';

/** Where numbers were given that the database would have counted: it counts on behind the last one, if it can. */
export async function numberBehind(
  database: Database,
  table: LiveTable,
  columns: readonly LiveColumn[],
  last: number,
): Promise<void> {
  for (const { name, made } of columns) {
    if (made === undefined || made === 'generated' || last < 1) continue;
    await database.run('SAVEPOINT numbers');
    const set = await database.run(`SELECT setval(pg_get_serial_sequence($1, $2), ${last})`, {
      parameters: [table.sql, name],
    });
    await database.run(set.ok ? 'RELEASE SAVEPOINT numbers' : 'ROLLBACK TO SAVEPOINT numbers');
  }
}
