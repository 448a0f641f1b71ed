import { addIdentity, nilsMayRepeat } from '../../../../ash/add-identity.ts';
import type { Attribute, Resource } from '../../../../ash/model.ts';
import { isTableBacked } from '../../../../ash/table-indexes.ts';
import { lastSegment, words } from '../../../../base/names.ts';
import { at } from '../../../../base/span.ts';
import { isEditable } from '../../../../elixir/edits.ts';
import type { Fix } from '../../../finding.ts';
import { findKnownIndexes } from '../../../known-indexes.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** Rows that record what happened may name the same thing again and again. */
const recordWords = new Set(
  'log event version snapshot history message request attempt audit entry import invite invitation'.split(' '),
);

/** Names of people's accounts, which are kept as contact data just as often. */
const accountNames = new Set(['email', 'username', 'handle']);

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'info',
  summary: 'An attribute that names a thing once and for all has no identity.',
  messages: {
    unprotected:
      'Two rows may get the same `{attribute}`, by a race even where a form checks it first: no identity and no unique index keeps them apart. Declare an identity on it, if it is to name one {thing}.',
  },
  *check(resource, context) {
    for (const attribute of naturalKeys(resource, context)) {
      const { declaration } = attribute;
      if (declaration === undefined) continue;
      yield {
        message: 'unprotected',
        data: { attribute: attribute.name, thing: words(lastSegment(resource.module)).join(' ') },
        at: at(declaration.path, declaration.args[0] ?? declaration.nameSpan),
        fixes: fixesOf(resource, attribute, context),
      };
    }
  },
});

function naturalKeys(resource: Resource, context: RuleContext): Attribute[] {
  if (!isTableBacked(resource) || resource.postgres.polymorphic !== false || isRecord(resource)) return [];
  const named = resource.attributes.filter((attribute) => isNaturalKey(attribute, context));
  if (named.length === 0) return [];
  const { indexes, complete } = findKnownIndexes(resource, context);
  if (!complete) return [];
  const unique = indexes.filter((index) => index.unique).flatMap((index) => index.fields);
  const isUnique = ({ name, source }: Attribute): boolean =>
    unique.some((field) => (field.sql ? words(field.name).includes(source ?? name) : field.name === source)) ||
    resource.identities.some(({ keys }) => keys === undefined || keys.includes(name));
  return named.filter((attribute) => !isUnique(attribute) && !isContact(resource, attribute));
}

/** An optional address, one of something else, or one beside another key says how to reach somebody, not who it is. */
function isContact(resource: Resource, { name, allowNil }: Attribute): boolean {
  return (
    accountNames.has(name) && (allowNil !== false || parentsOf(resource).length > 0 || resource.identities.length > 0)
  );
}

/** The keys of what every row belongs to, other than the tenant. */
function parentsOf({ relationships, multitenancy }: Resource): string[] {
  return relationships.flatMap((relationship) => {
    const isParent = relationship.kind === 'belongs_to' && relationship.allowNil === false;
    const key = isParent ? relationship.sourceAttribute : undefined;
    return key === undefined || key === multitenancy?.attribute ? [] : [key];
  });
}

function isNaturalKey({ name, type, source, origin, declaration }: Attribute, context: RuleContext): boolean {
  const isText = type.kind === 'module' || (type.kind === 'builtin' && textTypes.has(type.name));
  const isDeclared = origin.kind === 'declared' && declaration?.via === undefined;
  return isText && isDeclared && source !== undefined && context.words.naturalKeys.includes(name);
}

const textTypes = new Set(['string', 'ci_string', 'atom']);

function isRecord({ module }: Resource): boolean {
  return words(lastSegment(module)).some((word) => recordWords.has(word));
}

function fixesOf(resource: Resource, { name, declaration }: Attribute, context: RuleContext): Fix[] {
  if (declaration === undefined || !isEditable(declaration, resource.path)) return [];
  const fix = (title: string, keys: readonly string[], options = ''): Fix[] => {
    const distinct = nilsMayRepeat(resource, [name], context.isAtLeast);
    const edit = addIdentity(resource, keys, context.textOf, distinct + options);
    return edit === undefined ? [] : [{ title, safe: false, edits: [edit] }];
  };
  const [parent, ...others] = parentsOf(resource);
  const isScoped = parent !== undefined && others.length === 0;
  const scoped = isScoped ? fix(`Add an identity on \`${parent}\` and \`${name}\``, [parent, name]) : [];
  if (resource.multitenancy?.strategy !== 'attribute')
    return [...fix(`Add an identity on \`${name}\``, [name]), ...scoped];
  return [
    ...fix(`Add an identity on \`${name}\` within a tenant`, [name]),
    ...fix(`Add an identity on \`${name}\` across all tenants`, [name], ', all_tenants?: true'),
    ...scoped,
  ];
}
