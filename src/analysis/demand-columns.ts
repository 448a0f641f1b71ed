import type { DemandedColumn } from '../ash/demand/demand.ts';
import type { Attribute, Resource } from '../ash/model.ts';
import type { Project } from '../ash/project.ts';
import { columnTypeSql } from '../ecto/column-type-sql.ts';
import { asAtoms, asBoolean, valueOf } from '../elixir/literal.ts';
import {
  isUnknown,
  type Known,
  type PartialAttribute,
  type PartialReference,
  type SnapshotType,
} from '../snapshots/snapshot.ts';

/** The columns of a table whose types are known. */
export function demandedColumns(
  project: Project,
  attributes: readonly PartialAttribute[],
  resources: readonly Resource[],
): DemandedColumn[] {
  return attributes.flatMap((column): DemandedColumn[] => {
    const type = typeSql(column);
    if (type === undefined) return [];
    const { source: name, allowNil, primaryKey, references } = column;
    const nullable = primaryKey !== true && (isUnknown(allowNil) || allowNil);
    return [{ name, type, nullable, values: valuesOf(project, name, resources), references: referenceOf(references) }];
  });
}

function typeSql({ type, size, precision, scale, source }: PartialAttribute): string | undefined {
  if (isUnknown(type) || isUnknown(size) || isUnknown(precision) || isUnknown(scale)) return undefined;
  return sqlTypeOf(type, { size, precision, scale }, source);
}

interface Limits {
  readonly size: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
}

/** As PostgreSQL writes it: a serial column is a number, and `decimal` another word for `numeric`. */
export function sqlTypeOf(type: SnapshotType, { size, precision, scale }: Limits, column = ''): string {
  const sql = columnTypeSql({
    kind: 'add',
    column,
    type,
    size: size ?? undefined,
    precision: precision ?? undefined,
    scale: scale ?? undefined,
  });
  return sql.replace(/^(bigserial|serial|decimal|float|timestamptz\(6\))(?![a-z])/, (name) => plainNames[name] ?? name);
}

const plainNames: Readonly<Record<string, string>> = {
  bigserial: 'bigint',
  serial: 'integer',
  decimal: 'numeric',
  float: 'double precision',
  'timestamptz(6)': 'timestamptz',
};

function referenceOf(reference: Known<PartialReference | null>): DemandedColumn['references'] {
  if (reference === null || isUnknown(reference)) return undefined;
  const { table, destinationAttribute: column } = reference;
  return isUnknown(table) || isUnknown(column) ? undefined : { table, column };
}

/** The values that the types of all its attributes allow. */
function valuesOf(project: Project, column: string, resources: readonly Resource[]): readonly string[] | undefined {
  const found = resources.flatMap((resource) =>
    resource.attributes
      .filter(({ source }) => source === column)
      .map((attribute) => valuesOfAttribute(project, attribute, resource)),
  );
  const all = found.flatMap((values) => values ?? []);
  return found.length === 0 || found.includes(undefined) ? undefined : [...new Set(all)];
}

function valuesOfAttribute(
  project: Project,
  { type, constraints }: Attribute,
  { path }: Resource,
): readonly string[] | undefined {
  if (type.kind === 'module') {
    const meaning = project.find(type.name, path)?.type;
    return meaning?.kind === 'enum' ? meaning.values : undefined;
  }
  const written = type.kind === 'builtin' && type.name === 'atom' ? valueOf(constraints, 'one_of') : undefined;
  const values = written === undefined ? undefined : asAtoms(written);
  return values?.every((value) => asBoolean({ kind: 'atom', name: value, start: 0, end: 0 }) === undefined) === true
    ? values
    : undefined;
}
