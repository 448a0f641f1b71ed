import { newTablesIn } from '../ecto/new-tables.ts';
import type { Migration } from '../ecto/migration.ts';
import type { RuleContext } from './rule.ts';

/** Whether a table is there, with rows in it, before a migration runs; `false` as long as that is not certain. */
export function existingTables(
  migration: Migration,
  { migrations, isUnreleased }: RuleContext,
): (table: string | undefined) => boolean {
  const isNew = newTablesIn(migration, migrations, isUnreleased);
  return (table) => !isNew(table);
}
