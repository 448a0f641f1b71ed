import { z } from 'zod';
import { addTo } from '../../base/multi-map.ts';
import { quotedName } from '../../ecto/sql-name.ts';
import type { Database, DatabaseError, Row } from '../database.ts';
import type { LiveCheck, LiveColumn, LiveForeignKey, LiveKey, LiveSchema, LiveTable, LiveType } from './live-schema.ts';

export type ReadLive =
  { readonly ok: true; readonly schema: LiveSchema } | { readonly ok: false; readonly error: DatabaseError };

/** Tables of users that rows can be written into: partitions are reached through the table that they are of. */
const tables = `WITH tables AS MATERIALIZED (
  SELECT c.oid, n.nspname, c.relname, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND c.relname <> 'schema_migrations'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
)`;

const tablesSql = `${tables}
SELECT t.oid::text AS oid, t.nspname::text AS schema, t.relname::text AS name, t.relkind = 'p' AS partitioned,
  format('%I.%I', t.nspname, t.relname) AS sql
FROM tables t ORDER BY t.nspname, t.relname`;

const columnsSql = `${tables}
SELECT t.oid::text AS table, a.attname::text AS name, a.atttypid::text AS type, a.atttypmod::text AS modifier,
  (NOT a.attnotnull AND NOT y.typnotnull)::text AS nullable, (d.oid IS NOT NULL OR y.typdefault IS NOT NULL)::text AS defaulted,
  CASE WHEN y.typtype = 'd' THEN format_type(y.typbasetype, y.typtypmod) ELSE format_type(a.atttypid, a.atttypmod) END AS base,
  CASE WHEN a.attgenerated <> '' THEN 'generated' WHEN a.attidentity = 'a' THEN 'always-identity'
    WHEN a.attidentity = 'd' THEN 'identity' WHEN pg_get_expr(d.adbin, d.adrelid) ~* '^nextval\\(' THEN 'sequence' END AS made
FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type y ON y.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
ORDER BY t.oid, a.attnum`;

const typesSql = `${tables.replace('WITH', 'WITH RECURSIVE')}, used (oid) AS (
  SELECT a.atttypid FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  UNION
  SELECT x.oid FROM used u JOIN pg_type y ON y.oid = u.oid LEFT JOIN pg_range g ON g.rngtypid = y.oid
  CROSS JOIN LATERAL (
    SELECT unnest(ARRAY[y.typbasetype, CASE WHEN y.typcategory = 'A' THEN y.typelem ELSE 0 END, coalesce(g.rngsubtype, 0)]) AS oid
    UNION ALL SELECT a.atttypid FROM pg_attribute a WHERE y.typtype = 'c' AND a.attrelid = y.typrelid AND a.attnum > 0 AND NOT a.attisdropped
  ) x WHERE x.oid <> 0
)
SELECT y.oid::text AS oid, y.typname::text AS name, y.typtype::text AS kind, nullif(y.typbasetype, 0)::text AS base,
  CASE WHEN y.typcategory = 'A' AND y.typelem <> 0 THEN y.typelem::text END AS element, g.rngsubtype::text AS subtype,
  y.typtypmod::text AS modifier,
  (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder)::text FROM pg_enum e WHERE e.enumtypid = y.oid) AS labels,
  (SELECT json_agg(a.atttypid::text ORDER BY a.attnum)::text FROM pg_attribute a WHERE y.typtype = 'c' AND a.attrelid = y.typrelid
    AND a.attnum > 0 AND NOT a.attisdropped) AS fields,
  (SELECT json_agg(pg_get_expr(c.conbin, 0))::text FROM pg_constraint c WHERE c.contypid = y.oid AND c.contype = 'c') AS checks
FROM used u JOIN pg_type y ON y.oid = u.oid LEFT JOIN pg_range g ON g.rngtypid = y.oid`;

const names = (relation: string, numbers: string): string =>
  `(SELECT json_agg(a.attname ORDER BY k.place)::text FROM unnest(${numbers}) WITH ORDINALITY k (number, place)
    JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k.number)`;

