import { describe, expect, it } from 'vitest';
import { printMigration } from '../../../src/ecto/print-migration.ts';
import { Decisions } from '../../../src/snapshots/plan/decisions.ts';
import { parseDecision } from '../../../src/snapshots/plan/parse-decision.ts';
import { foretoldOf } from '../../../src/snapshots/plan/foretold/project-foretold.ts';
import { driftOf } from '../../../src/snapshots/drift.ts';
import { createWorkspace } from '../../helpers/workspace.ts';
import type { Files } from './golden-steps.ts';
import { app, planOf, type Planned } from './plan-of.ts';

const attribute = (name: string, options = ''): string => `attribute :${name}, :string${options}`;
const key = ', primary_key?: true, allow_nil?: false';

function shared(resources: Readonly<Record<string, readonly string[]>>, identity = ''): Files {
  const bodies = Object.entries(resources).map(([name, lines], index) => {
    const identities = index > 0 || identity === '' ? '' : `\n  identities do\n    ${identity}\n  end`;
    return [name, { body: `  attributes do\n    ${lines.join('\n    ')}\n  end${identities}` }] as const;
  });
  const files = app(Object.fromEntries(bodies));
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, text.replace(/table "\w+"/, 'table "posts"')]),
  );
}

const byId = ['uuid_primary_key :id', attribute('title'), attribute('slug')];
const bySlug = [attribute('title', key), attribute('slug', key)];
const byTitle = [attribute('title', key)];
const prompt = `Which primary key should be used for the table \`posts\` (enter the number)?

0: [:id]
1: [:slug, :title]`;

const migrationOf = ({ plan }: Planned): string => {
  if (plan.kind === 'refused') throw new Error(plan.reason);
  return plan.migrations.map(printMigration).join('\n');
};

// What ash_postgres 2.12.0 does of these was seen by running its `deduplicate_snapshots` and what follows it.
describe('resources of one table with different primary keys', () => {
  const sources = shared({ posts: byId, slugs: bySlug }, 'identity :zzz, [:title]');

  it('the generator asks, by number, in the order of the resources', async () => {
    const { plan, opaque } = await planOf(sources);
    expect(plan.questions).toEqual([
      { kind: 'primary-key', prompt, table: 'posts', options: ['[:id]', '[:slug, :title]'], answer: undefined },
    ]);
    expect(opaque).toEqual([]);
  });

  it.each([
    ['0', 'add :id, :uuid, null: false, default: fragment("gen_random_uuid()"), primary_key: true', 'slug_title'],
    ['1', 'add :title, :text, primary_key: true', 'id'],
    ['-1', 'add :slug, :text, primary_key: true', 'id'],
  ])('the answer %s makes the other keys unique indexes', async (answer, column, index) => {
    const text = migrationOf(await planOf(sources, {}, `Q: ${prompt}\nA: ${answer}\n`));
    expect(text.replaceAll(/, null: false(?=, primary_key)/g, '')).toContain(column);
    const columns = index === 'id' ? '[:id]' : '[:slug, :title]';
    expect(text).toContain(`    create unique_index(:posts, [:title], name: "posts_zzz_index")

    create unique_index(:posts, ${columns}, name: "posts_${index}", nulls_distinct: false)`);
    expect(text).toContain(`    drop_if_exists unique_index(:posts, ${columns}, name: "posts_${index}")

    drop_if_exists unique_index(:posts, [:title], name: "posts_zzz_index")`);
  });

  it('an identity over the same columns, in the order of their names, is enough', async () => {
    const text = migrationOf(
      await planOf(shared({ posts: byId, slugs: bySlug }, 'identity :own, [:slug, :title]'), {}, 'Q: x\nA: y'),
    );
    expect(text.match(/create unique_index/g)).toHaveLength(1);
    expect(text).toContain('name: "posts_own_index"');
    const after = shared({ posts: byId, slugs: bySlug }, 'identity :own, [:slug, :title]');
    const { priv } = await planOf(after);
    const { plan } = await planOf(after, priv);
    expect(plan).toMatchObject({ kind: 'planned', migrations: [], questions: [] });
  });

  it.each(['2', '-3', 'id', ''])('the answer `%s` makes codegen raise', async (answer) => {
    const { plan } = await planOf(sources, {}, `Q: ${prompt.split('\n', 1)[0]!}\nA: ${answer}\n`);
    expect(plan.kind).toBe('refused');
  });

  it('a decision names the columns, in any order', async () => {
    const { plan } = await planOf(sources);
    const [question] = plan.questions;
    const answerOf = (value: string): string | undefined =>
      new Decisions([parseDecision('primary-key', value)!]).answerer(question!);
    expect(answerOf('posts=title, slug')).toBe('1');
    expect(answerOf('posts=id')).toBe('0');
    expect(answerOf('posts=title')).toBeUndefined();
    expect(answerOf('others=id')).toBeUndefined();
    expect(parseDecision('primary-key', 'posts')).toBeUndefined();
  });

  it('the next codegen raises, whatever changed: the index of the other key has no name', async () => {
    const { priv } = await planOf(sources, {}, `Q: ${prompt}\nA: 0\n`);
    const { plan } = await planOf(sources, priv);
    expect(plan.questions).toEqual([]);
    expect(plan).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/different primary keys: .*`slug` and `title`.*AddUniqueIndex\.up\/1/) as string,
    });
    const workspace = await createWorkspace({ ...sources, ...priv });
    const found = foretoldOf(workspace.project, workspace.snapshots, []);
    expect(found.map(({ slug, severity }) => [slug, severity])).toEqual([['primary-keys-differ', 'error']]);
    const [resource] = workspace.project.resources();
    expect(driftOf(workspace.project, workspace.snapshots).changedOf(resource!)).toEqual([]);
  });

  it('it asks once more where none of them has the key of the table', async () => {
    const { priv } = await planOf(shared({ posts: byId }));
    const { plan } = await planOf(shared({ slugs: bySlug, titles: byTitle }), priv, 'Q: Are you renaming?\nA: n');
    expect(plan.questions.map(({ kind }) => kind)).toEqual(['primary-key']);
    expect(plan.questions[0]!.options).toEqual(['[:slug, :title]', '[:title]']);
    const chosen = await planOf(
      shared({ slugs: bySlug, titles: byTitle }),
      priv,
      `Q: ${prompt.split('\n', 1)[0]!}\nA: 1`,
    );
    expect(migrationOf(chosen)).toContain('create unique_index(:posts, [:slug, :title], name: "posts_slug_title"');
  });

  it('nothing is foretold of what only an answer decides', async () => {
    const { priv } = await planOf(shared({ posts: byId }));
    const workspace = await createWorkspace({ ...shared({ slugs: bySlug, titles: byTitle }), ...priv });
    const found = foretoldOf(workspace.project, workspace.snapshots, []);
    expect(found.map(({ slug, severity }) => [slug, severity])).toEqual([['primary-keys-differ', 'warning']]);
  });

  it('where the order of the resources is not known, neither is the question', async () => {
    const { 'lib/shop.ex': domain, ...rest } = sources;
    const other = 'defmodule Other do\n  use Ash.Domain\n  resources do\n    resource Shop.Slugs\n  end\nend\n';
    const two = { ...rest, 'lib/shop.ex': domain!.replace('    resource Shop.Slugs\n', ''), 'lib/other.ex': other };
    const { plan, opaque } = await planOf(two);
    expect(plan.questions).toEqual([]);
    expect(opaque.map(({ reason }) => reason).join('\n')).toContain('in which order it names them is not known');
  });
});
