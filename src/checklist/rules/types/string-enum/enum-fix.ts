import type { Attribute, Resource } from '../../../../ash/model.ts';
import { newEnumFor, type NewModule } from '../../../../ash/new-enum.ts';
import { isOnlyCompared } from '../../../../ash/value-sets.ts';
import { insertion, overlap, replacement, type FileEdit, type TextEdit } from '../../../../base/text-edit.ts';
import { findOption, type Declaration } from '../../../../elixir/declaration.ts';
import { isEditable, removeOptions, replaceArgument } from '../../../../elixir/edits.ts';
import { lineLength } from '../../../../elixir/formatter.ts';
import { asString, isKeywordList, keyOf } from '../../../../elixir/literal.ts';
import type { Expr } from '../../../../elixir/syntax.ts';
import { valuesPlaceholder, type Layout, type OtherValues } from '../../../choice.ts';
import type { Fix } from '../../../finding.ts';
import { offeredValues } from '../../../offered-values.ts';
import type { RuleContext } from '../../../rule.ts';

/**
 * Makes an `Ash.Type.Enum` of strings. The column, the records and everything that compares them stay as they are: a
 * value is the same string as before. Of atoms that could not be said, since code anywhere may compare with a string.
 */
export function enumFix(
  resource: Resource,
  attribute: Attribute,
  allowed: readonly string[],
  context: RuleContext,
): Fix[] {
  const { name, declaration } = attribute;
  const module = isReplaceable(resource, attribute)
    ? newEnumFor(context.project, resource, name, context.textOf)
    : undefined;
  if (module === undefined || declaration === undefined || isAliased(module, context.textOf(resource.path))) return [];
  const edits = typeEdits(declaration, module, context.textOf(resource.path));
  const values = offeredValues(resource, attribute, allowed, asString);
  if (edits === undefined || values.some(({ value }) => !isName(value))) return [];
  return [
    {
      title: `Create \`${module.name}\` with the values of \`${name}\`…`,
      safe: false,
      edits: [],
      choice: {
        kind: 'many',
        prompt: `Which values may \`${name}\` have? A row with any other can no longer be read.`,
        values,
        other: otherStrings,
        minimum: 1,
        literal: 'string',
        layouts: layoutsFor(module, { path: resource.path, edits }),
      },
    },
  ];
}

/** What compares with an empty string asks for something that is no value of an enum, which refuses the question then. */
function isName(value: string): boolean {
  return value !== '' && value === value.trim();
}

const otherStrings: OtherValues = {
  prompt: 'The value, without quotes',
  pattern: '\\S(.*\\S)?',
  complaint: 'A value is not empty, and neither begins nor ends with a space.',
};

/** Whatever else is made of its value, a string type may be needed for. */
function isReplaceable(resource: Resource, { name, declaration, constraints }: Attribute): boolean {
  const isKey = resource.relationships.some(({ sourceAttribute }) => sourceAttribute === name);
  const isPlain = constraints === undefined || (isKeywordList(constraints) && constraints.items.every(isOfStrings));
  return (
    declaration !== undefined &&
    isEditable(declaration, resource.path) &&
    isPlain &&
    !isKey &&
    !resource.encrypted.includes(name) &&
    isOnlyCompared(resource, name)
  );
}

/** Constraints of `:string`, which an enum neither knows nor needs. */
const stringConstraints = new Set(['match', 'max_length', 'min_length', 'trim?', 'allow_empty?']);

function isOfStrings(item: Expr): boolean {
  return stringConstraints.has(keyOf(item) ?? '');
}

/** An alias may make the first part of the name another module. */
function isAliased({ name }: NewModule, text: string): boolean {
  const [first = ''] = name.split('.');
  return new RegExp(`\\balias\\b.*(\\.${first}\\b(?!\\.)|\\{[^}]*\\b${first}\\b|\\bas: ${first}\\b)`).test(text);
}

function typeEdits(declaration: Declaration, { name }: NewModule, text: string): TextEdit[] | undefined {
  const type = declaration.args[1] ?? findOption(declaration, 'type')?.value;
  if (type === undefined || text.slice(type.start, type.end) !== ':string') return undefined;
  if (findOption(declaration, 'constraints') === undefined) return [replaceArgument(text, declaration, type, name)];
  const removed = removeOptions(text, declaration, ['constraints']);
  return removed.some((edit) => overlap(edit, type)) ? undefined : [replacement(type, name), ...removed];
}

/** On one line where there is room, else each value on its own. */
function layoutsFor({ name, path }: NewModule, type: FileEdit): Layout[] {
  const create = (use: string): FileEdit[] => [
    { path, edits: [insertion(0, `defmodule ${name} do\n  ${use}\nend\n`)] },
    type,
  ];
  const room = lineLength - '  use Ash.Type.Enum, values: []'.length;
  return [
    { room, separator: ', ', edits: create(`use Ash.Type.Enum, values: [${valuesPlaceholder}]`) },
    {
      separator: ',\n      ',
      edits: create(`use Ash.Type.Enum,\n    values: [\n      ${valuesPlaceholder}\n    ]`),
    },
  ];
}
