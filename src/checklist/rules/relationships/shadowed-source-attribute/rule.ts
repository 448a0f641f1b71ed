import type { Attribute, BelongsTo, Resource } from '../../../../ash/model.ts';
import { differencesBetween, type Difference, type DifferenceKind } from '../../../../ash/shadowed-attribute.ts';
import { columnOf, isTableBacked } from '../../../../ash/table-indexes.ts';
import { at, type Location } from '../../../../base/span.ts';
import { mayBeNotNull } from '../../../../ecto/not-null.ts';
import type { Declaration } from '../../../../elixir/declaration.ts';
import { isEditable, removeOptions, setOption } from '../../../../elixir/edits.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

const kinds = ['nullable', 'conflict', 'dead'] as const satisfies readonly DifferenceKind[];

/** BelongsToAttribute makes no attribute where one of that name is declared, and says nothing. */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'A `belongs_to` describes an attribute that is declared elsewhere, and differently.',
  messages: {
    nullable:
      'The column of `{attribute}` stays nullable in the database: the attribute is declared on its own, where it may be nil, and `allow_nil?: false` here is checked only when Ash creates a record or manages the relationship. Say `allow_nil? false` on the attribute.',
    conflict:
      '`{attribute}` is declared as an attribute of its own, {actual}, so Ash ignores {written} here. Say on the attribute what is meant, and delete it here.',
    dead: '`{attribute}` is declared as an attribute of its own, {actual}, so Ash ignores {written} here. Delete it, or say it on the attribute.',
  },
  *check(resource, context) {
    for (const relationship of resource.relationships) {
      if (relationship.kind !== 'belongs_to' || relationship.defineAttribute !== true) continue;
      const attribute = resource.attributes.find((candidate) => candidate.name === relationship.sourceAttribute);
      if (attribute === undefined || !isComparable(relationship, attribute)) continue;
      const all = differencesBetween(relationship, attribute, context.project, resource);
      for (const kind of kinds) {
        const differences = all.filter((difference) => difference.kind === kind);
        const [first] = differences;
        if (first === undefined) continue;
        if (kind === 'nullable' && !staysNullable(resource, attribute, context)) continue;
        yield {
          message: kind,
          severity: kind === 'dead' ? 'info' : 'warning',
          data: {
            attribute: attribute.name,
            actual: differences.map(({ actual }) => actual).join(' and '),
            written: printWritten(differences),
          },
          at: at(first.option.path, first.option),
          related: attribute.declaration === undefined ? [] : [relatedAttribute(attribute, attribute.declaration)],
          fixes:
            kind === 'nullable'
              ? requiringFix(relationship, attribute, all.length === 1, resource, context)
              : deletingFix(relationship, differences, kind === 'dead', resource, context),
        };
      }
    }
  },
});

/** An attribute that an extension adds, or that a condition decides on, is not ours to compare. */
function isComparable(relationship: BelongsTo, attribute: Attribute): boolean {
  return (
    relationship.origin.kind === 'declared' &&
    attribute.origin.kind === 'declared' &&
    relationship.declaration?.conditional === false &&
    attribute.declaration?.conditional === false
  );
}

/** Whether the migration generator, and no migration by hand, says what the column is. */
function staysNullable(resource: Resource, attribute: Attribute, { migrations }: RuleContext): boolean {
  const column = columnOf(resource, attribute.name);
  if (!isTableBacked(resource) || column === undefined) return false;
  const { migrate, names, table } = resource.postgres;
  const isIgnored = names.get('migration_ignore_attributes')?.includes(attribute.name) === true;
  return migrate === true && !isIgnored && !mayBeNotNull(migrations, table, column);
}

function printWritten(differences: readonly Difference[]): string {
  return differences.map(({ written }) => `\`${written}\``).join(' and ');
}

function relatedAttribute(attribute: Attribute, declaration: Declaration): { at: Location; message: string } {
  const span = declaration.args[0] ?? declaration.nameSpan;
  return { at: at(declaration.path, span), message: `\`${attribute.name}\` is declared here.` };
}

/** `define_attribute?: false` would hide what else the two disagree on. */
function requiringFix(
  { declaration }: BelongsTo,
  attribute: Attribute,
  isAll: boolean,
  { path }: Resource,
  { textOf }: RuleContext,
): Fix[] {
  const target = attribute.declaration;
  if (declaration === undefined || target === undefined) return [];
  if (!isEditable(declaration, path) || !isEditable(target, path)) return [];
  const require = setOption(textOf(path), target, 'allow_nil?', 'false');
  const settle = isAll ? [setOption(textOf(path), declaration, 'define_attribute?', 'false')] : [];
  const title = `Require \`${attribute.name}\` on the attribute`;
  return [{ title, safe: false, edits: [{ path, edits: [require, ...settle] }] }];
}

/** Nothing in Ash reads these options once the attribute is there. */
function deletingFix(
  { declaration }: BelongsTo,
  differences: readonly Difference[],
  safe: boolean,
  { path }: Resource,
  { textOf }: RuleContext,
): Fix[] {
  if (declaration === undefined || !isEditable(declaration, path)) return [];
  const names = differences.map(({ option }) => option.name);
  const edits = removeOptions(textOf(path), declaration, names);
  return [{ title: `Delete ${printWritten(differences)}`, safe, edits: [{ path, edits }] }];
}