const constraintsSql = `${tables}
SELECT t.oid::text AS table, c.contype::text AS kind, c.conname::text AS name, c.condeferrable::text AS deferrable,
  ${names('c.conrelid', 'c.conkey')} AS columns, c.confrelid::text AS target,
  CASE WHEN c.contype = 'f' THEN (SELECT format('%I.%I', n.nspname, r.relname) FROM pg_class r JOIN pg_namespace n ON n.oid = r.relnamespace WHERE r.oid = c.confrelid) END AS target_sql,
  ${names('c.confrelid', 'c.confkey')} AS target_columns,
  CASE WHEN c.contype = 'c' THEN pg_get_expr(c.conbin, c.conrelid) ELSE c.confmatchtype::text END AS sql
FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype IN ('f', 'c')
UNION ALL
SELECT t.oid::text, 'partitions', '', 'false',
  ${names('t.oid', 'p.partattrs::int2[]')}, NULL, NULL, NULL,
  (SELECT string_agg('(' || coalesce(pg_get_partition_constraintdef(l.relid), 'true') || ')', ' OR ') FROM pg_partition_tree(t.oid) l WHERE l.isleaf)
FROM tables t JOIN pg_partitioned_table p ON p.partrelid = t.oid
UNION ALL
SELECT t.oid::text, 'unique', x.relname, (NOT i.indimmediate)::text,
  (SELECT json_agg(DISTINCT a.attname)::text FROM pg_attribute a
    WHERE a.attrelid = t.oid AND (a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])
      OR EXISTS (SELECT FROM pg_depend d WHERE i.indexprs IS NOT NULL AND d.classid = 'pg_class'::regclass
        AND d.objid = i.indexrelid AND d.refobjid = t.oid AND d.refobjsubid = a.attnum))),
  (i.indpred IS NULL AND i.indexprs IS NULL)::text,
  (coalesce(to_jsonb(i)->>'indnullsnotdistinct', 'false') = 'false')::text, NULL, NULL
FROM tables t JOIN pg_index i ON i.indrelid = t.oid AND i.indisunique JOIN pg_class x ON x.oid = i.indexrelid`;

/** Compiling the query of types, whose cost a server overestimates, took 0.8 s on PostgreSQL 15; running it takes 4 ms. */
const jitOffSql = `SELECT current_setting('jit') AS jit, set_config('jit', 'off', false) AS own`;

/** Names of the tables of users, in all schemas, without those of extensions and Ecto's own. */
export async function readLiveTables(
  database: Database,
): Promise<
  | { readonly ok: true; readonly tables: readonly Pick<LiveTable, 'oid' | 'schema' | 'name' | 'sql'>[] }
  | { readonly ok: false; readonly error: DatabaseError }
> {
  const answer = await database.run(tablesSql);
  if (!answer.ok) return answer;
  return { ok: true, tables: answer.rows.map((row) => readTable(row, [], [])) };
}

const list = z.array(z.string());

/** The tables of users, in all schemas, without those of extensions and Ecto's own. */
export async function readLiveSchema(database: Database): Promise<ReadLive> {
  const rows: (readonly Row[])[] = [];
  const jit = await database.run(jitOffSql);
  if (!jit.ok) return jit;
  for (const sql of [tablesSql, columnsSql, typesSql, constraintsSql]) {
    const answer = await database.run(sql);
    if (!answer.ok) return answer;
    rows.push(answer.rows);
  }
  await database.run(`SELECT set_config('jit', $1, false)`, { parameters: [jit.rows[0]?.['jit'] ?? 'on'] });
  const [tableRows = [], columnRows = [], typeRows = [], constraintRows = []] = rows;
  const columns = groupedBy(columnRows, 'table');
  const constraints = groupedBy(constraintRows, 'table');
  const domainChecks = new Map(typeRows.map((row) => [row['oid'] ?? '', listIn(row['checks'])]));
  const types = new Map(typeRows.map((row) => [row['oid'] ?? '', readType(row)]));
  return {
    ok: true,
    schema: {
      types,
      tables: tableRows.map((row) => {
        const oid = row['oid'] ?? '';
        const own = (columns.get(oid) ?? []).map(readColumn);
        return {
          ...readTable(row, constraints.get(oid) ?? [], own),
          checks: [
            ...readChecks(constraints.get(oid) ?? []),
            ...own.flatMap((column) => checksOfDomains(column, types, domainChecks)),
          ],
        };
      }),
    },
  };
}

