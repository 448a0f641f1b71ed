import { ddlOf } from './ddl.ts';
import type { Operation } from './operation.ts';

/**
 * The statement of an operation as a person reads it: on several lines, ended with `;`, without those that set
 * comments. Undefined where there is none: a comment, code of a resource's own, a call that Ecto refuses.
 */
export function printSql(operation: Operation): string | undefined {
  const [ddl] = ddlOf(operation);
  if (ddl === undefined) return undefined;
  const { head, parts, tail } = ddl;
  if (operation.kind === 'execute') return ended(head.trim());
  if (parts.length === 0 || (operation.kind === 'alter-table' && parts.length === 1))
    return ended(head + parts.join('') + tail);
  const lines = parts.map((part) => `  ${part}`).join(',\n');
  return ended(`${head.trimEnd()}\n${lines}${tail === '' ? '' : `\n${tail}`}`);
}

function ended(sql: string): string {
  return sql.endsWith(';') ? sql : `${sql};`;
}
