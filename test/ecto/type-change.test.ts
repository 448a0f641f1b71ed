import { describe, expect, it } from 'vitest';
import type { DatabaseType } from '../../src/ecto/database-type.ts';
import { typeChange } from '../../src/ecto/type-change.ts';

/** `varchar(80)`, `numeric(10,2)`, `text[]`. */
function type(written: string): DatabaseType {
  const [, name = '', limits = '', arrays = ''] = /^([^([]+)(?:\(([\d,]+)\))?((?:\[\])*)$/.exec(written) ?? [];
  return { name, limits: limits === '' ? [] : limits.split(',').map(Number), dimensions: arrays.length / 2 };
}

/** As PostgreSQL 18 does it, seen in whether `relfilenode` changes; `shortens` and `rounds` rewrite too. */
describe('typeChange', () => {
  it.each([
    ['varchar(80)', 'varchar(80)', 'free'],
    ['varchar(80)', 'varchar(255)', 'free'],
    ['varchar(255)', 'text', 'free'],
    ['text', 'varchar(255)', 'shortens'],
    ['varchar(255)', 'varchar(80)', 'shortens'],
    ['text', 'citext', 'reindexes'],
    ['citext', 'text', 'reindexes'],
    ['integer', 'bigint', 'rewrites'],
    ['bigint', 'integer', 'rewrites'],
    ['numeric(10,2)', 'numeric(12,2)', 'free'],
    ['numeric(10,2)', 'numeric', 'free'],
    ['numeric(10,2)', 'numeric(12,0)', 'rounds'],
    ['numeric(10,2)', 'numeric(12,4)', 'rewrites'],
    ['numeric', 'numeric(12,4)', 'rounds'],
    ['integer', 'numeric', 'rewrites'],
    ['double precision', 'integer', 'rounds'],
    ['double precision', 'numeric(8,2)', 'rounds'],
    ['timestamp(0)', 'timestamp', 'free'],
    ['timestamp', 'timestamp(0)', 'rounds'],
    ['timestamp', 'date', 'rounds'],
    ['date', 'timestamp', 'rewrites'],
    ['uuid', 'text', 'rewrites'],
    ['text', 'uuid', 'impossible'],
    ['text', 'integer', 'impossible'],
    ['boolean', 'integer', 'impossible'],
    ['bigint', 'uuid', 'impossible'],
    ['jsonb', 'text[]', 'impossible'],
    ['text', 'text[]', 'impossible'],
    ['text[]', 'text', 'rewrites'],
    ['varchar(80)[]', 'text[]', 'rewrites'],
    ['citext[]', 'text[]', 'rewrites'],
    ['numeric(10,2)[]', 'numeric(12,2)[]', 'rewrites'],
    ['numeric(10,2)[]', 'numeric[]', 'free'],
    ['timestamp', 'timestamptz', undefined],
    ['text', 'vector(3)', undefined],
  ])('from %s to %s: %s', (before, after, effect) => {
    expect(typeChange(type(before), type(after))).toBe(effect);
  });
});
