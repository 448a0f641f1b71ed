import type { DemandedTable } from './demand.ts';

/** `"posts"`, as Ecto writes all names. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `"blog"."posts"` */
export function tableName({ schema, name }: Pick<DemandedTable, 'schema' | 'name'>): string {
  return schema === undefined ? quoted(name) : `${quoted(schema)}.${quoted(name)}`;
}

/** `t0."title"` */
export function nameInTable(alias: string, column: string): string {
  return `${alias}.${quoted(column)}`;
}

export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
