import type { Origin } from '../ash/demand/demand.ts';
import type { IndexedField, StandingIndex } from '../ash/demand/facts.ts';
import { quoted } from '../ash/demand/sql-names.ts';
import type { Location } from '../base/span.ts';
import { parseIndexes } from '../base/sql-index.ts';
import { ddlOf, ddlText } from '../ecto/ddl.ts';
import { indexNameOf } from '../ecto/index-name.ts';
import type { Migration } from '../ecto/migration.ts';
import type { Operation } from '../ecto/operation.ts';
import { nameInSchema } from '../ecto/sql-name.ts';
import { migratedIndexes, type MigratedIndex } from '../ecto/table-indexes.ts';
import { causeOf, type CurrentTable } from '../snapshots/current.ts';
import { Refusal } from '../snapshots/plan/refusal.ts';
import type { Place } from '../snapshots/plan/change.ts';
import { createCustomIndex, createIdentity, createReferenceIndex } from '../snapshots/plan/render/index-operation.ts';
import type { Snapshot } from '../snapshots/snapshot.ts';

export type CreateIndex = Operation & { readonly kind: 'create-index' };

/** Tells where something is declared. */
export type OriginOf = (what: string, at: Location | undefined) => Origin;

/** The indexes of a table, as AshPostgres makes them of its resources and as migrations make them by hand. */
export function standingIndexes(
  table: CurrentTable,
  snapshot: Snapshot,
  migrations: readonly Migration[],
  originOf: OriginOf,
): StandingIndex[] {
  const declared = [
    ...primaryKey(table, snapshot, originOf),
    ...declaredOperations(table, snapshot).flatMap(({ make, what, at }) => {
      const operation = attempted(make);
      // Fields that the text does not decide are none.
      return operation?.kind === 'create-index' && operation.columns.length > 0
        ? [standingIndex(operation, originOf(what, at))]
        : [];
    }),
    ...statementIndexes(table, snapshot, originOf),
  ];
  const unique = [...new Map(declared.map((index) => [index.name, index])).values()];
  const others = migratedIndexes(migrations, snapshot.table).indexes.flatMap((index) =>
    byHand(index, snapshot, originOf),
  );
  return [...unique, ...others.filter((other) => !unique.some((index) => isSame(index, other)))];
}

/** The generator refuses a few indexes; they do not stand then. */
function attempted(make: () => Operation): Operation | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return undefined;
  }
}

function primaryKey({ causes }: CurrentTable, snapshot: Snapshot, originOf: OriginOf): StandingIndex[] {
  const columns = snapshot.attributes.filter((attribute) => attribute.primaryKey).map(({ source }) => source);
  if (columns.length === 0) return [];
  const { table, schema } = snapshot;
  const name = `${table}_pkey`;
  const list = columns.map(quoted).join(', ');
  return [
    {
      ...{ table, name, status: 'standing', coveredBy: undefined, unique: true, isConstraint: true, columns },
      sql: `ALTER TABLE ${nameInSchema(table, schema ?? undefined)} ADD CONSTRAINT ${quoted(name)} PRIMARY KEY (${list})`,
      origin: originOf('primary key', causes.get(`attributes/${columns[0] ?? ''}`)),
      declaration: undefined,
      fields: columns.map((column) => ({ name: column, sql: false, order: undefined })),
      ...{ method: 'btree', where: undefined, include: [], nullsDistinct: true },
    },
  ];
}

interface Declared {
  readonly make: () => Operation;
  readonly what: string;
  readonly at: Location | undefined;
}

function declaredOperations(table: CurrentTable, snapshot: Snapshot): Declared[] {
  const place = placeOf(snapshot);
  const { multitenancy, baseFilter } = snapshot;
  return [
    ...snapshot.identities.map((identity) => ({
      make: () => createIdentity(identity, place, multitenancy),
      what: `identity \`${identity.name}\``,
      at: causeOf(table, 'identities', identity.name),
    })),
    ...snapshot.customIndexes.map((index, position) => ({
      make: () => createCustomIndex(index, baseFilter, place, multitenancy),
      what: `custom index on ${index.fields.map(({ value }) => `\`${value}\``).join(', ')}`,
      at: causeOf(table, 'customIndexes', position),
    })),
    ...snapshot.attributes.flatMap(({ source, references }) =>
      references?.index !== true
        ? []
        : [
            {
              make: () => createReferenceIndex(source, references.indexWhere, place, multitenancy),
              what: `reference on \`${source}\``,
              at: causeOf(table, 'attributes', source, 'references', 'index'),
            },
          ],
    ),
  ];
}

