import type { StandingIndex } from './facts.ts';
import { plain } from './index-serves.ts';

/** The name of the index that makes another one needless; undefined where none does. */
export function coverOf(index: StandingIndex, others: readonly StandingIndex[]): string | undefined {
  if (index.isConstraint) return undefined;
  const rivals = others.filter((other) => other !== index && isSameKind(other, index));
  const equal = rivals.find(
    (other) =>
      other.fields.length === index.fields.length && startsWith(other, index) && replaces(other, index, others),
  );
  if (equal !== undefined) return equal.name;
  if (index.unique || index.include.length > 0 || index.method !== 'btree') return undefined;
  return rivals.find((other) => other.fields.length > index.fields.length && startsWith(other, index))?.name;
}

function isSameKind(a: StandingIndex, b: StandingIndex): boolean {
  return a.method === b.method && plain(a.where ?? '') === plain(b.where ?? '');
}

function startsWith(longer: StandingIndex, shorter: StandingIndex): boolean {
  return shorter.fields.every((field, position) => {
    const other = longer.fields[position];
    const isSameOrder = (other?.order ?? 'asc').toLowerCase() === (field.order ?? 'asc').toLowerCase();
    return other !== undefined && other.sql === field.sql && isSameOrder && plain(other.name) === plain(field.name);
  });
}

/** Of two alike, the one that promises less goes; of two that promise the same, the later one. */
function replaces(other: StandingIndex, index: StandingIndex, all: readonly StandingIndex[]): boolean {
  if (index.include.some((column) => !other.include.includes(column))) return false;
  if (index.unique !== other.unique) return other.unique;
  if (index.unique && index.nullsDistinct !== other.nullsDistinct) return !other.nullsDistinct;
  if (other.include.length > index.include.length) return false;
  return other.isConstraint || all.indexOf(other) < all.indexOf(index);
}
