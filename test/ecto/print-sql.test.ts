import { describe, expect, it } from 'vitest';
import type { Cost } from '../../src/ecto/cost-schema.ts';
import { defaultSql } from '../../src/ecto/default-sql.ts';
import type { ColumnOperation, Operation } from '../../src/ecto/operation.ts';
import { priced } from '../../src/ecto/priced.ts';
import { printSqlScript } from '../../src/ecto/print-sql-script.ts';
import { printSql } from '../../src/ecto/print-sql.ts';

const posts: Operation = {
  kind: 'create-table',
  table: 'posts',
  prefix: 'blog',
  columns: [
    {
      kind: 'add',
      column: 'id',
      type: 'uuid',
      null: false,
      default: 'fragment("gen_random_uuid()")',
      primaryKey: true,
    },
    { kind: 'add', column: 'number', type: 'bigserial', null: false },
    { kind: 'add', column: 'fee', type: 'decimal', precision: 7 },
    { kind: 'add', column: 'at', type: 'utc_datetime' },
    { kind: 'add', column: 'tags', type: ['array', 'text'], default: '[]' },
    {
      ...{ kind: 'add', column: 'author_id' },
      type: {
        ...{ table: 'users', column: 'id', name: 'posts_author_id_fkey', type: 'uuid', prefix: 'public' },
        with: [['org_id', 'org_id']],
        match: 'full',
        onDelete: '{:nilify, [:author_id]}',
        onUpdate: ':update_all',
      },
    },
  ],
};

describe('SQL as the adapter sends it', () => {
  it('creates tables', () => {
    expect(printSql(posts)).toBe(`CREATE TABLE "blog"."posts" (
  "id" uuid DEFAULT gen_random_uuid() NOT NULL,
  "number" bigserial NOT NULL,
  "fee" decimal(7,0),
  "at" timestamp(0),
  "tags" text[] DEFAULT ARRAY[]::text[],
  "author_id" uuid,
  CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id", "org_id") REFERENCES "public"."users"("id", "org_id") MATCH FULL ON DELETE SET NULL ("author_id") ON UPDATE CASCADE,
  PRIMARY KEY ("id")
);`);
  });

  it('modifies, adds and drops columns in one statement', () => {
    const changes: ColumnOperation[] = [
      { kind: 'modify', column: 'size', type: 'bigint', null: false, default: '0' },
      { kind: 'add', column: 'on', type: 'date' },
      { kind: 'remove', column: 'old' },
    ];
    expect(printSql({ kind: 'alter-table', table: 'posts', prefix: 'prefix()', changes })).toBe(`ALTER TABLE "posts"
  ALTER COLUMN "size" TYPE bigint,
  ALTER COLUMN "size" SET NOT NULL,
  ALTER COLUMN "size" SET DEFAULT 0,
  ADD COLUMN "on" date,
  DROP COLUMN "old";`);
  });

  it.each<readonly [Operation, string]>([
    [
      {
        ...{
          kind: 'create-index',
          table: 'posts',
          form: 'index',
          unique: true,
          where: 'a > 1',
          using: 'gist',
          include: ['b'],
        },
        columns: [
          { name: 'lower(title)', kind: 'sql' },
          { name: 'at', kind: 'column', order: 'desc' },
        ],
        nullsDistinct: false,
        concurrently: true,
      },
      'CREATE UNIQUE INDEX CONCURRENTLY "posts_lower_title_at_index" ON "posts" USING gist (lower(title), "at" DESC) INCLUDE (b) NULLS NOT DISTINCT WHERE a > 1;',
    ],
    [
      { kind: 'drop-index', table: 'posts', prefix: 'blog', columns: [], name: 'x', form: 'index', ifExists: true },
      'DROP INDEX IF EXISTS "blog"."x";',
    ],
    [
      { kind: 'create-constraint', table: 'posts', name: 'positive', check: "size > 0 AND code ~ '^\\\\d'" },
      'ALTER TABLE "posts" ADD CONSTRAINT "positive" CHECK (size > 0 AND code ~ \'^\\d\');',
    ],
    [
      { kind: 'drop-constraint', table: 'posts', name: 'posts_pkey', constraint: 'primary-key', ifExists: false },
      'ALTER TABLE "posts" DROP CONSTRAINT "posts_pkey";',
    ],
    [{ kind: 'rename-table', table: 'a', to: 'b', prefix: 's' }, 'ALTER TABLE "s"."a" RENAME TO "b";'],
    [{ kind: 'rename-column', table: 'a', column: 'x', to: 'y' }, 'ALTER TABLE "a" RENAME "x" TO "y";'],
    [{ kind: 'drop-table', table: 'a' }, 'DROP TABLE "a";'],
    [{ kind: 'execute', sql: 'SELECT 1;\n', exact: true, form: 'heredoc' }, 'SELECT 1;'],
  ])('%s', (operation, sql) => {
    expect(printSql(operation)).toBe(sql);
  });

  it('has none for what Ecto refuses, and says so', () => {
    const rename: ColumnOperation = { kind: 'rename-column', table: 'a', column: 'x', to: 'y' };
    expect(printSqlScript([{ kind: 'alter-table', table: 'a', changes: [rename] }])).toBe(
      '-- Ecto refuses a rename inside of `alter table`.\n',
    );
  });
});

