import { at } from '../../../../base/span.ts';
import { words } from '../../../../base/names.ts';
import type { Aggregate, Attribute, Relationship, Resource, Step } from '../../../../ash/model.ts';
import { equalFields } from '../../../../ash/read-conditions.ts';
import { followPath, type Hop } from '../../../../ash/relationship-path.ts';
import { isBuiltin } from '../../../../ash/type-ref.ts';
import { findOption, type Declaration } from '../../../../elixir/declaration.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import { valueOf } from '../../../../elixir/literal.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** AshSql reads the first value with `any_value`, or the first element of `array_agg`: without ORDER BY, any row's. */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'A `first` aggregate over several rows without a sort takes any of them.',
  messages: {
    arbitrary:
      '`{name}` takes the `{field}` of any one of the `{path}`: PostgreSQL orders nothing by itself, so the value can change from one query to the next. Say which one is first with `sort`.',
  },
  *check(resource, context) {
    for (const aggregate of resource.aggregates) {
      const { declaration, path, field } = aggregate;
      if (declaration === undefined || path === undefined || field === undefined) continue;
      const destination = arbitraryDestination(resource, aggregate, declaration, context);
      if (destination === undefined) continue;
      yield {
        message: 'arbitrary',
        data: { name: aggregate.name, field, path: path.join('.') },
        at: at(declaration.path, declaration.args[0] ?? declaration),
        fixes: fixesOf(aggregate, declaration, destination, context),
      };
    }
  },
});

/** The resource of which any row is taken; undefined where the row is decided, or where we cannot know. */
function arbitraryDestination(
  resource: Resource,
  aggregate: Aggregate,
  declaration: Declaration,
  { project }: RuleContext,
): Resource | undefined {
  if (aggregate.kind !== 'first' || findOption(declaration, 'sort') || findOption(declaration, 'read_action')) return;
  const hops = followPath(resource, aggregate.path ?? [], project);
  const last = hops?.at(-1);
  if (hops === undefined || last === undefined || !hops.every(isUnderstood)) return undefined;
  if (hops.some(({ relationship }) => isSorted(relationship)) || hops.every(isToOne)) return undefined;
  if (resource.postgres?.names.get('simple_join_first_aggregates')?.includes(aggregate.name)) return undefined;
  if (isSortedByRead(last.destination) || isOneValue(aggregate, last, hops.length)) return undefined;
  return last.destination;
}

function isUnderstood({ relationship, destination }: Hop): boolean {
  const isWritten = relationship.declaration === undefined || !relationship.declaration.conditional;
  const isOnPostgres = destination.dataLayer === 'AshPostgres.DataLayer' && destination.openBecause.length === 0;
  if (!isWritten || !isOnPostgres || relationship.readAction !== undefined) return false;
  if (relationship.kind === 'belongs_to' || relationship.kind === 'many_to_many') return true;
  return !relationship.manual && relationship.noAttributes === false && relationship.throughPath === undefined;
}

function isSorted({ sort, defaultSort }: Relationship): boolean {
  return sort !== undefined || defaultSort !== undefined;
}

/** One row by its kind, or because an identity of the destination allows no second one. */
function isToOne({ relationship, destination }: Hop): boolean {
  if (relationship.kind === 'belongs_to' || relationship.kind === 'has_one') return true;
  if (relationship.kind === 'many_to_many' || relationship.destinationAttribute === undefined) return false;
  return pinsOneRow(
    destination,
    new Set([relationship.destinationAttribute, ...relationship.filters.flatMap(equalFields)]),
  );
}

/** The filters leave one row, or rows that all have the same value. */
function isOneValue(aggregate: Aggregate, { relationship, destination }: Hop, hopCount: number): boolean {
  const filters = [...relationship.filters, ...(aggregate.filter === undefined ? [] : [aggregate.filter])];
  const isDirect = hopCount === 1 && relationship.kind !== 'many_to_many';
  const key = isDirect ? relationship.destinationAttribute : undefined;
  const pinned = new Set([...filters.flatMap(equalFields), ...(key === undefined ? [] : [key])]);
  return (aggregate.field !== undefined && pinned.has(aggregate.field)) || pinsOneRow(destination, pinned);
}

function pinsOneRow({ identities, primaryKey, multitenancy }: Resource, pinned: ReadonlySet<string>): boolean {
  const keys = [primaryKey, ...identities.map((identity) => identity.keys ?? [])];
  const isPinned = (name: string): boolean => pinned.has(name) || name === multitenancy?.attribute;
  return keys.some((names) => names.length > 0 && names.every(isPinned));
}

/** A preparation of the read that may sort: `build(sort: …)`, or code that we do not follow. */
function isSortedByRead({ actions, preparations }: Resource): boolean {
  const read = actions.find((action) => action.type === 'read' && action.primary === true);
  const steps = [...preparations, ...(read?.steps ?? [])];
  return read?.manual === true || steps.filter(({ kind }) => kind === 'prepare').some(maySort);
}

function maySort({ value }: Step): boolean {
  if (value?.kind !== 'call' || value.name !== 'build') return true;
  return valueOf(value.args[0], 'sort') !== undefined || value.args[0]?.kind !== 'list';
}

/** The newest and the oldest, the one that the name speaks of first. */
function fixesOf(
  { name, field }: Aggregate,
  declaration: Declaration,
  { attributes }: Resource,
  context: RuleContext,
): Fix[] {
  const key = sortKey(attributes, field);
  if (key === undefined || !isEditable(declaration, declaration.path)) return [];
  const { path, block } = declaration;
  const fix = (which: string, direction: string): Fix => {
    const sort = `${key}: :${direction}`;
    const value = block?.inline === false ? sort : `[${sort}]`;
    const edit = setOption(context.textOf(path), declaration, 'sort', value);
    return { title: `Take the ${which}, with \`sort ${sort}\``, safe: false, edits: [{ path, edits: [edit] }] };
  };
  const both = [fix('newest', 'desc'), fix('oldest', 'asc')];
  return words(name).some((word) => oldestWords.has(word)) ? both.reverse() : both;
}

const oldestWords = new Set(['first', 'oldest', 'earliest', 'initial', 'original']);

/** The field itself where it is a time, else the time of creation. */
function sortKey(attributes: readonly Attribute[], field: string | undefined): string | undefined {
  const isTime = ({ type }: Attribute): boolean =>
    isBuiltin(type, 'utc_datetime', 'utc_datetime_usec', 'datetime', 'naive_datetime', 'date');
  const own = attributes.find((attribute) => attribute.name === field && isTime(attribute));
  return (own ?? attributes.find((attribute) => attribute.helper === 'create_timestamp'))?.name;
}
