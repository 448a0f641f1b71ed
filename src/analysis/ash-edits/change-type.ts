import type { Attribute, Resource } from '../../ash/model.ts';
import type { Project } from '../../ash/project.ts';
import { isBuiltin, printType, type TypeRef } from '../../ash/type-ref.ts';
import { findOption, type Declaration } from '../../elixir/declaration.ts';
import { isEditable, removeOptions, replaceArgument, setOption } from '../../elixir/edits.ts';
import { asAtom, asNumber, asString } from '../../elixir/literal.ts';
import { printAtom, printString } from '../../elixir/print.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { TextEdit } from '../../base/text-edit.ts';
import type { ChangeType } from './ash-edit.ts';
import type { Draft, Refusal } from './draft.ts';
import { refuseUnknown } from './names.ts';
import { isPlainAtom, readConstraints, readDefault, readTypeCode } from './type-code.ts';

export function changeType(edit: ChangeType, draft: Draft): Refusal {
  const found = find(edit, draft);
  if (typeof found === 'string') return found;
  const { resource, attribute } = found;
  const type = readTypeCode(edit.type, resource.path, draft);
  if (!type.ok) return type.reason;
  const constraints = edit.constraints === undefined ? undefined : readConstraints(edit.constraints, draft);
  if (edit.constraints !== undefined && constraints === undefined)
    return 'The constraints are no literal keyword list.';
  const value = newDefault(edit, attribute, type.type, resource, draft);
  if (!value.ok) return value.reason;
  const isSameType = printType(attribute.type) === printType(type.type);
  return (
    (isSameType ? undefined : change(edit, draft, typeEdit(type.code))) ??
    change(edit, draft, constraintsEdit(constraints, isSameType)) ??
    (value.code === undefined ? undefined : change(edit, draft, optionEdit('default', value.code))) ??
    confirm(edit, attribute, type.type, draft)
  );
}

interface Found {
  readonly resource: Resource;
  readonly attribute: Attribute & { readonly declaration: Declaration };
}

function find({ resource: module, attribute: name }: ChangeType, draft: Draft): Found | string {
  const resource = draft.resource(module);
  if (typeof resource === 'string') return resource;
  const names = resource.attributes.map((candidate) => candidate.name);
  const attribute = resource.attributes.find((candidate) => candidate.name === name);
  if (attribute === undefined) return refuseUnknown(resource, 'attribute', name, names) ?? '';
  const { declaration, helper, origin } = attribute;
  if (origin.kind === 'belongs_to') {
    return `\`${name}\` is the foreign key of \`${origin.relationship}\`, and has the type of what that leads to.`;
  }
  if (origin.kind !== 'declared' || declaration === undefined || helper !== 'attribute') {
    return `\`${name}\` is not declared with \`attribute\` but by \`${helper}\`, which decides its type.`;
  }
  if (!isEditable(declaration, resource.path)) {
    return `\`${name}\` is declared by a macro or in a fragment (\`${declaration.path}\`).`;
  }
  return { resource, attribute: { ...attribute, declaration } };
}

