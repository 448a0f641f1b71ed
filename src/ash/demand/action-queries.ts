import { findOption, optionValue } from '../../elixir/declaration.ts';
import { asBoolean, asNumber, isNil, valueOf } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { Action } from '../model.ts';
import { all, any, inBrackets, looksAtRows, type Condition } from './condition.ts';
import { compared } from './comparisons.ts';
import type { Operand } from './operand.ts';
import { fieldOf, operandOf } from './operands.ts';
import { policyCondition } from './policy-filter.ts';
import type { Derived } from './queries-of.ts';
import { partsOfRead, type Filter } from './read-filters.ts';
import type { Scope } from './scope.ts';
import { limitOf, selectFrom, type SelectRequest } from './select.ts';
import { sortByName, sortsOf, type Sort } from './sorts.ts';
import { untold } from './untold.ts';

/** The reads of a resource: each action, its pages, and the same with what the policies add. */
export function actionQueries(derived: Derived): void {
  for (const action of derived.resource.actions) if (action.type === 'read') readQueries(derived, action);
}

function readQueries(derived: Derived, action: Action): void {
  const { resource, facts } = derived;
  const what = `read action \`${action.name}\``;
  const at = action.origin.kind === 'generated' ? undefined : action.declaration;
  const reason = unreadBecause(action) ?? partsOfRead(resource, action).openBecause[0];
  if (reason !== undefined) {
    derived.tell(what, at, reason);
    return;
  }
  const slug = `read:${action.name}`;
  const request = requestOf(derived, action);
  derived.add(slug, what, at, () => selectFrom(facts, request));
  if (pageOf(action).keyset) {
    const next: Filter = (scope) => behindKey(request, scope);
    const filters = [...request.filters, next];
    derived.add(`${slug}:next`, `the next page of ${what}`, at, () => selectFrom(facts, { ...request, filters }));
  } else if (pageOf(action).offset) {
    derived.add(`${slug}:offset`, `a later page of ${what}`, at, () => selectFrom(facts, { ...request, offset: true }));
  }
  authorized(derived, action, slug, request);
}

/** The same read as an ordinary actor makes it, where the policies look at rows. */
function authorized(derived: Derived, action: Action, slug: string, request: SelectRequest): void {
  const { resource, facts } = derived;
  if (!resource.authorizers.includes('Ash.Policy.Authorizer') || resource.policies.length === 0) return;
  const what = `the policies on read action \`${action.name}\``;
  const at = resource.policies[0]?.declaration;
  derived.add(`${slug}:policies`, what, at, () => {
    const found = { looksAtRows: false };
    const filter: Filter = (scope) => {
      const condition = policyCondition(resource, action, scope);
      found.looksAtRows = looksAtRows(condition);
      return condition;
    };
    const made = selectFrom(facts, { ...request, filters: [...request.filters, filter] });
    return found.looksAtRows ? made : undefined;
  });
}

function unreadBecause(action: Action): string | undefined {
  if (action.manual) return 'it is a manual action: its query is code';
  const option = action.declaration === undefined ? undefined : findOption(action.declaration, 'modify_query');
  return option === undefined || isNil(option.value) ? undefined : '`modify_query` is code that changes the query';
}

/** What an action asks when its caller gives all arguments and adds nothing. */
export function requestOf({ resource, facts }: Derived, action: Action): SelectRequest {
  const { filters, sorts, limit } = partsOfRead(resource, action);
  const argumentOf = (name: string): Operand | undefined => {
    const found = action.arguments.find((argument) => argument.name === name);
    return found === undefined
      ? undefined
      : { kind: 'given', type: facts.typeOf(found.type, found.constraints, resource.path) };
  };
  const keys = action.getBy ?? [];
  const byKeys = keys.map(
    (key): Filter =>
      (scope) =>
        equalToGiven(key, scope),
  );
  const page = pageOf(action);
  const isOne = action.get === true || keys.length > 0;
  return {
    resource,
    argumentOf,
    filters: [...filters, ...byKeys],
    sorts,
    isStable: page.keyset || page.offset,
    limit: isOne ? 2 : page.keyset || page.offset ? page.limit : limitOf(limit),
  };
}

export function equalToGiven(field: string, scope: Scope): Condition {
  return compared('=', fieldOf(field, scope), { kind: 'given', type: undefined }, scope);
}

interface Page {
  readonly keyset: boolean;
  readonly offset: boolean;
  readonly limit: number | 'given';
}

/** One row more than asked for tells whether there is another page. */
function pageOf({ pagination }: Action): Page {
  const value = (name: string): Expr | undefined => {
    if (pagination === undefined) return undefined;
    return 'kind' in pagination ? valueOf(pagination, name) : optionValue(pagination, name);
  };
  const limit = asNumber(value('default_limit'));
  const keyset = asBoolean(value('keyset?')) === true;
  return {
    keyset,
    offset: asBoolean(value('offset?')) === true,
    limit: limit === undefined ? 'given' : limit + 1,
  };
}

/** Rows behind the last one of the page before, by all fields of the sort (ash 3.32, page/keyset.ex). */
function behindKey(request: SelectRequest, scope: Scope): Condition {
  const written = (request.sorts ?? []).flatMap(sortsOf);
  const names = new Set(written.map(({ by }) => (by.kind === 'variable' ? by.name : '')));
  const isTold = scope.resource.primaryKey.every((key) => names.has(key));
  const keys = isTold ? [] : scope.resource.primaryKey.filter((key) => !names.has(key));
  return behind([...written, ...keys.map(sortByName)], { ...scope, mustHold: false });
}

function behind([first, ...rest]: readonly Sort[], scope: Scope): Condition {
  if (first === undefined) return untold('there is nothing to page by');
  const { by, direction } = first;
  const isDescending = direction.startsWith('desc');
  const step = (operator: string): Condition =>
    compared(operator, operandOf(by, scope), { kind: 'given', type: undefined }, scope);
  const isNullsLast = direction === 'asc' || direction === 'asc_nils_last' || direction === 'desc_nils_last';
  const field = operandOf(by, scope);
  const column = field.kind === 'sql' ? field.column : undefined;
  const isNullable = column?.access.table.columns.find(({ name }) => name === column.name)?.nullable !== false;
  const orNull = (condition: Condition): Condition =>
    isNullsLast && isNullable && field.kind === 'sql'
      ? { sql: `${inBrackets(condition)} OR (${field.sql} IS NULL)`, facts: [] }
      : condition;
  const beyond = orNull(step(isDescending ? '<' : '>'));
  if (rest.length === 0) return beyond;
  return any([beyond, all([orNull(step('=')), behind(rest, scope)])]);
}