export function placeOf({ table, schema, multitenancy }: Snapshot): Place {
  return { table, schema, multitenancy, oldMultitenancy: multitenancy };
}

/** Nothing runs beside it, so that it need not be made concurrently. */
export function standingIndex(operation: CreateIndex, origin: Origin): StandingIndex {
  const { table, where, include, using, unique, nullsDistinct } = operation;
  const [ddl] = ddlOf({ ...operation, concurrently: undefined });
  const fields = operation.columns.map((column) => fieldOf(column.name, column.kind === 'sql', column.order));
  return {
    ...{ table, unique, where, origin },
    sql: ddl === undefined ? '' : ddlText(ddl),
    // PostgreSQL keeps the first 63 bytes of a name.
    name: indexNameOf(operation).slice(0, 63),
    ...{ status: 'standing', coveredBy: undefined, isConstraint: false, declaration: undefined },
    columns: fields.map(({ name }) => name),
    fields,
    method: using?.toLowerCase() ?? 'btree',
    include: include ?? [],
    nullsDistinct: nullsDistinct !== false,
  };
}

/** A string may name just a column, with or without an order. */
export function fieldOf(name: string, sql: boolean, order: string | undefined): IndexedField {
  const match = sql
    ? /^"?([a-z_][a-z0-9_]*)"?(?:\s+((?:asc|desc)?(?:\s*nulls\s+(?:first|last))?))?$/i.exec(name.trim())
    : null;
  const [, column, written] = match ?? [];
  if (column === undefined) return { name, sql, order: order?.replaceAll('_', ' ') };
  return { name: column, sql: false, order: written?.trim() === '' ? undefined : written?.trim().toLowerCase() };
}

function statementIndexes({ causes }: CurrentTable, snapshot: Snapshot, originOf: OriginOf): StandingIndex[] {
  return snapshot.customStatements.flatMap(({ name, up }) => {
    const made = parseIndexes(up).filter((index) => index.table === snapshot.table && index.name !== undefined);
    const [only] = made;
    if (only?.name === undefined || made.length > 1 || !/^\s*create\s+(unique\s+)?index/i.test(up)) return [];
    const fields = only.fields.map((field) => fieldOf(field.name, field.sql, undefined));
    return [
      {
        ...{
          table: snapshot.table,
          name: only.name,
          unique: only.unique,
          method: only.method,
          where: only.where,
          fields,
        },
        sql: up
          .replace(/\bconcurrently\b/i, '')
          .trim()
          .replace(/;$/, ''),
        ...{ status: 'standing', coveredBy: undefined, isConstraint: false, declaration: undefined },
        columns: fields.map((field) => field.name),
        origin: originOf(`custom statement \`${name}\``, causes.get(`customStatements/${name}`)),
        ...{ include: [], nullsDistinct: true },
      },
    ];
  });
}

/** An index that only a migration tells of. */
function byHand(index: MigratedIndex, snapshot: Snapshot, originOf: OriginOf): StandingIndex[] {
  const { name, fields, unique, method, include, where, nullsDistinct, at } = index;
  if (method === 'gist' && fields.length === 0) return [];
  const operation: CreateIndex = {
    kind: 'create-index',
    table: snapshot.table,
    prefix: snapshot.schema ?? undefined,
    columns: fields.map((field) => ({ name: field.name, kind: field.sql ? 'sql' : 'column' })),
    form: 'index',
    unique,
    ...(name === undefined ? {} : { name }),
    ...(method === 'btree' ? {} : { using: method }),
    ...(where === undefined ? {} : { where }),
    ...(include.length === 0 ? {} : { include }),
    ...(nullsDistinct === false ? { nullsDistinct } : {}),
  };
  return [standingIndex(operation, originOf('a migration', at))];
}

function isSame(a: StandingIndex, b: StandingIndex): boolean {
  const key = ({ fields, where, unique, method }: StandingIndex): string =>
    JSON.stringify([
      fields.map((field) => field.name),
      where?.replaceAll(/["()\s]/g, '').toLowerCase(),
      unique,
      method,
    ]);
  return a.name === b.name || key(a) === key(b);
}
