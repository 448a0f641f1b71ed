/** What users made in a database, object by object, in PostgreSQL's own words. */
export interface Fingerprint {
  /** By label, in a fixed order. */
  readonly objects: ReadonlyMap<string, CatalogueObject>;
}

export interface CatalogueObject {
  readonly subject: ObjectName;
  /** SQL, or close to it: two objects are the same when these are. */
  readonly definition: string;
  /** Of a column: how many columns stand before it. */
  readonly position: number | undefined;
}

export const objectKinds = [
  ...['schema', 'extension', 'table', 'column', 'constraint', 'index', 'trigger', 'policy', 'rule'],
  ...['view', 'materialized view', 'sequence', 'statistics object', 'function', 'procedure', 'aggregate'],
  ...['enum type', 'domain', 'composite type', 'range type', 'type', 'operator', 'operator class', 'cast'],
  ...['collation', 'text search configuration', 'text search dictionary', 'event trigger', 'publication'],
  ...['foreign data wrapper', 'foreign server', 'role', 'setting', 'default privileges', 'privileges', 'column order'],
] as const;

export type ObjectKind = (typeof objectKinds)[number];

/** Names as PostgreSQL keeps them, without quotes. */
export interface ObjectName {
  readonly kind: ObjectKind;
  /** Undefined for what stands in no schema. */
  readonly schema: string | undefined;
  /** The table, view or domain that it is a part of. */
  readonly table: string | undefined;
  /** With the types of its arguments for a function: `total(integer)`. */
  readonly name: string;
}

/** In words, with the schema where it is not the usual one: `column "posts"."title"`. */
export function labelOf({ kind, schema, table, name }: ObjectName): string {
  const own = schema === undefined || schema === 'public' ? [] : [quoted(schema)];
  switch (kind) {
    case 'column':
      return `column ${[...own, quoted(table ?? ''), quoted(name)].join('.')}`;
    case 'column order':
      return `order of the columns of ${[...own, quoted(name)].join('.')}`;
    case 'privileges':
      return `privileges on ${name}`;
    case 'constraint':
    case 'trigger':
    case 'policy':
    case 'rule':
      return `${kind} ${quoted(name)} on ${[...own, quoted(table ?? '')].join('.')}`;
    case 'function':
    case 'procedure':
    case 'aggregate':
    case 'operator':
    case 'cast':
    case 'setting':
    case 'default privileges':
      return `${kind} ${[...own, name].join('.')}`;
    default:
      return `${kind} ${[...own, quoted(name)].join('.')}`;
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
