import type { DemandedTable } from './demand.ts';

/** What a query does with one of its tables: what an index on that table could serve. */
export interface Access {
  readonly table: DemandedTable;
  readonly alias: string;
  /** Columns compared for equality, whatever else holds. */
  readonly equal: Set<string>;
  /** Those of them that may have one of several values: what they find is in no order. */
  readonly lists: Set<string>;
  /** Conditions without parameters that hold for all rows it asks for, by column: `"status" = 'open'`. */
  readonly constants: Map<string, string>;
  readonly range: Set<string>;
  readonly search: Map<string, Search>;
  /** Arrays and documents by what they contain. */
  readonly overlap: Set<string>;
  /** Expressions over the table's own columns that are compared for equality: `lower("email")`. */
  readonly expressions: Set<string>;
  /** In the order of the query; undefined where it sorts by something else first. */
  sort: readonly SortedColumn[] | undefined;
  limited: boolean;
}

/** `contains` finds a text anywhere, `prefix` at the start. */
export interface Search {
  readonly how: 'contains' | 'prefix';
  /** Whether the two sides are compared as they are: trigram indexes serve both. */
  readonly caseless: boolean;
}

export interface SortedColumn {
  readonly column: string;
  readonly descending: boolean;
  /** Undefined: PostgreSQL's own place, last where ascending. */
  readonly nulls: 'first' | 'last' | undefined;
}

export function createAccess(table: DemandedTable, alias: string): Access {
  return {
    table,
    alias,
    equal: new Set(),
    lists: new Set(),
    constants: new Map(),
    range: new Set(),
    search: new Map(),
    overlap: new Set(),
    expressions: new Set(),
    sort: [],
    limited: false,
  };
}

/** Something that a condition says of a column, should the condition have to hold. */
export type Fact = { readonly access: Access } & (
  | { readonly kind: 'equal'; readonly column: string; readonly constant?: string; readonly isList?: boolean }
  | { readonly kind: 'constant'; readonly column: string; readonly constant: string }
  | { readonly kind: 'range' | 'overlap'; readonly column: string }
  | ({ readonly kind: 'search'; readonly column: string } & Search)
  | { readonly kind: 'expression'; readonly sql: string }
);

export function note(facts: readonly Fact[]): void {
  for (const fact of facts) {
    const { access } = fact;
    switch (fact.kind) {
      case 'equal':
        access.equal.add(fact.column);
        if (fact.isList === true) access.lists.add(fact.column);
        if (fact.constant !== undefined) access.constants.set(fact.column, fact.constant);
        break;
      case 'constant':
        access.constants.set(fact.column, fact.constant);
        break;
      case 'range':
        access.range.add(fact.column);
        break;
      case 'overlap':
        access.overlap.add(fact.column);
        break;
      case 'search':
        access.search.set(fact.column, { how: fact.how, caseless: fact.caseless });
        break;
      case 'expression':
        access.expressions.add(fact.sql);
    }
  }
}
