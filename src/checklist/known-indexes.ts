import {
  createIndex,
  findTableIndexes,
  isTableBacked,
  type TableIndex,
  type TableIndexes,
} from '../ash/table-indexes.ts';
import type { Resource } from '../ash/model.ts';
import { oncePer } from '../base/once-per.ts';
import { migratedIndexes, type MigratedIndex, type MigratedIndexes } from '../ecto/table-indexes.ts';
import type { RuleContext } from './rule.ts';

/** What was found in one run of the rules: several of them ask for the same tables. */
const foundIn = oncePer((_: RuleContext) => new Map<Resource, TableIndexes>());

/** The indexes of a resource's table: those that resources declare, and those that migrations make by hand. */
export function findKnownIndexes(resource: Resource, context: RuleContext): TableIndexes {
  const known = foundIn(context);
  const indexes = known.get(resource) ?? readKnownIndexes(resource, context);
  known.set(resource, indexes);
  return indexes;
}

function readKnownIndexes(resource: Resource, context: RuleContext): TableIndexes {
  const declared = findTableIndexes(context.project, resource);
  if (!isTableBacked(resource)) return declared;
  const migrated = migratedIndexes(context.migrations, resource.postgres.table);
  return {
    indexes: [...declared.indexes, ...asTableIndexes(resource, migrated)],
    complete: declared.complete && migrated.complete,
  };
}

function asTableIndexes(resource: Resource, migrated: MigratedIndexes): readonly TableIndex[] {
  const known = madeFor(migrated);
  const made = known.get(resource) ?? migrated.indexes.map((index) => asTableIndex(resource, index));
  known.set(resource, made);
  return made;
}

/** What stayed the same since the last run is not made again. */
const madeFor = oncePer((_: MigratedIndexes) => new WeakMap<Resource, readonly TableIndex[]>());

function asTableIndex(resource: Resource, index: MigratedIndex): TableIndex {
  return createIndex(resource, { ...index, origin: 'migration', partial: index.where !== undefined });
}
