import type { Relationship, Resource } from '../model.ts';
import { note } from './access.ts';
import { all, looksAtRows, type Condition } from './condition.ts';
import { filtersOfReads } from './read-filters.ts';
import { columnOfAttribute, columnSql, createJoins, fromSql, scopeOf, type Scope } from './scope.ts';
import { conditionOf } from './conditions.ts';
import { requireComparable } from './types.ts';
import { untold } from './untold.ts';

/** The scope at the end of a path of relationships, joined to the tables of a query. */
export function joinAlong(scope: Scope, path: readonly string[]): Scope {
  return path.reduce(joinOne, scope);
}

function joinOne(scope: Scope, name: string): Scope {
  const key = `${scope.access.alias}.${name}`;
  const known = scope.joins.joined.get(key);
  if (known !== undefined) return { ...known, mustHold: scope.mustHold };
  const relationship = relationshipOf(scope.resource, name);
  if (relationship.kind !== 'belongs_to' && !(relationship.kind === 'has_one' && relationship.fromMany !== true))
    scope.joins.repeats = true;
  const joined = joinRelationship(scope, relationship, scope.mustHold ? 'INNER' : 'LEFT OUTER');
  scope.joins.joined.set(key, joined);
  return joined;
}

export function relationshipOf(resource: Resource, name: string): Relationship {
  const found = resource.relationships.find((candidate) => candidate.name === name);
  return found ?? untold(`\`${name}\` is no relationship of \`${resource.module}\``);
}

/** The resource that a relationship leads to, of the same repository. */
export function destinationOf(scope: Pick<Scope, 'query' | 'resource'>, relationship: Relationship): Resource {
  const { project } = scope.query.facts;
  const { name, destination } = relationship;
  if (relationship.kind !== 'belongs_to' && relationship.kind !== 'many_to_many') {
    if (relationship.manual) return untold(`the relationship \`${name}\` is manual: its query is code`);
    if (relationship.noAttributes !== false) return untold(`the relationship \`${name}\` goes by no attributes`);
    if (relationship.throughPath !== undefined) return untold(`the relationship \`${name}\` goes through others`);
  }
  const found = project.findResource(destination, scope.resource.path);
  if (found === undefined) return untold(`what \`${name}\` leads to is not in this project`);
  if (found.postgres?.repo !== scope.resource.postgres?.repo)
    return untold(`\`${name}\` leads to another repository, which one query cannot read`);
  return found;
}

/** How the rows of two tables belong together. */
export function keyCondition(
  source: Scope,
  sourceAttribute: string | undefined,
  target: Scope,
  targetAttribute: string | undefined,
): Condition {
  if (sourceAttribute === undefined || targetAttribute === undefined)
    return untold('an attribute of a relationship is computed');
  const from = columnOfAttribute(source, sourceAttribute);
  const to = columnOfAttribute(target, targetAttribute);
  requireComparable(from.type, to.type);
  return {
    sql: `${columnSql(source.access, from.name)} = ${columnSql(target.access, to.name)}`,
    facts: [
      { kind: 'equal', access: target.access, column: to.name },
      { kind: 'equal', access: source.access, column: from.name },
    ],
  };
}

function joinRelationship(scope: Scope, relationship: Relationship, kind: string): Scope {
  const destination = destinationOf(scope, relationship);
  const target: Scope = {
    ...scopeOf(scope.query, destination),
    joins: scope.joins,
    mustHold: scope.mustHold,
    within: scope.within,
  };
  if (relationship.kind === 'many_to_many') return joinThrough(scope, relationship, target, kind);
  const key = keyCondition(scope, relationship.sourceAttribute, target, relationship.destinationAttribute);
  scope.joins.sql.push(`${kind} JOIN ${joined(scope, relationship, target, key)}`);
  note(key.facts.slice(0, 1));
  return target;
}

function joinThrough(
  scope: Scope,
  relationship: Relationship & { kind: 'many_to_many' },
  target: Scope,
  kind: string,
): Scope {
  const join = throughScope(scope, relationship);
  const first = keyCondition(scope, relationship.sourceAttribute, join, relationship.sourceAttributeOnJoin);
  const second = keyCondition(join, relationship.destinationAttributeOnJoin, target, relationship.destinationAttribute);
  scope.joins.sql.push(`${kind} JOIN ${joined(scope, undefined, join, first)}`);
  scope.joins.sql.push(`${kind} JOIN ${joined(scope, relationship, target, second)}`);
  note([...first.facts.slice(0, 1), ...second.facts]);
  return target;
}

export function throughScope(scope: Scope, { name, through }: Relationship & { kind: 'many_to_many' }): Scope {
  const resource = scope.query.facts.project.findResource(through, scope.resource.path);
  if (resource === undefined) return untold(`the join resource of \`${name}\` is not in this project`);
  return { ...scopeOf(scope.query, resource), joins: scope.joins, within: scope.within };
}

/** A table with the conditions that its rows have to meet. They are asked in a query of their own where they join others. */
function joined(scope: Scope, relationship: Relationship | undefined, target: Scope, key: Condition): string {
  const own: Scope = { ...target, joins: createJoins(), mustHold: true, parent: scope };
  const conditions = filtersOn(own, relationship);
  note(conditions.facts);
  if (!looksAtRows(conditions) && conditions.known !== false) return `${fromSql(target.access)} ON ${key.sql}`;
  if (own.joins.sql.length === 0) return `${fromSql(target.access)} ON ${key.sql} AND (${conditions.sql})`;
  const { alias } = target.access;
  const inner = [`SELECT ${alias}.* FROM ${fromSql(target.access)}`, ...own.joins.sql, `WHERE ${conditions.sql}`];
  return `(${inner.join(' ')}) AS ${alias} ON ${key.sql}`;
}

/** What every row has to meet that is reached by a relationship: what its reads ask, and the relationship's own filter. */
export function filtersOn(scope: Scope, relationship: Relationship | undefined): Condition {
  const { filters } = filtersOfReads(scope.resource, relationship?.readAction);
  const own = relationship?.filters ?? [];
  return all([...filters.map((filter) => filter(scope)), ...own.map((filter) => conditionOf(filter, scope))]);
}
