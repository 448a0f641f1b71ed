import type { Origin } from '../../ecto/operation.ts';
import type { Snapshot, SnapshotMultitenancy } from '../snapshot.ts';

/** Where a part of a table comes from, by the path that `causeOf` takes. */
export type OriginOf = (...path: readonly (string | number)[]) => Origin | undefined;

/** A table as it was and as it is to be. */
export interface TablePair {
  readonly after: Snapshot;
  /** Undefined when there is nothing to start from: the table is created. */
  readonly before: Snapshot | undefined;
  readonly originOf: OriginOf;
}

export const noMultitenancy: SnapshotMultitenancy = { strategy: null, attribute: null, global: null };

/** What a table that is not there is compared with. */
export function emptyOf(after: Snapshot): Snapshot {
  return {
    table: after.table,
    repo: after.repo,
    schema: null,
    attributes: [],
    identities: [],
    customIndexes: [],
    customStatements: [],
    checkConstraints: [],
    multitenancy: noMultitenancy,
    baseFilter: null,
    hasCreateAction: true,
    createTableOptions: null,
    dropTableOptedOut: false,
  };
}

/** A resource without any of these is skipped. */
export function hasContent(snapshot: Snapshot): boolean {
  const { attributes, identities, customIndexes, customStatements, checkConstraints } = snapshot;
  return [attributes, identities, customIndexes, customStatements, checkConstraints].some((list) => list.length > 0);
}

/** A table that was moved to another schema: foreign keys to it stay as they are. */
export interface SchemaMove {
  readonly table: string;
  readonly from: string;
  readonly to: string;
}

export function schemaMovesOf(pairs: readonly TablePair[]): SchemaMove[] {
  return pairs.flatMap(({ before, after }) =>
    before === undefined || before.schema === after.schema
      ? []
      : [{ table: after.table, from: before.schema ?? 'public', to: after.schema ?? 'public' }],
  );
}

/** What the repo's module says. */
export interface RepoSettings {
  readonly module: string;
  /** `config :app, Repo, default_prefix: …` */
  readonly defaultPrefix: string | undefined;
  /** `create_schemas_in_migrations?/0` */
  readonly createsSchemas: boolean;
}
