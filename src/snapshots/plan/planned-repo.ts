import type { Snapshot } from '../snapshot.ts';
import type { StoredSnapshot } from '../store.ts';
import type { TablePlace } from './stored-snapshots.ts';
import type { OriginOf, RepoSettings } from './table-pair.ts';

/** What the resources say of a table now. */
export interface PlannedTable {
  readonly tenant: boolean;
  /** With the first primary key that there is to choose. */
  readonly snapshot: Snapshot;
  /** As in `CurrentTable`; absent where there is no resource to ask about. */
  readonly keyChoices?: readonly (readonly string[])[];
  readonly originOf: OriginOf;
}

/** A repo with its tables; paths are relative to the project. */
export interface PlannedRepo {
  readonly settings: RepoSettings;
  /** The underscored last segment of its module. */
  readonly folder: string;
  /** `priv/resource_snapshots` */
  readonly snapshotRoot: string;
  /** `priv/repo/migrations` */
  readonly migrations: string;
  readonly tenantMigrations: string;
  /** Migrations that `--dev` wrote, in either folder. */
  readonly devMigrations?: readonly string[];
  /** All files of the repo, read when they are needed. */
  readonly stored: readonly StoredSnapshot[];
  readonly read: (file: StoredSnapshot) => Snapshot;
  readonly tables: readonly PlannedTable[];
  /** Tables of resources with `migrate? false`: nobody asks to drop them. */
  readonly unmanaged: readonly TablePlace[];
}
