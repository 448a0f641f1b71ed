import { printCall, type PrintedOption } from '../../elixir/print-call.ts';
import type { AddAction } from './ash-edit.ts';
import type { Draft, Refusal } from './draft.ts';
import { isName, refuseUnknown } from './names.ts';

const section = ['actions'];

export function addAction(edit: AddAction, draft: Draft): Refusal {
  const { resource: module, type, name, accept, primary } = edit;
  const resource = draft.resource(module);
  if (typeof resource === 'string') return resource;
  if (!isName(name)) return `\`${name}\` is no name for an action: use snake_case.`;
  if (resource.actions.some((action) => action.name === name))
    return `\`${module}\` already has an action \`${name}\`.`;
  const rival =
    primary === true ? resource.actions.find((action) => action.type === type && action.primary === true) : undefined;
  if (rival !== undefined)
    return `\`${rival.name}\` is the primary ${type} of \`${module}\`, and there can be only one.`;
  if (accept !== undefined && type !== 'create' && type !== 'update') return `A ${type} does not accept attributes.`;
  const attributes = resource.attributes.map((attribute) => attribute.name);
  for (const attribute of accept ?? []) {
    const unknown = refuseUnknown(resource, 'attribute', attribute, attributes);
    if (unknown !== undefined) return unknown;
  }
  const options: PrintedOption[] = [
    ...(primary === true ? [['primary?', 'true'] as const] : []),
    ...(accept === undefined
      ? []
      : [['accept', `[${accept.map((attribute) => `:${attribute}`).join(', ')}]`] as const]),
  ];
  const statement = printCall(`${type} :${name}`, options, 'block', draft.widthIn(resource, section));
  return draft.place(resource, section, statement) ?? confirm(edit, draft);
}

function confirm({ resource: module, type, name }: AddAction, draft: Draft): Refusal {
  const resource = draft.resource(module);
  if (typeof resource === 'string') return resource;
  const isMade = resource.actions.some((action) => action.name === name && action.type === type);
  if (!isMade) return `The action could not be placed in \`${module}\`.`;
  draft.say(`Adds the ${type} action \`${name}\` to \`${module}\`.`);
  return undefined;
}
