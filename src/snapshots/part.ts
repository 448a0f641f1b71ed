import type { Resource } from '../ash/model.ts';
import type { Location } from '../base/span.ts';
import { attributesOf, resourcePlace, type PartContext } from './attributes.ts';
import { Causes } from './causes.ts';
import type { TableKey } from './current.ts';
import { identitiesOf } from './identities.ts';
import { hasTenantSchemas, multitenancyOf } from './multitenancy.ts';
import { polymorphicTables, withOwner, type PolymorphicTable } from './polymorphic.ts';
import { RecordingView, type ProjectView } from './project-view.ts';
import { postgresOptions } from './postgres-options.ts';
import { repoFactsOf } from './repo-facts.ts';
import { isUnknown, type Known, type PartialSnapshot } from './snapshot.ts';
import { checkConstraintsOf, customIndexesOf, customStatementsOf, unreadEntities } from './table-parts.ts';
import { allKnown, unknown } from './unknown.ts';

/** What one resource has to say of a table. */
export interface TablePart {
  readonly key: TableKey;
  readonly resource: Resource;
  readonly snapshot: PartialSnapshot;
  readonly openBecause: readonly string[];
  readonly causes: ReadonlyMap<string, Location>;
}

/** What was read of a resource holds for as long as the modules that were asked for mean the same. */
const known = new WeakMap<Resource, { readonly view: RecordingView; readonly parts: Known<readonly TablePart[]> }>();

/** The tables of a resource; the same objects for as long as nothing that they depend on changes. */
export function partsOf(project: ProjectView, resource: Resource): Known<readonly TablePart[]> {
  const found = known.get(resource);
  if (found?.view.holdsFor(project) === true) return found.parts;
  const view = new RecordingView(project);
  const parts = readParts(view, resource);
  known.set(resource, { view, parts });
  return parts;
}

/**
 * The tables of a resource as it alone has them: one, or for a polymorphic resource one for each relationship that
 * names a table. Why that cannot be told otherwise.
 */
function readParts(project: ProjectView, resource: Resource): Known<readonly TablePart[]> {
  const { postgres } = resource;
  if (postgres === undefined) return unknown('it has no `postgres` block');
  if (postgres.polymorphic === undefined) return unknown('`polymorphic?` is computed');
  if (postgres.repo === undefined) return unknown('its repo is computed');
  const facts = repoFactsOf(project, postgres.repo, resource.path);
  if (isUnknown(facts)) return facts;
  const options = postgresOptions(postgres.declarations);
  const ignored = options.names('migration_ignore_attributes');
  if (isUnknown(ignored)) return ignored;
  const base = { project, facts, resource, options };
  if (!postgres.polymorphic) {
    if (postgres.table === undefined) return unknown('the name of its table is computed');
    return oneOf(partOf({ ...base, table: postgres.table, causes: new Causes() }, ignored, undefined));
  }
  const tables = polymorphicTables(project, resource);
  if (isUnknown(tables)) return tables;
  const parts = tables.map((owner) => partOf({ ...base, table: owner.table, causes: new Causes() }, ignored, owner));
  return allKnown(parts);
}

function oneOf(part: Known<TablePart>): Known<readonly TablePart[]> {
  return isUnknown(part) ? part : [part];
}

function partOf(
  context: PartContext,
  ignored: readonly string[],
  owner: PolymorphicTable | undefined,
): Known<TablePart> {
  const { resource, facts, options, causes, table } = context;
  const tenant = hasTenantSchemas(resource);
  if (isUnknown(tenant)) return tenant;
  const own = options.text('schema');
  const schema = owner?.schema ?? own;
  if (isUnknown(schema)) return schema;
  const skipped = options.names('skip_unique_indexes');
  causes.tell('table', options.placeOf('table') ?? resourcePlace(resource));
  causes.tell('schema', options.placeOf('schema'));
  causes.tell('baseFilter', options.placeOf('base_filter_sql'));
  causes.tell('createTableOptions', options.placeOf('create_table_options'));
  if (resource.multitenancy !== undefined) causes.tell('multitenancy', resource.multitenancy.declaration);
  const key = { root: facts.root, repo: facts.repo.module, tenant, schema, table };
  const snapshot: PartialSnapshot = {
    table,
    schema,
    repo: key.repo,
    attributes: attributesOf(context, ignored),
    identities: isUnknown(skipped) ? [] : identitiesOf(context, skipped),
    customIndexes: customIndexesOf(context),
    customStatements: customStatementsOf(context),
    checkConstraints: checkConstraintsOf(context),
    multitenancy: multitenancyOf(resource),
    baseFilter: options.text('base_filter_sql'),
    hasCreateAction: hasCreateAction(resource),
    createTableOptions: options.text('create_table_options'),
    dropTableOptedOut: false,
  };
  const unknownColumns = resource.attributes.filter(({ source }) => source === undefined);
  const openBecause = [
    ...resource.openBecause.map(({ reason }) => reason),
    ...unknownColumns.map(({ name }) => `the column of \`${name}\` is computed`),
    ...(isUnknown(skipped) ? [skipped.unknown] : []),
    ...unreadEntities(context),
  ];
  const result = { key, resource, snapshot, openBecause, causes: causes.places };
  return owner === undefined ? result : { ...result, snapshot: withOwner(context, snapshot, owner) };
}

function hasCreateAction({ actions, openBecause }: Resource): Known<boolean> {
  if (actions.some(({ type, manual }) => type === 'create' && !manual)) return true;
  return openBecause.length > 0 ? unknown('what actions it has is not known in full') : false;
}
