import type { CustomIndex, Resource } from '../../ash/model.ts';
import { resourcesOnTable } from '../../ash/table-indexes.ts';
import { printCall, printList, type PrintedOption } from '../../elixir/print-call.ts';
import { printString } from '../../elixir/print.ts';
import type { AddIndex } from './ash-edit.ts';
import type { Draft, Refusal } from './draft.ts';
import { formIn, isInPostgres } from './habits.ts';
import { isName, nameLimit, refuseUnknown } from './names.ts';

const section = ['postgres', 'custom_indexes'];

export function addIndex(edit: AddIndex, draft: Draft): Refusal {
  const resource = draft.resource(edit.resource);
  if (typeof resource === 'string') return resource;
  const refusal = refuse(edit, resource, draft);
  if (refusal !== undefined) return refusal;
  const options = printOptions(edit, resource);
  const width = draft.widthIn(resource, section);
  const fields = columnsOf(edit.columns, resource).map((column) =>
    isName(column) ? `:${column}` : printString(column),
  );
  const blocks = (resource.postgres?.declarations ?? []).flatMap(({ body }) =>
    body.filter(({ name }) => name === 'custom_indexes'),
  );
  const form = formIn(blocks, ['index'], 'keywords');
  const statement = printCall(printList('index', fields, width), options, form, width);
  return draft.place(resource, section, statement) ?? confirm(edit, resource, draft);
}

function refuse({ columns, include, where, using, name, unique }: AddIndex, resource: Resource, draft: Draft): Refusal {
  const { module, postgres } = resource;
  if (!isInPostgres(resource)) return `\`${module}\` is not kept in PostgreSQL, so it has no indexes.`;
  if (columns.length === 0) return 'An index needs columns.';
  const known = resourcesOnTable(draft.project, resource).flatMap(({ attributes }) =>
    attributes.flatMap((attribute) => [attribute.name, attribute.source ?? attribute.name]),
  );
  const all = known.length === 0 ? resource.attributes.map((attribute) => attribute.name) : known;
  for (const column of [...columns.filter(isName), ...(include ?? [])]) {
    const unknown = refuseUnknown(resource, 'attribute', column, [...new Set(all)]);
    if (unknown !== undefined) return unknown;
  }
  if ([...columns, where ?? ''].some((text) => /[\n\r]|#\{/.test(text))) return 'SQL must stand on one line.';
  if (using !== undefined && !/^[a-z_]+$/.test(using)) return `\`${using}\` is no index method.`;
  if (name !== undefined && (name === '' || name.length > nameLimit || /["\s]/.test(name))) {
    return `\`${name}\` is no name for an index, which has at most ${nameLimit} characters.`;
  }
  const isSame = (other: CustomIndex): boolean =>
    other.fields?.map((field) => field.name).join() === columnsOf(columns, resource).join() &&
    other.where === where &&
    (other.using ?? 'btree') === (using ?? 'btree') &&
    other.unique === (unique ?? false);
  const same = postgres?.customIndexes.some(isSame) === true;
  return same ? `\`${module}\` already has an index on these columns.` : undefined;
}

/** An index is made of columns, which may have other names than their attributes. */
function columnsOf(names: readonly string[], { attributes }: Resource): string[] {
  return names.map((name) => attributes.find((attribute) => attribute.name === name)?.source ?? name);
}

function printOptions({ name, unique, where, using, include }: AddIndex, resource: Resource): PrintedOption[] {
  const included = columnsOf(include ?? [], resource).map((column) => printString(column));
  return [
    ...(name === undefined ? [] : [['name', printString(name)] as const]),
    ...(unique === true ? [['unique', 'true'] as const] : []),
    ...(using === undefined ? [] : [['using', printString(using)] as const]),
    ...(where === undefined ? [] : [['where', printString(where)] as const]),
    ...(included.length === 0 ? [] : [['include', `[${included.join(', ')}]`] as const]),
  ];
}

function confirm({ resource: module, columns }: AddIndex, before: Resource, draft: Draft): Refusal {
  const resource = draft.resource(module);
  if (typeof resource === 'string') return resource;
  const made = (resource.postgres?.customIndexes.length ?? 0) - (before.postgres?.customIndexes.length ?? 0);
  if (made !== 1) return `The index could not be placed in \`${module}\`.`;
  draft.say(`Adds an index on \`${columns.join('`, `')}\` to \`${module}\`.`);
  return undefined;
}
