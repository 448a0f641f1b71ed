import { execFileSync, spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import type { Operation } from '../../src/ecto/operation.ts';
import { printMigration } from '../../src/ecto/print-migration.ts';

const columns = ['first', 'second', 'third', 'fourth'].map((word) => ({
  name: `${word}_quite_long_column`,
  kind: 'column' as const,
}));
const table = 'a_very_long_table_name_that_goes_on_and_on';

/** Commands that do not fit on a line, in every form that AshPostgres writes. */
const up: readonly Operation[] = [
  { kind: 'create-index', table: 'items', columns, form: 'unique_index', unique: true, name: 'items_by_everything' },
  {
    ...{ kind: 'create-index', table: 'items', columns: columns.slice(0, 2), form: 'index', unique: false },
    where: "(archived_at IS NULL) AND something_long_here_that_makes_it_too_long = 'a string' AND more",
  },
  {
    kind: 'create-index',
    table: 'items',
    columns: [{ name: 'at', kind: 'column', order: 'desc' }],
    form: 'index',
    unique: false,
  },
  { kind: 'drop-index', table, columns, form: 'index', ifExists: true },
  {
    ...{ kind: 'create-table', table, prefix: 'some_schema_with_a_long_name', options: 'PARTITION BY RANGE (at)' },
    columns: [
      {
        kind: 'add',
        column: 'id',
        type: 'uuid',
        null: false,
        default: 'fragment("gen_random_uuid()")',
        primaryKey: true,
      },
      { kind: 'add', column: 'title', type: 'text', default: `"${'a default that is long, '.repeat(4)}"` },
      { kind: 'add', column: 'tags', type: ['array', 'text'], default: `[${Array(11).fill('"a tag"').join(', ')}]` },
      {
        ...{ kind: 'add', column: 'org_ref', null: false },
        type: {
          ...{
            table: 'organizations',
            column: 'id',
            name: 'x_org_fkey',
            type: 'uuid',
            prefix: 'public',
            match: 'full',
          },
          with: [
            ['org_id', 'org_id'],
            ['tenant_identifier_column', 'tenant_identifier_column'],
          ],
          onDelete: '{:nilify, [:org_ref]}',
        },
      },
    ],
  },
  {
    ...{ kind: 'alter-table', table: 'items', prefix: 'prefix()' },
    changes: [
      { kind: 'modify', column: 'fee', type: 'decimal', precision: 7 },
      { kind: 'rename-column', table: 'items', column: 'a', to: 'b' },
      { kind: 'remove', column: 'gone' },
    ],
  },
  {
    kind: 'drop-constraint',
    table,
    name: `${table}_column_fkey`,
    constraint: 'foreign-key',
    ifExists: false,
    prefix: 'x',
  },
  { kind: 'drop-constraint', table: 'items', name: 'items_pkey', constraint: 'primary-key', ifExists: false },
  { kind: 'drop-constraint', table: 'items', name: 'positive', constraint: 'check', ifExists: true },
  { kind: 'rename-table', table, to: 'another_very_long_table_name_that_goes_on', prefix: 'some_schema' },
  { kind: 'rename-column', table, column: 'a_long_column_name_of_it', to: 'another_long_column_name', prefix: 'x' },
  { kind: 'create-constraint', table: 'books', name: 'pages_positive', check: 'pages > 0\n  OR true', prefix: 'lib' },
  {
    kind: 'execute',
    sql: `ALTER INDEX ${table}_index RENAME TO another_very_long_index_name_of_it`,
    exact: true,
    form: 'string',
  },
  { kind: 'execute', sql: 'ALTER TABLE "#{prefix()}"."t" ADD PRIMARY KEY (id)', exact: false, form: 'string' },
  { kind: 'execute', sql: "CREATE VIEW v AS\n  SELECT 'a'\n\nWHERE true", exact: true, form: 'heredoc' },
  { kind: 'drop-table', table: 'old', note: 'Whether it goes is not known.' },
];

const down: readonly Operation[] = [{ kind: 'code', code: '# Rollback would require recreating the table manually' }];
const text = printMigration({ module: 'Blog.Repo.Migrations.All', transaction: false, content: 'snapshots', up, down });

it('prints every form', async () => {
  await expect(text).toMatchFileSnapshot('print-migration.exs.txt');
});

const hasElixir = spawnSync('elixir', ['--version']).status === 0;

it('keeps to the formatter of Elixir, where Elixir is installed', () => {
  if (!hasElixir) return;
  const locals = 'add modify remove create alter drop drop_if_exists rename execute'
    .split(' ')
    .map((name) => `${name}: :*`);
  const script = `IO.read(:stdio, :eof) |> Code.format_string!(locals_without_parens: [${locals.join(', ')}]) |> IO.puts()`;
  expect(text).toBe(execFileSync('elixir', ['-e', script], { input: text, encoding: 'utf8' }));
});
