import { describe, expect, it } from 'vitest';
import type { Fingerprint } from '../../../src/postgres/fingerprint/fingerprint.ts';
import { needsNewer } from '../../../src/postgres/fingerprint/needs-newer.ts';

/** Statement, what it needs, and the version that this came with. */
const needs: readonly (readonly [sql: string, feature: string, since: number])[] = [
  ['CREATE UNIQUE INDEX a ON t (b) NULLS NOT DISTINCT', 'NULLS NOT DISTINCT', 15],
  ['CREATE TABLE t (id uuid DEFAULT uuidv7())', 'uuidv7()', 18],
  ['ALTER TABLE t ADD c int GENERATED ALWAYS AS (f(a, (b + 1))) VIRTUAL', 'a virtual generated column', 18],
  ['ALTER TABLE t ADD c int GENERATED ALWAYS AS (a)', 'a virtual generated column', 18],
  [
    'ALTER TABLE t ADD FOREIGN KEY (a, b) REFERENCES u (a, b) ON DELETE SET NULL (b)',
    'a list of columns behind ON DELETE SET NULL',
    15,
  ],
  ['MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE', 'MERGE', 15],
  ['ALTER TABLE t ADD CONSTRAINT c NOT NULL a NOT VALID', 'NOT NULL … NOT VALID', 18],
  ['CREATE TABLE t (r int4multirange)', 'a multirange type', 14],
  ['CREATE STATISTICS s ON lower(a), b FROM t', 'CREATE STATISTICS on expressions', 14],
  ['CREATE VIEW v WITH (security_invoker = true) AS SELECT 1', 'views with `security_invoker`', 15],
  [`SELECT * FROM JSON_TABLE('[]', '$[*]' COLUMNS (a int))`, 'json_table()', 17],
  ['CREATE TABLE t (a int4range, PRIMARY KEY (a WITHOUT OVERLAPS))', 'WITHOUT OVERLAPS', 18],
  ['ALTER TABLE t ADD CHECK (a IS JSON)', 'IS JSON', 16],
  ['ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED', 'NOT ENFORCED', 18],
  ['CREATE OR REPLACE TRIGGER x BEFORE INSERT ON t EXECUTE FUNCTION f()', 'CREATE OR REPLACE TRIGGER', 14],
  ['ALTER TABLE t DETACH PARTITION p CONCURRENTLY', 'ALTER TABLE … DETACH PARTITION … CONCURRENTLY', 14],
  ['CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1', 'a function body of plain SQL', 14],
  ['CREATE FUNCTION f() RETURNS uuid LANGUAGE sql AS $$ SELECT uuidv7() $$', 'uuidv7()', 18],
];

describe('what a migration uses', () => {
  it.each(needs)('%s', (sql, feature, since) => {
    expect(needsNewer(['SELECT 1', sql], since * 10_000 - 1)).toContainEqual({
      ...{ feature, since: since * 10_000, statement: 1 },
    });
    expect(needsNewer(['SELECT 1', sql], 180_000)).toEqual([]);
  });

  it.each([
    `COMMENT ON TABLE t IS 'NULLS NOT DISTINCT, uuidv7()'`,
    'SELECT 1 -- MERGE INTO t, uuidv7()',
    'SELECT 1 /* WITHOUT OVERLAPS */',
    'CREATE TABLE "uuidv7()" (a int)',
    'SELECT public.uuidv7()',
    'ALTER TABLE t ADD c int GENERATED ALWAYS AS (a + 1) STORED',
    'ALTER TABLE t ADD c int GENERATED ALWAYS AS IDENTITY',
    'CREATE STATISTICS s (ndistinct) ON a, b FROM t',
    'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u (a) ON DELETE SET NULL',
    'CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$',
    'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID',
    'UPDATE t SET merge = 1',
    `DO $$ BEGIN IF current_setting('server_version_num')::int >= 180000 THEN PERFORM uuidv7(); END IF; END $$`,
    'CREATE TABLE t (id uuid DEFAULT gen_random_uuid())',
  ])('is old enough in: %s', (sql) => {
    expect(needsNewer([sql], 130_000)).toEqual([]);
  });

  it('may have a function of the same name', () => {
    const own = 'CREATE FUNCTION uuidv7() RETURNS uuid LANGUAGE sql AS $$ SELECT gen_random_uuid() $$';
    expect(needsNewer([own, 'SELECT uuidv7()'], 140_000)).toEqual([]);
    const subject = { kind: 'function', schema: 'public', table: undefined, name: 'uuidv7()' } as const;
    const before: Fingerprint = {
      objects: new Map([['function uuidv7()', { subject, definition: '', position: undefined }]]),
    };
    expect(needsNewer(['SELECT uuidv7()'], 140_000, before)).toEqual([]);
    expect(needsNewer(['SELECT uuidv7()'], 140_000)).toHaveLength(1);
  });
});
