import { asAtom, asModule, asNumber, asString, asWrappedList, pairsOf } from '../../../elixir/literal.ts';
import { unpipe } from '../../../elixir/pipes.ts';
import type { Call, Expr } from '../../../elixir/syntax.ts';
import type { Resource } from '../../model.ts';
import { note } from '../access.ts';
import { all, looksAtRows, type Condition } from '../condition.ts';
import { conditionOf } from '../conditions.ts';
import type { DemandFacts } from '../facts.ts';
import { destinationOf, keyCondition, relationshipOf } from '../joins.ts';
import { operandSql } from '../operand.ts';
import { operandOf } from '../operands.ts';
import { fromSql, QueryContext, scopeOf, type Scope } from '../scope.ts';
import { finish, type MadeQuery } from '../select.ts';
import { untold } from '../untold.ts';
import { findNamed } from './find-named.ts';

/** `from p in Post, where: p.status == "open"` or the same as a pipe of `Ecto.Query`'s functions. */
export function ectoQueryToSql(facts: DemandFacts, expr: Expr): MadeQuery {
  const query = new EctoQuery(facts);
  query.read(unpipe(expr));
  return query.finish();
}

/** Whether an expression is one of Ecto's queries. */
export function isEctoQuery(expr: Expr): boolean {
  const call = unpipe(expr);
  if (call.kind !== 'call') return false;
  const owner = asModule(call.receiver);
  const isOwn = call.receiver === undefined || owner === 'Ecto.Query';
  if (isOwn && call.name === 'from') return true;
  if (isOwn && clauses.has(call.name)) return true;
  return call.args[0] !== undefined && owner !== undefined && /(^|\.)Repo$/.test(owner) && isEctoQuery(call.args[0]);
}

const joinWords: Readonly<Record<string, string>> = {
  join: 'INNER JOIN',
  inner_join: 'INNER JOIN',
  left_join: 'LEFT OUTER JOIN',
};

const clauses = new Set([
  'where',
  'or_where',
  'order_by',
  'select',
  'limit',
  'offset',
  'distinct',
  'group_by',
  ...Object.keys(joinWords),
]);

class EctoQuery {
  readonly #facts: DemandFacts;
  readonly #query: QueryContext;
  readonly #scopes: Scope[] = [];
  readonly #bindings = new Map<string, Scope>();
  readonly #where: Condition[] = [];
  readonly #order: string[] = [];
  #sort: Scope['access']['sort'] = [];
  #select: string | undefined;
  #limit = '';
  #offset = '';

  constructor(facts: DemandFacts) {
    this.#facts = facts;
    this.#query = new QueryContext(facts);
  }

  read(expr: Expr): void {
    if (expr.kind !== 'call') {
      this.#source(expr, undefined);
      return;
    }
    const owner = asModule(expr.receiver);
    const [first, ...rest] = expr.args;
    if (first === undefined) return untold(`\`${expr.name}\` has no argument`);
    if (owner !== undefined && /(^|\.)Repo$/.test(owner)) {
      this.read(unpipe(first));
      return;
    }
    if (owner !== undefined && owner !== 'Ecto.Query')
      return untold(`\`${owner}.${expr.name}\` is no function of \`Ecto.Query\``);
    if (expr.name === 'from') {
      this.#from(first, rest);
      return;
    }
    if (!clauses.has(expr.name)) return untold(`\`${expr.name}\` is not understood here`);
    this.read(unpipe(first));
    this.#piped(expr, rest);
  }

