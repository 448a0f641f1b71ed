import { findOption } from '../../elixir/declaration.ts';
import { asAtom, asBoolean, pairsOf, valueOf } from '../../elixir/literal.ts';
import type { Call, Expr } from '../../elixir/syntax.ts';
import { insideExpr } from '../read/options.ts';
import type { Aggregate, AggregateKind } from '../model.ts';
import { note } from './access.ts';
import { all, inBrackets } from './condition.ts';
import { conditionOf } from './conditions.ts';
import { existsAlong, pathOf, relatedRows } from './exists.ts';
import { literalSql } from './operand.ts';
import { fieldOf } from './operands.ts';
import type { Scope } from './scope.ts';
import { orderSql, sortsOf } from './sorts.ts';
import { quoted } from './sql-names.ts';
import { castType } from './types.ts';
import { untold } from './untold.ts';

interface AggregateParts {
  readonly name: string;
  readonly kind: AggregateKind;
  readonly path: readonly string[];
  readonly field: string | undefined;
  readonly filter: Expr | undefined;
  readonly sort: Expr | undefined;
  readonly default: Expr | undefined;
  readonly isUnique: boolean;
}

interface AggregateSql {
  readonly sql: string;
  readonly type: string | undefined;
}

/** The value of a declared aggregate, with the lateral join that computes it. */
export function aggregateSql(aggregate: Aggregate, scope: Scope): AggregateSql {
  const { name, kind, path, field, filter, sort, declaration } = aggregate;
  if (path === undefined) return untold(`the path of the aggregate \`${name}\` is computed`);
  if (path.length === 0) return untold(`the aggregate \`${name}\` is over a resource that is not related`);
  const option = (key: string): Expr | undefined =>
    declaration === undefined ? undefined : findOption(declaration, key)?.value;
  if (option('read_action') !== undefined) return untold(`the aggregate \`${name}\` names an action to read by`);
  if (declaration?.body.some((child) => child.name === 'join_filter') === true)
    return untold(`the aggregate \`${name}\` filters what it joins`);
  const isUnique = asBoolean(option('uniq?')) === true;
  return computed({ name, kind, path, field, filter, sort, default: aggregate.default, isUnique }, scope);
}

const inlineKinds = new Set<string>(['count', 'sum', 'avg', 'min', 'max', 'first', 'list']);

export function isAggregateCall({ name, args, receiver }: Call): boolean {
  return receiver === undefined && inlineKinds.has(name) && args[0] !== undefined;
}

/** `count(comments, query: [filter: …])` in an expression. */
export function inlineAggregate({ name, args: [path, options] }: Call, scope: Scope): AggregateSql {
  if (path === undefined) return untold(`\`${name}\` says no relationship`);
  if (pairsOf(options).some(({ key }) => !['field', 'query', 'uniq?', 'default'].includes(asAtom(key) ?? '')))
    return untold(`\`${name}\` has options that are not known`);
  const query = valueOf(options, 'query');
  const kind = name as AggregateKind;
  const written = valueOf(options, 'field');
  return computed(
    {
      ...{ name: `${name}_of_${pathOf(path).join('_')}`, kind, path: pathOf(path) },
      field: asAtom(written) ?? (written === undefined ? undefined : untold(`the field of \`${name}\` is computed`)),
      ...{ filter: valueOf(query, 'filter'), sort: valueOf(query, 'sort'), default: valueOf(options, 'default') },
      isUnique: asBoolean(valueOf(options, 'uniq?')) === true,
    },
    scope,
  );
}

function computed(parts: AggregateParts, scope: Scope): AggregateSql {
  const { kind, path, name } = parts;
  if (kind === 'custom') return untold(`the aggregate \`${name}\` is a custom one`);
  if (kind === 'exists') return { sql: inBrackets(existsAlong(path, parts.filter, scope)), type: 'boolean' };
  return lateral(parts, scope);
}

/** Ash computes each for the rows of one outer row (ash_sql 0.7.0, aggregate.ex). */
function lateral(parts: AggregateParts, scope: Scope): AggregateSql {
  const { name, path, filter } = parts;
  const { query } = scope;
  const rows = relatedRows(path, scope);
  const inner: Scope = { ...rows.last, argumentOf: scope.argumentOf };
  const conditions = [...rows.conditions, ...(filter === undefined ? [] : [conditionOf(insideExpr(filter), inner)])];
  const { sql, type, fallback } = valueIn(parts, inner);
  const where = all(conditions);
  note(where.facts);
  const alias = query.nextAlias();
  const from = [rows.from, ...rows.first.joins.sql].join(' ');
  scope.joins.sql.push(
    `LEFT OUTER JOIN LATERAL (SELECT ${sql} AS ${quoted(name)} FROM ${from} WHERE ${where.sql} GROUP BY ${rows.key}) AS ${alias} ON TRUE`,
  );
  const value = `${alias}.${quoted(name)}`;
  return { sql: fallback === undefined ? value : `coalesce(${value}, ${fallback})`, type };
}

interface AggregateValue extends AggregateSql {
  /** Where there are no rows. */
  readonly fallback: string | undefined;
}

function valueIn(
  { name, kind, field, sort, isUnique, default: written }: AggregateParts,
  scope: Scope,
): AggregateValue {
  const operand = field === undefined ? undefined : fieldOf(field, scope);
  if (operand !== undefined && operand.kind !== 'sql')
    return untold(`the field of \`${name}\` is no value of the database`);
  const distinct = isUnique ? 'DISTINCT ' : '';
  if (kind === 'count') {
    const counted = operand === undefined ? '*' : `${distinct}${operand.sql}`;
    return { sql: `count(${counted})`, type: 'bigint', fallback: '0' };
  }
  if (operand === undefined) return untold(`the aggregate \`${name}\` has no field`);
  const own = operand.type === undefined ? undefined : castType(operand.type);
  const fallback = fallbackOf(written, own);
  switch (kind) {
    case 'sum':
    case 'avg':
      return {
        sql: `${kind}(${distinct}${operand.sql})`,
        type: own === 'double precision' ? own : 'numeric',
        fallback,
      };
    case 'min':
    case 'max':
      if (own === 'uuid' || own === 'boolean' || own === 'jsonb')
        return untold(`\`${kind}\` of \`${own}\` is nothing that PostgreSQL knows`);
      return { sql: `${kind}(${operand.sql})`, type: own, fallback };
    case 'first':
    case 'list': {
      const order = orderSql(sortsOf(sort), scope);
      const list = `array_agg(${distinct}${operand.sql}${order === '' ? '' : ` ORDER BY ${order}`})`;
      return kind === 'first'
        ? { sql: `(${list})[1]`, type: own, fallback }
        : { sql: list, type: own === undefined ? undefined : `${own}[]`, fallback };
    }
    default:
      return untold(`the aggregate \`${name}\` is of a kind that is not known`);
  }
}

function fallbackOf(written: Expr | undefined, type: string | undefined): string | undefined {
  if (written === undefined || written.kind === 'fn' || written.kind === 'call') return undefined;
  return literalSql(written, type);
}