describe('defaults', () => {
  it.each([
    ['fragment("(now() AT TIME ZONE \'utc\')")', 'text', "(now() AT TIME ZONE 'utc')"],
    ['"it\'s \\"so\\""', 'text', "'it''s \"so\"'"],
    ['nil', 'text', 'NULL'],
    ['1_000', 'bigint', '1000'],
    ['-1.5', 'float', '-1.5'],
    ['true', 'boolean', 'true'],
    ['%{}', 'map', "'{}'"],
    ['compute()', 'text', undefined],
  ])('%s', (code, type, sql) => {
    expect(defaultSql(code, type)).toBe(sql);
  });

  it('lists are arrays, at every depth', () => {
    expect(defaultSql('["a, b", "c"]', ['array', 'text'])).toBe("ARRAY['a, b','c']::text[]");
    expect(defaultSql('[[]]', ['array', ['array', 'bigint']])).toBe('ARRAY[ARRAY[]::bigint[]]::bigint[][]');
  });
});

describe('what it costs', () => {
  const alter = (...changes: ColumnOperation[]): Operation => ({ kind: 'alter-table', table: 'posts', changes });
  const modify = (from: string, type: string, more: object = {}): Operation =>
    alter({ kind: 'modify', column: 'a', type, from: { type: from }, ...more });
  const index: Operation = { kind: 'create-index', table: 'posts', columns: [], form: 'index', unique: false };

  it.each<readonly [string, Operation, Cost['lock'], Cost['work']]>([
    ['a nullable column', alter({ kind: 'add', column: 'a', type: 'text' }), 'access exclusive', 'none'],
    [
      'a constant',
      alter({ kind: 'add', column: 'a', type: 'text', null: false, default: '""' }),
      'access exclusive',
      'none',
    ],
    [
      'a random default',
      alter({ kind: 'add', column: 'a', type: 'uuid', default: 'fragment("gen_random_uuid()")' }),
      ...(['access exclusive', 'rewrite'] as const),
    ],
    ['a number', alter({ kind: 'add', column: 'a', type: 'bigserial' }), 'access exclusive', 'rewrite'],
    ['another type', modify('text', 'bigint'), 'access exclusive', 'rewrite'],
    ['a wider type', modify('string', 'text'), 'access exclusive', 'none'],
    ['NOT NULL', modify('text', 'text', { null: false }), 'access exclusive', 'scan'],
    ['a default', modify('text', 'text', { default: '"a"' }), 'access exclusive', 'none'],
    ['an unknown type', modify('text', 'ltree'), 'access exclusive', 'unknown'],
    ['an index', index, 'share', 'scan'],
    ['an index beside others', { ...index, concurrently: true }, 'share update exclusive', 'scan'],
    ['a column less', alter({ kind: 'remove', column: 'a' }), 'access exclusive', 'none'],
    [
      'a primary key',
      { kind: 'execute', sql: 'ALTER TABLE "posts" ADD PRIMARY KEY (id)', exact: true, form: 'string' },
      ...(['access exclusive', 'scan'] as const),
    ],
    [
      'anything',
      { kind: 'execute', sql: 'UPDATE posts SET a = 1', exact: true, form: 'heredoc' },
      'unknown',
      'unknown',
    ],
  ])('%s', (_, operation, lock, work) => {
    expect(priced([operation])[0]!.cost).toMatchObject({ lock, work });
  });

  it('nothing on a table that the migration makes', () => {
    const [, own, other] = priced([posts, { ...index, prefix: 'blog' }, index]);
    expect(own!.cost).toEqual({ lock: 'none', work: 'none' });
    expect(other!.cost).toMatchObject({ lock: 'share' });
  });

  it('stands above the statement, with the line and what is not known', () => {
    const [operation] = priced([{ ...index, cause: { path: 'lib/post.ex', line: 3 }, note: 'A guess.' }]);
    expect(printSqlScript([operation!])).toMatch(
      /^-- lib\/post\.ex:3\n-- share lock; reads every row\n-- Safer: Make the index.*\n-- A guess\.\nCREATE INDEX/,
    );
  });
});