  finish(): MadeQuery {
    const [main] = this.#scopes;
    if (main === undefined) return untold('the query reads from no table');
    const where = all(this.#where);
    note(where.facts);
    main.access.sort = this.#sort;
    main.access.limited = this.#limit !== '';
    const parts = [
      `SELECT ${this.#select ?? `${main.access.alias}.*`} FROM ${fromSql(main.access)}`,
      ...main.joins.sql,
      !looksAtRows(where) && where.known !== false ? '' : `WHERE ${where.sql}`,
      this.#order.length === 0 ? '' : `ORDER BY ${this.#order.join(', ')}`,
      this.#limit,
      this.#offset,
    ];
    return finish(this.#query, parts.filter((part) => part !== '').join(' '), main.access);
  }

  #from(source: Expr, rest: readonly Expr[]): void {
    if (source.kind === 'binary' && source.operator === 'in') this.#source(source.right, source.left);
    else this.#source(source, undefined);
    const pairs = rest.flatMap((each) => pairsOf(each));
    for (const [position, { key, value }] of pairs.entries()) {
      const name = asAtom(key) ?? '';
      if (name === 'on') continue;
      const next = pairs[position + 1];
      this.#clause(name, value, asAtom(next?.key) === 'on' ? next?.value : undefined);
    }
  }

  #source(source: Expr, binding: Expr | undefined): Scope {
    const inner = unpipe(source);
    if (inner.kind === 'call') return untold(`\`${inner.name}\` cannot be read from here`);
    const scope = scopeOf(this.#query, this.#resourceOf(inner));
    this.#bind(scope, binding);
    return scope;
  }

  #bind(scope: Scope, binding: Expr | undefined): void {
    const [main] = this.#scopes;
    const own: Scope = { ...scope, bindings: this.#bindings, ...(main === undefined ? {} : { joins: main.joins }) };
    this.#scopes.push(own);
    if (binding?.kind === 'variable') this.#bindings.set(binding.name, own);
  }

  /** A resource is a schema of Ecto's as well; a table is named as a text, or beside the schema. */
  #resourceOf(source: Expr): Resource {
    const [first, second] = source.kind === 'tuple' ? source.items : [source, undefined];
    const module = asModule(second ?? first);
    if (module !== undefined) return findNamed(this.#facts.project, module);
    const table = asString(first);
    if (table === undefined) return untold('what it reads from is computed');
    const found = this.#facts.project.resources().find(({ postgres }) => postgres?.table === table);
    return found ?? untold(`no resource has the table \`${table}\``);
  }

  #piped({ name }: Call, args: readonly Expr[]): void {
    const [first, second, third] = args;
    if (name in joinWords && second !== undefined) return this.#pipedJoin(name, args);
    const isBindings = first?.kind === 'list' && second !== undefined && third === undefined;
    if (isBindings) this.#rename(first.items);
    const value = isBindings ? second : first;
    if (value === undefined) return untold(`\`${name}\` has no argument`);
    this.#clause(name, value, undefined);
  }

