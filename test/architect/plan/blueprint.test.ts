import { describe, expect, it } from 'vitest';
import { readModel } from '../../../src/architect/context/model-view.ts';
import { createAskUser } from '../../../src/architect/plan/ask-user.ts';
import { blueprintSchema, type Blueprint } from '../../../src/architect/plan/blueprint.ts';
import { checkBlueprint } from '../../../src/architect/plan/check-blueprint.ts';
import { createDiagram } from '../../../src/architect/plan/diagram.ts';
import { lastBlueprint } from '../../../src/architect/plan/last-blueprint.ts';
import { printMermaid } from '../../../src/architect/plan/mermaid.ts';
import { printBlueprint } from '../../../src/architect/plan/print-blueprint.ts';
import { createProposeBlueprint } from '../../../src/architect/plan/propose-blueprint.ts';
import { shop } from '../context/shop.ts';
import { analysedContext, call, plainContext } from '../tools/context.ts';

const customer = {
  module: 'Shop.Sales.Customer',
  domain: 'Shop.Sales',
  table: 'customers',
  change: 'new',
  purpose: 'Somebody who orders.',
  primaryKey: { kind: 'uuid_v7', reason: 'Made in several places.' },
  attributes: [
    { name: 'email', type: ':ci_string', required: true },
    { name: 'tier', type: 'Shop.Sales.Tier', required: true, default: ':basic' },
    { name: 'labels', type: '{:array, :string}', required: true },
  ],
  identities: [{ name: 'unique_email', keys: ['email'], reason: 'People log in with it.' }],
  relationships: [{ name: 'orders', kind: 'has_many', destination: 'Shop.Orders.Order' }],
  aggregates: [{ name: 'order_count', kind: 'count', path: ['orders'] }],
  indexes: [{ fields: ['tier'], where: 'archived_at IS NULL', query: 'The list by tier | newest first.' }],
} as const;

const order = {
  module: 'Shop.Orders.Order',
  domain: 'Shop.Orders',
  table: 'orders',
  change: 'changed',
  purpose: 'What somebody orders.',
  relationships: [
    {
      name: 'customer',
      kind: 'belongs_to',
      destination: 'Shop.Sales.Customer',
      required: true,
      onDelete: 'restrict',
      isIndexed: true,
    },
  ],
} as const;

const good = {
  title: 'Customers',
  types: [{ module: 'Shop.Sales.Tier', values: ['basic', 'plus'] }],
  resources: [customer, order],
};

type Change = (blueprint: Record<string, unknown> & { resources: Record<string, unknown>[] }) => void;

async function problemsOf(change: Change): Promise<string[]> {
  const input = structuredClone(good) as unknown as Parameters<Change>[0];
  change(input);
  const { facts } = await analysedContext(shop);
  const blueprint = blueprintSchema.parse(input);
  const problems = checkBlueprint(blueprint, readModel(await facts.analysis.model([])));
  return problems.map(({ severity, at, message }) => `${severity} ${at}: ${message}`);
}

const newDomain = expect.stringMatching(
  /^warning Shop\.Sales\.Customer: The domain `Shop\.Sales` does not exist yet/,
) as string;

describe('a has_one', () => {
  it('is unique where its key is the primary key of the other side', async () => {
    const profile =
      (fields: readonly string[]): Change =>
      (it) => {
        it.resources.push({
          ...{ module: 'Shop.Sales.Profile', domain: 'Shop.Sales', table: 'profiles', change: 'new', purpose: 'More.' },
          primaryKey: { kind: 'composite', fields, reason: 'One for each customer.' },
          attributes: [{ name: 'at', type: ':date', required: true }],
          relationships: [{ ...order.relationships[0] }],
        });
        Object.assign(it.resources[0]!, {
          relationships: [
            ...customer.relationships,
            { name: 'profile', kind: 'has_one', destination: 'Shop.Sales.Profile' },
          ],
        });
      };
    expect((await problemsOf(profile(['customer_id', 'at']))).join()).toContain('Nothing keeps');
    const shared: Change = (it) => {
      profile([])(it);
      Object.assign(it.resources[2]!, { primaryKey: { kind: 'uuid', fields: ['customer_id'], reason: 'Shared.' } });
    };
    expect((await problemsOf(shared)).join()).not.toContain('Nothing keeps');
  });
});

