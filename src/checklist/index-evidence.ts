import type { Resource } from '../ash/model.ts';
import { tenantColumnOf, type TableIndex } from '../ash/table-indexes.ts';
import { engineName } from '../base/engine-name.ts';
import type { IndexEvidence } from '../base/evidence.ts';
import { plainSql } from './comparable-indexes.ts';
import type { RuleContext } from './rule.ts';

/** What was measured of one index; of several runs the last counts. */
export function evidenceOf(
  index: Pick<TableIndex, 'resource' | 'fields' | 'where' | 'method'>,
  { evidence }: RuleContext,
): IndexEvidence | undefined {
  const key = keyOf(
    index.fields.map(({ name }) => name),
    index.where,
    index.method,
  );
  return evidence
    .indexEvidence(index.resource)
    .findLast(({ columns, where, using }) => keyOf(columns, where, using) === key);
}

function keyOf(columns: readonly string[], where: string | undefined, method: string): string {
  const plainColumns = columns.map((column) => plain(column)?.replace(/ asc$/, ''));
  return JSON.stringify([plainColumns, plain(where), method.toLowerCase()]);
}

/** PostgreSQL writes names in quotes where we need none. */
function plain(sql: string | undefined): string | undefined {
  return plainSql(sql?.replace(/"([a-z_][a-z0-9_$]*)"/g, '$1'));
}

/** The columns of an index without the tenant's, which AshPostgres puts in front by itself. */
export function ownColumns({ columns }: IndexEvidence, resource: Resource): readonly string[] {
  const tenant = tenantColumnOf(resource);
  return columns.length > 1 && tenant !== undefined && columnIn(columns[0]) === tenant ? columns.slice(1) : columns;
}

/** The column of a part of an index: `title`, `title gin_trgm_ops`, `"title" DESC`; undefined for an expression. */
export function columnIn(part: string | undefined): string | undefined {
  return /^"?([a-z_][a-z0-9_$]*)"?(?:\s[\w\s]+)?$/i.exec(part ?? '')?.[1];
}

/** The figures, and where they come from. */
export function printMeasured({ summary, engine, rows }: IndexEvidence): string {
  return `${summary} (Measured on ${engineName(engine)} with ${rows.toLocaleString('en')} generated rows.)`;
}
