import { findColumnUses, type ColumnUse } from '../../../../ash/column-use.ts';
import { findForeignKeys, type ForeignKey } from '../../../../ash/foreign-key.ts';
import {
  columnOf,
  isLedBy,
  resourcesOnTable,
  startsWith,
  tenantColumnOf,
  type TableIndex,
} from '../../../../ash/table-indexes.ts';
import type { Resource } from '../../../../ash/model.ts';
import type { IndexEvidence } from '../../../../base/evidence.ts';
import { at, type Location } from '../../../../base/span.ts';
import { findOption } from '../../../../elixir/declaration.ts';
import { appendToSection, isEditable, setOption } from '../../../../elixir/edits.ts';
import type { Fix, Related, Severity } from '../../../finding.ts';
import { evidenceOf, printMeasured } from '../../../index-evidence.ts';
import { findKnownIndexes } from '../../../known-indexes.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** PostgreSQL indexes the side that a foreign key refers to, never the side that refers, and neither does AshPostgres. */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'info',
  summary: 'A foreign key without an index: every lookup by it reads the whole table.',
  messages: {
    measured: 'No index of `{table}` starts with `{column}`. {summary} Set `index?: true` on its reference.',
    used: 'No index of `{table}` starts with `{column}`, so {use} may have to read {extent}. Set `index?: true` on its reference.',
    partial:
      'Only a partial index of `{table}` starts with `{column}`: looking rows up by `{relationship}`, or deleting what they refer to, may have to read {extent}. Set `index?: true` on its reference if that happens.',
    unindexed:
      'No index of `{table}` starts with `{column}`: looking rows up by `{relationship}`, or deleting what they refer to, has to read the whole table. Set `index?: true` on its reference if that happens.',
  },
  repeats: { onLine: ['indexes/unindexed-filter-or-sort'] },
  *check(resource, context) {
    const keys = reportedKeys(resource, context);
    if (keys.length === 0) return;
    const { indexes, complete } = findKnownIndexes(resource, context);
    if (!complete) return;
    for (const key of keys) {
      if (indexes.some((index) => isLedBy(index, key.column))) continue;
      const uses = usesWithoutIndex(key, resource, indexes, context);
      const partial = indexes.filter((index) => startsWith(index, key.column));
      const evidence = measuredFor(key, resource, context);
      const guess = partial.length > 0 ? 'partial' : uses.length > 0 ? 'used' : 'unindexed';
      const message = evidence?.verdict === 'missing' ? 'measured' : guess;
      yield {
        message,
        severity: severityOf(message, evidence),
        data: {
          summary: evidence === undefined ? '' : printMeasured(evidence),
          table: resource.postgres?.table ?? '',
          column: key.column,
          relationship: key.relationship.name,
          use: uses[0] === undefined ? '' : phraseOf(uses[0]),
          extent: extentOf(uses[0], resource, indexes),
        },
        at: placeOf(key, resource),
        related: [...uses.flatMap(relatedUse).slice(0, 5), ...partial.flatMap(relatedIndex)],
        fixes: fixesOf(key, resource, context),
      };
    }
  },
});

/** A written `index?: false` is a decision; a column that several declarations share is reported once. */
function reportedKeys(resource: Resource, { project }: RuleContext): ForeignKey[] {
  const mates = resourcesOnTable(project, resource);
  const earlier = mates.slice(0, mates.indexOf(resource)).flatMap((mate) => findForeignKeys(project, mate));
  const seen = new Set(earlier.map((key) => key.column));
  return findForeignKeys(project, resource).filter(({ relationship, reference, column }) => {
    const isFirst = !seen.has(column);
    seen.add(column);
    const isDecided = reference !== undefined && findOption(reference.declaration, 'index?') !== undefined;
    return isFirst && !isDecided && relationship.origin.kind === 'declared';
  });
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

/** What the index that `index?: true` makes did on generated rows. */
function measuredFor({ column }: ForeignKey, resource: Resource, context: RuleContext): IndexEvidence | undefined {
  const tenant = tenantColumnOf(resource);
  const columns = tenant === undefined || tenant === column ? [column] : [tenant, column];
  const fields = columns.map((name) => ({ name, sql: false }));
  return evidenceOf({ resource, fields, where: undefined, method: 'btree' }, context);
}

function severityOf(message: string, evidence: IndexEvidence | undefined): Severity {
  if (message === 'measured') return 'warning';
  return message === 'used' && evidence?.verdict !== 'no-effect' ? 'info' : 'hint';
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

function relatedIndex({ at: place }: TableIndex): Related[] {
  return place === undefined
    ? []
    : [{ at: place, message: 'This index holds only the rows that its condition selects.' }];
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
