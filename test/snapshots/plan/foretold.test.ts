import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foretell } from '../../../src/snapshots/plan/foretold/foretell.ts';
import type { Foretold } from '../../../src/snapshots/plan/foretold/foretold.ts';
import { foretellResource } from '../../../src/snapshots/plan/foretold/resource-foretold.ts';
import { createWorkspace } from '../../helpers/workspace.ts';
import { goldenSteps, type Files } from './golden-steps.ts';
import { app, attributes, planOf } from './plan-of.ts';

/** What is foretold of the second of two states, when codegen was run on the first one. */
async function foretold(before: Files, after: Files, answers = ''): Promise<Foretold[]> {
  const { priv } = await planOf(before);
  const { plan } = await planOf(after, priv, answers, '20250202000000');
  if (plan.kind === 'refused') throw new Error(plan.reason);
  return foretell(plan.parts);
}

const slugs = (found: readonly Foretold[]): string[] => found.map(({ slug }) => slug);

interface Verdict {
  readonly repos: readonly {
    readonly migrations: readonly Outcome[];
    readonly tenant_migrations: readonly Outcome[];
  }[];
}

interface Outcome {
  readonly file: string;
  readonly up: unknown;
  readonly down?: unknown;
  readonly schema_restored?: boolean;
}

describe('against what PostgreSQL said of the real migrations', () => {
  it.each(goldenSteps().map((step) => [step.id, step] as const))('%s', async (id, step) => {
    const { plan } = await planOf({ ...step.sources }, step.before, step.answers);
    if (plan.kind === 'refused') throw new Error(plan.reason);
    const found = foretell(plan.parts);
    const verdict = JSON.parse(readFileSync(`test/golden/generator/${id}/verdict.json`, 'utf8')) as Verdict;
    const all = verdict.repos.flatMap((repo) => [...repo.migrations, ...repo.tenant_migrations]);
    // Extensions are left in place on purpose.
    const outcomes = all.filter(({ file }) => !file.includes('_extensions_'));
    const fails = outcomes.some(({ up }) => up !== 'ok');
    expect(found.some(({ severity }) => severity === 'error')).toBe(fails);
    const cannotGoBack = outcomes.some(({ down }) => down !== undefined && down !== 'ok');
    expect(found.some(({ message }) => message.includes('cannot be rolled back'))).toBe(cannotGoBack);
    const isOther = outcomes.some(({ schema_restored: isRestored }) => isRestored === false);
    if (isOther) expect(found.length).toBeGreaterThan(0);
  });
});

const decimal = (constraints: string): Files =>
  app({ items: { body: attributes(`attribute :fee, :decimal, constraints: [${constraints}]`) } });

const order = (postgres = '', body = ''): Files =>
  app({
    items: { body: attributes() },
    orders: {
      postgres,
      body: `${attributes()}\n\n  relationships do\n    belongs_to :item, Shop.Items${body}\n  end`,
    },
  });

const composite = (second: string): Files =>
  app({ items: { body: attributes(`attribute :code, :string, allow_nil?: false, primary_key?: ${second}`) } });

const named = (name: string, identities: string, postgres = ''): Files =>
  app({
    items: { postgres, body: `${attributes(`attribute :${name}, :string`)}\n\n  identities do\n${identities}\n  end` },
  });

describe('before codegen compares anything', () => {
  it.each([
    ['index desc: :name', 'index-of-directions'],
    ['index [desc: :name]', 'index-of-directions'],
    ['index [:id, desc: :name]', undefined],
    ['index [desc: :name], name: "items_by_name"', undefined],
  ])('%s', async (index, slug) => {
    const files = named('name', '', `    custom_indexes do\n      ${index}\n    end`);
    expect(await ofResource(files)).toEqual(slug === undefined ? [] : [slug]);
  });

  it('a data layer in a fragment and in the resource', async () => {
    const files = app({ items: { body: attributes() } });
    const withFragment = (options: string): Files => ({
      ...files,
      'lib/items.ex': files['lib/items.ex']!.replace('domain: Shop,', 'domain: Shop, fragments: [Shop.Table],'),
      'lib/table.ex': `defmodule Shop.Table do\n  use Spark.Dsl.Fragment, of: Ash.Resource${options}\nend\n`,
    });
    expect(await ofResource(withFragment(', data_layer: AshPostgres.DataLayer'))).toEqual(['data-layer-twice']);
    expect(await ofResource(withFragment(''))).toEqual([]);
  });

  it('an identity without its SQL: codegen raises, and the plan refuses with the same words', async () => {
    const files = named('name', '    identity :live, [:name], where: expr(not is_nil(name))');
    expect(await ofResource(files)).toEqual(['sql-missing']);
    await expect(planOf(files)).rejects.toThrow(
      'Must provide an entry for :live in `postgres.identity_wheres_to_sql`, or skip this identity with',
    );
    const told = '    identity_wheres_to_sql live: "name IS NOT NULL"';
    expect(await ofResource(named('name', '    identity :live, [:name], where: expr(not is_nil(name))', told))).toEqual(
      [],
    );
  });
});

