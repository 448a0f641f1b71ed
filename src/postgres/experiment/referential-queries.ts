import type { CandidateIndex, DemandedQuery } from '../../ash/demand/demand.ts';
import { quotedName } from '../../ecto/sql-name.ts';
import type { LiveTable } from '../rows/live-schema.ts';

/**
 * What PostgreSQL itself asks a table when a row that others may refer to is deleted, as in `ri_triggers.c`, but for
 * the locks that it takes. Nothing is suggested for it where no declaration deletes such rows; but an index that stands
 * for it is not idle.
 */
export function referentialQueries(
  table: LiveTable,
  indexes: readonly CandidateIndex[],
  declared: readonly DemandedQuery[],
): readonly DemandedQuery[] {
  return table.foreignKeys.flatMap((key): DemandedQuery[] => {
    const index = indexes.find(({ columns: [first] }) => first !== undefined && key.columns.includes(first));
    const columns = key.columns.map((name) => table.columns.find((column) => column.name === name));
    const known = columns.filter((column) => column !== undefined);
    if (index === undefined || known.length < columns.length || isDeclared(key.columns, declared)) return [];
    const conditions = known.map(({ name, baseSql }, place) => `${quotedName(name)} = $${place + 1}::${baseSql}`);
    const names = key.columns.join(',');
    return [
      {
        id: `${table.name}.${names}#referred`,
        origin: { ...index.origin, what: `the check whether \`${names}\` still refers to a row that is deleted` },
        sql: `SELECT 1 FROM ONLY ${table.sql} x WHERE ${conditions.join(' AND ')}`,
        parameters: known.map(({ name, baseSql }) => ({
          kind: 'column',
          table: table.name,
          column: name,
          type: baseSql,
        })),
        tables: [table.name],
        shape: { equal: key.columns, range: [], search: [], sort: [], limited: false },
      },
    ];
  });
}

function isDeclared(columns: readonly string[], declared: readonly DemandedQuery[]): boolean {
  return declared.some(
    ({ sql, shape }) => sql.startsWith('SELECT 1 FROM ONLY') && shape.equal.join() === columns.join(),
  );
}