/** Makes one edit after the other: each moves what stands behind it. */
function change(
  edit: ChangeType,
  draft: Draft,
  make: (text: string, declaration: Declaration) => readonly TextEdit[] | undefined,
): Refusal {
  const found = find(edit, draft);
  if (typeof found === 'string') return found;
  const { path } = found.resource;
  const edits = make(draft.textOf(path), found.attribute.declaration);
  if (edits === undefined) return `The declaration of \`${edit.attribute}\` cannot be edited.`;
  for (const each of [...edits].sort((a, b) => b.start - a.start)) {
    const refusal = draft.edit(path, each, '');
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function typeEdit(code: string) {
  return (text: string, declaration: Declaration): TextEdit[] | undefined => {
    const [, written] = declaration.args;
    if (written !== undefined) return [replaceArgument(text, declaration, written, code)];
    return findOption(declaration, 'type') === undefined ? undefined : [setOption(text, declaration, 'type', code)];
  };
}

/** Constraints belong to a type: those of the old one go with it. */
function constraintsEdit(code: string | undefined, isSameType: boolean) {
  return (text: string, declaration: Declaration): TextEdit[] => {
    if (code !== undefined) return optionEdit('constraints', code)(text, declaration);
    const isStale = !isSameType && findOption(declaration, 'constraints') !== undefined;
    return isStale ? removeOptions(text, declaration, ['constraints']).map((edit) => withBlankLine(text, edit)) : [];
  };
}

/** Takes along the blank line in front of what was removed, where an `end` or another blank line follows. */
function withBlankLine(text: string, edit: TextEdit): TextEdit {
  const blank = /\n([ \t]*\r?\n)$/.exec(text.slice(0, edit.start))?.[1];
  const isLast = /^[ \t]*(end\b|\r?\n)/.test(text.slice(edit.end));
  return edit.text === '' && blank !== undefined && isLast ? { ...edit, start: edit.start - blank.length } : edit;
}

function optionEdit(name: string, code: string) {
  return (text: string, declaration: Declaration): TextEdit[] => {
    const isInBlock = findOption(declaration, name)?.form === 'block';
    return [setOption(text, declaration, name, isInBlock ? code.replace(/^\[(.*)\]$/, '$1') : code)];
  };
}

type NewDefault =
  /** Undefined leaves it as it is. */
  { readonly ok: true; readonly code: string | undefined } | { readonly ok: false; readonly reason: string };

function newDefault(
  { default: asked, attribute: name }: ChangeType,
  { default: value }: Attribute,
  type: TypeRef,
  { path }: Resource,
  draft: Draft,
): NewDefault {
  if (asked !== undefined) {
    const code = readDefault(asked, draft);
    const reason = `The default of \`${name}\` is neither a literal nor a captured function.`;
    return code === undefined ? { ok: false, reason } : { ok: true, code };
  }
  if (value === undefined || isComputed(value)) return { ok: true, code: undefined };
  const adapted = adaptDefault(value, type, path, draft.project);
  const reason = `The default of \`${name}\` does not fit \`${printType(type)}\`; give another one as \`default\`.`;
  return adapted === undefined ? { ok: false, reason } : { ok: true, code: adapted.code };
}

/** A function may return anything; its own author knows. */
function isComputed({ kind }: Expr): boolean {
  return kind === 'fn' || kind === 'unary';
}

/** What a literal default becomes: `code` is undefined where it stays. Undefined where that is not sure. */
function adaptDefault(
  value: Expr,
  type: TypeRef,
  path: string,
  project: Project,
): { readonly code: string | undefined } | undefined {
  const same = { code: undefined };
  const [atom, string, number] = [asAtom(value), asString(value), asNumber(value)];
  const word = atom ?? string;
  const custom = type.kind === 'module' ? project.find(type.name, path)?.type : undefined;
  if (custom?.kind === 'enum') {
    if (word === undefined || custom.values?.includes(word) !== true) return undefined;
    return atom === undefined ? { code: printAtom(word) } : same;
  }
  if (atom === 'true' || atom === 'false') return isBuiltin(type, 'boolean') ? same : undefined;
  if (isBuiltin(type, 'string', 'ci_string'))
    return string !== undefined ? same : atom === undefined ? undefined : { code: printString(atom) };
  if (isBuiltin(type, 'atom'))
    return atom !== undefined
      ? same
      : string !== undefined && isPlainAtom(string)
        ? { code: printAtom(string) }
        : undefined;
  if (isBuiltin(type, 'integer'))
    return number !== undefined && value.kind === 'number' && !value.float ? same : undefined;
  if (isBuiltin(type, 'float') && value.kind === 'number') return value.float ? same : { code: `${value.value}.0` };
  if (isBuiltin(type, 'decimal') && value.kind === 'number' && !value.float) return same;
  if (isBuiltin(type, 'map') && value.kind === 'map') return same;
  return type.kind === 'array' && value.kind === 'list' && value.items.length === 0 ? same : undefined;
}

function confirm(edit: ChangeType, before: Attribute, type: TypeRef, draft: Draft): Refusal {
  const found = find(edit, draft);
  if (typeof found === 'string') return found;
  const is = printType(found.attribute.type);
  if (is !== printType(type)) return `The type of \`${edit.attribute}\` could not be changed.`;
  const was = printType(before.type);
  const dropped = before.constraints !== undefined && found.attribute.constraints === undefined;
  draft.say(
    was === is
      ? `Changes the constraints of \`${edit.attribute}\` of \`${edit.resource}\`.`
      : `Changes \`${edit.attribute}\` of \`${edit.resource}\` from \`${was}\` to \`${is}\`.`,
  );
  if (dropped) draft.say('The constraints of the old type go with it.');
  return undefined;
}
