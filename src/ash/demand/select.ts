import type { Expr } from '../../elixir/syntax.ts';
import { asNumber } from '../../elixir/literal.ts';
import type { Resource } from '../model.ts';
import { note } from './access.ts';
import type { DemandedQuery } from './demand.ts';
import type { Access } from './access.ts';
import { all, looksAtRows, type Condition } from './condition.ts';
import type { DemandFacts } from './facts.ts';
import type { Operand } from './operand.ts';
import { fromSql, QueryContext, scopeOf, type Scope } from './scope.ts';
import { orderSql, sortByName, sortedColumns, sortsOf, type Sort } from './sorts.ts';
import { nameInTable } from './sql-names.ts';

/** A statement with what is known of it. */
export interface MadeQuery extends Pick<DemandedQuery, 'sql' | 'parameters' | 'tables' | 'shape'> {
  readonly accesses: readonly Access[];
}

/** What a SELECT on the table of a resource is made of. */
export interface SelectRequest {
  readonly resource: Resource;
  readonly argumentOf?: (name: string) => Operand | undefined;
  /** Asked in this order. */
  readonly filters: readonly ((scope: Scope) => Condition)[];
  readonly sorts?: readonly Expr[];
  /** Sort by the primary key behind all others, as pages need it. */
  readonly isStable?: boolean;
  readonly limit?: number | 'given' | undefined;
  readonly offset?: boolean;
  /** Further columns, such as aggregates, beside those of the table. */
  readonly select?: readonly ((scope: Scope) => string)[];
}

export function selectFrom(facts: DemandFacts, request: SelectRequest): MadeQuery {
  const query = new QueryContext(facts);
  const scope = scopeOf(
    query,
    request.resource,
    request.argumentOf === undefined ? {} : { argumentOf: request.argumentOf },
  );
  return finish(query, selectSql(scope, request), scope.access);
}

/** `SELECT … FROM … WHERE … ORDER BY … LIMIT …` for a scope that reads nothing yet. */
export function selectSql(scope: Scope, request: SelectRequest): string {
  const { access, query } = scope;
  const where = all(request.filters.map((filter) => filter(scope)));
  note(where.facts);
  const sorts = stableSorts(request, scope);
  const more = (request.select ?? []).map((column) => `, ${column(scope)}`).join('');
  const order = orderSql(sorts, scope);
  access.sort = sortedColumns(sorts, scope);
  access.limited = request.limit !== undefined;
  const parts = [
    `SELECT ${distinctSql(scope, order)}${access.alias}.*${more} FROM ${fromSql(access)}`,
    ...scope.joins.sql,
    !looksAtRows(where) && where.known !== false ? '' : `WHERE ${where.sql}`,
    order === '' ? '' : `ORDER BY ${order}`,
    limitSql(request, query),
    request.offset === true ? `OFFSET ${query.parameters.add({ kind: 'literal', value: '100', type: 'bigint' })}` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function stableSorts({ sorts, isStable }: SelectRequest, { resource }: Scope): Sort[] {
  const written = (sorts ?? []).flatMap(sortsOf);
  if (isStable !== true) return written;
  const names = new Set(written.map(({ by }) => (by.kind === 'variable' ? by.name : '')));
  const isTold = resource.primaryKey.every((key) => names.has(key));
  return isTold ? written : [...written, ...resource.primaryKey.filter((key) => !names.has(key)).map(sortByName)];
}

/** A row that joins gave several times is wanted once. */
function distinctSql({ joins, resource, access }: Scope, order: string): string {
  if (!joins.repeats) return '';
  const keys = resource.attributes.flatMap(({ name, source }) =>
    resource.primaryKey.includes(name) ? (source ?? []) : [],
  );
  const sorted =
    order === '' ? [] : order.split(', ').map((part) => part.replace(/ (ASC|DESC)( NULLS (FIRST|LAST))?$/, ''));
  return `DISTINCT ON (${[...new Set([...sorted, ...keys.map((key) => nameInTable(access.alias, key))])].join(', ')}) `;
}

function limitSql({ limit }: SelectRequest, query: QueryContext): string {
  if (limit === undefined) return '';
  const value = limit === 'given' ? '25' : String(limit);
  return `LIMIT ${query.parameters.add({ kind: 'literal', value, type: 'bigint' })}`;
}

/** A number that stands in the text; any other limit is the caller's. */
export function limitOf(expr: Expr | undefined): number | 'given' | undefined {
  return expr === undefined ? undefined : (asNumber(expr) ?? 'given');
}

/** What a condition that fell away had asked for is left out, and the parameters are counted as they stand. */
export function finish(query: QueryContext, written: string, main: Access): MadeQuery {
  const { sql, parameters } = renumbered(written, query.parameters.list);
  const accesses = query.accesses.filter(({ alias }) => new RegExp(` AS ${alias}\\b`).test(sql));
  const names = accesses.map(({ table }) => table.name);
  return {
    sql,
    parameters,
    tables: [...new Set([main.table.name, ...names])],
    shape: {
      equal: [...main.equal],
      range: [...main.range],
      search: [...main.search.keys()],
      sort: (main.sort ?? []).map(({ column, descending }) => ({ column, descending })),
      limited: main.limited,
    },
    accesses,
  };
}

function renumbered(sql: string, all: MadeQuery['parameters']): Pick<MadeQuery, 'sql' | 'parameters'> {
  const used: number[] = [];
  const text = sql.replace(/'(?:[^']|'')*'|\$(\d+)(?=::)/g, (whole, number: string | undefined) => {
    if (number === undefined) return whole;
    if (!used.includes(Number(number))) used.push(Number(number));
    return `$${used.indexOf(Number(number)) + 1}`;
  });
  return { sql: text, parameters: used.flatMap((number) => all[number - 1] ?? []) };
}