describe('a blueprint', () => {
  it('that fits the project has only the decision on its new domain', async () => {
    expect(await problemsOf(() => undefined)).toEqual([newDomain]);
  });

  const cases: readonly (readonly [string, Change, RegExp])[] = [
    [
      'a module that is there',
      (it) => (it.resources[1]!['change'] = 'new'),
      /^error Shop\.Orders\.Order: It exists already \(lib\/shop\/orders\/order\.ex:1\)/,
    ],
    [
      'a module that is not there',
      (it) => Object.assign(it.resources[1]!, { module: 'Shop.Orders.Ordr' }),
      /^error Shop\.Orders\.Ordr: There is no such resource to change. Did you mean `Shop\.Orders\.Order`/,
    ],
    [
      'a module twice',
      (it) => it.resources.push({ ...it.resources[0]!, table: 'others' }),
      /^error Shop\.Sales\.Customer: The module is given twice/,
    ],
    [
      'a table twice',
      (it) => Object.assign(it.resources[0]!, { table: 'orders' }),
      /Two resources of the blueprint have this table/,
    ],
    [
      'a table of another resource',
      (it) => Object.assign(it.resources[0]!, { table: 'lines' }),
      /^warning .*belongs to `Shop\.Orders\.Line`/,
    ],
    [
      'no primary key',
      (it) => delete it.resources[0]!['primaryKey'],
      /^error Shop\.Sales\.Customer: The primary key decision is missing/,
    ],
    [
      'a composite key of nothing',
      (it) => Object.assign(it.resources[0]!, { primaryKey: { kind: 'composite', fields: ['a', 'b'], reason: 'x' } }),
      /^error .*primaryKey: The key names `a` and `b`/,
    ],
    [
      'a field twice',
      (it) => Object.assign(it.resources[0]!, { calculations: [{ name: 'email', type: ':string', expression: 'x' }] }),
      /^error Shop\.Sales\.Customer\.email: Two fields/,
    ],
    [
      'a name of another kind of field',
      (it) => Object.assign(it.resources[1]!, { attributes: [{ name: 'lines', type: ':integer', required: false }] }),
      /^error Shop\.Orders\.Order\.lines: .*another kind/,
    ],
    [
      'an unknown type of ours',
      (it) => delete it['types'],
      /^error Shop\.Sales\.Customer\.tier: `Shop\.Sales\.Tier` is no type/,
    ],
    [
      'an unknown short type',
      (it) =>
        Object.assign(it.resources[1]!, { attributes: [{ name: 'total', type: '{:array, :money}', required: true }] }),
      /^warning Shop\.Orders\.Order\.total: `:money` is no type of Ash itself/,
    ],
    [
      'something that is no type',
      (it) => Object.assign(it.resources[1]!, { attributes: [{ name: 'total', type: 'string()', required: true }] }),
      /^error .*is not a type as the DSL writes it/,
    ],
    [
      'an unknown key',
      (it) => Object.assign(it.resources[0]!, { identities: [{ name: 'u', keys: ['mail'], reason: 'x' }] }),
      /^error .*identities\.u: The keys `mail` are no attributes/,
    ],
    [
      'a nullable key',
      (it) => Object.assign(it.resources[1]!, { identities: [{ name: 'u', keys: ['price'], reason: 'x' }] }),
      /^warning .*`price` may be NULL/,
    ],
    [
      'an archived key',
      (it) => Object.assign(it.resources[0]!, { lifecycle: { kind: 'archived', reason: 'x' } }),
      /^warning .*unique_email: Archived rows keep/,
    ],
    [
      'an unknown destination',
      (it) =>
        Object.assign(it.resources[0]!, {
          relationships: [{ name: 'orders', kind: 'has_many', destination: 'Shop.Orders.Oder' }],
        }),
      /^error .*There is no resource `Shop\.Orders\.Oder`.*`Shop\.Orders\.Order`/,
    ],
    [
      'a has_many without its other side',
      (it) => it.resources.pop(),
      /^error .*`Shop\.Orders\.Order` has no attribute `customer_id`/,
    ],
    [
      'a has_one that may be many',
      (it) =>
        Object.assign(it.resources[0]!, {
          aggregates: [],
          relationships: [{ name: 'order', kind: 'has_one', destination: 'Shop.Orders.Order' }],
        }),
      /^warning .*Nothing keeps/,
    ],
    [
      'nilify on a required key',
      (it) => Object.assign(it.resources[1]!, { relationships: [{ ...order.relationships[0], onDelete: 'nilify' }] }),
      /^error .*every deletion of the parent would fail/,
    ],
    [
      'an undecided reference',
      (it) =>
        Object.assign(it.resources[1]!, {
          relationships: [{ name: 'customer', kind: 'belongs_to', destination: 'Shop.Sales.Customer' }],
        }),
      /^warning .*Decide on `onDelete`/,
    ],
    [
      'a serial parent',
      (it) => Object.assign(it.resources[0]!, { primaryKey: { kind: 'serial', reason: 'x' } }),
      /^warning .*attribute_type :integer/,
    ],
    [
      'a many_to_many without through',
      (it) =>
        Object.assign(it.resources[0]!, {
          aggregates: [],
          relationships: [{ name: 'orders', kind: 'many_to_many', destination: 'Shop.Orders.Order' }],
        }),
      /^error .*needs its join resource/,
    ],
    [
      'a join resource without its ends',
      (it) =>
        Object.assign(it.resources[0]!, {
          aggregates: [],
          relationships: [
            { name: 'orders', kind: 'many_to_many', destination: 'Shop.Orders.Order', through: 'Shop.Orders.Line' },
          ],
        }),
      /^error .*has no belongs_to to `Shop\.Sales\.Customer`/,
    ],
    [
      'an aggregate over nothing',
      (it) =>
        Object.assign(it.resources[0]!, { aggregates: [{ name: 'a', kind: 'count', path: ['orders', 'items'] }] }),
      /^error .*`Shop\.Orders\.Order` has no relationship `items`/,
    ],
    [
      'an aggregate without a field',
      (it) => Object.assign(it.resources[0]!, { aggregates: [{ name: 'a', kind: 'sum', path: ['orders'] }] }),
      /^error .*`sum` needs a `field`/,
    ],
    [
      'an aggregate of an unknown field',
      (it) =>
        Object.assign(it.resources[0]!, {
          aggregates: [{ name: 'a', kind: 'sum', path: ['orders', 'lines'], field: 'amunt' }],
        }),
      /^error .*`Shop\.Orders\.Line` has no field `amunt`/,
    ],
    [
      'an index on no column',
      (it) => Object.assign(it.resources[0]!, { indexes: [{ fields: ['order_count'], query: 'x' }] }),
      /^error .*`order_count` is no column/,
    ],
  ];

  it.each(cases)('with %s is told of it', async (_, change, expected) => {
    expect(await problemsOf(change)).toContainEqual(expect.stringMatching(expected));
  });
});

