import { findColumnUses, type ColumnUse } from '../../../../ash/column-use.ts';
import { findForeignKeys, type ForeignKey } from '../../../../ash/foreign-key.ts';
import { columnOf, isLedBy, resourcesOnTable, tenantColumnOf, type TableIndex } from '../../../../ash/table-indexes.ts';
import type { Resource } from '../../../../ash/model.ts';
import { at, type Location } from '../../../../base/span.ts';
import { findOption } from '../../../../elixir/declaration.ts';
import { appendToSection, isEditable, setOption } from '../../../../elixir/edits.ts';
import type { Fix, Related } from '../../../finding.ts';
import { findKnownIndexes } from '../../../known-indexes.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** PostgreSQL indexes the side that a foreign key refers to, never the side that refers, and neither does AshPostgres. */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'info',
  summary: 'A foreign key without an index: every lookup by it reads the whole table.',
  messages: {
    used: 'No index of `{table}` starts with `{column}`, so {use} reads {extent}. Set `index?: true` on its reference.',
    unindexed:
      'No index of `{table}` starts with `{column}`: looking rows up by `{relationship}`, or deleting what they refer to, reads the whole table. Set `index?: true` on its reference if that happens.',
  },
  *check(resource, context) {
    const keys = findForeignKeys(context.project, resource).filter((key) => isReported(key, resource, context));
    if (keys.length === 0) return;
    const { indexes, complete } = findKnownIndexes(resource, context);
    if (!complete) return;
    for (const key of keys) {
      if (indexes.some((index) => isLedBy(index, key.column))) continue;
      const uses = usesWithoutIndex(key, resource, indexes, context);
      yield {
        message: uses.length > 0 ? 'used' : 'unindexed',
        severity: uses.length > 0 ? 'info' : 'hint',
        data: {
          table: resource.postgres?.table ?? '',
          column: key.column,
          relationship: key.relationship.name,
          use: uses[0] === undefined ? '' : phraseOf(uses[0]),
          extent: extentOf(uses[0], resource, indexes),
        },
        at: placeOf(key, resource),
        related: [...uses.flatMap(relatedUse).slice(0, 5), ...indexes.flatMap((index) => relatedIndex(index, key))],
        fixes: fixesOf(key, resource, context),
      };
    }
  },
});

/** A written `index?: false` is a decision; a column that several declarations share is reported once. */
function isReported(
  { relationship, reference, column }: ForeignKey,
  resource: Resource,
  context: RuleContext,
): boolean {
  if (relationship.declaration === undefined || relationship.origin.kind !== 'declared') return false;
  if (reference !== undefined && findOption(reference.declaration, 'index?') !== undefined) return false;
  const mates = resourcesOnTable(context.project, resource);
  const earlier = mates.slice(0, mates.indexOf(resource)).flatMap((mate) => findForeignKeys(context.project, mate));
  const own = findForeignKeys(context.project, resource).find((key) => key.column === column);
  return own?.relationship === relationship && !earlier.some((key) => key.column === column);
}

/** An index on another attribute of the same condition narrows the search well enough. */
function usesWithoutIndex(
  { attribute }: ForeignKey,
  resource: Resource,
  indexes: readonly TableIndex[],
  context: RuleContext,
): ColumnUse[] {
  const isIndexed = (name: string): boolean => {
    const column = name === attribute.name ? undefined : columnOf(resource, name);
    return column !== undefined && indexes.some((index) => isLedBy(index, column));
  };
  return findColumnUses(context.project, resource, attribute.name).filter((use) => !use.alongside.some(isIndexed));
}

/** A cascade knows no tenant; every other query does. */
function extentOf(use: ColumnUse | undefined, resource: Resource, indexes: readonly TableIndex[]): string {
  const tenant = tenantColumnOf(resource);
  const isNarrowed = tenant !== undefined && indexes.some((index) => isLedBy(index, tenant));
  return isNarrowed && use?.kind !== 'cascade' ? 'all rows of the tenant' : 'the whole table';
}

/** The reference where one is written, for that is what lacks the option. */
function placeOf({ relationship, reference }: ForeignKey, resource: Resource): Location {
  const declaration = reference?.declaration ?? relationship.declaration;
  if (declaration === undefined) return at(resource.path, resource.nameSpan);
  return at(declaration.path, declaration.args[0] ?? declaration.nameSpan);
}

function phraseOf(use: ColumnUse): string {
  switch (use.kind) {
    case 'tenant':
      return 'every query of a tenant';
    case 'relationship':
      return `loading \`${use.name}\` of a \`${use.by}\``;
    case 'aggregate':
      return `computing \`${use.name}\` of a \`${use.by}\``;
    case 'cascade':
      return `deleting a \`${use.by}\``;
    case 'filter':
      return use.name === '' ? 'every read' : `the filter of \`${use.name}\``;
    case 'sort':
      return use.name === '' ? 'every read' : `the sort of \`${use.name}\``;
    case 'lookup':
      return `the lookup \`${use.name}\``;
    case 'policy':
      return 'the policy on reads';
  }
}

function relatedUse(use: ColumnUse): Related[] {
  if (use.at === undefined) return [];
  return [{ at: use.at, message: `The column is used by ${phraseOf(use)}.` }];
}

function relatedIndex(index: TableIndex, { column }: ForeignKey): Related[] {
  const isPartial = index.at !== undefined && isLedBy({ ...index, partial: false }, column);
  return isPartial && index.at !== undefined
    ? [{ at: index.at, message: 'This index holds only the rows that its condition selects.' }]
    : [];
}

function fixesOf({ relationship, reference }: ForeignKey, resource: Resource, context: RuleContext): Fix[] {
  const { path } = resource;
  const text = context.textOf(path);
  if (reference !== undefined) {
    if (!isEditable(reference.declaration, path)) return [];
    const edit = setOption(text, reference.declaration, 'index?', 'true');
    return [{ title: 'Set `index?: true`', safe: false, edits: [{ path, edits: [edit] }] }];
  }
  if (relationship.declaration === undefined || !isEditable(relationship.declaration, path)) return [];
  const statement = `reference :${relationship.name}, index?: true`;
  const edit = appendToSection(text, resource.span, resource.sections, ['postgres', 'references'], statement, path);
  if (edit === undefined) return [];
  return [{ title: `Index the reference of \`${relationship.name}\``, safe: false, edits: [{ path, edits: [edit] }] }];
}
