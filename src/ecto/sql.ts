/** What an SQL statement does, as far as its first words tell. */
export type SqlEffect =
  | 'schema'
  /** Creates what may be there already, or replaces it: it can run again. */
  | 'tolerant-schema'
  | 'data'
  /** Reads, comments, settings, locks: nothing to undo. */
  | 'none'
  | 'unknown';

/** The statements of a text, split at semicolons that stand outside of strings, comments and dollar quotes. */
export function splitSql(text: string): string[] {
  const token = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|;|[^;'"$\-/]+|[\s\S]/g;
  const statements: string[] = [''];
  for (const [part] of text.matchAll(token)) {
    if (part === ';') statements.push('');
    else if (!part.startsWith('--') && !part.startsWith('/*')) statements.push((statements.pop() ?? '') + part);
  }
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}

/** What is interpolated may be a name or an option, such as `CONCURRENTLY`: the words around it count. */
export function effectOf(statement: string): SqlEffect {
  const words = statement
    .replace(/#\{[^}]*\}/g, '')
    .replace(/\s+/g, ' ')
    .toUpperCase();
  if (/^(SELECT (SET_CONFIG|SETVAL|PG_)|SET |RESET |ANALYZE|VACUUM|COMMENT |LOCK |SHOW |NOTIFY )/.test(words))
    return 'none';
  if (/^CREATE OR REPLACE /.test(words)) return 'tolerant-schema';
  if (/^CREATE [A-Z ]*?IF NOT EXISTS /.test(words)) return 'tolerant-schema';
  if (/^ALTER TYPE \S+ ADD VALUE IF NOT EXISTS /.test(words)) return 'tolerant-schema';
  if (/^ALTER TABLE (IF EXISTS )?(ONLY )?\S+ ADD COLUMN IF NOT EXISTS [^,]*$/.test(words)) return 'tolerant-schema';
  if (/^ALTER TABLE (IF EXISTS )?(ONLY )?\S+ VALIDATE CONSTRAINT /.test(words)) return 'none';
  if (/^DROP (UNIQUE )?INDEX (CONCURRENTLY )?IF EXISTS /.test(words)) return 'tolerant-schema';
  if (/^(DROP (TRIGGER|FUNCTION|VIEW|MATERIALIZED VIEW|POLICY|AGGREGATE|EXTENSION) IF EXISTS )/.test(words)) {
    return 'tolerant-schema';
  }
  if (/^(CREATE|ALTER|DROP) /.test(words)) return 'schema';
  if (/^(INSERT|UPDATE|DELETE|TRUNCATE|MERGE|COPY) /.test(words)) return 'data';
  if (/^WITH /.test(words)) return /\b(INSERT INTO|UPDATE|DELETE FROM)\b/.test(words) ? 'data' : 'none';
  return 'unknown';
}

/** A quoted name, or a plain one that is not a word of the command. */
const name = String.raw`(?:"(?:[^"]|"")+"|(?!(?:IF|CONCURRENTLY|AUTHORIZATION|ON|ONLY)\b)[a-z_][\w$]*)`;
const qualified = String.raw`(${name}(?:\.${name})?)`;
const exists = String.raw`(IF NOT EXISTS )?`;

type Inverse = readonly [pattern: RegExp, drop: (match: readonly (string | undefined)[]) => string];

const inverses: readonly Inverse[] = [
  [
    start(`CREATE (EXTENSION|SCHEMA) ${exists}${qualified}(?!\\w)`),
    ([, kind, may, it]) => `DROP ${kind}${ifExists(may)} ${it}`,
  ],
  [start(`CREATE TYPE ${qualified} AS(?!\\w)`), ([, it]) => `DROP TYPE ${it}`],
  [start(`CREATE DOMAIN ${qualified}(?!\\w)`), ([, it]) => `DROP DOMAIN ${it}`],
  [start(`CREATE SEQUENCE ${exists}${qualified}(?!\\w)`), ([, may, it]) => `DROP SEQUENCE${ifExists(may)} ${it}`],
  [start(`CREATE (?:RECURSIVE )?VIEW ${qualified}(?!\\w)`), ([, it]) => `DROP VIEW ${it}`],
  [
    start(`CREATE MATERIALIZED VIEW ${exists}${qualified}(?!\\w)`),
    ([, may, it]) => `DROP MATERIALIZED VIEW${ifExists(may)} ${it}`,
  ],
  [
    start(`CREATE (?:UNLOGGED )?TABLE ${exists}${qualified}(?!\\w)`),
    ([, may, it]) => `DROP TABLE${ifExists(may)} ${it}`,
  ],
  [
    start(`CREATE (?:UNIQUE )?INDEX (CONCURRENTLY )?${exists}(${name}) ON (?:ONLY )?(?:(${name})\\.)?${name}`),
    ([, concurrently, may, it, schema]) =>
      `DROP INDEX ${concurrently === undefined ? '' : 'CONCURRENTLY '}${may === undefined ? '' : 'IF EXISTS '}${schema === undefined ? '' : `${schema}.`}${it}`,
  ],
  [
    start(`CREATE (FUNCTION|PROCEDURE) ${qualified} ?(\\([^()]*\\))`),
    ([, kind, it, args]) => `DROP ${kind} ${it}${args}`,
  ],
  [
    start(`CREATE (?:CONSTRAINT )?TRIGGER (${name}) .*? ON ${qualified}`),
    ([, it, table]) => `DROP TRIGGER ${it} ON ${table}`,
  ],
  [start(`CREATE POLICY (${name}) ON ${qualified}`), ([, it, table]) => `DROP POLICY ${it} ON ${table}`],
  [
    start(`ALTER TABLE (?:ONLY )?${qualified} ADD CONSTRAINT (${name}) (?!.*, ?(?:ADD|DROP|ALTER|VALIDATE)\\b)`),
    ([, table, it]) => `ALTER TABLE ${table} DROP CONSTRAINT ${it}`,
  ],
  [
    start(`ALTER TABLE ${qualified} (ENABLE|DISABLE) ROW LEVEL SECURITY$`),
    ([, table, word]) => `ALTER TABLE ${table} ${word === 'ENABLE' ? 'DISABLE' : 'ENABLE'} ROW LEVEL SECURITY`,
  ],
];

function start(pattern: string): RegExp {
  return new RegExp(`^${pattern}`, 'i');
}

function ifExists(ifNotExists: string | undefined): string {
  return ifNotExists === undefined ? '' : ' IF EXISTS';
}

/** The statement that undoes another, where it is certain: one `CREATE` of a named thing. */
export function inverseSql(text: string): string | undefined {
  const [statement, ...more] = splitSql(text);
  if (statement === undefined || more.length > 0) return undefined;
  const words = statement.replace(/\s+/g, ' ');
  for (const [pattern, drop] of inverses) {
    const match = pattern.exec(words);
    if (match === null) continue;
    const inverse = drop(match.map((part: string | undefined) => part?.trim()));
    return /\bDEFAULT\b|=/i.test(inverse) ? undefined : inverse;
  }
  return undefined;
}
