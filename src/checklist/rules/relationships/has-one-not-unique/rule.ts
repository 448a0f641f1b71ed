import { addIdentity } from '../../../../ash/add-identity.ts';
import type { Attribute, HasOne, Resource } from '../../../../ash/model.ts';
import { isOnlyTested } from '../../../../ash/relationship-use.ts';
import {
  columnOf,
  isTableBacked,
  ownFields,
  resourcesOnTable,
  type TableIndex,
} from '../../../../ash/table-indexes.ts';
import { at } from '../../../../base/span.ts';
import { addOptions, isEditable } from '../../../../elixir/edits.ts';
import type { Fix } from '../../../finding.ts';
import { findKnownIndexes } from '../../../known-indexes.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** Ash 3.32 logs a warning when it loads such a relationship and finds several records, and says that it will be an error. */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'A `has_one` that the database lets be several.',
  messages: {
    'not-unique':
      'Nothing keeps several rows of `{destination}` from having the same `{attribute}`, and Ash takes any one of them where it expects one. Add an identity on `{attribute}`, or say with a `sort` which one is meant.',
  },
  *check(resource, context) {
    for (const relationship of resource.relationships) {
      if (relationship.kind !== 'has_one' || relationship.declaration === undefined || !isPlain(relationship)) continue;
      const { destinationAttribute: attribute, declaration, name } = relationship;
      const destination = context.project.findResource(relationship.destination, resource.path);
      if (attribute === undefined || destination === undefined) continue;
      if (!isUsed(destination) || !mayRepeat(destination, attribute, context)) continue;
      const cause = destination.attributes.find((candidate) => candidate.name === attribute)?.declaration;
      yield {
        message: 'not-unique',
        // `exists(response)` is as true of several records as of one.
        severity: isOnlyTested(resource, name) ? 'info' : 'warning',
        data: { destination: destination.module, attribute, name },
        at: at(declaration.path, declaration.args[0] ?? declaration.nameSpan),
        related: cause === undefined ? [] : [{ at: cause, message: `\`${attribute}\` may repeat.` }],
        fixes: fixesOf(relationship, resource, destination, attribute, context),
      };
    }
  },
});

/** Whatever chooses among several records, or reads them in another way, is a decision of its own. */
function isPlain(relationship: HasOne): boolean {
  return (
    relationship.origin.kind === 'declared' &&
    relationship.fromMany === false &&
    relationship.noAttributes === false &&
    !relationship.manual &&
    relationship.throughPath === undefined &&
    relationship.filters.length === 0 &&
    relationship.sort === undefined &&
    relationship.defaultSort === undefined &&
    relationship.offset === undefined &&
    relationship.readAction === undefined
  );
}

/** Ash cannot load a relationship without a primary read action, nor write rows without a create action. */
function isUsed({ actions }: Resource): boolean {
  return (
    actions.some(({ type, primary }) => type === 'read' && primary !== false) &&
    actions.some(({ type }) => type === 'create')
  );
}

function mayRepeat(destination: Resource, attribute: string, context: RuleContext): boolean {
  const column = columnOf(destination, attribute);
  if (!isTableBacked(destination) || column === undefined || narrowsReads(destination)) return false;
  const isDeclared = resourcesOnTable(context.project, destination).some((mate) => hasIdentity(mate, attribute));
  const { indexes, complete } = findKnownIndexes(destination, context);
  return complete && !isDeclared && !indexes.some((index) => isUniqueOn(index, column));
}

/** An identity whose index is skipped, or that holds for some rows only, still says that somebody took care. */
function hasIdentity(resource: Resource, attribute: string): boolean {
  return resource.identities.some(({ keys }) => keys?.every((key) => key === attribute || isTenant(resource, key)));
}

function isTenant(resource: Resource, attribute: string): boolean {
  return resource.multitenancy?.attribute === attribute;
}

function isUniqueOn(index: TableIndex, column: string): boolean {
  const fields = ownFields(index);
  return index.unique && fields.length === 1 && fields[0]?.name === column && !fields[0].sql;
}

/** The primary read may leave out all rows but one. */
function narrowsReads(resource: Resource): boolean {
  const reads = resource.actions.filter((action) => action.type === 'read' && action.primary !== false);
  return reads.some((action) => action.filters.length > 0 || action.steps.some((step) => step.kind === 'prepare'));
}

function fixesOf(
  relationship: HasOne,
  resource: Resource,
  destination: Resource,
  attribute: string,
  context: RuleContext,
): Fix[] {
  const identity = identityFix(destination, attribute, context);
  const fromMany = fromManyFix(relationship, resource, destination, context);
  // Among answers to a message or versions of a document, the latest is meant more often than the only one.
  return destination === resource ? [...fromMany, ...identity] : [...identity, ...fromMany];
}

/** Archived rows would count in the identity. */
function identityFix(destination: Resource, attribute: string, context: RuleContext): Fix[] {
  if (destination.archival !== undefined) return [];
  const edit = addIdentity(destination, [attribute], context.textOf);
  return edit === undefined ? [] : [{ title: `Add an identity on \`${attribute}\``, safe: false, edits: [edit] }];
}

/** Without a sort, one of many would still be any of them. */
function fromManyFix(
  { declaration }: HasOne,
  { path }: Resource,
  destination: Resource,
  { textOf }: RuleContext,
): Fix[] {
  const created = destination.attributes.find(isCreationTime);
  if (created === undefined || declaration === undefined || !isEditable(declaration, path)) return [];
  const edit = addOptions(textOf(path), declaration, [
    ['from_many?', 'true'],
    ['sort', `[${created.name}: :desc]`],
  ]);
  const title = `Take the latest of many, by \`${created.name}\``;
  return [{ title, safe: false, edits: [{ path, edits: [edit] }] }];
}

function isCreationTime({ helper, name }: Attribute): boolean {
  return helper === 'create_timestamp' || (helper === 'timestamps' && name === 'inserted_at');
}
