import type { Command, Statement } from './statement.ts';
import { effectOf, splitSql, type SqlEffect } from './sql.ts';

/** What a statement does to the database: the strongest of the effects of its SQL. */
export function statementEffect(statement: Statement): SqlEffect {
  switch (statement.kind) {
    case 'create-table':
    case 'create-index':
      return statement.ifNotExists ? 'tolerant-schema' : 'schema';
    case 'drop-index':
      return statement.ifExists ? 'tolerant-schema' : 'schema';
    case 'alter-table':
      return alterEffect(statement.changes);
    case 'drop-table':
    case 'create-constraint':
    case 'drop-constraint':
    case 'rename-table':
    case 'rename-column':
    case 'rename-index':
      return 'schema';
    case 'execute':
      return commandEffect(statement.command);
    case 'repo':
      return repoEffect(statement.function, statement.command);
    case 'flush':
    case 'inert':
    case 'raise':
      return 'none';
    case 'unknown':
      return 'unknown';
  }
}

function alterEffect(changes: readonly { readonly kind: string; readonly ifNotExists?: boolean }[]): SqlEffect {
  if (changes.length === 0) return 'none';
  return changes.every((change) => change.ifNotExists === true) ? 'tolerant-schema' : 'schema';
}

function repoEffect(name: string, command: Command | undefined): SqlEffect {
  if (command !== undefined) return commandEffect(command);
  if (/^(insert|update|delete)/.test(name)) return 'data';
  return /^(all|one|get|exists\?|aggregate|query|transaction|config|in_transaction\?)/.test(name) ? 'none' : 'unknown';
}

const order: readonly SqlEffect[] = ['schema', 'tolerant-schema', 'data', 'unknown', 'none'];

function commandEffect(command: Command): SqlEffect {
  if (command.kind !== 'sql') return 'unknown';
  const effects = new Set(splitSql(command.text).map(effectOf));
  return order.find((effect) => effects.has(effect)) ?? 'none';
}
