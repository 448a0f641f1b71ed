import { at } from '../../../../base/span.ts';
import { forwardOf } from '../../../../ecto/migration.ts';
import type { Constraint, Statement } from '../../../../ecto/statement.ts';
import { directionsOf, statementsBefore } from '../../../migration-directions.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'A rollback makes a check again with another text than it had.',
  messages: {
    ...foretoldMessages,
    written:
      'Rolling back does not restore `{name}`: `down` makes it with another text than it had before. Write it as it was: `{check}`.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'check-with-base-filter'),
  *checkMigration(migration, context) {
    const down = directionsOf(migration).find(({ name }) => name === 'down')?.statements ?? [];
    for (const statement of forwardOf(migration)) {
      if (statement.kind !== 'drop-constraint' || statement.conditional) continue;
      const { table, name } = statement.constraint;
      const back = down.find((it) => it.kind === 'create-constraint' && isSame(it.constraint, { table, name }));
      if (back?.kind !== 'create-constraint' || name === undefined) continue;
      const before = lastCheck({ table, name }, statementsBefore(statement, migration, context));
      const { check, known } = back.constraint;
      if (before === undefined || check === undefined || !known || squeezed(before) === squeezed(check)) continue;
      yield {
        message: 'written',
        data: { name, check: before.trim().replace(/\s+/g, ' ') },
        at: at(migration.path, back.constraint),
      };
    }
  },
});

type Name = Pick<Constraint, 'table' | 'name'>;

function isSame(constraint: Constraint, { table, name }: Name): boolean {
  return table !== undefined && constraint.table === table && constraint.name === name;
}

/** The text of a check where nothing leaves a doubt that it still has it. */
function lastCheck(name: Name, statements: readonly Statement[]): string | undefined {
  let check: string | undefined;
  for (const statement of statements) {
    if (statement.kind === 'unknown' || statement.kind === 'repo') check = undefined;
    if (
      statement.kind === 'execute' &&
      (statement.command.kind !== 'sql' || statement.command.text.includes(name.name ?? ''))
    )
      check = undefined;
    if (statement.kind === 'drop-constraint' && isSame(statement.constraint, name)) check = undefined;
    if (statement.kind === 'create-constraint' && isSame(statement.constraint, name))
      check = statement.conditional || !statement.constraint.known ? undefined : statement.constraint.check;
  }
  return check;
}

/** Space and parentheses around the whole make no difference. */
function squeezed(check: string): string {
  return check.replace(/[\s()]+/g, '').toLowerCase();
}
