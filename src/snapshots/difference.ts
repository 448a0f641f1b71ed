import type { Location } from '../base/span.ts';

/** What kind of thing a difference is about. */
export type DifferenceKind = 'column' | 'reference' | 'identity' | 'index' | 'check' | 'statement';

/** One thing in which a table's resources and its latest snapshot disagree; `mix ash.codegen` would act on it. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** `renamed` is a column that went and another one of the same type that came; the generator asks about it. */
  readonly change: 'added' | 'removed' | 'changed' | 'renamed';
  /** The column, identity, constraint or statement; of an index the name in the database. */
  readonly name: string;
  /** The name that a renamed column has in the snapshot. */
  readonly before?: string;
  /** What is different about a changed thing. */
  readonly fields: readonly FieldDifference[];
  /** The place in the text of the resources that says it; undefined for what is gone. */
  readonly at: Location | undefined;
  /** The place in the snapshot file, as a path of JSON; undefined for what it does not have. */
  readonly stored: JsonPath | undefined;
}

export type JsonPath = readonly (string | number)[];

export interface FieldDifference {
  /** As snapshots spell it: `allow_nil?`. */
  readonly name: string;
  readonly now: string;
  readonly before: string;
}
