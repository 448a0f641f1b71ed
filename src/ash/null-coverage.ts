import { descendants } from '../elixir/walk.ts';
import type { Attribute, Identity, Resource } from './model.ts';
import type { TableIndex } from './table-indexes.ts';

/** Whether something else keeps apart the rows that have NULL where an identity has a key. */
export function coversNull(
  resource: Resource,
  identity: Identity,
  { name, source }: Attribute,
  indexes: readonly TableIndex[],
): boolean {
  const isOther = (index: TableIndex): boolean => index.origin !== 'identity' || index.name !== identity.name;
  return (
    (source !== undefined && indexes.some((index) => isOther(index) && seesNull(index, source))) ||
    resource.identities.some((other) => other !== identity && isForRowsWithout(other, name))
  );
}

/** A unique index for the rows without a value, one over `coalesce(…)`, or one that takes NULLs as equal. */
function seesNull({ unique, nullsDistinct, fields, where }: TableIndex, column: string): boolean {
  if (!unique) return false;
  const isMentionedBy = (sql: string): boolean => sql.toLowerCase().split(/\W+/).includes(column.toLowerCase());
  const hasColumn = fields.some((field) => !field.sql && field.name === column);
  const isComputed = fields.some((field) => field.sql && isMentionedBy(field.name));
  const isPartial = !hasColumn && where !== undefined && /\bis\s+null\b/i.test(where) && isMentionedBy(where);
  return (nullsDistinct === false && hasColumn) || isComputed || isPartial;
}

function isForRowsWithout({ keys, where }: Identity, name: string): boolean {
  if (where === undefined || keys?.includes(name) !== false) return false;
  return [...descendants(where)].some((expr) => expr.kind === 'variable' && expr.name === name);
}