describe('`propose_blueprint`', () => {
  it('lets a blueprint pass with its warnings, and sends one with errors back', async () => {
    const context = await analysedContext(shop);
    const passed = await call(createProposeBlueprint(), good, context);
    expect(passed).toEqual({ text: expect.stringContaining('The blueprint is shown with its warnings') as string });
    const refused = await call(createProposeBlueprint(), { ...good, resources: [customer] }, context);
    expect(refused).toMatchObject({ isError: true, text: expect.stringContaining('customer_id') as string });
  });

  it('is found again in the conversation, if it passed', () => {
    const input = (title: string): unknown => ({ ...good, title });
    const conversation = ['first', 'second', 'refused'].flatMap((title) => [
      {
        role: 'assistant' as const,
        blocks: [{ kind: 'call' as const, id: title, tool: 'propose_blueprint', input: input(title) }],
      },
      {
        role: 'user' as const,
        blocks: [{ kind: 'result' as const, call: title, text: '', isError: title === 'refused' }],
      },
    ]);
    expect(lastBlueprint(conversation)?.title).toBe('second');
    expect(lastBlueprint([])).toBeUndefined();
  });
});

describe('a blueprint is shown', () => {
  const blueprint = blueprintSchema.parse(good);

  it('as tables that no text can break', () => {
    const text = printBlueprint(blueprint);
    expect(text).toContain('| `email` | `:ci_string` | yes |');
    expect(text).toContain('Primary key: **uuid_v7**, because made in several places.');
    expect(text).toContain('The list by tier \\| newest first.');
    const rows = text.split('\n').filter((line) => line.startsWith('| `tier`'));
    expect(rows.map((row) => row.split(/(?<!\\)\|/).length)).toEqual([7, 6]);
  });

  it('as a diagram without boxes over each other', () => {
    const diagram = createDiagram(blueprint);
    expect(diagram.nodes.map(({ title, state }) => `${title} ${state}`)).toEqual(['Customer new', 'Order changed']);
    expect(diagram.edges).toMatchObject([
      { from: 'Shop.Orders.Order', to: 'Shop.Sales.Customer', fromEnd: 'many', toEnd: 'one' },
    ]);
    const [parent, child] = diagram.nodes;
    expect(child!.x).toBeGreaterThan(parent!.x + parent!.width);
    expectInside(diagram);
  });

  it('as a diagram of circles, loops and forty resources in no time', () => {
    const modules = Array.from({ length: 40 }, (_, index) => `A.R${index}`);
    const resources = modules.map((module, index) => ({
      ...{ module, domain: 'A', table: `t${index}`, change: 'new', purpose: 'x' },
      relationships: modules.map((destination, to) => ({ name: `r${to}`, kind: 'belongs_to', destination })),
    }));
    const diagram = createDiagram(blueprintSchema.parse({ title: 'x', resources }));
    expect(diagram.nodes).toHaveLength(40);
    expect(diagram.edges).toHaveLength(1600);
    expectInside(diagram);
  });

  it('as Mermaid', () => {
    const text = printMermaid(createDiagram(blueprint));
    expect(text).toBe(
      [
        'erDiagram',
        '  Customer {',
        '    uuid_v7 id PK',
        '    ci_string email UK',
        '    Shop_Sales_Tier tier',
        '    array_string labels',
        '  }',
        '  Order {',
        '    foreign_key customer_id FK',
        '  }',
        '  Order }o--|| Customer : customer',
      ].join('\n'),
    );
  });
});

