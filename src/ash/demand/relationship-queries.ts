import type { Expr } from '../../elixir/syntax.ts';
import { descendants } from '../../elixir/walk.ts';
import type { Relationship } from '../model.ts';
import { note } from './access.ts';
import { all, type Condition } from './condition.ts';
import { conditionOf } from './conditions.ts';
import { relatedRows } from './exists.ts';
import { destinationOf } from './joins.ts';
import type { Derived } from './queries-of.ts';
import { filtersOfReads } from './read-filters.ts';
import { columnOfAttribute, columnSql, fromSql, QueryContext, scopeOf, type Scope } from './scope.ts';
import { finish, limitOf, selectFrom, type MadeQuery } from './select.ts';
import { orderSql, sortedColumns, sortsOf } from './sorts.ts';
import { castType } from './types.ts';
import { untold } from './untold.ts';

/** Loading the relationships of a resource for rows that are there. */
export function relationshipQueries(derived: Derived): void {
  const { resource } = derived;
  for (const relationship of resource.relationships) {
    const isJoin = relationship.kind === 'has_many' && relationship.joinOf !== undefined;
    if (isJoin) continue;
    const what = `relationship \`${relationship.name}\``;
    derived.add(`load:${relationship.name}`, what, relationship.declaration, () => {
      const made = loadOf(derived, relationship);
      for (const reason of made.openBecause)
        derived.tell(what, relationship.declaration, `${reason}: what it adds is left out`);
      return made.query;
    });
  }
}

interface Loaded {
  readonly query: MadeQuery;
  readonly openBecause: readonly string[];
}

function loadOf(derived: Derived, relationship: Relationship): Loaded {
  const { facts, resource } = derived;
  const query = new QueryContext(facts);
  const probe = { query, resource };
  const destination = destinationOf(probe, relationship);
  const { openBecause, sorts: read } = filtersOfReads(destination, relationship.readAction);
  const sorts = [relationship.sort ?? relationship.defaultSort].filter((sort) => sort !== undefined);
  const isPerRow = needsLateral(relationship);
  const sorted = sorts.length > 0 ? sorts : read;
  const made = isPerRow ? lateralLoad(derived, relationship, sorted) : plainLoad(derived, relationship, sorted);
  return { query: made, openBecause };
}

/** Ash loads per row what is limited, asks about its parent, or goes through a join table (ash 3.32, relationships.ex). */
function needsLateral(relationship: Relationship): boolean {
  if (relationship.kind === 'many_to_many') return true;
  if (relationship.kind === 'has_one' && relationship.fromMany === true) return true;
  if (relationship.kind === 'has_many' && relationship.limit !== undefined) return true;
  return relationship.filters.some((filter) =>
    [...descendants(filter)].some(
      (expr) => expr.kind === 'call' && expr.receiver === undefined && expr.name === 'parent',
    ),
  );
}

/** `SELECT … FROM comments WHERE post_id = ANY($1)` */
function plainLoad({ facts, resource }: Derived, relationship: Relationship, sorts: readonly Expr[]): MadeQuery {
  const query = new QueryContext(facts);
  const destination = destinationOf({ query, resource }, relationship);
  const { filters } = filtersOfReads(destination, relationship.readAction);
  const key = relationship.destinationAttribute;
  if (key === undefined) return untold('an attribute of the relationship is computed');
  return selectFrom(facts, {
    resource: destination,
    filters: [
      ...filters,
      (scope) => isOneOf(key, scope),
      ...relationship.filters.map(
        (filter) =>
          (scope: Scope): Condition =>
            conditionOf(filter, scope),
      ),
    ],
    sorts,
  });
}

export function isOneOf(attribute: string, scope: Scope): Condition {
  const { access, query } = scope;
  const column = columnOfAttribute(scope, attribute);
  const type = `${castType(column.type)}[]`;
  const values = query.parameters.add({ kind: 'column', table: access.table.name, column: column.name, type });
  return {
    sql: `${columnSql(access, column.name)} = ANY(${values})`,
    facts: [{ kind: 'equal', access, column: column.name, isList: true }],
  };
}

/** The rows that belong to each row of a list, by a lateral join. */
function lateralLoad({ facts, resource }: Derived, relationship: Relationship, sorts: readonly Expr[]): MadeQuery {
  const query = new QueryContext(facts);
  const outer = scopeOf(query, resource);
  const [key] = resource.primaryKey;
  if (key === undefined) return untold(`\`${resource.module}\` has no primary key`);
  const rows = isOneOf(key, outer);
  const inner = relatedRows([relationship.name], outer);
  const where = all(inner.conditions);
  note([...where.facts, ...rows.facts]);
  const order = sorts.flatMap((sort) => sortsOf(sort));
  const { access } = inner.first;
  const limit =
    relationship.kind === 'has_many' ? limitOf(relationship.limit) : relationship.kind === 'has_one' ? 1 : undefined;
  const orderText = orderSql(order, inner.first);
  access.sort = sortedColumns(order, inner.first);
  access.limited = limit !== undefined;
  const limitText =
    limit === undefined
      ? ''
      : `LIMIT ${query.parameters.add({ kind: 'literal', value: limit === 'given' ? '25' : String(limit), type: 'bigint' })}`;
  const parts = [
    `SELECT ${access.alias}.* FROM ${inner.from}`,
    ...inner.first.joins.sql,
    `WHERE ${where.sql}`,
    orderText === '' ? '' : `ORDER BY ${orderText}`,
    limitText,
  ];
  const lateral = parts.filter((part) => part !== '').join(' ');
  const alias = query.nextAlias();
  const sql = [
    `SELECT ${alias}.* FROM ${fromSql(outer.access)}`,
    ...outer.joins.sql,
    `INNER JOIN LATERAL (${lateral}) AS ${alias} ON TRUE WHERE ${rows.sql}`,
  ].join(' ');
  return finish(query, sql, outer.access);
}
