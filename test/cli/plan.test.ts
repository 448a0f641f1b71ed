import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planJsonSchema, type PlanJson } from '../../src/analysis/plan-report.ts';
import { createFolder, mix, run, writeFiles, type Outcome } from '../helpers/command.ts';
import { comparable, goldenSteps } from '../snapshots/plan/golden-steps.ts';
import { app, attributes } from '../snapshots/plan/plan-of.ts';
import { readFolder } from '../helpers/workspace.ts';

const now = '20250101000000';

function plan(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  return run(['plan', '--name', 'change', '--now', now, ...args], { cwd });
}

async function planJson(cwd: string, ...args: readonly string[]): Promise<PlanJson> {
  const { stdout, stderr } = await plan(cwd, '--format', 'json', ...args);
  if (stdout === '') throw new Error(stderr);
  return planJsonSchema.parse(JSON.parse(stdout));
}

const named = (name: string): Record<string, string> => ({
  'mix.exs': mix,
  ...app({ items: { body: attributes(`attribute :${name}, :string`) } }),
});

/** A project that codegen was run on, and whose attribute has another name since. */
async function renamed(): Promise<string> {
  const root = createFolder(named('name'));
  await plan(root, '--out', join(root, 'made'));
  mkdirSync(join(root, 'priv'));
  writeFiles(join(root, 'priv'), readFolder(join(root, 'made')));
  writeFiles(root, named('label'));
  return root;
}

