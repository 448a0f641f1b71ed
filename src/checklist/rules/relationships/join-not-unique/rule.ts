import { addIdentity } from '../../../../ash/add-identity.ts';
import { manyToManiesThrough } from '../../../../ash/incoming.ts';
import type { ManyToMany, Resource } from '../../../../ash/model.ts';
import {
  columnOf,
  isTableBacked,
  ownFields,
  resourcesOnTable,
  type TableIndex,
} from '../../../../ash/table-indexes.ts';
import { at } from '../../../../base/span.ts';
import type { TextEdit } from '../../../../base/text-edit.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import type { Fix } from '../../../finding.ts';
import { findKnownIndexes } from '../../../known-indexes.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** Ash asks the same of a join resource before it loads a many_to_many with one query instead of two. */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'A join resource that can link the same two records twice.',
  messages: {
    'not-unique':
      'The same pair of `{source}` and `{destination}` can be stored any number of times, and every copy counts when `{relationship}` is joined or counted. Add an identity on both, or make them the primary key.',
  },
  *check(resource, context) {
    if (!isTableBacked(resource)) return;
    const reported = new Set<string>();
    for (const { owner, relationship } of manyToManiesThrough(context.project, resource)) {
      const pair = pairOf(relationship);
      if (pair === undefined || reported.has(String([...pair].sort()))) continue;
      reported.add(String([...pair].sort()));
      if (!mayRepeat(resource, pair, context)) continue;
      yield {
        message: 'not-unique',
        severity: isPlainJoin(resource, pair) ? 'warning' : 'hint',
        data: { source: pair[0], destination: pair[1], relationship: `${owner.module}.${relationship.name}` },
        at: at(resource.path, resource.nameSpan),
        related:
          relationship.declaration === undefined
            ? []
            : [{ at: relationship.declaration, message: `\`${relationship.name}\` goes through it.` }],
        fixes: identityFix(resource, pair, context),
      };
    }
  },
});

type Pair = readonly [string, string];

function pairOf({
  sourceAttributeOnJoin: source,
  destinationAttributeOnJoin: destination,
}: ManyToMany): Pair | undefined {
  return source === undefined || destination === undefined ? undefined : [source, destination];
}

/** With content of its own a row may be more than a link, and be there twice on purpose. */
function isPlainJoin(join: Resource, pair: Pair): boolean {
  return join.attributes.every(
    (attribute) =>
      attribute.primaryKey === true ||
      attribute.origin.kind === 'generated' ||
      pair.includes(attribute.name) ||
      attribute.name === join.multitenancy?.attribute ||
      /timestamp/.test(attribute.helper),
  );
}

function mayRepeat(join: Resource, pair: Pair, context: RuleContext): boolean {
  const columns = pair.map((name) => columnOf(join, name)).filter((column) => column !== undefined);
  if (columns.length < 2) return false;
  const isDeclared = resourcesOnTable(context.project, join).some((mate) => hasIdentity(mate, pair));
  if (isDeclared) return false;
  const { indexes, complete } = findKnownIndexes(join, context);
  return complete && !indexes.some((index) => separates(index, columns, join));
}

/** An identity with both and more (a role, a date) says on purpose that the pair may repeat. */
function hasIdentity(resource: Resource, pair: Pair): boolean {
  return resource.identities.some(({ keys }) => {
    const own = (keys ?? []).filter((key) => key !== resource.multitenancy?.attribute);
    return pair.every((name) => own.includes(name)) || (own.length > 0 && own.every((key) => pair.includes(key)));
  });
}

/** A generated id beside both in the primary key makes every pair another one, and nobody meant it to. */
function separates(index: TableIndex, columns: readonly string[], join: Resource): boolean {
  if (!index.unique) return false;
  const own = ownFields(index).map((field) => field.name);
  if (own.every((column) => columns.includes(column))) return true;
  const others = join.attributes.filter(
    ({ source }) => source !== undefined && own.includes(source) && !columns.includes(source),
  );
  const isGenerated = others.every((attribute) => attribute.default !== undefined || attribute.generated === true);
  return columns.every((column) => own.includes(column)) && !(index.origin === 'primary_key' && isGenerated);
}

/** NULLs would slip through the identity, and a link without one of its ends links nothing. */
function identityFix(join: Resource, pair: Pair, context: RuleContext): Fix[] {
  const { path } = join;
  const add = addIdentity(join, pair, context.textOf);
  if (add === undefined) return [];
  const text = context.textOf(path);
  const require = isNilified(join) ? [] : pair.flatMap((attribute) => requireEdit(join, attribute, text));
  const title = `Add an identity on \`${pair.join('` and `')}\`${require.length > 0 ? ' and require both' : ''}`;
  return [{ title, safe: false, edits: [{ path, edits: [...require, ...add.edits] }] }];
}

function isNilified({ postgres }: Resource): boolean {
  return postgres?.references.some((reference) => reference.onDelete === 'nilify') === true;
}

function requireEdit(join: Resource, name: string, text: string): TextEdit[] {
  const attribute = join.attributes.find((candidate) => candidate.name === name);
  if (attribute?.allowNil !== true || attribute.declaration === undefined) return [];
  if (!isEditable(attribute.declaration, join.path)) return [];
  return [setOption(text, attribute.declaration, 'allow_nil?', 'false')];
}
