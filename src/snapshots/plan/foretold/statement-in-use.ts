import type { SnapshotStatement } from '../../snapshot.ts';
import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** A changed statement is undone first: that fails while another one uses what it made (2BP01). */
export function foretellStatementInUse({ pairs, changes }: ForetoldInput): Foretold[] {
  const all = pairs.flatMap(({ before }) => before?.customStatements ?? []);
  const removed = new Set(
    changes.flatMap((change) => (change.kind === 'remove-statement' ? [change.statement.name] : [])),
  );
  return changes.flatMap((change): Foretold[] => {
    if (change.kind !== 'remove-statement') return [];
    const { statement } = change;
    const made = madeBy(statement);
    const user = all.find(
      (other) =>
        other.name !== statement.name && !removed.has(other.name) && made.some((name) => mentions(other.up, name)),
    );
    if (user === undefined) return [];
    return [
      {
        slug: 'statement-in-use',
        severity: 'error',
        table: change.table,
        message: `The migration fails (2BP01): codegen undoes the statement \`${statement.name}\` first, and \`${user.name}\` still uses what it made.`,
        instead: `Write \`CREATE OR REPLACE\` in a statement with a new name, or change \`${user.name}\` in the same step, so that it is undone before.`,
        ...causedBy(change.origin),
      },
    ];
  });
}

/** Functions, types, tables and views that SQL creates. */
function madeBy({ up, code }: SnapshotStatement): string[] {
  if (code) return [];
  const made =
    /\bcreate\s+(?:or\s+replace\s+)?(?:materialized\s+)?(?:function|procedure|type|domain|view|table|sequence)\s+(?:if\s+not\s+exists\s+)?(?:\w+\.)?"?(\w+)/gi;
  return [...up.matchAll(made)].flatMap(([, name]) => name ?? []);
}

function mentions(sql: string, name: string): boolean {
  return sql.toLowerCase().split(/\W+/).includes(name.toLowerCase());
}
