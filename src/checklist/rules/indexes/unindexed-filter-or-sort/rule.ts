import { findColumnUses, type ColumnUse } from '../../../../ash/column-use.ts';
import { findForeignKeys } from '../../../../ash/foreign-key.ts';
import type { Attribute, Resource } from '../../../../ash/model.ts';
import { columnOf, isLedBy, isTableBacked, startsWith } from '../../../../ash/table-indexes.ts';
import {
  conditionsOfAction,
  conditionsOfResource,
  equalFields,
  firstSortField,
} from '../../../../ash/read-conditions.ts';
import { isBuiltin } from '../../../../ash/type-ref.ts';
import type { IndexEvidence } from '../../../../base/evidence.ts';
import { oncePer } from '../../../../base/once-per.ts';
import { at, type Location } from '../../../../base/span.ts';
import { addIndex } from '../../../add-index.ts';
import { columnIn, ownColumns, printMeasured } from '../../../index-evidence.ts';
import { findKnownIndexes } from '../../../known-indexes.ts';
import { findPhrase } from '../../../phrases.ts';
import { defineRule, type Report, type RuleContext } from '../../../rule.ts';

type Key = 'filter' | 'sort' | 'measured';

export default defineRule({
  subject: 'resource',
  tier: 2,
  severity: 'info',
  summary: 'A read action filters or sorts by a column that no index starts with.',
  messages: {
    filter:
      'No index of `{table}` starts with `{column}`, so the filter of {use} may have to read the whole table. Once the table is large, add one, if few rows have the same value.',
    sort: 'No index of `{table}` starts with `{column}`, so {use} sorts the whole table for each page of it. Once the table is large, add one.',
    measured: 'An index on {columns} is missing in `{table}`. {summary} Add it to `custom_indexes`.',
  },
  *check(resource, context) {
    if (!isTableBacked(resource) || resource.postgres.migrate !== true) return;
    const measured = measuredIn(resource, context);
    for (const evidence of measured) yield missing(evidence, resource, context);
    const told = new Set(measured.flatMap((evidence) => ownColumns(evidence, resource).map(columnIn)));
    yield* suspected(resource, told, context);
  },
});

/** What was measured to be missing, without what other rules tell: indexes of foreign keys alone, and of trigrams. */
function measuredIn(resource: Resource, context: RuleContext): IndexEvidence[] {
  const keys = new Set(findForeignKeys(context.project, resource).map(({ column }) => column));
  return context.evidence.indexEvidence(resource).filter((evidence) => {
    const [first, ...others] = ownColumns(evidence, resource);
    if (evidence.verdict !== 'missing' || first === undefined) return false;
    const isOfKey = others.length === 0 && keys.has(columnIn(first) ?? '') && evidence.where === undefined;
    return !isOfKey && !evidence.columns.some((column) => column.includes('trgm_ops'));
  });
}

function missing(evidence: IndexEvidence, resource: Resource, context: RuleContext): Report<Key> {
  const columns = ownColumns(evidence, resource);
  const first = resource.attributes.find(({ source }) => source !== undefined && source === columnIn(columns[0]));
  return {
    message: 'measured',
    severity: 'warning',
    data: {
      table: evidence.table,
      columns: evidence.columns.map((column) => `\`${column}\``).join(', '),
      summary: printMeasured(evidence),
    },
    at: placeOf(first, resource),
    fixes: addIndex({ columns, using: evidence.using, where: evidence.where }, resource, context),
  };
}

function* suspected(
  resource: Resource,
  told: ReadonlySet<string | undefined>,
  context: RuleContext,
): Generator<Report<Key>> {
  const asked = askedFor(resource);
  if (asked.size === 0) return;
  const { indexes, complete } = findKnownIndexes(resource, context);
  if (!complete) return;
  for (const attribute of resource.attributes) {
    const { name, source: column } = attribute;
    if (!asked.has(name) || column === undefined || told.has(column) || !isSelective(attribute, resource, context))
      continue;
    if (indexes.some((index) => startsWith(index, column))) continue;
    const use = findColumnUses(context.project, resource, name).find(
      (candidate) => isAlone(candidate, attribute, resource, context) && isOfRows(candidate, resource),
    );
    if (use === undefined || isMeasuredInVain(column, resource, context)) continue;
    const isFilter = use.kind === 'filter';
    yield {
      message: isFilter ? 'filter' : 'sort',
      severity: isFilter ? 'info' : 'hint',
      data: { table: resource.postgres?.table ?? '', column, use: use.name === '' ? 'every read' : `\`${use.name}\`` },
      at: placeOf(attribute, resource),
      related: use.at === undefined ? [] : [{ at: use.at, message: 'The column is used here.' }],
      fixes: addIndex({ columns: [column], using: 'btree', where: undefined }, resource, context),
    };
  }
}

