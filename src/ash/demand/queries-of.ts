import type { Declaration } from '../../elixir/declaration.ts';
import type { Location } from '../../base/span.ts';
import type { Resource } from '../model.ts';
import { actionQueries } from './action-queries.ts';
import { aggregateQueries } from './aggregate-queries.ts';
import type { DemandedQuery, Origin } from './demand.ts';
import type { DemandFacts } from './facts.ts';
import { foreignKeyQueries } from './foreign-key-queries.ts';
import { identityQueries, interfaceQueries } from './look-up-queries.ts';
import { relationshipQueries } from './relationship-queries.ts';
import type { MadeQuery } from './select.ts';
import { told } from './untold.ts';

/** A query of a declaration, with what it does with each of its tables. */
export interface ResourceQuery extends DemandedQuery {
  readonly accesses: MadeQuery['accesses'];
}

export interface ResourceQueries {
  readonly queries: readonly ResourceQuery[];
  readonly unread: readonly { readonly origin: Origin; readonly reason: string }[];
}

/** The queries that the declarations of a resource make. */
export function queriesOf(facts: DemandFacts, resource: Resource): ResourceQueries {
  const derived = new Derived(facts, resource);
  actionQueries(derived);
  interfaceQueries(derived);
  identityQueries(derived);
  relationshipQueries(derived);
  aggregateQueries(derived);
  foreignKeyQueries(derived);
  return derived;
}

/** Collects what is derived from one resource. */
export class Derived implements ResourceQueries {
  readonly facts: DemandFacts;
  readonly resource: Resource;
  readonly queries: ResourceQuery[] = [];
  readonly unread: { readonly origin: Origin; readonly reason: string }[] = [];

  constructor(facts: DemandFacts, resource: Resource) {
    this.facts = facts;
    this.resource = resource;
  }

  /** Makes a query, or tells why it cannot be made. Undefined: it is none that is worth a mention. */
  add(slug: string, what: string, declaration: Declaration | undefined, make: () => MadeQuery | undefined): void {
    const made = told(make);
    if (!made.ok) {
      this.tell(what, declaration, made.reason);
      return;
    }
    if (made.value === undefined) return;
    const id = `${this.resource.module}:${slug}`;
    const number = this.queries.filter((query) => query.id === id || query.id.startsWith(`${id}#`)).length;
    const origin = this.#origin(what, declaration);
    this.queries.push({ id: number === 0 ? id : `${id}#${number + 1}`, origin, ...made.value });
  }

  tell(what: string, declaration: Declaration | undefined, reason: string): void {
    const origin = this.#origin(what, declaration);
    const isTold = this.unread.some((entry) => entry.origin.what === what && entry.reason === reason);
    if (!isTold) this.unread.push({ origin, reason });
  }

  #origin(what: string, declaration: Declaration | undefined): Origin {
    return originOf(this.facts, this.resource, what, declaration);
  }
}

/** What an extension or Ash adds has the place of the resource's name. */
export function originOf(
  { lineOf }: Pick<DemandFacts, 'lineOf'>,
  { module, path, nameSpan }: Resource,
  what: string,
  at: Location | undefined,
): Origin {
  const place = at ?? { path, ...nameSpan };
  return { resource: module, path: place.path, line: lineOf(place), what };
}
