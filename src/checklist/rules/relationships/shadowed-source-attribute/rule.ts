import type { Attribute, BelongsTo, Resource } from '../../../../ash/model.ts';
import type { Project } from '../../../../ash/project.ts';
import { printType, type TypeRef } from '../../../../ash/type-ref.ts';
import { at, type Location } from '../../../../base/span.ts';
import { findOption, type Declaration, type Option } from '../../../../elixir/declaration.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** BelongsToAttribute makes no attribute where one of that name is declared, and says nothing. */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'A `belongs_to` describes an attribute that is declared elsewhere, and differently.',
  messages: {
    nullable:
      'The column of `{attribute}` stays nullable: it is declared as an attribute of its own, so Ash heeds `allow_nil?: false` here only when it creates a record, and an update can still clear it. Say `allow_nil? false` on the attribute.',
    ignored:
      '`{attribute}` is declared as an attribute of its own, with {actual}, so {written} here has no effect. Say it on the attribute, or not at all.',
  },
  *check(resource, context) {
    for (const relationship of resource.relationships) {
      if (relationship.kind !== 'belongs_to' || relationship.defineAttribute !== true) continue;
      const attribute = resource.attributes.find((candidate) => candidate.name === relationship.sourceAttribute);
      if (attribute === undefined || !isComparable(relationship, attribute)) continue;
      const differences = differencesBetween(relationship, attribute, context.project, resource);
      const [first] = differences;
      if (first === undefined) continue;
      const isNullable = first.option.name === 'allow_nil?' && attribute.allowNil === true;
      yield {
        message: isNullable ? 'nullable' : 'ignored',
        severity: differences.some(({ isLax }) => isLax) ? 'warning' : 'info',
        data: {
          attribute: attribute.name,
          actual: differences.map(({ actual }) => `\`${actual}\``).join(' and '),
          written: differences.map(({ written }) => `\`${written}\``).join(' and '),
        },
        at: at(first.option.path, first.option),
        related: attribute.declaration === undefined ? [] : [relatedAttribute(attribute, attribute.declaration)],
        fixes: fixesOf(relationship, attribute, differences, resource, context),
      };
    }
  },
});

/** What the relationship says and what the attribute is. */
interface Difference {
  readonly option: Option;
  readonly written: string;
  readonly actual: string;
  /** The attribute allows what the relationship seems to forbid, or is of another kind. */
  readonly isLax: boolean;
}

/** An attribute that an extension adds, or that a condition decides on, is not ours to compare. */
function isComparable(relationship: BelongsTo, attribute: Attribute): boolean {
  return (
    relationship.origin.kind === 'declared' &&
    attribute.origin.kind === 'declared' &&
    relationship.declaration?.conditional === false &&
    attribute.declaration?.conditional === false
  );
}

function differencesBetween(
  relationship: BelongsTo,
  attribute: Attribute,
  project: Project,
  resource: Resource,
): Difference[] {
  const { declaration } = relationship;
  if (declaration === undefined) return [];
  const flags = [
    flagDifference(declaration, 'allow_nil?', relationship.allowNil, 'allow_nil?', attribute.allowNil),
    flagDifference(declaration, 'primary_key?', relationship.primaryKey, 'primary_key?', attribute.primaryKey),
    flagDifference(declaration, 'attribute_public?', relationship.attributePublic, 'public?', attribute.public),
    flagDifference(declaration, 'attribute_writable?', relationship.attributeWritable, 'writable?', attribute.writable),
    typeDifference(declaration, relationship.attributeType, attribute.type, project, resource),
  ];
  return flags.filter((difference) => difference !== undefined);
}

/** Only what is written counts: a default says nothing. */
function flagDifference(
  declaration: Declaration,
  name: string,
  said: boolean | undefined,
  attributeName: string,
  actual: boolean | undefined,
): Difference | undefined {
  const option = findOption(declaration, name);
  if (option === undefined || said === undefined || actual === undefined || said === actual) return undefined;
  return {
    option,
    written: `${name}: ${said}`,
    actual: `${attributeName}: ${actual}`,
    isLax: name === 'primary_key?' || actual,
  };
}

/** Types that are stored alike take the same values. */
function typeDifference(
  declaration: Declaration,
  said: TypeRef,
  actual: TypeRef,
  project: Project,
  resource: Resource,
): Difference | undefined {
  const option = findOption(declaration, 'attribute_type');
  const [saidStorage, actualStorage] = [said, actual].map((type) => project.storageOf(type, resource.path));
  if (option === undefined || saidStorage === undefined || actualStorage === undefined) return undefined;
  if (saidStorage === actualStorage) return undefined;
  return {
    option,
    written: `attribute_type: ${printType(said)}`,
    actual: printType(actual),
    isLax: true,
  };
}

function relatedAttribute(attribute: Attribute, declaration: Declaration): { at: Location; message: string } {
  const span = declaration.args[0] ?? declaration.nameSpan;
  return { at: at(declaration.path, span), message: `\`${attribute.name}\` is declared here.` };
}

function fixesOf(
  { declaration }: BelongsTo,
  attribute: Attribute,
  differences: readonly Difference[],
  { path }: Resource,
  context: RuleContext,
): Fix[] {
  if (declaration === undefined || !isEditable(declaration, path)) return [];
  const text = context.textOf(path);
  const settle = setOption(text, declaration, 'define_attribute?', 'false');
  const keep: Fix = {
    title: 'Set `define_attribute?: false`: the attribute decides',
    safe: true,
    edits: [{ path, edits: [settle] }],
  };
  const [difference, ...others] = differences;
  const target = attribute.declaration;
  const isNullable = difference?.option.name === 'allow_nil?' && difference.isLax && others.length === 0;
  if (!isNullable || target === undefined || !isEditable(target, path)) return [keep];
  const require = setOption(text, target, 'allow_nil?', 'false');
  return [
    {
      title: `Require \`${attribute.name}\` on the attribute`,
      safe: false,
      edits: [{ path, edits: [require, settle] }],
    },
    keep,
  ];
}
