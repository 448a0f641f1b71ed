import { addIdentity, nilsMayRepeat } from '../../../../ash/add-identity.ts';
import type { Action, IndexField, Resource } from '../../../../ash/model.ts';
import { conditionsOfAction, conditionsOfResource, equalFields } from '../../../../ash/read-conditions.ts';
import { columnOf, isTableBacked } from '../../../../ash/table-indexes.ts';
import { printNames, words } from '../../../../base/names.ts';
import { at } from '../../../../base/span.ts';
import { findOption, type Option } from '../../../../elixir/declaration.ts';
import { asModule, valueOf } from '../../../../elixir/literal.ts';
import type { Expr } from '../../../../elixir/syntax.ts';
import type { Fix } from '../../../finding.ts';
import { findKnownIndexes } from '../../../known-indexes.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** `get_by` reads with `Ash.read_one`, which returns an error as soon as two rows match. */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'A lookup for one row goes by fields that several rows may share.',
  messages: {
    ambiguous:
      'As soon as two rows share {fields}, `{name}` fails for both: nothing in the database keeps {them} unique. Declare an identity on {them}, or read a list.',
  },
  *check(resource, context) {
    const lookups = lookupsOf(resource, context);
    if (lookups.length === 0) return;
    const isUnique = uniquenessOf(resource, context);
    if (isUnique === undefined) return;
    for (const lookup of lookups) {
      if (isUnique([...lookup.fields, ...pinnedFields(resource, lookup.action)])) continue;
      const fields = printNames(lookup.fields);
      yield {
        message: 'ambiguous',
        data: { fields, name: lookup.name, them: lookup.fields.length === 1 ? 'it' : 'them together' },
        at: at(lookup.option.path, lookup.option.value),
        fixes: fixesOf(resource, lookup, context),
      };
    }
  },
});

interface Lookup {
  readonly name: string;
  readonly action: Action;
  readonly fields: readonly string[];
  readonly option: Option;
}

/** The `get_by` of read actions, and of code interfaces that call one. */
function lookupsOf(resource: Resource, { project }: RuleContext): Lookup[] {
  const entries = [
    ...resource.actions.map((action) => ({ entry: action, action })),
    ...project.interfacesOf(resource).map((entry) => ({
      entry,
      action: resource.actions.find((action) => action.name === entry.action),
    })),
  ];
  return entries.flatMap(({ entry: { name, getBy, declaration }, action }) => {
    const option = declaration === undefined ? undefined : findOption(declaration, 'get_by');
    const isLookup = action?.type === 'read' && !action.manual && getBy !== undefined && getBy.length > 0;
    if (!isLookup || option === undefined || mayNarrow(resource, action)) return [];
    return getBy.every((field) => hasAttribute(resource, field)) ? [{ name, action, fields: getBy, option }] : [];
  });
}

/** A preparation that is no `build` may add any filter, and a limit leaves one row of several. */
function mayNarrow(resource: Resource, action: Action): boolean {
  const steps = [...action.steps, ...resource.preparations].filter((step) => step.kind === 'prepare');
  return steps.some(({ value }) => !isHarmless(value));
}

function isHarmless(value: Expr | undefined): boolean {
  const module = asModule(value);
  if (module !== undefined) return module.startsWith('AshArchival.') || module === 'Ash.Resource.Preparation.Build';
  if (value?.kind !== 'call' || value.receiver !== undefined) return false;
  return value.name === 'set_context' || (value.name === 'build' && valueOf(value.args[0], 'limit') === undefined);
}

function hasAttribute(resource: Resource, name: string): boolean {
  return resource.attributes.some((attribute) => attribute.name === name && attribute.source !== undefined);
}

/** Attributes to which the action, the resource or the tenant give one value. */
function pinnedFields(resource: Resource, action: Action): string[] {
  const own = [...conditionsOfAction(action).filters, ...conditionsOfResource(resource).filters];
  const filters = resource.baseFilter === undefined ? own : [...own, resource.baseFilter];
  const tenant = resource.multitenancy?.attribute;
  return [...filters.flatMap(equalFields), ...(tenant === undefined ? [] : [tenant])];
}

type Uniqueness = (fields: readonly string[]) => boolean;

/** Tells whether at most one row has given values in all of the fields; undefined when not all indexes are known. */
function uniquenessOf(resource: Resource, context: RuleContext): Uniqueness | undefined {
  if (!isTableBacked(resource) || resource.postgres.polymorphic !== false) return undefined;
  const { indexes, complete } = findKnownIndexes(resource, context);
  if (!complete || resource.identities.some((identity) => identity.keys === undefined)) return undefined;
  const unique = indexes.filter((index) => index.unique).map((index) => index.fields);
  return (fields) => {
    const columns = fields.flatMap((field) => columnOf(resource, field) ?? []);
    const holds = ({ name, sql }: IndexField): boolean =>
      sql ? words(name).some((word) => columns.includes(word)) : columns.includes(name);
    return (
      unique.some((index) => index.every(holds)) ||
      resource.identities.some(({ keys }) => keys?.every((key) => fields.includes(key)) === true)
    );
  };
}

function fixesOf(resource: Resource, { fields }: Lookup, context: RuleContext): Fix[] {
  const tenant = resource.multitenancy?.strategy === 'attribute' ? resource.multitenancy.attribute : undefined;
  const keys = fields.filter((field) => field !== tenant);
  const edit = addIdentity(resource, keys, context.textOf, nilsMayRepeat(resource, keys, context.isAtLeast));
  if (edit === undefined) return [];
  const names = printNames(keys);
  return [{ title: `Add an identity on ${names} to \`${resource.module}\``, safe: false, edits: [edit] }];
}
