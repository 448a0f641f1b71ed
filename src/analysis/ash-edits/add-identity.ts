import { exprToSql } from '../../ash/expr-to-sql.ts';
import type { Resource } from '../../ash/model.ts';
import { addWhereSql, hasWhereSqlList } from '../../ash/where-sql.ts';
import { blankLinesAround } from '../../elixir/place-statement.ts';
import { printCall, printList, type PrintedOption } from '../../elixir/print-call.ts';
import { printString } from '../../elixir/print.ts';
import type { AddIdentity } from './ash-edit.ts';
import type { Draft, Refusal } from './draft.ts';
import { formIn, isInPostgres } from './habits.ts';
import { isName, nameLimit, refuseUnknown } from './names.ts';

const section = ['identities'];

export function addIdentity(edit: AddIdentity, draft: Draft): Refusal {
  const resource = draft.resource(edit.resource);
  if (typeof resource === 'string') return resource;
  const name = edit.name ?? `unique_${edit.keys.join('_').replaceAll(/[?!]/g, '')}`;
  const refusal = refuse(edit, name, resource, draft);
  if (refusal !== undefined) return refusal;
  const where = edit.where === undefined ? undefined : conditionCode(edit.where, draft);
  if (edit.where !== undefined && where === undefined) return `\`${edit.where}\` is no expression on one line.`;
  const options: PrintedOption[] = [
    ...(where === undefined ? [] : [['where', where] as const]),
    ...(edit.nilsDistinct === undefined ? [] : [['nils_distinct?', String(edit.nilsDistinct)] as const]),
  ];
  const width = draft.widthIn(resource, section);
  const keys = edit.keys.map((key) => `:${key}`);
  const form = formIn(resource.sections.get('identities') ?? [], ['identity'], 'keywords');
  const head = printList(`identity :${name},`, keys, width - (form === 'block' && options.length > 0 ? 3 : 0));
  return (
    draft.place(resource, section, printCall(head, options, form, width)) ??
    (where === undefined || !isInPostgres(resource) ? undefined : addSql(edit, name, draft)) ??
    confirm(edit, name, draft)
  );
}

function refuse({ keys, where, nilsDistinct }: AddIdentity, name: string, resource: Resource, draft: Draft): Refusal {
  const { identities, attributes, calculations, postgres, module } = resource;
  if (keys.length === 0 || new Set(keys).size < keys.length) return 'An identity needs keys, each of them once.';
  if (!isName(name)) return `\`${name}\` is no name for an identity: use snake_case.`;
  if (identities.some((identity) => identity.name === name))
    return `\`${module}\` already has an identity \`${name}\`.`;
  const fields = [...attributes, ...calculations].map((field) => field.name);
  const unknown = keys
    .map((key) => refuseUnknown(resource, 'attribute', key, fields))
    .find((reason) => reason !== undefined);
  if (unknown !== undefined) return unknown;
  const same =
    where === undefined ? identities.find((other) => isSame(other.keys, keys) && other.where === undefined) : undefined;
  if (same !== undefined) return `The identity \`${same.name}\` of \`${module}\` has the same keys.`;
  if (isInPostgres(resource) && resource.baseFilter !== undefined && postgres?.baseFilterSql === undefined) {
    return `\`${module}\` has a \`base_filter\` without \`base_filter_sql\`, with which no identity can be migrated; add that first.`;
  }
  const index = `${postgres?.table ?? ''}_${name}_index`;
  if (isInPostgres(resource) && index.length > nameLimit) {
    return `The index \`${index}\` would have a name longer than ${nameLimit} characters; give the identity a shorter \`name\`.`;
  }
  const isTooOld = nilsDistinct !== undefined && !draft.isAshAtLeast(resource.path, [3, 0, 7]);
  return isTooOld ? '`nils_distinct?` came with Ash 3.0.7, and an older version is locked.' : undefined;
}

function isSame(own: readonly string[] | undefined, keys: readonly string[]): boolean {
  return own !== undefined && own.length === keys.length && own.every((key) => keys.includes(key));
}

/** `expr(…)` around a condition, on one line. */
function conditionCode(code: string, draft: Draft): string | undefined {
  const line = /["'~]/.test(code) ? code.trim() : code.trim().replaceAll(/\s+/g, ' ');
  const expr = draft.parse(line);
  if (line.includes('\n') || expr === undefined) return undefined;
  return expr.kind === 'call' && expr.name === 'expr' ? line : `expr(${line})`;
}

/** The migration generator wants the condition as SQL too. */
function addSql({ resource: module, whereSql }: AddIdentity, name: string, draft: Draft): Refusal {
  const resource = draft.resource(module);
  if (typeof resource === 'string') return resource;
  const where = resource.identities.find((identity) => identity.name === name)?.where;
  const sql = whereSql ?? (where === undefined ? undefined : exprToSql(where, resource, draft.project));
  if (sql === undefined) {
    return 'The condition could not be turned into SQL, which the migration generator needs; give it as `whereSql`.';
  }
  const refusal = writeSql(resource, name, sql, draft);
  if (refusal === undefined) draft.say(`The condition is \`${sql}\` in SQL.`);
  return refusal;
}

/** Into the list that is there, or into a `postgres` block of the resource's own where only a macro writes one. */
function writeSql(resource: Resource, identity: string, sql: string, draft: Draft): Refusal {
  const edit = addWhereSql(resource, [{ identity, sql }], draft.textOf);
  const [change] = edit?.edits ?? [];
  if (edit !== undefined) {
    return draft.edit(edit.path, change, `\`${edit.path}\` cannot be edited.`) ?? setOff(resource.module, draft);
  }
  if (hasWhereSqlList(resource)) return `\`identity_wheres_to_sql\` of \`${resource.module}\` cannot be edited.`;
  return draft.place(resource, ['postgres'], `identity_wheres_to_sql ${identity}: ${printString(sql)}`);
}

/** A list that went on to a second line stands apart from its neighbours. */
function setOff(module: string, draft: Draft): Refusal {
  const resource = draft.resource(module);
  if (typeof resource === 'string') return resource;
  const lists = (resource.postgres?.declarations ?? []).flatMap(({ body }) =>
    body.filter(({ name, path }) => name === 'identity_wheres_to_sql' && path === resource.path),
  );
  const [list] = lists;
  if (list === undefined) return undefined;
  for (const edit of blankLinesAround(draft.textOf(list.path), list).reverse()) {
    const refusal = draft.edit(list.path, edit, '');
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function confirm({ resource: module, keys }: AddIdentity, name: string, draft: Draft): Refusal {
  const resource = draft.resource(module);
  if (typeof resource === 'string') return resource;
  const made = resource.identities.find((identity) => identity.name === name);
  if (made === undefined || !isSame(made.keys, keys)) return `The identity could not be placed in \`${module}\`.`;
  draft.say(`Adds the identity \`${name}\` to \`${module}\`.`);
  return undefined;
}
