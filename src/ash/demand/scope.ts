import { nameInTable, tableName } from './sql-names.ts';
import type { Resource } from '../model.ts';
import { createAccess, type Access } from './access.ts';
import type { DemandedColumn, DemandedTable } from './demand.ts';
import type { DemandFacts } from './facts.ts';
import type { Operand } from './operand.ts';
import { Parameters } from './parameters.ts';
import { untold } from './untold.ts';

/** One statement while it is made: its parameters, the names of its tables, and what it does with each. */
export class QueryContext {
  readonly facts: DemandFacts;
  readonly parameters = new Parameters();
  readonly accesses: Access[] = [];
  #aliases = 0;

  constructor(facts: DemandFacts) {
    this.facts = facts;
  }

  nextAlias(): string {
    return `t${this.#aliases++}`;
  }

  /** A table under a name of its own. */
  access(table: DemandedTable): Access {
    const access = createAccess(table, this.nextAlias());
    this.accesses.push(access);
    return access;
  }
}

/** The tables that one SELECT reads from, beside its first. */
export interface Joins {
  readonly sql: string[];
  /** By the alias and the relationship that leads on. */
  readonly joined: Map<string, Scope>;
  /** A relationship to many may give a row several times. */
  repeats: boolean;
}

export function createJoins(): Joins {
  return { sql: [], joined: new Map(), repeats: false };
}

/** What names in an expression mean. */
export interface Scope {
  readonly query: QueryContext;
  readonly resource: Resource;
  readonly access: Access;
  readonly joins: Joins;
  /** What `parent(…)` speaks of. */
  readonly parent: Scope | undefined;
  /** What `^arg(:name)` stands for. */
  readonly argumentOf: (name: string) => Operand | undefined;
  /** Whether a condition that is being read has to hold, so that rows without the other side can be left out. */
  readonly mustHold: boolean;
  /** Tables by the names that a query of Ecto gives them. */
  readonly bindings?: ReadonlyMap<string, Scope>;
  /** Calculations that are being written out, against those that call each other. */
  readonly within: readonly string[];
}

/** A scope over the table of a resource, by itself. */
export function scopeOf(query: QueryContext, resource: Resource, outer?: Partial<Scope>): Scope {
  const table = query.facts.tableOf(resource);
  if (!table.ok) return untold(`the table of \`${resource.module}\` is not known: ${table.reason}`);
  return {
    query,
    resource,
    access: query.access(table.value),
    joins: createJoins(),
    parent: undefined,
    argumentOf: () => undefined,
    mustHold: true,
    within: [],
    ...outer,
  };
}

/** `"posts" AS t0` */
export function fromSql({ table, alias }: Access): string {
  return `${tableName(table)} AS ${alias}`;
}

/** The column of an attribute. */
export function columnOfAttribute({ resource, access }: Scope, name: string): DemandedColumn {
  const attribute = resource.attributes.find((candidate) => candidate.name === name);
  if (attribute === undefined) return untold(`\`${name}\` is no attribute of \`${resource.module}\``);
  if (attribute.source === undefined) return untold(`the column of \`${name}\` is computed`);
  const column = access.table.columns.find((candidate) => candidate.name === attribute.source);
  return column ?? untold(`the type of the column \`${attribute.source}\` of \`${access.table.name}\` is not known`);
}

export function columnSql({ alias }: Access, column: string): string {
  return nameInTable(alias, column);
}
