import { columnsOfKey, findForeignKeys, matchesFully, type ForeignKey } from '../../../../ash/foreign-key.ts';
import type { Attribute, Reference, Resource } from '../../../../ash/model.ts';
import { resourcesOnTable } from '../../../../ash/table-indexes.ts';
import { at } from '../../../../base/span.ts';
import { findOption, type Option } from '../../../../elixir/declaration.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import { asAtom } from '../../../../elixir/literal.ts';
import type { ChoiceOption } from '../../../choice.ts';
import type { Fix, Related } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'A reference that nilifies a column which may not be NULL: the parent can never be deleted.',
  messages: {
    delete:
      'Deleting a `{target}` sets `{column}` to NULL in the rows that refer to it, and `{column}` forbids NULL: the delete fails with a not-null violation. Restrict or delete instead, or let `{column}` be nil.',
    update:
      'Changing `{key}` of a `{target}` sets `{column}` to NULL in the rows that refer to it, and `{column}` forbids NULL: the update fails with a not-null violation. Update or restrict instead, or let `{column}` be nil.',
  },
  *check(resource, context) {
    for (const key of findForeignKeys(context.project, resource)) {
      const { reference, target } = key;
      if (reference === undefined) continue;
      for (const [message, option] of nilifyingOptions(reference)) {
        const columns = message === 'delete' ? nilifiedColumns(key, resource) : columnsOfKey(key, resource);
        const required = columns.find((column) => isRequired(column, resource, context));
        if (required === undefined) continue;
        yield {
          message,
          data: { target: target.module, column: required, key: key.relationship.destinationAttribute ?? '' },
          at: at(option.path, option.value),
          related: relatedOf(required, resource),
          fixes: fixesOf(message, required, columns, key, resource, context),
        };
      }
    }
  },
});

type Event = 'delete' | 'update';

function nilifyingOptions(reference: Reference): (readonly [Event, Option])[] {
  const onDelete = reference.onDelete === 'nilify' ? findOption(reference.declaration, 'on_delete') : undefined;
  const onUpdate = reference.onUpdate === 'nilify' ? findOption(reference.declaration, 'on_update') : undefined;
  return [
    ...(onDelete === undefined ? [] : [['delete', onDelete] as const]),
    ...(onUpdate === undefined ? [] : [['update', onUpdate] as const]),
  ];
}

/** `{:nilify, columns}` names them; otherwise SET NULL takes the whole key. */
function nilifiedColumns(key: ForeignKey, resource: Resource): readonly string[] {
  const { reference } = key;
  if (reference?.onDeleteColumns !== undefined) return reference.onDeleteColumns;
  const written = reference === undefined ? undefined : findOption(reference.declaration, 'on_delete');
  return asAtom(written?.value) === undefined ? [] : columnsOfKey(key, resource);
}

/** A table that several resources share takes NULL as soon as one of them does, or does without the column. */
function isRequired(column: string, resource: Resource, context: RuleContext): boolean {
  return resourcesOnTable(context.project, resource)
    .filter((mate) => mate.postgres?.migrate !== false)
    .every((mate) => {
      const attribute = attributeOf(mate, column);
      const isCertain = attribute?.origin.kind === 'declared' || mate.openBecause.length === 0;
      return isCertain && attribute?.allowNil === false;
    });
}

function attributeOf(resource: Resource, column: string): Attribute | undefined {
  return resource.attributes.find((attribute) => attribute.source === column);
}

function relatedOf(column: string, resource: Resource): Related[] {
  const declaration = attributeOf(resource, column)?.declaration;
  if (declaration === undefined) return [];
  const { path, start, end } = findOption(declaration, 'allow_nil?') ?? at(declaration.path, declaration.nameSpan);
  return [{ at: { path, start, end }, message: `\`${column}\` is required here.` }];
}

function fixesOf(
  event: Event,
  required: string,
  columns: readonly string[],
  key: ForeignKey,
  resource: Resource,
  context: RuleContext,
): Fix[] {
  const isNullable = columns.includes(key.column) && !isRequired(key.column, resource, context);
  const isPartial = event === 'delete' && isNullable && !matchesFully(key);
  return [...choiceFix(event, isPartial, key, resource, context), ...nilFix(required, resource, context)];
}

function choiceFix(
  event: Event,
  isPartial: boolean,
  { reference, column }: ForeignKey,
  { path }: Resource,
  { textOf }: RuleContext,
): Fix[] {
  if (reference === undefined || !isEditable(reference.declaration, path)) return [];
  const options = (event === 'delete' ? waysToDelete(isPartial ? column : undefined) : waysToUpdate).map(
    ([value, description]): ChoiceOption => {
      const edit = setOption(textOf(path), reference.declaration, `on_${event}`, value);
      return { label: value, description, edits: [{ path, edits: [edit] }] };
    },
  );
  const what = event === 'delete' ? 'a delete' : 'a change of the key';
  return [
    {
      title: `Choose what ${what} does with the rows that refer to it…`,
      safe: false,
      edits: [],
      choice: { kind: 'one', prompt: `What is ${what} to do with the rows that refer to it?`, options },
    },
  ];
}

type Way = readonly [value: string, description: string];

/** `nilified` is a column of the key that may be NULL although another one may not. */
function waysToDelete(nilified: string | undefined): Way[] {
  const partial: Way[] =
    nilified === undefined
      ? []
      : [[`{:nilify, [:${nilified}]}`, `Only \`${nilified}\` becomes NULL (PostgreSQL 15 or later).`]];
  return [
    ...partial,
    [':restrict', 'The delete fails as long as rows refer to it.'],
    [':delete', 'The database deletes those rows too, without running their actions.'],
    [':nothing', 'The delete fails at the end of its statement, unless those rows are gone by then.'],
  ];
}

const waysToUpdate: readonly Way[] = [
  [':update', 'Those rows get the new key.'],
  [':restrict', 'The change fails as long as rows refer to it.'],
  [':nothing', 'The change fails at the end of its statement, unless no row refers to the old key by then.'],
];

function nilFix(column: string, resource: Resource, { textOf }: RuleContext): Fix[] {
  const { path } = resource;
  const attribute = attributeOf(resource, column);
  if (attribute?.declaration === undefined || attribute.primaryKey !== false) return [];
  if (!isEditable(attribute.declaration, path)) return [];
  const edit = setOption(textOf(path), attribute.declaration, 'allow_nil?', 'true');
  return [{ title: `Let \`${column}\` be nil`, safe: false, edits: [{ path, edits: [edit] }] }];
}