async function ofResource(files: Files): Promise<string[]> {
  const { project } = await createWorkspace(files);
  const resource = project.resources().find(({ module }) => module === 'Shop.Items')!;
  return foretellResource(project, resource).map(({ slug }) => slug);
}

describe('before codegen is run', () => {
  it('a rename with another change of the table', async () => {
    const found = await foretold(
      app({ items: { body: attributes('attribute :name, :string') } }),
      app({ items: { body: attributes('attribute :label, :string, allow_nil?: false') } }),
      'Q: Are you renaming items.name to items.label?\nA: y',
    );
    expect(slugs(found)).toEqual([]);
    const both = await foretold(
      app({ items: { body: attributes('attribute :name, :string', 'attribute :size, :integer') } }),
      app({ items: { body: attributes('attribute :label, :string', 'attribute :size, :string') } }),
      'Q: Are you renaming items.name to items.label?\nA: y',
    );
    expect(slugs(both)).toContain('rename-in-alter');
  });

  it('a column that joins the primary key: codegen makes the key first', async () => {
    const found = await foretold(app({ items: { body: attributes() } }), composite('true'));
    expect(slugs(found)).toEqual(['primary-key-before-column']);
    expect(found[0]).toMatchObject({ severity: 'error', cause: { path: 'lib/items.ex', line: 12 } });
    expect(found[0]!.message).toContain('42703');
  });

  it('a primary key that something refers to', async () => {
    const before = order();
    const after = { ...before, ...pick(composite('true'), 'lib/items.ex') };
    const found = await foretold(before, after);
    expect(found.map(({ message }) => message).join()).toContain('2BP01');
  });

  it('a renamed table with nothing else to change', async () => {
    const answers = 'Q: Are you renaming items to goods?\nA: y';
    const found = await foretold(
      app({ items: { body: attributes('attribute :name, :string') } }),
      app({ goods: { body: attributes('attribute :name, :string') } }),
      answers,
    );
    expect(slugs(found)).toEqual(['rename-loses-snapshot']);
  });

  it('a renamed table that another one refers to', async () => {
    const after = app({
      goods: { body: attributes() },
      orders: { body: `${attributes()}\n\n  relationships do\n    belongs_to :item, Shop.Goods\n  end` },
    });
    const found = await foretold(order(), after, 'Q: Are you renaming items to goods?\nA: y');
    expect(slugs(found)).toContain('rename-of-referenced-table');
  });

  it.each([
    ['precision: 5, scale: 4', 'precision: 7, scale: 4', /loses its decimals.*numeric\(7,0\)/],
    ['precision: 5, scale: 4', 'precision: 5, scale: 1', /missing precision option/],
  ])('a decimal from %s to %s', async (before, after, message) => {
    const found = await foretold(decimal(before), decimal(after));
    expect(slugs(found)).toEqual(['decimal-loses-digits']);
    expect(found[0]!.message).toMatch(message);
  });

  it('a decimal whose limits both change is written whole', async () => {
    expect(slugs(await foretold(decimal('precision: 5, scale: 4'), decimal('precision: 7, scale: 2')))).toEqual([]);
  });

  it('a decimal of which something else changes loses its limits', async () => {
    const after = app({
      items: { body: attributes('attribute :fee, :decimal, constraints: [precision: 5, scale: 4], allow_nil?: false') },
    });
    const found = await foretold(decimal('precision: 5, scale: 4'), after);
    expect(found[0]!.message).toContain('loses its limits');
  });

  it('a sequence that is dropped while its column needs it', async () => {
    const number = (generated: string): Files =>
      app({ items: { body: attributes(`attribute :number, :integer, generated?: ${generated}, allow_nil?: false`) } });
    expect(slugs(await foretold(number('true'), number('false')))).toContain('sequence-dropped-in-use');
    const [found] = await foretold(number('false'), number('true'));
    expect(found).toMatchObject({ slug: 'sequence-dropped-in-use', severity: 'warning' });
    expect(found!.message).toContain('cannot be rolled back');
    const plain = app({ items: { body: attributes('attribute :number, :integer, default: 0, allow_nil?: false') } });
    expect(await foretold(number('true'), plain)).toEqual([]);
    expect(await foretold(plain, number('true'))).toEqual([]);
  });

  it('a function that a trigger uses, and `#{` in a statement', async () => {
    const statements = (body: string, other = 'EXECUTE FUNCTION touch()'): Files =>
      app({
        items: {
          postgres: `    custom_statements do
      statement :touch do
        up "CREATE FUNCTION touch() RETURNS trigger AS '${body}' LANGUAGE plpgsql"
        down "DROP FUNCTION touch()"
      end

      statement :touched do
        up "CREATE TRIGGER touched BEFORE UPDATE ON items ${other}"
        down "DROP TRIGGER touched ON items"
      end
    end`,
          body: attributes('attribute :name, :string'),
        },
      });
    expect(slugs(await foretold(statements('a'), statements('b')))).toEqual(['statement-in-use']);
    expect(slugs(await foretold(statements('a'), statements('b', 'FOR EACH ROW EXECUTE FUNCTION touch()')))).toEqual(
      [],
    );
    expect(slugs(await foretold(statements('a', 'x'), statements('\\#{1}', 'x')))).toEqual(['statement-interpolates']);
  });

  it('a type that PostgreSQL does not cast to', async () => {
    const typed = (type: string): Files => app({ items: { body: attributes(`attribute :on, ${type}`) } });
    expect(slugs(await foretold(typed(':string'), typed(':date')))).toEqual(['type-without-cast']);
    expect(slugs(await foretold(typed(':date'), typed(':string')))).toEqual([]);
  });

  it('an identity that a foreign key rests on', async () => {
    const keyed = (identity: string): Files =>
      app({
        items: {
          body: `${attributes('attribute :code, :string, allow_nil?: false')}\n\n  identities do\n${identity}\n  end`,
        },
        orders: {
          body: `${attributes()}\n\n  relationships do\n    belongs_to :item, Shop.Items, source_attribute: :item_code, destination_attribute: :code, attribute_type: :string\n  end`,
        },
      });
    const found = await foretold(keyed('    identity :code, [:code]'), keyed(''));
    expect(slugs(found)).toEqual(['identity-in-use']);
  });

  it('names that are the same after 63 bytes, and an identity called as an index is by default', async () => {
    const long = 'a_name_that_is_much_longer_than_what_postgresql_keeps_of_names';
    const found = await foretold(
      app({ items: { body: attributes('attribute :name, :string') } }),
      named('name', `    identity :${long}_one, [:name]\n    identity :${long}_two, [:name, :id]`),
    );
    expect(slugs(found)).toEqual(['cut-names-collide']);
    const clash = await foretold(
      named('name', '', '    custom_indexes do\n      index [:name]\n    end'),
      named('name', '    identity :name, [:name]', '    custom_indexes do\n      index [:name]\n    end'),
    );
    expect(slugs(clash)).toEqual(['names-collide']);
  });

  it('a key of another type than the column that it refers to', async () => {
    const numbered = app({
      items: { body: '  attributes do\n    integer_primary_key :id\n  end' },
      orders: { body: `${attributes()}\n\n  relationships do\n    belongs_to :item, Shop.Items\n  end` },
    });
    const found = await foretold({ 'lib/none.ex': 'defmodule None do\nend\n' }, numbered);
    expect(slugs(found)).toEqual(['reference-of-other-type']);
    expect(slugs(await foretold({ 'lib/none.ex': 'defmodule None do\nend\n' }, order()))).toEqual([]);
  });

  it('a deferrable reference of a new table, and an index that changes under its name', async () => {
    const deferrable = '    references do\n      reference :item, deferrable: true\n    end';
    const found = await foretold({ 'lib/none.ex': 'defmodule None do\nend\n' }, order(deferrable));
    expect(slugs(found)).toEqual(['deferrable-in-create']);
    expect(slugs(await foretold(order(), order(deferrable)))).toEqual([]);
    const indexed = (where: string): Files =>
      named('name', '', `    custom_indexes do\n      index [:name], where: "${where}"\n    end`);
    expect(slugs(await foretold(indexed('id IS NULL'), indexed('name IS NULL')))).toEqual(['index-made-before-drop']);
  });

  it('a check that keeps the old base filter', async () => {
    const filtered = (sql: string): Files =>
      app({
        items: {
          postgres: `    base_filter_sql "${sql}"\n\n    check_constraints do\n      check_constraint :size, "size_positive", check: "size > 0", message: "too small"\n    end`,
          body: `  resource do\n    base_filter expr(is_nil(gone_at))\n  end\n\n${attributes('attribute :size, :integer', 'attribute :gone_at, :utc_datetime', 'attribute :hidden, :boolean')}`,
        },
      });
    expect(slugs(await foretold(filtered('gone_at IS NULL'), filtered('hidden = false')))).toEqual([
      'check-keeps-old-filter',
    ]);
  });
});

function pick(files: Files, path: string): Files {
  return { [path]: files[path]! };
}