describe('plan', () => {
  it('tells the operations, their lines and what they cost', async () => {
    const root = createFolder(named('name'));
    const { code, stdout } = await plan(root);
    expect(code).toBe(0);
    expect(stdout).toContain('priv/repo/migrations/20250101000000_change.exs');
    expect(stdout).toMatch(/ {4}add name: text {2}lib\/items\.ex:12\n/);
    const json = await planJson(root);
    expect(json.migrations[0]!.up[0]).toMatchObject({
      kind: 'create-table',
      table: 'items',
      columns: [
        { column: 'id' },
        { kind: 'add', column: 'name', type: 'text', cause: { path: 'lib/items.ex', line: 12 } },
      ],
    });
    expect(json.snapshots).toEqual([
      { action: 'write', path: 'priv/resource_snapshots/repo/items/20250101000001.json' },
    ]);
  });

  it('is the same as Elixir and as SQL', async () => {
    const root = createFolder(named('name'));
    expect((await plan(root, '--format', 'elixir')).stdout).toContain('create table(:items, primary_key: false) do');
    expect((await plan(root, '--format', 'sql')).stdout).toContain('CREATE TABLE "items" (\n  "id" uuid');
  });

  it('needs a name, and a time that there is', async () => {
    const root = createFolder(named('name'));
    expect(await run(['plan'], { cwd: root })).toMatchObject({ code: 2 });
    expect(await plan(root, '--now', '20251301000000')).toMatchObject({ code: 2 });
  });

  it('lists questions that nobody answered, with exit code 1', async () => {
    const root = await renamed();
    const { code, stdout } = await plan(root);
    expect(code).toBe(1);
    expect(stdout).toContain('Are you renaming items.name to items.label? not answered');
    const elixir = await plan(root, '--format', 'elixir', '--out', join(root, 'out'));
    expect(elixir.stderr).toContain('Not answered: Are you renaming items.name to items.label?');
    expect(existsSync(join(root, 'out'))).toBe(false);
  });

  it.each([
    [['--rename', 'items.name=label'], 'rename-column'],
    [['--no-rename', 'items.name'], 'alter-table'],
  ])('%j answers them', async (args, kind) => {
    const root = await renamed();
    const json = await planJson(root, ...args);
    expect(json.questions).toMatchObject([{ kind: 'rename-column-to', from: 'name', to: 'label' }]);
    expect(json.migrations.at(-1)!.up.map((operation) => operation.kind)).toEqual([kind]);
    expect((await plan(root, ...args)).code).toBe(0);
  });

  it('takes answers from a file, and none that codegen does not ask for', async () => {
    const root = await renamed();
    const answers = join(root, 'answers.txt');
    writeFileSync(answers, 'Q: Are you renaming items.name to items.label?\nA: y\n');
    expect((await plan(root, '--answers', answers)).code).toBe(0);
    writeFileSync(answers, '(no prompts)\n');
    expect((await plan(root, '--answers', answers)).code).toBe(1);
    writeFileSync(answers, 'Q: Are you sure?\nA: y\n');
    expect(await plan(root, '--answers', answers)).toMatchObject({ code: 2 });
    expect(await plan(root, '--drop-table', 'items')).toMatchObject({ code: 2 });
    expect(await plan(root, '--rename', 'items')).toMatchObject({ code: 2 });
    expect(await plan(root, '--answers', join(root, 'none.txt'))).toMatchObject({ code: 2 });
  });

  it('takes the columns of a primary key that codegen asks for', async () => {
    const slugs = `  attributes do\n    attribute :slug, :string, primary_key?: true, allow_nil?: false\n  end`;
    const files = app({ items: { body: attributes('attribute :slug, :string') }, slugs: { body: slugs } });
    const shared = { ...files, 'lib/slugs.ex': files['lib/slugs.ex']!.replace('table "slugs"', 'table "items"') };
    const root = createFolder({ 'mix.exs': mix, ...shared });
    const open = await plan(root);
    expect([open.code, open.stdout]).toEqual([1, expect.stringContaining('0: [:id] 1: [:slug] not answered')]);
    const { questions } = await planJson(root, '--primary-key', 'items=slug');
    expect(questions).toMatchObject([{ kind: 'primary-key', options: ['[:id]', '[:slug]'], answer: '1' }]);
    expect((await plan(root, '--primary-key', 'items=slug')).code).toBe(0);
    expect((await plan(root, '--primary-key', 'items=name')).code).toBe(2);
  });

  it('never writes into the project, nor over other files', async () => {
    const root = createFolder({ ...named('name'), 'full/a.txt': '' });
    expect(await plan(root, '--out', join(root, 'priv'))).toMatchObject({ code: 2 });
    expect(await plan(root, '--out', join(root, 'priv/deeper'))).toMatchObject({ code: 2 });
    expect(await plan(root, '--out', join(root, 'full'))).toMatchObject({ code: 2 });
    expect(existsSync(join(root, 'priv'))).toBe(false);
  });

  it('refuses with the words of codegen where that raises', async () => {
    const body = `${attributes('attribute :name, :string')}\n\n  identities do\n    identity :live, [:name], where: expr(true)\n  end`;
    const root = createFolder({ 'mix.exs': mix, ...app({ items: { body } }) });
    const { code, stdout } = await plan(root);
    expect(code).toBe(1);
    expect(stdout).toContain('Must provide an entry for :live in `postgres.identity_wheres_to_sql`');
    expect(await planJson(root)).toMatchObject({ migrations: [], foretold: [{ rule: 'generator/sql-missing' }] });
  });

  it('tells what goes wrong on its line', async () => {
    const root = await renamed();
    const files = app({
      items: {
        body: attributes(
          'attribute :label, :string',
          'attribute :id_no, :integer, primary_key?: true, allow_nil?: false',
        ),
      },
    });
    writeFiles(root, files);
    const { foretold } = await planJson(root, '--no-rename', 'items.name');
    expect(foretold.map(({ rule }) => rule)).toContain('generator/primary-key-before-column');
    expect(foretold[0]).toMatchObject({
      path: 'lib/items.ex',
      severity: 'error',
      range: { start: { line: 13, column: 5 } },
    });
  });
});

describe('the whole `priv` after codegen', () => {
  const steps = goldenSteps().filter(({ id }) => /^(tenants_context|schemas_tables)\//.test(id));

  it.each(steps.map((step) => [step.id, step] as const))('%s', async (_, step) => {
    const root = createFolder({ 'mix.exs': mix, ...step.sources, ...step.before, 'answers.txt': step.answers });
    const out = join(root, 'out');
    const args = ['plan', '--name', step.name, '--now', '20301231235958', '--answers', 'answers.txt', '--out', out];
    const { code, stderr } = await run(args, { cwd: root });
    expect(stderr).toContain(`Wrote ${resolve(out)}`);
    expect(code).toBe(0);
    const written = Object.entries(readFolder(out)).map(([path, text]) => [`priv/${path}`, text] as const);
    expect(comparable(Object.fromEntries(written))).toEqual(comparable(step.after));
    const untouched = Object.keys(step.before).every(
      (path) => readFileSync(join(root, path), 'utf8') === step.before[path],
    );
    expect(untouched).toBe(true);
  });
});
