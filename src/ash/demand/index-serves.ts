import type { SortedColumn } from './access.ts';
import type { StandingIndex } from './facts.ts';
import type { WantedIndex } from './wanted-index.ts';

type IndexShape = Pick<StandingIndex, 'fields' | 'method' | 'where'>;

/** Whether an index finds the rows that a query asks for about as well as the one that it would want. */
export function serves(index: IndexShape, wanted: WantedIndex): boolean {
  if (!holdsAll(index, wanted)) return false;
  const { fields } = index;
  if (index.method === 'hash') return wanted.telling.includes(fields[0]?.name ?? '') && wanted.sort.length === 0;
  // Those find rows by any of their columns, in no order.
  const isOfAny = index.method === 'gist' || index.method === 'gin';
  if (isOfAny) return wanted.sort.length === 0 && fields.some(({ name }) => wanted.telling.includes(name));
  if (index.method !== 'btree') return false;
  const { equal, lists, table } = wanted.access;
  const length = fields.findIndex((field) => field.sql || !equal.has(field.name));
  const prefix = (length === -1 ? fields : fields.slice(0, length)).map(({ name }) => name);
  if (prefix.length === 0 && wanted.telling.length > 0) return false;
  if (wanted.telling.length > 0 && !prefix.some((name) => wanted.telling.includes(name))) return false;
  if (wanted.sort.length > 0) {
    const isOrdered = !prefix.some((name) => lists.has(name));
    return isOrdered && followsOrder(fields.slice(prefix.length), wanted.sort);
  }
  if (wanted.range !== undefined && wanted.telling.length === 0) return fields[prefix.length]?.name === wanted.range;
  return wanted.telling.length > 0 || prefix.includes(table.tenantColumn ?? '');
}

/** The condition of a partial index has to follow from the query's. */
function holdsAll({ where }: IndexShape, { access }: WantedIndex): boolean {
  if (where === undefined) return true;
  const known = new Set([...access.constants.values()].map(plain));
  return where.split(/\s+AND\s+/i).every((part) => {
    const text = plain(part);
    const column = /^(\w+) is not null$/.exec(text)?.[1];
    return known.has(text) || (column !== undefined && access.equal.has(column) && !access.constants.has(column));
  });
}

/** SQL without what makes no difference in the simple conditions that indexes have. */
export function plain(sql: string): string {
  return sql
    .replaceAll(/["()]|::text/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** In the same directions, or all of them turned round: an index is read both ways. */
export function followsOrder(fields: IndexShape['fields'], sort: readonly SortedColumn[]): boolean {
  const matches = sort.map((wanted, position) => {
    const field = fields[position];
    if (field === undefined || field.sql || field.name !== wanted.column) return undefined;
    const order = (field.order ?? 'asc').toLowerCase();
    const descending = order.startsWith('desc');
    const nullsFirst = order.includes('nulls') ? order.includes('first') : descending;
    const wantsFirst = wanted.nulls === undefined ? wanted.descending : wanted.nulls === 'first';
    if (descending === wanted.descending && nullsFirst === wantsFirst) return 'same';
    return descending !== wanted.descending && nullsFirst !== wantsFirst ? 'turned' : undefined;
  });
  const [first] = matches;
  return first !== undefined && matches.every((match) => match === first);
}