function groupedBy(rows: readonly Row[], key: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) addTo(groups, row[key] ?? '', row);
  return groups;
}

function listIn(json: string | null | undefined): string[] {
  return typeof json === 'string' ? list.parse(JSON.parse(json)) : [];
}

function isTrue(value: string | null | undefined): boolean {
  return value === 'true' || value === 't';
}

function readTable(row: Row, constraints: readonly Row[], columns: readonly LiveColumn[]): Omit<LiveTable, 'checks'> {
  return {
    oid: row['oid'] ?? '',
    schema: row['schema'] ?? '',
    name: row['name'] ?? '',
    sql: row['sql'] ?? '',
    isPartitioned: isTrue(row['partitioned']),
    columns,
    keys: constraints.filter(({ kind }) => kind === 'unique').map(readKey),
    foreignKeys: constraints.filter(({ kind }) => kind === 'f').map(readForeignKey),
  };
}

const madeBy = z.enum(['generated', 'always-identity', 'identity', 'sequence']).optional();

function readColumn(row: Row): LiveColumn {
  return {
    name: row['name'] ?? '',
    type: row['type'] ?? '',
    baseSql: row['base'] ?? 'text',
    modifier: Number(row['modifier'] ?? -1),
    nullable: isTrue(row['nullable']),
    hasDefault: isTrue(row['defaulted']),
    made: madeBy.parse(row['made'] ?? undefined),
  };
}

const kinds: Readonly<Record<string, LiveType['kind']>> = {
  b: 'base',
  c: 'composite',
  d: 'domain',
  e: 'enum',
  r: 'range',
  m: 'multirange',
};

function readType(row: Row): LiveType {
  return {
    name: row['name'] ?? '',
    kind: kinds[row['kind'] ?? ''] ?? 'other',
    base: row['base'] ?? undefined,
    element: row['element'] ?? undefined,
    subtype: row['subtype'] ?? undefined,
    labels: listIn(row['labels']),
    fields: listIn(row['fields']),
    modifier: Number(row['modifier'] ?? -1),
  };
}

function readKey(row: Row): LiveKey {
  return {
    columns: listIn(row['columns']),
    isPlain: isTrue(row['target']),
    nullsDistinct: isTrue(row['target_sql']),
    isDeferrable: isTrue(row['deferrable']),
  };
}

function readForeignKey(row: Row): LiveForeignKey {
  return {
    name: row['name'] ?? '',
    columns: listIn(row['columns']),
    target: row['target'] ?? '',
    targetSql: row['target_sql'] ?? '',
    targetColumns: listIn(row['target_columns']),
    isDeferrable: isTrue(row['deferrable']),
    isFull: row['sql'] === 'f',
  };
}

function readChecks(constraints: readonly Row[]): LiveCheck[] {
  return constraints
    .filter(({ kind }) => kind === 'c' || kind === 'partitions')
    .map((row) => ({ sql: row['sql'] ?? 'true', columns: listIn(row['columns']) }));
}

/** What a domain says of its `VALUE`, and the domain below it, said of the column. */
function checksOfDomains(
  column: LiveColumn,
  types: ReadonlyMap<string, LiveType>,
  checks: ReadonlyMap<string, readonly string[]>,
): LiveCheck[] {
  const found: LiveCheck[] = [];
  for (let oid: string | undefined = column.type; oid !== undefined; oid = types.get(oid)?.base) {
    for (const check of checks.get(oid) ?? []) {
      const sql = check.replace(/'(?:[^']|'')*'|\bVALUE\b/g, (part) =>
        part === 'VALUE' ? quotedName(column.name) : part,
      );
      found.push({ sql, columns: [column.name] });
    }
  }
  return found;
}
