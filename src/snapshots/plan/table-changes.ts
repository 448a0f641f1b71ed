import type { Change, Place } from './change.ts';
import { attributeChanges } from './attribute-changes.ts';
import { indexChanges } from './index-changes.ts';
import { primaryKeyChanges } from './primary-key-changes.ts';
import type { Interview } from './question.ts';
import { checkChanges, statementChanges } from './statement-changes.ts';
import { emptyOf, hasContent, type RepoSettings, type SchemaMove, type TablePair } from './table-pair.ts';

/** What makes the old table the new one, in the generator's own order (`do_fetch_operations`). */
export function tableChanges(
  pair: TablePair,
  repo: RepoSettings,
  moves: readonly SchemaMove[],
  interview: Interview,
): Change[] {
  const { after } = pair;
  const before = pair.before ?? emptyOf(after);
  if (pair.before === undefined && !hasContent(after)) return [];
  const place: Place = {
    table: after.table,
    schema: after.schema,
    multitenancy: after.multitenancy,
    oldMultitenancy: before.multitenancy,
    origin: pair.originOf('table'),
  };
  const changes = attributeChanges(pair, before, place, { repo, moves }, interview);
  const { key, attributes } =
    pair.before === undefined ? { key: [], attributes: changes } : primaryKeyChanges(before, after, changes, place);
  const indexes = indexChanges(pair, before, place);
  const firstAltered = attributes.findIndex(({ kind }) => kind === 'alter-attribute');
  const split = firstAltered === -1 ? attributes.length : firstAltered;
  return [
    ...startOf(pair, place, repo),
    ...key,
    ...indexes.identitiesRemoved,
    ...attributes.slice(0, split),
    ...indexes.identitiesAdded,
    ...attributes.slice(split),
    ...indexes.referencesAdded,
    ...indexes.referencesRemoved,
    ...indexes.identitiesRenamed,
    ...checkChanges(pair, before, place),
    ...indexes.customAdded,
    ...indexes.customRemoved,
    ...statementChanges(pair, before, place),
  ];
}

function startOf({ after, before }: TablePair, place: Place, repo: RepoSettings): Change[] {
  const createSchema = after.schema !== null && repo.createsSchemas;
  if (before === undefined)
    return [{ kind: 'create-table', options: after.createTableOptions, createSchema, ...place }];
  return before.schema === after.schema
    ? []
    : [{ kind: 'move-table', oldSchema: before.schema, createSchema, ...place }];
}