/** What reads compare for equality or sort by: looking for the uses of everything else would find none of these. */
const askedFor = oncePer((resource: Resource): ReadonlySet<string> => {
  const reads = resource.actions.filter(({ type }) => type === 'read').map(conditionsOfAction);
  const all = [conditionsOfResource(resource), ...reads];
  const fields = all.flatMap(({ filters, sorts }) => [...filters.flatMap(equalFields), ...sorts.map(firstSortField)]);
  return new Set(fields.filter((field) => field !== undefined));
});

/** No other column of the condition narrows the search as well; of two that might, one is told of. */
function isAlone(use: ColumnUse, attribute: Attribute, resource: Resource, context: RuleContext): boolean {
  const { indexes } = findKnownIndexes(resource, context);
  const keys = findForeignKeys(context.project, resource).map((key) => key.attribute.name);
  return use.alongside.every((name) => {
    const column = columnOf(resource, name);
    if (name === attribute.name || column === undefined) return true;
    if (keys.includes(name) || indexes.some((index) => isLedBy(index, column))) return false;
    const other = resource.attributes.find((candidate) => candidate.name === name);
    return other === undefined || !isSelective(other, resource, context) || isBetter(attribute, other, resource);
  });
}

/** Hardly two rows have the same identifier. */
function isBetter(one: Attribute, other: Attribute, { attributes }: Resource): boolean {
  const [first, second] = [one, other].map(({ type }) => isBuiltin(type, 'uuid', 'uuid_v7'));
  return first === second ? attributes.indexOf(one) < attributes.indexOf(other) : first === true;
}

/** A sort gains by an index where pages of an unfiltered table are read: everything else is sorted in memory. */
function isOfRows({ kind, name }: ColumnUse, { actions, preparations, policies }: Resource): boolean {
  if (kind === 'filter') return true;
  const action = actions.find((candidate) => candidate.type === 'read' && candidate.name === name);
  if (kind !== 'sort' || action?.pagination === undefined || policies.length > 0) return false;
  return conditionsOfAction(action).filters.length === 0 && preparations.length === 0;
}

/** Of a flag or one of a few names, too many rows have the same value for an index to find any of them faster. */
function isSelective({ name, type, origin }: Attribute, resource: Resource, { project, words }: RuleContext): boolean {
  const phrase = findPhrase(name, words.enumerations);
  if (origin.kind !== 'declared' || name === resource.stateMachine?.stateAttribute) return false;
  if (phrase?.after.length === 0) return false;
  if (findForeignKeys(project, resource).some(({ attribute }) => attribute.name === name)) return false;
  return isBuiltin(
    type,
    ...['string', 'ci_string', 'uuid', 'uuid_v7', 'integer', 'decimal', 'date'],
    ...['datetime', 'utc_datetime', 'utc_datetime_usec', 'naive_datetime'],
  );
}

/** An index that starts with the column was tried, and changed no plan. */
function isMeasuredInVain(column: string, resource: Resource, { evidence }: RuleContext): boolean {
  return evidence.indexEvidence(resource).some((known) => {
    const [first] = ownColumns(known, resource);
    return known.verdict === 'no-effect' && known.where === undefined && columnIn(first) === column;
  });
}

function placeOf(attribute: Attribute | undefined, resource: Resource): Location {
  const { declaration } = attribute ?? {};
  if (declaration === undefined || declaration.via !== undefined) return at(resource.path, resource.nameSpan);
  return at(declaration.path, declaration.args[0] ?? declaration.nameSpan);
}
