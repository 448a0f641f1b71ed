import type { BelongsTo, Reference, Resource } from '../../ash/model.ts';
import { isEditable, setOption } from '../../elixir/edits.ts';
import { printCall, type PrintedOption } from '../../elixir/print-call.ts';
import type { ReferenceOptions, SetReference } from './ash-edit.ts';
import type { Draft, Refusal } from './draft.ts';
import { formIn, isInPostgres } from './habits.ts';
import { refuseUnknown } from './names.ts';

const section = ['postgres', 'references'];

export function setReference(edit: SetReference, draft: Draft): Refusal {
  const resource = draft.resource(edit.resource);
  if (typeof resource === 'string') return resource;
  const refusal = refuse(edit, resource);
  if (refusal !== undefined) return refusal;
  const options = printOptions(edit);
  const written = findReference(resource, edit.relationship);
  const done = written === undefined ? add(edit, options, resource, draft) : change(edit, options, draft);
  return done ?? confirm(edit, draft);
}

function refuse({ relationship: name, onDelete, onUpdate, index }: SetReference, resource: Resource): Refusal {
  const { module } = resource;
  if (onDelete === undefined && onUpdate === undefined && index === undefined)
    return 'Say what the reference is to do.';
  if (!isInPostgres(resource)) return `\`${module}\` is not kept in PostgreSQL, so it has no references.`;
  const own = resource.relationships.filter((candidate): candidate is BelongsTo => candidate.kind === 'belongs_to');
  const relationship = own.find((candidate) => candidate.name === name);
  const unknown = refuseUnknown(
    resource,
    'belongs_to',
    name,
    own.map((candidate) => candidate.name),
  );
  if (relationship === undefined) return unknown;
  const isRequired = relationship.allowNil === false || relationship.primaryKey === true;
  if (isRequired && (onDelete === 'nilify' || onUpdate === 'nilify')) {
    return `\`${name}\` is required, so that it cannot be nilified: every such delete would fail.`;
  }
  const written = findReference(resource, name);
  if (written?.ignore === true) return `The reference of \`${name}\` is ignored (\`ignore? true\`).`;
  if (written !== undefined && !isEditable(written.declaration, resource.path)) {
    return `The reference of \`${name}\` is written by a macro or in a fragment (\`${written.declaration.path}\`).`;
  }
  return undefined;
}

function findReference({ postgres }: Resource, relationship: string): Reference | undefined {
  return postgres?.references.findLast((reference) => reference.relationship === relationship);
}

function printOptions({ onDelete, onUpdate, index }: ReferenceOptions): PrintedOption[] {
  return [
    ...(onDelete === undefined ? [] : [['on_delete', `:${onDelete}`] as const]),
    ...(onUpdate === undefined ? [] : [['on_update', `:${onUpdate}`] as const]),
    ...(index === undefined ? [] : [['index?', String(index)] as const]),
  ];
}

function add(
  { relationship }: SetReference,
  options: readonly PrintedOption[],
  resource: Resource,
  draft: Draft,
): Refusal {
  const blocks = (resource.postgres?.declarations ?? []).flatMap(({ body }) =>
    body.filter(({ name }) => name === 'references'),
  );
  const form = formIn(blocks, ['reference'], 'keywords');
  const statement = printCall(`reference :${relationship}`, options, form, draft.widthIn(resource, section));
  return draft.place(resource, section, statement);
}

/** One option after the other: each edit moves what stands behind it. */
function change(
  { resource: module, relationship }: SetReference,
  options: readonly PrintedOption[],
  draft: Draft,
): Refusal {
  for (const [name, value] of options) {
    const resource = draft.resource(module);
    if (typeof resource === 'string') return resource;
    const declaration = findReference(resource, relationship)?.declaration;
    const edit =
      declaration === undefined ? undefined : setOption(draft.textOf(resource.path), declaration, name, value);
    const refusal = draft.edit(resource.path, edit, `The reference of \`${relationship}\` cannot be edited.`);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function confirm({ resource: module, relationship, onDelete, onUpdate, index }: SetReference, draft: Draft): Refusal {
  const resource = draft.resource(module);
  if (typeof resource === 'string') return resource;
  const made = findReference(resource, relationship);
  const isMade =
    made !== undefined &&
    (onDelete === undefined || made.onDelete === onDelete) &&
    (onUpdate === undefined || made.onUpdate === onUpdate) &&
    (index === undefined || made.index === index);
  if (!isMade) return `The reference of \`${relationship}\` could not be set in \`${module}\`.`;
  const parts = [
    ...(onDelete === undefined ? [] : [`\`on_delete: :${onDelete}\``]),
    ...(onUpdate === undefined ? [] : [`\`on_update: :${onUpdate}\``]),
    ...(index === undefined ? [] : [`\`index?: ${index}\``]),
  ];
  draft.say(`Sets ${parts.join(', ')} on the reference of \`${relationship}\` in \`${module}\`.`);
  return undefined;
}
