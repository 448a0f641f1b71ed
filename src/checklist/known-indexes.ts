import { createIndex, findTableIndexes, isTableBacked, type TableIndexes } from '../ash/table-indexes.ts';
import type { Resource } from '../ash/model.ts';
import { migratedIndexes } from '../ecto/table-indexes.ts';
import type { RuleContext } from './rule.ts';

/** What was found in one run of the rules: several of them ask for the same tables. */
const found = new WeakMap<RuleContext, Map<Resource, TableIndexes>>();

/** The indexes of a resource's table: those that resources declare, and those that migrations make by hand. */
export function findKnownIndexes(resource: Resource, context: RuleContext): TableIndexes {
  const known = found.get(context) ?? new Map<Resource, TableIndexes>();
  found.set(context, known);
  const indexes = known.get(resource) ?? readKnownIndexes(resource, context);
  known.set(resource, indexes);
  return indexes;
}

function readKnownIndexes(resource: Resource, context: RuleContext): TableIndexes {
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
