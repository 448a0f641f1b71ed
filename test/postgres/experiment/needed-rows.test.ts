import { expect, it } from 'vitest';
import { neededRows } from '../../../src/postgres/experiment/needed-rows.ts';
import type { LiveTable } from '../../../src/postgres/rows/live-schema.ts';
import { demand } from './demand.ts';

function table(name: string, target?: string): LiveTable {
  const column = { name: 'ref', type: '1', baseSql: 'uuid', modifier: -1, nullable: false, hasDefault: false };
  const key = {
    isFull: false,
    name: 'k',
    columns: ['ref'],
    targetSql: target ?? '',
    targetColumns: ['id'],
    isDeferrable: false,
  };
  return {
    ...{ oid: name, schema: 'public', name, sql: name, keys: [], checks: [], isPartitioned: false },
    columns: [{ ...column, made: undefined }],
    foreignKeys: target === undefined ? [] : [{ ...key, target }],
  };
}

const [users, posts, comments] = [table('users'), table('posts', 'users'), table('comments', 'posts')];
const schema = { tables: [comments, posts, users, table('elsewhere')], types: new Map() };
const setup = { schema, demanded: demand.tables, distributions: {}, rows: 100_000 };

const countsOf = (...[wanted, more]: readonly [readonly LiveTable[], object?]): readonly string[] =>
  neededRows(wanted, { ...setup, ...more }).map(({ table: { name }, count }) => `${name} ${count}`);

it('fills what is measured, and fewer rows of what these refer to, parents first', () => {
  expect(countsOf([posts])).toEqual(['users 5000', 'posts 100000']);
  expect(countsOf([posts, comments])).toEqual(['users 5000', 'posts 100000', 'comments 100000']);
  expect(countsOf([comments])).toEqual(['users 5000', 'posts 5000', 'comments 100000']);
  expect(countsOf([posts], { rows: 500 })).toEqual(['users 500', 'posts 500']);
});

it('goes by what is configured', () => {
  const distributions = { users: { rows: 7 }, 'public.posts': { rows: 9, columns: { status: { distinct: 2 } } } };
  expect(countsOf([posts], { distributions })).toEqual(['users 7', 'posts 9']);
  const needed = neededRows([posts], { ...setup, distributions });
  expect(needed[1]?.distribution?.columns?.['status']).toEqual({ distinct: 2 });
});

it('knows the values that a resource allows, and that few tenants share many rows', () => {
  const demanded = demand.tables.map((one) => ({ ...one, tenantColumn: 'author_id' }));
  const [, own] = neededRows([posts], { ...setup, demanded });
  expect(own?.distribution?.columns).toEqual({
    status: { values: ['draft', 'published', 'archived'] },
    author_id: { distinct: 20 },
  });
});
