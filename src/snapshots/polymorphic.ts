import type { Relationship, Resource } from '../ash/model.ts';
import type { ProjectView } from './project-view.ts';
import { asAtom, asString, isNil } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import type { PartContext } from './attributes.ts';
import { placeOf } from './causes.ts';
import { columnDefaultOf } from './column-default.ts';
import { multitenancyOf } from './multitenancy.ts';
import { postgresOptions } from './postgres-options.ts';
import { dataLayerContext, readOnDelete } from './references.ts';
import {
  isUnknown,
  type Known,
  type PartialReference,
  type PartialSnapshot,
  type SnapshotOnDelete,
} from './snapshot.ts';
import { orUnknown, unknown } from './unknown.ts';

/** A table of a polymorphic resource: that of a relationship to it. */
export interface PolymorphicTable {
  readonly table: string;
  readonly schema: string | undefined;
  /** The resource that has the relationship. */
  readonly source: Resource;
  readonly relationship: Relationship;
}

/** The tables that relationships to a polymorphic resource name. */
export function polymorphicTables(project: ProjectView, resource: Resource): Known<readonly PolymorphicTable[]> {
  const found: PolymorphicTable[] = [];
  for (const source of project.resources()) {
    for (const relationship of source.relationships) {
      if (relationship.kind === 'belongs_to' || relationship.destination !== resource.module) continue;
      if (project.findResource(relationship.destination, source.path) !== resource) continue;
      if (project.find(source.module, source.path)?.source.isBroken === true)
        return unknown(`the file of \`${source.module}\`, which has tables of it, has a syntax error`);
      const context = dataLayerContext(relationship.declaration);
      if (isUnknown(context)) return context;
      const { table, schema } = context;
      if (table !== undefined) found.push({ table, schema, source, relationship });
    }
  }
  return found;
}

/** The snapshot of one of these tables: its key refers to the resource that has the relationship. */
export function withOwner(context: PartContext, snapshot: PartialSnapshot, owner: PolymorphicTable): PartialSnapshot {
  const { relationship } = owner;
  const key = context.resource.attributes.find(({ name }) => name === relationship.destinationAttribute);
  const column = key?.source;
  if (column === undefined) return snapshot;
  if (relationship.declaration !== undefined) {
    context.causes.tell(`attributes/${column}/references`, placeOf(relationship.declaration));
  }
  return {
    ...snapshot,
    attributes: snapshot.attributes.map((attribute) =>
      attribute.source === column ? { ...attribute, references: referenceTo(context, owner, column) } : attribute,
    ),
  };
}

function referenceTo(context: PartContext, owner: PolymorphicTable, column: string): Known<PartialReference> {
  const { source, relationship, table } = owner;
  const attribute = source.attributes.find(({ name }) => name === relationship.sourceAttribute);
  const { postgres } = source;
  if (attribute === undefined || postgres === undefined) return unknown(`the key of \`${source.module}\` is not known`);
  const options = postgresOptions(postgres.declarations);
  const option = <T>(name: string, read: (value: Expr) => T | undefined): Known<T | null> => {
    const value = options.ofSection('references', name);
    return value === undefined || isNil(value) ? null : orUnknown(read(value), `\`${name}\` is computed`);
  };
  const name = option('polymorphic_name', asString);
  return {
    name: name === null ? `${table}_${column}_fkey` : name,
    table: orUnknown(postgres.table, `the table of \`${source.module}\` is not known`),
    schema: options.text('schema'),
    destinationAttribute: orUnknown(attribute.source, `the column of \`${attribute.name}\` is computed`),
    destinationAttributeDefault: columnDefaultOf(context.project, context.facts, attribute, source.path),
    destinationAttributeGenerated: orUnknown(attribute.generated, '`generated?` is computed'),
    primaryKey: orUnknown(attribute.primaryKey, '`primary_key?` is computed'),
    onDelete: option<SnapshotOnDelete>('polymorphic_on_delete', readOnDelete),
    onUpdate: option('polymorphic_on_update', asAtom),
    deferrable: false,
    index: false,
    indexWhere: null,
    matchTenant: null,
    matchType: null,
    matchWith: null,
    multitenancy: multitenancyOf(source),
  };
}
