import type { Resource } from '../ash/model.ts';
import { findTableIndexes, isTableBacked, type TableIndex } from '../ash/table-indexes.ts';
import type { Location } from '../base/span.ts';
import { findOption, type Declaration } from '../elixir/declaration.ts';
import { asWrappedList } from '../elixir/literal.ts';
import type { RuleContext } from './rule.ts';

/** An index that AshPostgres makes, and of which everything is known that tells it from another one. */
export interface ComparableIndex extends TableIndex {
  readonly origin: 'primary_key' | 'identity' | 'custom_index' | 'reference';
  readonly at: Location | undefined;
  /** Of a custom index or a reference. */
  readonly declaration: Declaration | undefined;
}

/** The indexes of a resource's table that the resource itself declares, as far as they can be compared. */
export function comparableIndexes(resource: Resource, { project }: RuleContext): readonly ComparableIndex[] {
  if (!isTableBacked(resource) || resource.postgres.migrate !== true || project.isBroken(resource.path)) return [];
  const own = findTableIndexes(project, resource).indexes.filter((index) => index.resource === resource);
  return own.flatMap((index) => asComparable(index, resource) ?? []);
}

function asComparable(index: TableIndex, resource: Resource): ComparableIndex | undefined {
  const { origin } = index;
  if (origin === 'statement' || origin === 'migration') return undefined;
  if (index.partial && index.where === undefined) return undefined;
  const { customIndexes = [], references = [] } = resource.postgres ?? {};
  const declared = [...customIndexes, ...references].find(({ declaration }) => declaration === index.at)?.declaration;
  if (declared?.conditional === true || (declared !== undefined && hasOtherForm(declared))) return undefined;
  return { ...index, origin, declaration: declared };
}

/** In another schema, with other rows than the base filter's, or in another order than the plain one. */
function hasOtherForm(declaration: Declaration): boolean {
  const isOrdered = asWrappedList(declaration.args[0]).some(({ kind }) => kind === 'tuple' || kind === 'pair');
  return isOrdered || ['prefix', 'include_base_filter?'].some((name) => findOption(declaration, name) !== undefined);
}

/** Whether two indexes hold the same rows. */
export function holdSameRows(a: TableIndex, b: TableIndex): boolean {
  return a.baseFilter === b.baseFilter && a.partial === b.partial && plainSql(a.where) === plainSql(b.where);
}

/** Whether one starts with the columns of another; they may be the same. */
export function startsWithFieldsOf(longer: TableIndex, shorter: TableIndex): boolean {
  return shorter.fields.every(({ name, sql }, position) => {
    const other = longer.fields[position];
    return other?.sql === sql && (sql ? plainSql(other.name) === plainSql(name) : other.name === name);
  });
}

/** SQL without what makes no difference: space, brackets around all of it, and the case of words. */
export function plainSql(sql: string | undefined): string | undefined {
  const plain = sql?.replace(/\s+/g, ' ').trim();
  if (plain === undefined || /['"]/.test(plain)) return plain;
  return /^\([^()]*\)$/.test(plain) ? plain.slice(1, -1).trim().toLowerCase() : plain.toLowerCase();
}

/** How a message speaks of an index. */
export function describeIndex({ origin, name, fields }: TableIndex): string {
  const columns = fields.map((field) => `\`${field.name}\``).join(', ');
  switch (origin) {
    case 'primary_key':
      return 'the primary key';
    case 'identity':
      return `the identity \`${name ?? ''}\``;
    case 'reference':
      return `the index of the reference on ${columns}`;
    default:
      return name === undefined ? `the index on ${columns}` : `the index \`${name}\``;
  }
}
