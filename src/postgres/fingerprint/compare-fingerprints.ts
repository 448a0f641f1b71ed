import { addTo } from '../../base/multi-map.ts';
import { labelOf, type CatalogueObject, type Fingerprint, type ObjectName } from './fingerprint.ts';

/** One object that is not the same before and after, as a person can read it. */
export interface Difference {
  /** `column "posts"."title"`. */
  readonly object: string;
  readonly subject: ObjectName;
  /** Undefined where it did not exist. */
  readonly before: string | undefined;
  /** Undefined where it is gone. */
  readonly after: string | undefined;
}

/** What a table that is there on one side only has of its own is told with it, not once more by itself. */
export function compareFingerprints(before: Fingerprint, after: Fingerprint): Difference[] {
  const labels = [...new Set([...before.objects.keys(), ...after.objects.keys()])].sort();
  const found = labels.flatMap((label) => {
    const [old, now] = [before.objects.get(label), after.objects.get(label)];
    const subject = (old ?? now)?.subject;
    if (subject === undefined || old?.definition === now?.definition) return [];
    return { object: label, subject, before: old?.definition, after: now?.definition };
  });
  const tables = found.filter(isWholeTable).map(({ subject }) => subject);
  const whole = new Set(tables.map(({ schema, name }) => tableKey(schema, name)));
  return [
    ...found
      .filter(({ subject }) => subject.table === undefined || !whole.has(tableKey(subject.schema, subject.table)))
      .filter((difference) => !isOwnedBy(tables, difference))
      .map((difference) => (isWholeTable(difference) ? withColumns(difference, before, after) : difference)),
    ...otherOrders(before, after),
  ];
}

function isWholeTable({ subject, before, after }: Difference): boolean {
  return subject.kind === 'table' && (before === undefined || after === undefined);
}

/** A sequence goes with the column that owns it: `OWNED BY posts.id`, with the schema where that is another one. */
function isOwnedBy(tables: readonly ObjectName[], { subject, before, after }: Difference): boolean {
  if (subject.kind !== 'sequence' || (before !== undefined && after !== undefined)) return false;
  const owner = / OWNED BY (\S+)\.[^.]+$/.exec(before ?? after ?? '')?.[1]?.replaceAll('"', '');
  return tables.some(({ schema, name }) => owner === name || owner === `${schema}.${name}`);
}

function tableKey(schema: string | undefined, table: string): string {
  return JSON.stringify([schema, table]);
}

function withColumns(difference: Difference, before: Fingerprint, after: Fingerprint): Difference {
  const { subject } = difference;
  const told = (definition: string | undefined, { objects }: Fingerprint): string | undefined =>
    definition === undefined
      ? undefined
      : `${definition} (${columnsOf(objects.values(), subject)
          .map(({ subject: { name }, definition: type }) => `${name} ${type}`)
          .join(', ')})`;
  return { ...difference, before: told(difference.before, before), after: told(difference.after, after) };
}

function columnsOf(objects: Iterable<CatalogueObject>, table: ObjectName): CatalogueObject[] {
  return [...objects]
    .filter(
      ({ subject }) => subject.kind === 'column' && subject.schema === table.schema && subject.table === table.name,
    )
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
}

/** Tables whose common columns stand in another order: PostgreSQL puts a column that comes back behind all others. */
function otherOrders(before: Fingerprint, after: Fingerprint): Difference[] {
  const [old, now] = [columnNames(before), columnNames(after)];
  return [...old].flatMap(([key, { table, names }]) => {
    const current = now.get(key)?.names ?? [];
    const [kept, common] = [new Set(current), new Set(names)];
    const first = names.filter((name) => kept.has(name)).join(', ');
    const second = current.filter((name) => common.has(name)).join(', ');
    if (first === second) return [];
    const subject: ObjectName = {
      kind: 'column order',
      schema: table.schema,
      table: table.table,
      name: table.table ?? '',
    };
    return { object: labelOf(subject), subject, before: first, after: second };
  });
}

function columnNames(
  fingerprint: Fingerprint,
): Map<string, { readonly table: ObjectName; readonly names: readonly string[] }> {
  const tables = new Map<string, CatalogueObject[]>();
  for (const object of fingerprint.objects.values()) {
    const { kind, schema, table } = object.subject;
    if (kind === 'column' && table !== undefined) addTo(tables, tableKey(schema, table), object);
  }
  return new Map(
    [...tables].flatMap(([key, columns]) => {
      const sorted = [...columns].sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
      const [first] = sorted;
      return first === undefined
        ? []
        : [[key, { table: first.subject, names: sorted.map(({ subject }) => subject.name) }] as const];
    }),
  );
}
