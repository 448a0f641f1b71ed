import { at } from '../../../../base/span.ts';
import { namesWord, rowWritesOf } from '../../../../ecto/data-writes.ts';
import { forwardOf } from '../../../../ecto/migration.ts';
import { exclusivelyLocked } from '../../../../ecto/locks.ts';
import type { Statement } from '../../../../ecto/statement.ts';
import { existingTables } from '../../../existing-tables.ts';
import { defineRule } from '../../../rule.ts';

/** `ALTER TABLE` takes ACCESS EXCLUSIVE, and locks are held to the end of the transaction (PostgreSQL, Explicit Locking). */
export default defineRule({
  subject: 'migration',
  tier: 2,
  severity: 'warning',
  summary: 'Rows are written while the migration holds the lock of a change that it made before.',
  messages: {
    locked:
      'Nobody can read or write `{table}` while these rows are written: the migration has changed the table before, and keeps its lock until it ends. On a large table, put this into a migration of its own, and write in batches.',
  },
  *check(migration, context) {
    if (migration.openBecause.length > 0 || migration.disablesTransaction) return;
    const text = context.textOf(migration.path);
    const isExisting = existingTables(migration, context);
    const locked = new Map<string, Statement>();
    for (const statement of forwardOf(migration)) {
      const writes = statement.conditional ? [] : rowWritesOf(statement, text).filter(({ isUnbounded }) => isUnbounded);
      const found = [...locked].find(([name]) => writes.some((write) => namesWord(write, name)));
      if (found !== undefined) {
        const [table, lock] = found;
        yield {
          message: 'locked',
          data: { table },
          at: at(migration.path, statement.nameSpan),
          related: [{ at: at(migration.path, lock.nameSpan), message: 'The lock is taken here.' }],
        };
      }
      const table = exclusivelyLocked(statement);
      if (table !== undefined && isExisting(table) && !locked.has(table)) locked.set(table, statement);
    }
  },
});
