import type { Origin } from '../../ecto/operation.ts';
import type {
  SnapshotAttribute,
  SnapshotCheck,
  SnapshotIdentity,
  SnapshotIndex,
  SnapshotMultitenancy,
  SnapshotReference,
  SnapshotStatement,
} from '../snapshot.ts';

/** Where a change happens, with what decides on prefixes and on tenant columns in front of indexes. */
export interface Place {
  readonly table: string;
  readonly schema: string | null;
  readonly multitenancy: SnapshotMultitenancy;
  readonly oldMultitenancy: SnapshotMultitenancy;
  readonly origin?: Origin | undefined;
}

/**
 * A step of the generator (`AshPostgres.MigrationGenerator.Operation`, ash_postgres 2.12.0), before steps are put in
 * order and grouped into commands. Some have an effect in one direction only.
 */
export type Change = Place &
  (
    | { readonly kind: 'create-table'; readonly options: string | null; readonly createSchema: boolean }
    | { readonly kind: 'drop-table' }
    | { readonly kind: 'rename-table'; readonly from: string }
    | { readonly kind: 'move-table'; readonly oldSchema: string | null; readonly createSchema: boolean }
    | { readonly kind: 'add-attribute'; readonly attribute: SnapshotAttribute }
    | { readonly kind: 'alter-attribute'; readonly old: SnapshotAttribute; readonly attribute: SnapshotAttribute }
    | { readonly kind: 'rename-attribute'; readonly from: string; readonly to: string }
    | { readonly kind: 'remove-attribute'; readonly attribute: SnapshotAttribute }
    | { readonly kind: 'drop-foreign-key'; readonly reference: SnapshotReference; readonly direction: Direction }
    | {
        readonly kind: 'alter-deferrability';
        readonly reference: SnapshotReference | null;
        readonly direction: Direction;
      }
    | { readonly kind: 'serial-sequence'; readonly column: string; readonly transition: 'add' | 'remove' }
    | {
        readonly kind: 'add-unique-index';
        readonly identity: SnapshotIdentity;
        /** The last of its columns in the table, which must be there first. */
        readonly after: string | undefined;
      }
    | { readonly kind: 'remove-unique-index'; readonly identity: SnapshotIdentity }
    | { readonly kind: 'rename-unique-index'; readonly old: SnapshotIdentity; readonly identity: SnapshotIdentity }
    | { readonly kind: 'add-custom-index'; readonly index: SnapshotIndex; readonly baseFilter: string | null }
    | { readonly kind: 'remove-custom-index'; readonly index: SnapshotIndex; readonly baseFilter: string | null }
    | { readonly kind: 'add-reference-index'; readonly source: string; readonly where: string | null }
    | { readonly kind: 'remove-reference-index'; readonly source: string; readonly where: string | null }
    | { readonly kind: 'add-check'; readonly constraint: SnapshotCheck }
    | { readonly kind: 'remove-check'; readonly constraint: SnapshotCheck }
    | { readonly kind: 'add-statement'; readonly statement: SnapshotStatement }
    | { readonly kind: 'remove-statement'; readonly statement: SnapshotStatement }
    | { readonly kind: 'add-primary-key'; readonly keys: readonly string[] }
    | { readonly kind: 'add-primary-key-down'; readonly keys: readonly string[]; readonly removeOld: boolean }
    | { readonly kind: 'remove-primary-key'; readonly keys: readonly string[] }
    | { readonly kind: 'remove-primary-key-down' }
  );

export type Direction = 'up' | 'down';

export type ChangeOf<Kind extends Change['kind']> = Change & { readonly kind: Kind };

/** What `alter table` can hold; all others end its block, or stand alone. */
export type AttributeChange = ChangeOf<'add-attribute' | 'alter-attribute' | 'remove-attribute' | 'rename-attribute'>;
