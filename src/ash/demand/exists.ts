import { asModule } from '../../elixir/literal.ts';
import type { Call, Expr } from '../../elixir/syntax.ts';
import { note } from './access.ts';
import { all, condition, knownCondition, type Condition } from './condition.ts';
import { conditionOf } from './conditions.ts';
import { destinationOf, filtersOn, joinAlong, keyCondition, relationshipOf, throughScope } from './joins.ts';
import { insideExpr } from '../read/options.ts';
import { createJoins, fromSql, scopeOf, type Scope } from './scope.ts';
import { untold } from './untold.ts';

/** `exists(comments.author, condition)`, and of a resource that is not related. */
export function existsOf({ args: [path, filter] }: Call, scope: Scope): Condition {
  if (path === undefined) return untold('`exists` says no relationship');
  const module = asModule(path);
  if (module === undefined) return existsAlong(pathOf(path), filter, scope);
  const resource = scope.query.facts.project.findResource(module, scope.resource.path);
  if (resource === undefined) return untold(`\`${module}\` is not in this project`);
  const other = scopeOf(scope.query, resource, { parent: scope, argumentOf: scope.argumentOf });
  return existing(other, fromSql(other.access), [filtersOn(other, undefined), filterIn(filter, other)]);
}

export function existsAlong(path: readonly string[], filter: Expr | undefined, scope: Scope): Condition {
  return existsOn(path, (last) => filterIn(filter, last), scope);
}

export function existsOn(path: readonly string[], filter: (scope: Scope) => Condition, scope: Scope): Condition {
  const related = relatedRows(path, scope);
  return existing(related.first, related.from, [...related.conditions, filter(related.last)]);
}

function filterIn(filter: Expr | undefined, scope: Scope): Condition {
  return filter === undefined ? knownCondition(true) : conditionOf(insideExpr(filter), scope);
}

function existing(first: Scope, from: string, conditions: readonly Condition[]): Condition {
  const where = all(conditions);
  note(where.facts);
  return condition(`EXISTS (SELECT 1 FROM ${[from, ...first.joins.sql].join(' ')} WHERE ${where.sql})`);
}

/** The rows that belong to one row of an outer query by a path of relationships. */
export interface RelatedRows {
  readonly first: Scope;
  readonly last: Scope;
  /** The table of the first relationship, with its join table. */
  readonly from: string;
  readonly conditions: readonly Condition[];
  /** The column by which the rows belong to the outer one. */
  readonly key: string;
}

export function relatedRows([name, ...rest]: readonly string[], outer: Scope): RelatedRows {
  if (name === undefined) return untold('a path of relationships is empty');
  const relationship = relationshipOf(outer.resource, name);
  const destination = destinationOf(outer, relationship);
  const first = scopeOf(outer.query, destination, {
    parent: outer,
    argumentOf: outer.argumentOf,
    joins: createJoins(),
    within: outer.within,
  });
  const own = filtersOn(first, relationship);
  const last = joinAlong(first, rest);
  if (relationship.kind !== 'many_to_many') {
    const key = keyCondition(outer, relationship.sourceAttribute, first, relationship.destinationAttribute);
    const [, column = ''] = key.sql.split(' = ');
    return {
      first,
      last: { ...last, parent: outer },
      from: fromSql(first.access),
      conditions: [insideOnly(key), own],
      key: column,
    };
  }
  const join = throughScope(first, relationship);
  const toOuter = keyCondition(outer, relationship.sourceAttribute, join, relationship.sourceAttributeOnJoin);
  const toJoin = keyCondition(join, relationship.destinationAttributeOnJoin, first, relationship.destinationAttribute);
  const ofJoin = filtersOn({ ...join, joins: first.joins }, undefined);
  const from = `${fromSql(first.access)} INNER JOIN ${fromSql(join.access)} ON ${toJoin.sql}`;
  note(toJoin.facts);
  const [, column = ''] = toOuter.sql.split(' = ');
  return { first, last: { ...last, parent: outer }, from, conditions: [insideOnly(toOuter), ofJoin, own], key: column };
}

/** The outer table is not looked up by it: each of its rows is there already. */
function insideOnly({ sql, facts }: Condition): Condition {
  return { sql, facts: facts.slice(0, 1) };
}

/** `comments.author` as names. */
export function pathOf(expr: Expr): string[] {
  if (expr.kind === 'variable') return [expr.name];
  if (expr.kind === 'atom') return [expr.name];
  if (expr.kind === 'list') return expr.items.flatMap(pathOf);
  if (expr.kind === 'call' && expr.args.length === 0 && expr.receiver !== undefined)
    return [...pathOf(expr.receiver), expr.name];
  return untold('a path of relationships is computed');
}
