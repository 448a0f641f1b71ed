import { at, type Span } from '../../../../base/span.ts';
import { addModuleFlags, missingFlags, transactionFlags } from '../../../../ecto/edits.ts';
import type { Migration } from '../../../../ecto/migration.ts';
import { firstThatStays } from '../../../../ecto/rerun.ts';
import { splitSql } from '../../../../ecto/sql.ts';
import type { Statement } from '../../../../ecto/statement.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type Report, type RuleContext } from '../../../rule.ts';

/**
 * PostgreSQL refuses `CREATE INDEX CONCURRENTLY` inside a transaction (25001), and lets it wait for every other one;
 * Ecto's own lock on the list of migrations is such a transaction, unless the repository uses advisory locks.
 */
export default defineRule({
  subject: 'migration',
  tier: 1,
  severity: 'error',
  summary: 'An index cannot be built concurrently inside the transaction of a migration.',
  messages: {
    transaction:
      'This migration fails: PostgreSQL does not run {what} inside a transaction, and Ecto opens one. Set `@disable_ddl_transaction true`, and `@disable_migration_lock true` with it.',
    lock: 'Ecto holds its lock on the migrations in a transaction of its own while this runs, and {what} waits for older transactions to end. Set `@disable_migration_lock true`, or `migration_lock: :pg_advisory_lock` for the repository.',
  },
  *check(migration, context) {
    if (migration.openBecause.length > 0 || (migration.disablesTransaction && migration.disablesLock)) return;
    const { path, disablesTransaction } = migration;
    if (disablesTransaction && hasFreeLock(migration, context)) return;
    const [first, ...others] = concurrentIn(migration);
    if (first === undefined) return;
    yield {
      message: disablesTransaction ? 'lock' : 'transaction',
      severity: disablesTransaction ? 'warning' : 'error',
      data: { what: first.what },
      at: at(path, first.at),
      related: others.map((other) => ({ at: at(path, other.at), message: 'This is concurrent too.' })),
      fixes: fixesOf(migration, context),
    } satisfies Report<'transaction' | 'lock'>;
  },
});

interface Concurrent {
  readonly what: string;
  readonly at: Span;
}

/** A migration runs its transaction in both directions. */
function concurrentIn({ up, down, change }: Migration): Concurrent[] {
  const statements = [up, change, down].flatMap((direction) => direction?.statements ?? []);
  return statements.filter(({ conditional }) => !conditional).flatMap(concurrentCommands);
}

function concurrentCommands(statement: Statement): Concurrent[] {
  if (statement.kind === 'create-index' || statement.kind === 'drop-index') {
    const option = statement.index.options.find(({ name }) => name === 'concurrently');
    if (!statement.index.concurrently || option === undefined) return [];
    const what = statement.kind === 'create-index' ? 'CREATE INDEX CONCURRENTLY' : 'DROP INDEX CONCURRENTLY';
    return [{ what: `\`${what}\``, at: option }];
  }
  if (statement.kind !== 'execute' || statement.command.kind !== 'sql') return [];
  const [what] = splitSql(statement.command.text).flatMap((sql) => concurrentCommand.exec(sql)?.[0] ?? []);
  return what === undefined ? [] : [{ what: `\`${what.replace(/\s+/g, ' ').toUpperCase()}\``, at: statement.nameSpan }];
}

/** `REFRESH MATERIALIZED VIEW CONCURRENTLY` is none of them: it runs in a transaction. */
const concurrentCommand = /^(CREATE\s+(UNIQUE\s+)?|DROP\s+)INDEX\s+CONCURRENTLY\b/i;

function hasFreeLock({ path }: Migration, { project }: RuleContext): boolean {
  return project.rootOf(path).settings.locksMigrationsWithoutTransaction;
}

function fixesOf(migration: Migration, context: RuleContext): Fix[] {
  const { path } = migration;
  const text = context.textOf(path);
  const wanted = hasFreeLock(migration, context) ? transactionFlags.slice(0, 1) : transactionFlags;
  const missing = missingFlags(text, migration, wanted);
  const edit = addModuleFlags(text, migration, missing);
  // Without a transaction, further commands would be left behind when one of them fails.
  if (edit === undefined || firstThatStays(migration) !== undefined) return [];
  const title =
    missing.length > 1 ? 'Run the migration without transaction and lock' : `Set \`@${missing.join()} true\``;
  return [{ title, safe: true, edits: [{ path, edits: [edit] }] }];
}
