import type { Database, DatabaseError, Row } from '../database.ts';
import { catalogueSql } from './catalogue-sql.ts';
import { labelOf, objectKinds, type CatalogueObject, type Fingerprint, type ObjectKind } from './fingerprint.ts';

export interface FingerprintOptions {
  /** Tables that do not count, in whatever schema; Ecto's own one where nothing is said. */
  readonly leaveOut?: readonly string[];
}

export type Taken =
  { readonly ok: true; readonly fingerprint: Fingerprint } | { readonly ok: false; readonly error: DatabaseError };

/**
 * Everything in the catalogue that users made. It takes three statements; the search path is set for the second one,
 * since definitions name their schemas by it, and put back. Within a transaction that has failed there is no answer.
 */
export async function takeFingerprint(database: Database, options: FingerprintOptions = {}): Promise<Taken> {
  const path = await database.run(
    `SELECT current_setting('search_path') AS path, set_config('search_path', 'public', false) AS own`,
  );
  if (!path.ok) return path;
  const leaveOut = options.leaveOut ?? ['schema_migrations'];
  const answer = await database.run(catalogueSql(database.engine.versionNumber), {
    parameters: [arrayText(leaveOut)],
  });
  const restored = await database.run(`SELECT set_config('search_path', $1, false)`, {
    parameters: [path.rows[0]?.['path'] ?? ''],
  });
  if (!answer.ok) return answer;
  return restored.ok ? { ok: true, fingerprint: readFingerprint(answer.rows) } : restored;
}

function arrayText(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

function readFingerprint(rows: readonly Row[]): Fingerprint {
  const objects = rows.map(readObject).map((object) => [labelOf(object.subject), object] as const);
  return { objects: new Map(objects.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) };
}

function readObject(row: Row): CatalogueObject {
  const subject = {
    kind: objectKinds.find((kind) => kind === row['kind']) ?? ('type' satisfies ObjectKind),
    schema: row['schema'] ?? undefined,
    table: row['relation'] ?? undefined,
    name: row['name'] ?? '',
  };
  const position = row['position'] ?? undefined;
  return {
    subject,
    definition: row['definition'] ?? '',
    position: position === undefined ? undefined : Number(position),
  };
}
