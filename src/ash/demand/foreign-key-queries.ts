import { findForeignKeys, type ForeignKey } from '../foreign-key.ts';
import { note } from './access.ts';
import type { Derived } from './queries-of.ts';
import { columnSql, QueryContext, scopeOf } from './scope.ts';
import { finish, type MadeQuery } from './select.ts';
import { tableName } from './sql-names.ts';
import { castType } from './types.ts';
import { untold } from './untold.ts';

/** What PostgreSQL itself asks when a row is deleted that others may refer to: it knows no tenants and no filters. */
export function foreignKeyQueries(derived: Derived): void {
  const { resource, facts } = derived;
  for (const key of findForeignKeys(facts.project, resource)) {
    const { relationship, target } = key;
    const isDeleted = target.actions.some(
      (action) => action.type === 'destroy' && action.soft === false && !action.manual,
    );
    if (!isDeleted) continue;
    const what = `foreign key of \`${relationship.name}\`, when a \`${target.module}\` is destroyed`;
    derived.add(`references:${relationship.name}`, what, relationship.declaration, () => referringRows(derived, key));
  }
}

function referringRows({ facts, resource }: Derived, { column: name }: ForeignKey): MadeQuery {
  const query = new QueryContext(facts);
  const { access } = scopeOf(query, resource);
  const column = access.table.columns.find((candidate) => candidate.name === name);
  if (column === undefined) return untold(`the type of \`${name}\` is not known`);
  const value = query.parameters.add({
    kind: 'column',
    table: access.table.name,
    column: name,
    type: castType(column.type),
  });
  note([{ kind: 'equal', access, column: name }]);
  const from = `ONLY ${tableName(access.table)} AS ${access.alias}`;
  return finish(query, `SELECT 1 FROM ${from} WHERE ${value} = ${columnSql(access, name)}`, access);
}
