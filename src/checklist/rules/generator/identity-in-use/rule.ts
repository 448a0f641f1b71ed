import { at } from '../../../../base/span.ts';
import { forwardOf } from '../../../../ecto/migration.ts';
import type { Statement } from '../../../../ecto/statement.ts';
import { statementsBefore } from '../../../migration-directions.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'The index of an identity is dropped while a foreign key rests on it.',
  messages: {
    ...foretoldMessages,
    written:
      'The migration fails (2BP01): the foreign key `{key}` of `{table}` rests on this index. Drop the foreign key first.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'identity-in-use'),
  *checkMigration(migration, context) {
    for (const statement of forwardOf(migration)) {
      if (statement.kind !== 'drop-index' || statement.conditional || statement.cascade) continue;
      const { table, columns, unique } = statement.index;
      const [column, ...others] = columns ?? [];
      if (table === undefined || column === undefined || others.length > 0 || !unique) continue;
      const user = keyOn(table, column.name, statementsBefore(statement, migration, context));
      if (user === undefined) continue;
      yield { message: 'written', data: { ...user }, at: at(migration.path, statement.index) };
    }
  },
});

interface ForeignKey {
  readonly key: string;
  readonly table: string;
}

/** A foreign key that refers to a column, where nothing before leaves a doubt that it is there and has one index. */
function keyOn(target: string, column: string, statements: readonly Statement[]): ForeignKey | undefined {
  let found: (ForeignKey & { readonly own: string }) | undefined;
  for (const statement of statements) {
    if (isUnclear(statement, target) || providesOther(statement, target, column)) return undefined;
    if (found !== undefined && takesAway(statement, found)) found = undefined;
    if (statement.kind !== 'create-table' && statement.kind !== 'alter-table') continue;
    const changes = statement.kind === 'create-table' ? statement.columns : statement.changes;
    for (const change of changes) {
      if (change.kind !== 'add' && change.kind !== 'modify') continue;
      const { type } = change.definition;
      const [table, own] = [statement.table.name, change.column.name];
      if (type.kind !== 'reference' || table === undefined || own === undefined) continue;
      if (type.reference.table !== target || type.reference.column !== column) continue;
      found = { key: type.reference.name ?? `${table}_${own}_fkey`, table, own };
    }
  }
  return found === undefined ? undefined : { key: found.key, table: found.table };
}

function isUnclear(statement: Statement, target: string): boolean {
  if (statement.kind === 'rename-table' || statement.kind === 'rename-column') return true;
  if (statement.kind === 'unknown' || statement.kind === 'repo' || statement.conditional) return true;
  if (statement.kind !== 'execute') return false;
  return statement.command.kind !== 'sql' || new RegExp(`\\b${target}\\b`).test(statement.command.text);
}

/** A primary key, or a second index, on which the foreign key may rest instead. */
function providesOther(statement: Statement, target: string, column: string): boolean {
  return (
    statement.kind === 'create-table' &&
    statement.table.name === target &&
    statement.columns.some(
      (change) => change.kind === 'add' && change.column.name === column && change.definition.primaryKey,
    )
  );
}

function takesAway(statement: Statement, found: ForeignKey & { readonly own: string }): boolean {
  switch (statement.kind) {
    case 'drop-constraint':
      return statement.constraint.name === undefined || statement.constraint.name === found.key;
    case 'drop-table':
      return statement.table.name === found.table || statement.cascade;
    case 'alter-table':
      return (
        statement.table.name === found.table &&
        statement.changes.some((change) => change.kind === 'remove' && change.column.name === found.own)
      );
    default:
      return false;
  }
}
