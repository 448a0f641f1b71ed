import { findForeignKeys, type ForeignKey } from '../../../../ash/foreign-key.ts';
import type { Attribute, Reference, Resource } from '../../../../ash/model.ts';
import { resourcesOnTable, tenantColumnOf } from '../../../../ash/table-indexes.ts';
import { at } from '../../../../base/span.ts';
import { findOption, type Declaration, type Option } from '../../../../elixir/declaration.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import { asAtom, keyOf, pairsOf } from '../../../../elixir/literal.ts';
import type { Fix, Related } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'A reference that nilifies a column which may not be NULL: the parent can never be deleted.',
  messages: {
    delete:
      'Deleting a `{target}` sets `{column}` to NULL in the rows that refer to it, and `{column}` forbids NULL: the delete fails with a not-null violation. Restrict or delete instead, or let `{column}` be nil.',
    update:
      'Changing `{key}` of a `{target}` sets `{column}` to NULL in the rows that refer to it, and `{column}` forbids NULL: the update fails with a not-null violation. Update or restrict instead, or let `{column}` be nil.',
  },
  *check(resource, context) {
    for (const key of findForeignKeys(context.project, resource)) {
      const { reference, target } = key;
      if (reference === undefined) continue;
      for (const [message, option] of nilifyingOptions(reference)) {
        const columns = message === 'delete' ? nilifiedColumns(key, resource) : keyColumns(key, resource);
        const required = columns.find((column) => isRequired(column, resource, context));
        if (required === undefined) continue;
        yield {
          message,
          data: { target: target.module, column: required, key: key.relationship.destinationAttribute ?? '' },
          at: at(option.path, option.value),
          related: relatedOf(required, resource),
          fixes: fixesOf(message, required, columns, key, resource, context),
        };
      }
    }
  },
});

type Event = 'delete' | 'update';

function nilifyingOptions(reference: Reference): (readonly [Event, Option])[] {
  const onDelete = reference.onDelete === 'nilify' ? findOption(reference.declaration, 'on_delete') : undefined;
  const onUpdate = reference.onUpdate === 'nilify' ? findOption(reference.declaration, 'on_update') : undefined;
  return [
    ...(onDelete === undefined ? [] : [['delete', onDelete] as const]),
    ...(onUpdate === undefined ? [] : [['update', onUpdate] as const]),
  ];
}

/** `{:nilify, columns}` names them; otherwise SET NULL takes the whole key. */
function nilifiedColumns(key: ForeignKey, resource: Resource): readonly string[] {
  const { reference } = key;
  if (reference?.onDeleteColumns !== undefined) return reference.onDeleteColumns;
  const written = reference === undefined ? undefined : findOption(reference.declaration, 'on_delete');
  return asAtom(written?.value) === undefined ? [] : keyColumns(key, resource);
}

/** The columns of the foreign key: further ones come from `match_with`, and from matching the tenant. */
function keyColumns(key: ForeignKey, resource: Resource): string[] {
  const written = key.reference === undefined ? undefined : findOption(key.reference.declaration, 'match_with');
  const matched = pairsOf(written?.value).flatMap((pair) => keyOf(pair) ?? []);
  const tenant = matchesTenant(key) ? tenantColumnOf(resource) : undefined;
  return [...new Set([key.column, ...matched, ...(tenant === undefined ? [] : [tenant])])];
}

/** AshPostgres matches tenants when it is told to, and always where the key is not the target's primary key. */
function matchesTenant({ reference, relationship, target }: ForeignKey): boolean {
  const destination = relationship.destinationAttribute;
  if (target.multitenancy?.strategy !== 'attribute' || target.multitenancy.attribute === destination) return false;
  return reference?.matchTenant === true || (destination !== undefined && !target.primaryKey.includes(destination));
}

/** A table that several resources share takes NULL as soon as one of them does, or does without the column. */
function isRequired(column: string, resource: Resource, context: RuleContext): boolean {
  return resourcesOnTable(context.project, resource)
    .filter((mate) => mate.postgres?.migrate !== false)
    .every((mate) => {
      const attribute = attributeOf(mate, column);
      const isCertain = attribute?.origin.kind === 'declared' || mate.openBecause.length === 0;
      return isCertain && attribute?.allowNil === false;
    });
}

function attributeOf(resource: Resource, column: string): Attribute | undefined {
  return resource.attributes.find((attribute) => attribute.source === column);
}

function relatedOf(column: string, resource: Resource): Related[] {
  const declaration = attributeOf(resource, column)?.declaration;
  if (declaration === undefined) return [];
  const { path, start, end } = findOption(declaration, 'allow_nil?') ?? at(declaration.path, declaration.nameSpan);
  return [{ at: { path, start, end }, message: `\`${column}\` is required here.` }];
}

function fixesOf(
  event: Event,
  required: string,
  columns: readonly string[],
  key: ForeignKey,
  resource: Resource,
  context: RuleContext,
): Fix[] {
  const { reference, column } = key;
  if (reference === undefined) return [];
  const set = (value: string, title: string): Fix[] =>
    optionFix(reference.declaration, `on_${event}`, value, title, resource, context);
  if (event === 'update') {
    return [...set(':update', 'Update the rows that refer to it'), ...nilFix(required, resource, context)];
  }
  const isNullable = columns.includes(column) && !isRequired(column, resource, context);
  return [
    ...(isNullable && !matchesFully(key)
      ? set(`{:nilify, [:${column}]}`, `Nilify \`${column}\` only (PostgreSQL 15 or later)`)
      : []),
    ...set(':restrict', 'Restrict the delete while rows refer to it'),
    ...set(':delete', 'Delete the rows that refer to it'),
    ...nilFix(required, resource, context),
  ];
}

/** MATCH FULL wants all columns of a key to be NULL, or none of them. */
function matchesFully(key: ForeignKey): boolean {
  const written = key.reference === undefined ? undefined : findOption(key.reference.declaration, 'match_type');
  return matchesTenant(key) || (written !== undefined && asAtom(written.value) !== 'simple');
}

function nilFix(column: string, resource: Resource, context: RuleContext): Fix[] {
  const attribute = attributeOf(resource, column);
  if (attribute?.declaration === undefined || attribute.primaryKey !== false) return [];
  return optionFix(attribute.declaration, 'allow_nil?', 'true', `Let \`${column}\` be nil`, resource, context);
}

function optionFix(
  declaration: Declaration,
  name: string,
  value: string,
  title: string,
  { path }: Resource,
  context: RuleContext,
): Fix[] {
  if (!isEditable(declaration, path)) return [];
  const edit = setOption(context.textOf(path), declaration, name, value);
  return [{ title, safe: false, edits: [{ path, edits: [edit] }] }];
}
