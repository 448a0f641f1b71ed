import { at } from '../../../../base/span.ts';
import { databaseType, printDatabaseType, type DatabaseType } from '../../../../ecto/database-type.ts';
import { forwardOf } from '../../../../ecto/migration.ts';
import type { Statement } from '../../../../ecto/statement.ts';
import { typeChange } from '../../../../ecto/type-change.ts';
import { statementsBefore } from '../../../migration-directions.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'A foreign key has another type than the column that it refers to.',
  messages: {
    ...foretoldMessages,
    written:
      'The migration fails (42804): `{column}` is made as `{own}`, and refers to `{target}`, which is `{foreign}`. Give it that type.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'reference-of-other-type'),
  *checkMigration(migration, context) {
    for (const statement of forwardOf(migration)) {
      if (statement.kind !== 'create-table' && statement.kind !== 'alter-table') continue;
      const changes = statement.kind === 'create-table' ? statement.columns : statement.changes;
      for (const change of changes) {
        if (change.kind !== 'add' || change.conditional || statement.conditional) continue;
        const { type } = change.definition;
        if (type.kind !== 'reference' || type.reference.type === undefined) continue;
        const { table, column } = type.reference;
        const own = databaseType({ ...change.definition, type: type.reference.type });
        const foreign = typeOf(table, column, statementsBefore(statement, migration, context));
        if (own === undefined || foreign === undefined || isComparable(own, foreign)) continue;
        const data = { own: printDatabaseType(own), foreign: printDatabaseType(foreign) };
        yield {
          message: 'written',
          data: { ...data, column: change.column.name ?? '', target: `${table ?? ''}.${column ?? ''}` },
          at: at(migration.path, type.reference.type),
        };
      }
    }
  },
});

/** The type that a column got when its table was made, where nothing later leaves a doubt. */
function typeOf(
  table: string | undefined,
  column: string | undefined,
  statements: readonly Statement[],
): DatabaseType | undefined {
  let found: DatabaseType | undefined;
  for (const statement of statements) {
    if (statement.kind === 'rename-table' || statement.kind === 'unknown' || statement.conditional) return undefined;
    if (statement.kind === 'drop-table' && statement.table.name === table) found = undefined;
    if (statement.kind === 'execute' && mayChange(statement, table)) return undefined;
    if (statement.kind !== 'create-table' && statement.kind !== 'alter-table') continue;
    if (statement.table.name !== table) continue;
    if (statement.kind === 'alter-table') {
      const speaks = statement.changes.some(
        (change) => change.kind === 'unknown' || (change.kind !== 'timestamps' && change.column.name === column),
      );
      if (speaks) return undefined;
      continue;
    }
    const made = statement.columns.find((change) => change.kind === 'add' && change.column.name === column);
    found = made?.kind === 'add' ? databaseType(made.definition) : undefined;
  }
  return found;
}

function mayChange({ command }: Statement & { kind: 'execute' }, table: string | undefined): boolean {
  return (
    command.kind !== 'sql' ||
    (/\bALTER\b|\bRENAME\b|\bDROP\b/i.test(command.text) && command.text.includes(table ?? ''))
  );
}

/** Whether PostgreSQL has an operator that compares them: a text is compared with nothing else. */
function isComparable(own: DatabaseType, foreign: DatabaseType): boolean {
  const texts = ['text', 'varchar', 'citext'];
  const casts = [typeChange(own, foreign), typeChange(foreign, own)];
  return casts.every((effect) => effect !== 'impossible') && texts.includes(own.name) === texts.includes(foreign.name);
}
