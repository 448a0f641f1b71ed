import { isNil } from '../elixir/literal.ts';
import type { ColumnType, Definition } from './column.ts';

/** Whether a column is NOT NULL and has no default, as far as all of its options are known. */
export function requiresValue({ null: isNull, default: value, known }: Definition): boolean {
  return known && isNull === false && (value === undefined || isNil(value));
}

/** Whether PostgreSQL numbers the rows by itself, or computes the value. */
export function isFilledByItself({ type, generated, options }: Definition): boolean {
  return generated !== undefined || options.some(({ name }) => name === 'generated') || isNumbering(type);
}

export function isNumbering(type: ColumnType): boolean {
  if (type.kind === 'computed') return true;
  return type.kind === 'named' && /^(small|big)?serial$|^identity$/.test(type.name);
}

/** The column as it can be added to rows that have no value for it: nullable where it would have needed one. */
export function withoutDemand(definition: Definition): Definition {
  if (!requiresValue(definition) || isFilledByItself(definition)) return definition;
  return { ...definition, null: undefined, options: definition.options.filter(({ name }) => name !== 'null') };
}
