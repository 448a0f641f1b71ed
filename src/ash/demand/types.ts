import { untold } from './untold.ts';

/** The type without its limits, as a parameter is cast: `numeric(10,2)` is `numeric`. Times keep theirs. */
export function castType(type: string): string {
  return type.replace(/^(numeric|varchar|char|vector)\([^)]*\)/, (_, name: string) =>
    name === 'varchar' ? 'text' : name,
  );
}

/** `text` of `text[]`; undefined for what is no list. */
export function itemType(type: string | undefined): string | undefined {
  return type?.endsWith('[]') === true ? type.slice(0, -2) : undefined;
}

const families: readonly (readonly string[])[] = [
  ['smallint', 'integer', 'bigint', 'numeric', 'double precision', 'real'],
  ['text', 'varchar', 'citext', 'char'],
  ['timestamp', 'timestamptz', 'date'],
  ['time', 'timetz'],
];

export function familyOf(type: string): string {
  if (type.endsWith('[]')) return `${familyOf(type.slice(0, -2))}[]`;
  const bare = type.replace(/\(.*$/, '').trim();
  return families.find((family) => family.includes(bare))?.[0] ?? bare;
}

export function isText(type: string | undefined): boolean {
  return type !== undefined && familyOf(type) === 'text';
}

/** PostgreSQL compares values of one family with each other, and refuses others. */
export function requireComparable(left: string | undefined, right: string | undefined): void {
  if (left === undefined || right === undefined || familyOf(left) === familyOf(right)) return;
  untold(`it compares \`${left}\` with \`${right}\``);
}