function expectInside({ nodes, edges, width, height }: ReturnType<typeof createDiagram>): void {
  const points = edges.flatMap((edge) => edge.points);
  expect(points.filter(({ x, y }) => x < 0 || y < 0 || x > width || y > height)).toEqual([]);
  for (const node of nodes) {
    expect(node.x + node.width).toBeLessThanOrEqual(width);
    expect(node.y + node.height).toBeLessThanOrEqual(height);
    for (const other of nodes) {
      if (other === node) continue;
      const isApart =
        node.x + node.width <= other.x ||
        other.x + other.width <= node.x ||
        node.y + node.height <= other.y ||
        other.y + other.height <= node.y;
      expect(isApart, `${node.id} ${other.id}`).toBe(true);
    }
  }
}

describe('`ask_user`', () => {
  const question: Blueprint['title'] = 'What happens to orders of a customer who leaves?';
  const options = [
    { label: 'Keep', consequence: 'They stay.' },
    { label: 'Delete', consequence: 'They go.' },
  ];

  it('asks, and waits for the next message', async () => {
    const { text } = await call(createAskUser(), { question, options, recommended: 1 }, plainContext({}));
    expect(text).toContain('next message');
  });

  it('refuses one option, and a recommendation of none', async () => {
    const tool = createAskUser();
    expect(tool.input.safeParse({ question, options: options.slice(1) }).success).toBe(false);
    expect(await call(tool, { question, options, recommended: 3 }, plainContext({}))).toMatchObject({ isError: true });
  });
});
