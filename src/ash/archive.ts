import { words } from '../base/names.ts';
import { asAtom, isNil } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import { quoteIdentifier } from './expr-to-sql.ts';
import { relationshipsTo } from './incoming.ts';
import type { Action, CustomIndex, Identity, Resource } from './model.ts';
import type { Project } from './project.ts';
import { columnOf, isTableBacked } from './table-indexes.ts';

/** How AshArchival marks the rows of a resource that it does not delete. */
export interface Archive {
  readonly attribute: string;
  readonly column: string;
  /** True of rows that are not archived. */
  readonly sql: string;
}

/** Undefined when rows are not archived, when a base filter is part of every identity, or when that is not known. */
export function archiveOf(resource: Resource): Archive | undefined {
  const { archival, actions } = resource;
  if (archival === undefined || resource.openBecause.length > 0 || !isTableBacked(resource)) return undefined;
  const { migrate, polymorphic, baseFilterSql } = resource.postgres;
  if (migrate !== true || polymorphic !== false) return undefined;
  if (archival.baseFilter !== false || resource.baseFilter !== undefined || baseFilterSql !== undefined)
    return undefined;
  if (!actions.some((action) => action.type === 'destroy' && action.soft === true)) return undefined;
  if (actions.some((action) => canRestore(action, archival.attribute))) return undefined;
  const column = columnOf(resource, archival.attribute);
  if (column === undefined) return undefined;
  return { attribute: archival.attribute, column, sql: `${quoteIdentifier(column)} IS NULL` };
}

/** Rows that can be brought back have to keep their values, or restoring would collide with a newer row. */
function canRestore({ type, name, accept, steps }: Action, attribute: string): boolean {
  if (type !== 'read' && words(name).some((word) => restoreWords.has(word))) return true;
  if (type !== 'create' && type !== 'update') return false;
  return accept?.includes(attribute) === true || steps.some(({ value }) => setsToNil(value, attribute));
}

const restoreWords = new Set(
  'restore unarchive reactivate undelete undestroy revive recover reinstate resurrect'.split(' '),
);

/** `set_attribute(:archived_at, nil)`, `atomic_update(:archived_at, expr(nil))` and the like. */
function setsToNil(value: Expr | undefined, attribute: string): boolean {
  if (value?.kind !== 'call' || asAtom(value.args[0]) !== attribute) return false;
  const [, set] = value.args;
  return isNil(set) || (set?.kind === 'call' && set.name === 'expr' && isNil(set.args[0]));
}

/** Names that say that a value is never to be used again. */
const everWords = new Set('ever forever global globally permanent permanently alltime lifetime'.split(' '));

/** Keys that are given out once: whoever creates a row again gets a new one. */
const onceWords = new Set('number uuid token hash digest fingerprint checksum serial nonce reference'.split(' '));

/** Whether an archived row keeps others from having its keys, and that does not seem to be meant. */
export function blocksNewRows(resource: Resource, identity: Identity, project: Project): boolean {
  const { keys, name, where } = identity;
  if (keys === undefined || where !== undefined || isReferenced(resource, keys, project)) return false;
  const skipped = resource.postgres?.names.get('skip_unique_indexes') ?? [];
  if (skipped.includes(name) || keys.includes(resource.archival?.attribute ?? '')) return false;
  return !isForEver(resource, name, keys);
}

function isForEver(resource: Resource, name: string, keys: readonly string[]): boolean {
  const isPrimary = resource.primaryKey.every((key) => keys.includes(key));
  return (
    isPrimary ||
    words(name).some((word) => everWords.has(word)) ||
    keys.some((key) => words(key).some((word) => onceWords.has(word)))
  );
}

/** A foreign key needs a unique index without a condition. */
function isReferenced(resource: Resource, keys: readonly string[], project: Project): boolean {
  return relationshipsTo(project, resource).some(
    ({ relationship: { kind, destinationAttribute } }) =>
      kind === 'belongs_to' && (destinationAttribute === undefined || keys.includes(destinationAttribute)),
  );
}

/** The same of a unique custom index. */
export function isBlockingIndex(index: CustomIndex, { column }: Archive): boolean {
  const { fields, unique, hasWhere, name } = index;
  if (fields === undefined || unique !== true || hasWhere) return false;
  const tokens = fields.flatMap((field) => (field.sql ? field.name : words(field.name)));
  return (
    !fields.some((field) => field.name.includes(column)) &&
    !tokens.some((token) => onceWords.has(token)) &&
    !words(name ?? '').some((word) => everWords.has(word))
  );
}
