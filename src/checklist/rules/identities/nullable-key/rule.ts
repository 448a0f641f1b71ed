import { NullableKeys } from '../../../../ash/nullable-keys.ts';
import type { Attribute, Resource } from '../../../../ash/model.ts';
import { at } from '../../../../base/span.ts';
import type { FileEdit, TextEdit } from '../../../../base/text-edit.ts';
import type { Declaration } from '../../../../elixir/declaration.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** PostgreSQL compares NULLs as distinct in unique indexes unless they are told otherwise (NULLS NOT DISTINCT, 15). */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'An identity over a nullable attribute lets rows through that differ only by NULL.',
  messages: {
    composite:
      'Rows with a NULL in {nullable} never count as duplicates, so `{identity}` does not keep them apart. {remedy}',
    upsert:
      'Rows with a NULL in {nullable} never count as duplicates: upserts on `{identity}` insert them again and again. {remedy}',
    optional:
      'Any number of rows may have a NULL in {nullable}: `{identity}` keeps apart only those with a value there. Say `nils_distinct?: true` if that is meant.',
  },
  *check(resource, context) {
    const keys = new NullableKeys(resource);
    for (const identity of resource.identities) {
      const { declaration } = identity;
      if (declaration === undefined || identity.nilsDistinctWritten) continue;
      const nullable = keys.of(identity);
      if (nullable.length === 0) continue;
      const isOptional = keys.areOptional(identity, nullable);
      yield {
        message: isOptional ? 'optional' : keys.isUpserted(identity) ? 'upsert' : 'composite',
        severity: isOptional ? 'hint' : 'warning',
        data: { identity: identity.name, nullable: printNames(nullable), remedy: remedyFor(resource, context) },
        at: at(declaration.path, declaration.args[0] ?? declaration),
        related: nullable.flatMap((attribute) => relatedTo(attribute)),
        fixes: fixesOf(resource, declaration, nullable, isOptional, context),
      };
    }
  },
});

function remedyFor(resource: Resource, context: RuleContext): string {
  if (isBeforeNullsNotDistinct(resource, context)) return 'Forbid NULL there.';
  return 'Forbid NULL there, or set `nils_distinct?: false`.';
}

function relatedTo({ name, declaration }: Attribute): { at: ReturnType<typeof at>; message: string }[] {
  if (declaration === undefined) return [];
  return [{ at: at(declaration.path, declaration.args[0] ?? declaration), message: `\`${name}\` may be nil.` }];
}

/**
 * What is offered first depends on what nil seems to mean: no value, a value like others, or, where a default fills it
 * in, nothing at all.
 */
function fixesOf(
  resource: Resource,
  declaration: Declaration,
  nullable: readonly Attribute[],
  isOptional: boolean,
  context: RuleContext,
): Fix[] {
  const distinct = fixesOfOption(declaration, 'true', 'Say that rows without a value are meant to repeat', context);
  const equal = isBeforeNullsNotDistinct(resource, context)
    ? []
    : fixesOfOption(declaration, 'false', 'Count nil as a value like others (PostgreSQL 15 or later)', context);
  if (isOptional) return [...distinct, ...equal];
  const required = fixesOfRequiring(resource, nullable, context);
  const isAlwaysGiven = nullable.every((attribute) => attribute.default !== undefined);
  return isAlwaysGiven ? [...required, ...equal, ...distinct] : [...equal, ...required, ...distinct];
}

function fixesOfOption(declaration: Declaration, value: string, title: string, { textOf }: RuleContext): Fix[] {
  if (!isEditable(declaration, declaration.path)) return [];
  const edit = setOption(textOf(declaration.path), declaration, 'nils_distinct?', value);
  const edits = [{ path: declaration.path, edits: [edit] }];
  return [{ title: `${title}: \`nils_distinct?: ${value}\``, safe: false, edits }];
}

/** The repo says that it may run on a PostgreSQL that has no NULLS NOT DISTINCT. */
function isBeforeNullsNotDistinct({ postgres, path }: Resource, { project }: RuleContext): boolean {
  const version = project.find(postgres?.repo, path)?.repo?.minPgVersion;
  return version !== undefined && version[0] < 15;
}

/** Sets `allow_nil?: false` where each of them is declared: on the attribute, or on the belongs_to that makes it. */
function fixesOfRequiring(resource: Resource, nullable: readonly Attribute[], { textOf }: RuleContext): Fix[] {
  const declarations = nullable.map((attribute) => requirable(resource, attribute));
  if (!declarations.every((declaration) => declaration !== undefined)) return [];
  const byPath = new Map<string, TextEdit[]>();
  for (const declaration of new Set(declarations)) {
    const edit = setOption(textOf(declaration.path), declaration, 'allow_nil?', 'false');
    byPath.set(declaration.path, [...(byPath.get(declaration.path) ?? []), edit]);
  }
  const edits = [...byPath].map(([path, of]): FileEdit => ({ path, edits: of }));
  return [{ title: `Forbid NULL in ${printNames(nullable)}: \`allow_nil?: false\``, safe: false, edits }];
}

/**
 * The root of a tree has no parent, so a reference to the resource itself cannot be required; nor can one that the
 * deletion of its parent sets to NULL.
 */
function requirable(resource: Resource, { name, origin, declaration }: Attribute): Declaration | undefined {
  if (declaration === undefined || origin.kind === 'generated' || !isEditable(declaration, declaration.path))
    return undefined;
  const parents = resource.relationships.filter(
    ({ kind, sourceAttribute }) => kind === 'belongs_to' && sourceAttribute === name,
  );
  const isSetToNull = resource.postgres?.references.some(
    ({ relationship, onDelete, onUpdate }) =>
      parents.some((parent) => parent.name === relationship) && (onDelete === 'nilify' || onUpdate === 'nilify'),
  );
  const isOwnParent = parents.some(({ destination }) => destination === resource.module);
  return isOwnParent || isSetToNull === true ? undefined : declaration;
}

function printNames(attributes: readonly Attribute[]): string {
  return attributes.map((attribute) => `\`${attribute.name}\``).join(' and ');
}
