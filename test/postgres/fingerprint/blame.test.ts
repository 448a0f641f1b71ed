import { describe, expect, it } from 'vitest';
import type { RunStep } from '../../../src/ecto/migration-run.ts';
import type { Operation } from '../../../src/ecto/operation.ts';
import { blame } from '../../../src/postgres/fingerprint/blame.ts';
import { labelOf, type ObjectName } from '../../../src/postgres/fingerprint/fingerprint.ts';
import { touches } from '../../../src/postgres/fingerprint/touches.ts';

const named = (kind: ObjectName['kind'], name: string, table?: string, schema = 'public'): ObjectName => ({
  ...{ kind, name, table, schema },
});

const reference = { table: 'users', column: 'id', name: 'posts_user_id_fkey', type: 'bigint' } as const;
const createPosts: Operation = {
  kind: 'create-table',
  table: 'posts',
  columns: [
    { kind: 'add', column: 'id', type: 'bigserial', primaryKey: true },
    { kind: 'add', column: 'user_id', type: reference },
  ],
};
const alterPosts: Operation = {
  kind: 'alter-table',
  table: 'posts',
  changes: [{ kind: 'remove', column: 'title', dropsConstraint: 'posts_title_fkey' }],
};
const indexPosts: Operation = {
  kind: 'create-index',
  table: 'posts',
  columns: [{ name: 'title', kind: 'column' }],
  form: 'index',
  unique: false,
};
const execute = (sql: string): Operation => ({ kind: 'execute', sql, exact: true, form: 'string' });

describe('an operation', () => {
  it.each([
    [createPosts, named('table', 'posts'), 'object'],
    [createPosts, named('column', 'user_id', 'posts'), 'object'],
    [createPosts, named('column', 'title', 'posts'), 'table'],
    [createPosts, named('constraint', 'posts_pkey', 'posts'), 'object'],
    [createPosts, named('constraint', 'posts_user_id_fkey', 'posts'), 'object'],
    [createPosts, named('sequence', 'posts_id_seq'), 'object'],
    [createPosts, named('table', 'users'), undefined],
    [createPosts, named('function', 'posts()'), undefined],
    [{ ...createPosts, prefix: 'audit' }, named('table', 'posts'), undefined],
    [{ ...createPosts, prefix: 'audit' }, named('table', 'posts', undefined, 'audit'), 'object'],
    [{ ...createPosts, prefix: 'prefix()' }, named('table', 'posts', undefined, 'tenant_a'), 'object'],
    [alterPosts, named('table', 'posts'), 'table'],
    [alterPosts, named('column', 'title', 'posts'), 'object'],
    [alterPosts, named('column order', 'posts', 'posts'), 'object'],
    [alterPosts, named('constraint', 'posts_title_fkey', 'posts'), 'object'],
    [indexPosts, named('index', 'posts_title_index', 'posts'), 'object'],
    [indexPosts, named('index', 'other', 'posts'), 'table'],
    [execute('CREATE INDEX Titles ON posts (title)'), named('index', 'titles', 'posts'), 'object'],
    [execute(`SELECT 'titles of posts'`), named('index', 'titles', 'posts'), undefined],
    [execute('UPDATE posts SET a = 1'), named('index', 'titles', 'posts'), 'table'],
    [execute('DROP FUNCTION add(int, int)'), named('function', 'add(integer, integer)'), 'object'],
    [execute('CREATE EXTENSION "uuid-ossp"'), { ...named('extension', 'uuid-ossp'), schema: undefined }, 'object'],
  ] as const)('%j and %j', (operation, subject, touch) => {
    expect(touches(operation, subject)).toBe(touch);
  });
});

describe('a difference', () => {
  const step = (line: number, operation: Operation): RunStep => ({
    ...{ kind: 'statement', sql: 'SELECT 1', cause: { path: 'm.exs', line }, description: '', operation },
  });
  const difference = (subject: ObjectName) => ({ object: labelOf(subject), subject, before: 'x', after: undefined });

  it('is told on the last step that names its object, else on one that names its table', () => {
    const steps = [step(1, createPosts), step(2, alterPosts), step(3, indexPosts)];
    expect(blame(difference(named('column', 'user_id', 'posts')), steps)?.cause.line).toBe(1);
    expect(blame(difference(named('column', 'title', 'posts')), steps)?.cause.line).toBe(2);
    expect(blame(difference(named('trigger', 'bump', 'posts')), steps)?.cause.line).toBe(3);
    expect(blame(difference(named('enum type', 'mood')), steps)).toBeUndefined();
  });

  it('is told on a statement without an operation by its text', () => {
    const raw: RunStep = {
      kind: 'statement',
      sql: 'CREATE TYPE mood AS ENUM ()',
      cause: { path: 'm', line: 7 },
      description: '',
    };
    expect(blame(difference(named('enum type', 'mood')), [raw])?.cause.line).toBe(7);
  });
});