  /** `join(query, :left, [p], c in assoc(p, :comments), on: …)` */
  #pipedJoin(name: string, args: readonly Expr[]): void {
    const [kind, bindings, source, options] = args;
    const word = asAtom(kind) ?? 'inner';
    if (source === undefined || bindings?.kind !== 'list') return untold('a `join` cannot be read');
    this.#rename(bindings.items);
    const on = pairsOf(options).find(({ key }) => asAtom(key) === 'on')?.value;
    this.#clause(
      word === 'left' ? 'left_join' : word === 'inner' ? name : untold(`\`join\` of the kind \`:${word}\``),
      source,
      on,
    );
  }

  #rename(names: readonly Expr[]): void {
    this.#bindings.clear();
    for (const [position, name] of names.entries()) {
      const scope = this.#scopes[position];
      if (name.kind !== 'variable') return untold('a list of bindings cannot be read');
      if (scope === undefined) return untold(`\`${name.name}\` stands for no table`);
      this.#bindings.set(name.name, scope);
    }
  }

  #clause(name: string, value: Expr, on: Expr | undefined): void {
    const scope = this.#main();
    switch (name) {
      case 'where':
        this.#where.push(conditionOf(value, scope));
        break;
      case 'order_by':
        this.#sortBy(value, scope);
        break;
      case 'select':
        this.#select = this.#selected(value, scope);
        break;
      case 'limit':
      case 'offset': {
        const word = name === 'limit' ? 'LIMIT' : 'OFFSET';
        const number = asNumber(value) ?? 25;
        const sql = `${word} ${this.#query.parameters.add({ kind: 'literal', value: String(number), type: 'bigint' })}`;
        if (name === 'limit') this.#limit = sql;
        else this.#offset = sql;
        break;
      }
      default:
        if (joinWords[name] === undefined) return untold(`\`${name}\` is not understood here`);
        this.#join(joinWords[name], value, on);
    }
  }

  #main(): Scope {
    const [main] = this.#scopes;
    return main ?? untold('the query reads from no table');
  }

  #join(word: string, value: Expr, on: Expr | undefined): void {
    const [binding, source] =
      value.kind === 'binary' && value.operator === 'in' ? [value.left, value.right] : [undefined, value];
    const main = this.#main();
    if (source.kind === 'call' && source.name === 'assoc') {
      const [owner, name] = source.args;
      const from = owner?.kind === 'variable' ? this.#bindings.get(owner.name) : undefined;
      const relationship = from === undefined ? undefined : relationshipOf(from.resource, asAtom(name) ?? '');
      if (from === undefined || relationship === undefined) return untold('an `assoc` cannot be read');
      if (relationship.kind === 'many_to_many') return untold(`\`${relationship.name}\` goes through another table`);
      const target = scopeOf(this.#query, destinationOf(from, relationship));
      const key = keyCondition(from, relationship.sourceAttribute, target, relationship.destinationAttribute);
      this.#bind(target, binding);
      note(key.facts.slice(0, 1));
      main.joins.sql.push(`${word} ${fromSql(target.access)} ON ${key.sql}`);
      return;
    }
    if (on === undefined) return untold('a `join` has no `on`');
    const target = this.#source(source, binding);
    const condition = conditionOf(on, main);
    note(condition.facts);
    main.joins.sql.push(`${word} ${fromSql(target.access)} ON ${condition.sql}`);
  }

  #sortBy(value: Expr, scope: Scope): void {
    for (const item of asWrappedList(value)) {
      const [direction, by] = item.kind === 'pair' ? [asAtom(item.key), item.value] : ['asc', item];
      const written = directions[direction ?? ''];
      if (written === undefined) return untold('the direction of a sort cannot be read');
      const name = asAtom(by);
      const field: Expr = name === undefined ? by : { kind: 'variable', name, start: by.start, end: by.end };
      const operand = operandOf(field, scope);
      this.#order.push(`${operandSql(operand, this.#query)} ${written.sql}`);
      const column =
        operand.kind === 'sql' && operand.column?.access === scope.access ? operand.column.name : undefined;
      const { descending, nulls } = written;
      this.#sort =
        column === undefined || this.#sort === undefined ? undefined : [...this.#sort, { column, descending, nulls }];
    }
  }

  #selected(value: Expr, scope: Scope): string {
    if (value.kind === 'variable') {
      const bound = this.#bindings.get(value.name);
      return bound === undefined ? untold(`\`${value.name}\` stands for no table`) : `${bound.access.alias}.*`;
    }
    if (value.kind === 'call' && value.receiver === undefined && value.name === 'count') {
      const [counted] = value.args;
      return counted === undefined ? 'count(*)' : `count(${operandSql(operandOf(counted, scope), this.#query)})`;
    }
    if (value.kind === 'tuple' || value.kind === 'list')
      return value.items.map((item) => this.#selected(item, scope)).join(', ');
    if (value.kind === 'map')
      return pairsOf(value)
        .map((pair) => this.#selected(pair.value, scope))
        .join(', ');
    return operandSql(operandOf(value, scope), this.#query);
  }
}

const directions: Readonly<
  Record<string, { readonly sql: string; readonly descending: boolean; readonly nulls: 'first' | 'last' | undefined }>
> = {
  asc: { sql: 'ASC', descending: false, nulls: undefined },
  desc: { sql: 'DESC', descending: true, nulls: undefined },
  asc_nulls_first: { sql: 'ASC NULLS FIRST', descending: false, nulls: 'first' },
  asc_nulls_last: { sql: 'ASC NULLS LAST', descending: false, nulls: undefined },
  desc_nulls_first: { sql: 'DESC NULLS FIRST', descending: true, nulls: undefined },
  desc_nulls_last: { sql: 'DESC NULLS LAST', descending: true, nulls: 'last' },
};
