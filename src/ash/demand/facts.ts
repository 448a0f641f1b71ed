import type { Location } from '../../base/span.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { Resource } from '../model.ts';
import type { Project } from '../project.ts';
import type { TypeRef } from '../type-ref.ts';
import type { CandidateIndex, DemandedTable } from './demand.ts';
import type { Told } from './untold.ts';

/** What queries are derived from: the model, and what only snapshots know of the tables. */
export interface DemandFacts {
  readonly project: Project;
  /** The table of a resource with the columns whose types are known, or why there is none. */
  readonly tableOf: (resource: Resource) => Told<DemandedTable>;
  /** The PostgreSQL type of an argument or a calculation as seen from a file: `bigint`, `text[]`. */
  readonly typeOf: (type: TypeRef, constraints: Expr | undefined, from: string) => string | undefined;
  /** Counts from 1. */
  readonly lineOf: (place: Location) => number;
}

/** A table with the indexes that stand, and whether there may be others. */
export interface StandingTable {
  readonly table: DemandedTable;
  /** The resources on it. */
  readonly resources: readonly Resource[];
  readonly indexes: readonly StandingIndex[];
  /** Why there may be further indexes: nothing is suggested then. */
  readonly openBecause: string | undefined;
  /** Extensions of PostgreSQL that the repository installs; undefined where that is not known. */
  readonly extensions: readonly string[] | undefined;
}

export interface StandingIndex extends CandidateIndex {
  readonly fields: readonly IndexedField[];
  readonly method: string;
  /** SQL between `WHERE` and the end. */
  readonly where: string | undefined;
  readonly include: readonly string[];
  readonly nullsDistinct: boolean;
}

/** `sql` is an expression; the order is undefined where none is written. */
export interface IndexedField {
  readonly name: string;
  readonly sql: boolean;
  readonly order: string | undefined;
}
