import type { Resource } from '../ash/model.ts';
import type { Location } from '../base/span.ts';
import type { PartialSnapshot } from './snapshot.ts';

/** Which table: of which repo, among the tenants' tables or the public ones. */
export interface TableKey {
  /** The folder of snapshots that the repo has, relative to the workspace: `apps/blog/priv/resource_snapshots`. */
  readonly root: string;
  /** The repo's module. */
  readonly repo: string;
  /** The resource's tenants have schemas of their own (`strategy :context`). */
  readonly tenant: boolean;
  readonly schema: string | null;
  readonly table: string;
}

/** What the generator would write of a table now, as far as the text of its resources says. */
export interface CurrentTable {
  readonly key: TableKey;
  readonly snapshot: PartialSnapshot;
  /** The resources that share the table, in the order of their modules' names. */
  readonly resources: readonly Resource[];
  /** The primary keys of which the generator lets somebody choose one, as columns; empty where it does not ask. */
  readonly keyChoices: readonly (readonly string[])[];
  /**
   * Why there may be columns, identities, indexes and so on beside those in `snapshot`: nothing can be said to be gone.
   * Empty when all is known.
   */
  readonly openBecause: readonly string[];
  /**
   * The place in the text that says a thing, by its path: `attributes/SOURCE/allowNil`, `identities/NAME/keys`,
   * `customIndexes/0`, `checkConstraints/NAME`, `customStatements/NAME/up`, `baseFilter`, `table`, …
   * Ask with `causeOf`, which falls back to the thing as a whole.
   */
  readonly causes: ReadonlyMap<string, Location>;
}

/** The place that says a part of a table's snapshot: `causeOf(table, 'attributes', 'email', 'type')`. */
export function causeOf(table: CurrentTable, ...path: readonly (string | number)[]): Location | undefined {
  for (let length = path.length; length > 0; length--) {
    const cause = table.causes.get(path.slice(0, length).join('/'));
    if (cause !== undefined) return cause;
  }
  return table.causes.get('table');
}
