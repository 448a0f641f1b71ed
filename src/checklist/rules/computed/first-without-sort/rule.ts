import { at } from '../../../../base/span.ts';
import { words } from '../../../../base/names.ts';
import type { Aggregate, Relationship, Resource, Step } from '../../../../ash/model.ts';
import { isOneValue, leadsToOne } from '../../../../ash/one-row.ts';
import { isTime, ordersOf, type Order } from '../../../../ash/orders.ts';
import { followPath, type Hop } from '../../../../ash/relationship-path.ts';
import type { FileEdit } from '../../../../base/text-edit.ts';
import { findOption, type Declaration } from '../../../../elixir/declaration.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import { valueOf } from '../../../../elixir/literal.ts';
import { printKey } from '../../../../elixir/print.ts';
import type { ChoiceOption } from '../../../choice.ts';
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
  if (hops.some(({ relationship }) => isSorted(relationship)) || hops.every(leadsToOne)) return undefined;
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

function fixesOf(aggregate: Aggregate, declaration: Declaration, destination: Resource, context: RuleContext): Fix[] {
  if (!isEditable(declaration, declaration.path)) return [];
  const key = timeOf(destination, aggregate.field);
  const others = ordersOf(destination).filter(({ attribute }) => attribute !== key);
  const byTime = key === undefined ? [] : timeFixes(aggregate, declaration, key, context);
  return [...byTime, ...choiceFix(aggregate, declaration, others, context)];
}

/** The newest and the oldest, the one that the name speaks of first. */
function timeFixes({ name }: Aggregate, declaration: Declaration, key: string, context: RuleContext): Fix[] {
  const fix = (which: string, direction: string): Fix => {
    const sort = `${printKey(key)} :${direction}`;
    return {
      title: `Take the ${which}, with \`sort ${sort}\``,
      safe: false,
      edits: sortBy(sort, declaration, context),
    };
  };
  const both = [fix('newest', 'desc'), fix('oldest', 'asc')];
  return words(name).some((word) => oldestWords.has(word)) ? both.reverse() : both;
}

const oldestWords = new Set(['first', 'oldest', 'earliest', 'initial', 'original']);

function choiceFix(
  { name, path }: Aggregate,
  declaration: Declaration,
  orders: readonly Order[],
  context: RuleContext,
): Fix[] {
  if (orders.length === 0) return [];
  const options = orders.map(({ attribute, direction, first }): ChoiceOption => {
    const sort = `${printKey(attribute)} :${direction}`;
    return { label: sort, description: `Takes ${first}.`, edits: sortBy(sort, declaration, context) };
  });
  const prompt = `Which of the \`${path?.join('.') ?? ''}\` is \`${name}\` to take?`;
  return [{ title: 'Choose which one to take…', safe: false, edits: [], choice: { kind: 'one', prompt, options } }];
}

function sortBy(sort: string, declaration: Declaration, { textOf }: RuleContext): FileEdit[] {
  const { path, block } = declaration;
  const edit = setOption(textOf(path), declaration, 'sort', block?.inline === false ? sort : `[${sort}]`);
  return [{ path, edits: [edit] }];
}

/** The field itself where it is a time, else the time of creation. */
function timeOf({ attributes }: Resource, field: string | undefined): string | undefined {
  const own = attributes.find((attribute) => attribute.name === field && isTime(attribute));
  return (own ?? attributes.find((attribute) => attribute.helper === 'create_timestamp'))?.name;
}
