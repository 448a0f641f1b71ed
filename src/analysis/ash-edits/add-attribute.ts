import type { Resource } from '../../ash/model.ts';
import type { Declaration } from '../../elixir/declaration.ts';
import { printCall, type PrintedOption } from '../../elixir/print-call.ts';
import type { AddAttribute, AttributeSpec } from './ash-edit.ts';
import type { Draft, Refusal } from './draft.ts';
import { formIn, publicOption } from './habits.ts';
import { isName, refuseName } from './names.ts';
import { readConstraints, readDefault, readTypeCode } from './type-code.ts';

const section = ['attributes'];

export function addAttribute(edit: AddAttribute, draft: Draft): Refusal {
  const resource = draft.resource(edit.resource);
  if (typeof resource === 'string') return resource;
  const taken = refuseName(resource, edit.name);
  if (taken !== undefined) return taken;
  const form = formIn(resource.sections.get('attributes') ?? [], ['attribute'], 'block');
  const visible = publicOption(edit.public, resource.attributes);
  const printed = printAttribute(
    edit,
    { path: resource.path, form, visible, width: draft.widthIn(resource, section) },
    draft,
  );
  if (!printed.ok) return printed.reason;
  return draft.place(resource, section, printed.code, isTimestamp) ?? confirm(edit, resource, draft);
}

interface AttributeStyle {
  readonly path: string;
  readonly form: 'keywords' | 'block';
  readonly visible: readonly PrintedOption[];
  readonly width: number;
}

export type PrintedAttribute =
  { readonly ok: true; readonly code: string } | { readonly ok: false; readonly reason: string };

/** The declaration of an attribute. */
export function printAttribute(spec: AttributeSpec, style: AttributeStyle, draft: Draft): PrintedAttribute {
  if (!isName(spec.name)) return { ok: false, reason: `\`${spec.name}\` is no name for an attribute: use snake_case.` };
  const type = readTypeCode(spec.type, style.path, draft);
  if (!type.ok) return type;
  const constraints = spec.constraints === undefined ? undefined : readConstraints(spec.constraints, draft);
  if (spec.constraints !== undefined && constraints === undefined) {
    return { ok: false, reason: `The constraints of \`${spec.name}\` are no literal keyword list.` };
  }
  const value = spec.default === undefined ? undefined : readDefault(spec.default, draft);
  if (spec.default !== undefined && value === undefined) {
    const reason = `The default of \`${spec.name}\` is neither a literal nor a captured function such as \`&DateTime.utc_now/0\`.`;
    return { ok: false, reason };
  }
  const options: PrintedOption[] = [
    ...(spec.allowNil === false ? [['allow_nil?', 'false'] as const] : []),
    ...(constraints === undefined ? [] : [['constraints', constraints] as const]),
    ...(value === undefined ? [] : [['default', value] as const]),
    ...style.visible,
    ...(spec.sensitive === true ? [['sensitive?', 'true'] as const] : []),
  ];
  return { ok: true, code: printCall(`attribute :${spec.name}, ${type.code}`, options, style.form, style.width) };
}

/** They stand at the end everywhere. */
export function isTimestamp({ name }: Declaration): boolean {
  return name === 'timestamps' || name === 'create_timestamp' || name === 'update_timestamp';
}

function confirm({ resource: module, name }: AddAttribute, before: Resource, draft: Draft): Refusal {
  const resource = draft.resource(module);
  if (typeof resource === 'string') return resource;
  const isMade = resource.attributes.some((attribute) => attribute.name === name);
  if (!isMade || resource.attributes.length !== before.attributes.length + 1) {
    return `The attribute could not be placed in \`${module}\`.`;
  }
  draft.say(`Adds the attribute \`${name}\` to \`${module}\`.`);
  return undefined;
}
