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
  summary: 'A changed statement is undone while another one still uses what it made.',
  messages: {
    ...foretoldMessages,
    written:
      'The migration fails (2BP01): the trigger `{trigger}` still uses the function `{function}`. Replace the function with `CREATE OR REPLACE FUNCTION`, or drop the trigger first and make it again behind it.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'statement-in-use'),
  *checkMigration(migration, context) {
    for (const statement of forwardOf(migration)) {
      const dropped = droppedFunction(statement);
      if (dropped === undefined || statement.conditional) continue;
      const before = sqlOf(statementsBefore(statement, migration, context));
      const trigger = before === undefined ? undefined : standingTrigger(before, dropped);
      if (trigger === undefined) continue;
      yield { message: 'written', data: { trigger, function: dropped }, at: at(migration.path, statement.nameSpan) };
    }
  },
});

/** `DROP FUNCTION touch()`: with `CASCADE`, the triggers go as well. */
function droppedFunction(statement: Statement): string | undefined {
  if (statement.kind !== 'execute' || statement.command.kind !== 'sql') return undefined;
  const [, name] =
    /^\s*DROP FUNCTION (?:IF EXISTS )?(?:\w+\.)?(\w+)\s*(?:\([^)]*\))?(?: RESTRICT)?\s*;?\s*$/i.exec(
      statement.command.text,
    ) ?? [];
  return name;
}

/** All SQL in its order; undefined where some of it cannot be read, or a table goes, with its triggers. */
function sqlOf(statements: readonly Statement[]): string | undefined {
  const texts: string[] = [];
  for (const statement of statements) {
    const { kind } = statement;
    if (kind === 'unknown' || kind === 'repo' || kind === 'drop-table') return undefined;
    if (kind !== 'execute') continue;
    if (statement.command.kind !== 'sql' || !statement.command.exact || statement.conditional) return undefined;
    texts.push(statement.command.text);
  }
  return texts.join('\n');
}

/** The last trigger that calls a function, unless its name is spoken of again. */
function standingTrigger(sql: string, name: string): string | undefined {
  const made =
    /\bCREATE (?:OR REPLACE )?(?:CONSTRAINT )?TRIGGER (\w+)\s[^;$]*?EXECUTE (?:FUNCTION|PROCEDURE) (?:\w+\.)?(\w+)\s*\(/gi;
  for (const match of [...sql.matchAll(made)].reverse()) {
    const [all, trigger = '', called] = match;
    const rest = sql.slice(match.index + all.length);
    if (called === name && !new RegExp(`\\b${trigger}\\b|\\bCASCADE\\b`, 'i').test(rest)) return trigger;
  }
  return undefined;
}
