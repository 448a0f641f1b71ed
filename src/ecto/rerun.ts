import { statementEffect } from './effect.ts';
import { forwardOf, type Migration } from './migration.ts';
import type { Execute, Statement } from './statement.ts';

/**
 * The first command on the way up that cannot run twice, with another one behind it that may fail: without a
 * transaction, a migration that stops in between cannot be run again.
 */
export function firstThatStays(migration: Migration): Statement | undefined {
  const statements = forwardOf(migration).filter((statement) => statementEffect(statement) !== 'none');
  return statements
    .slice(0, -1)
    .find((statement, index) => !statement.conditional && isFatalTwice(statement, statements.slice(0, index)));
}

/** What was dropped with `IF EXISTS` before it is created can be created again and again. */
function isFatalTwice(statement: Statement, before: readonly Statement[]): boolean {
  switch (statement.kind) {
    case 'create-table':
      return !statement.ifNotExists;
    case 'create-index': {
      const { name } = statement.index;
      return (
        !statement.ifNotExists &&
        !before.some((it) => it.kind === 'drop-index' && it.ifExists && it.index.name === name)
      );
    }
    case 'drop-table':
    case 'drop-index':
    case 'drop-constraint':
      return !statement.ifExists;
    case 'create-constraint': {
      const { name } = statement.constraint;
      return !before.some((it) => it.kind === 'drop-constraint' && it.ifExists && it.constraint.name === name);
    }
    case 'alter-table':
      return statement.changes.some(
        (it) =>
          (it.kind === 'add' && !it.ifNotExists) || (it.kind === 'remove' && !it.ifExists) || it.kind === 'timestamps',
      );
    case 'rename-table':
    case 'rename-column':
    case 'rename-index':
      return true;
    case 'execute':
      return statementEffect(statement) === 'schema' && isPlainCreate(statement) && !isDroppedBefore(statement, before);
    default:
      return false;
  }
}

/** `CREATE` and `DROP` of named things; other SQL may well be the same when it is run twice. */
function isPlainCreate({ command }: Execute): boolean {
  return command.kind === 'sql' && command.exact && /^\s*(CREATE|DROP)\s/i.test(command.text);
}

function isDroppedBefore({ command }: Execute, before: readonly Statement[]): boolean {
  const text = command.kind === 'sql' ? command.text : '';
  const [, name] =
    /^\s*CREATE\s+(?:(?:UNIQUE|MATERIALIZED|CONSTRAINT)\s+)?\w+\s+(?:CONCURRENTLY\s+)?"?(?:\w+"?\.)?"?(\w+)/i.exec(
      text,
    ) ?? [];
  if (name === undefined) return false;
  const drop = new RegExp(`\\bDROP\\b.*\\bIF\\s+EXISTS\\b.*\\b${name}\\b`, 'is');
  return before.some((it) => it.kind === 'execute' && it.command.kind === 'sql' && drop.test(it.command.text));
}
