import { createIndex, findTableIndexes, isTableBacked, type TableIndexes } from '../ash/table-indexes.ts';
import type { Resource } from '../ash/model.ts';
import { migratedIndexes } from '../ecto/table-indexes.ts';
import type { RuleContext } from './rule.ts';

/** The indexes of a resource's table: those that resources declare, and those that migrations make by hand. */
export function findKnownIndexes(resource: Resource, context: RuleContext): TableIndexes {
  const declared = findTableIndexes(context.project, resource);
  if (!isTableBacked(resource)) return declared;
  const migrated = migratedIndexes(context.migrations, resource.postgres.table);
  const indexes = migrated.indexes.map((index) =>
    createIndex(resource, { ...index, origin: 'migration', partial: index.where !== undefined }),
  );
  return {
    indexes: [...declared.indexes, ...indexes],
    complete: declared.complete && migrated.complete,
  };
}
