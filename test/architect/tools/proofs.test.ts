import { describe, expect, it } from 'vitest';
import type { ToolContext } from '../../../src/architect/tool.ts';
import { resultLimit } from '../../../src/architect/tools/data-result.ts';
import { explain } from '../../../src/architect/tools/explain.ts';
import { proveIndexes } from '../../../src/architect/tools/prove-indexes.ts';
import { prove } from '../../../src/architect/tools/prove.ts';
import type { ExplainedOnRows } from '../../../src/postgres/experiment/explain-on-rows.ts';
import type { IndexReport, ReportedIndex } from '../../../src/postgres/experiment/index-report.ts';
import type { Plan, PlanNode } from '../../../src/postgres/explain/plan.ts';
import type { MigrationProof, ProofReport } from '../../../src/postgres/proof/proof-report.ts';
import type { Proofs } from '../../../src/postgres/proofs.ts';
import { shop } from '../context/shop.ts';
import { analysedContext, call, plainContext } from './context.ts';

const engine = { name: 'PGlite', version: '18.1' } as const;
const path = 'priv/repo/migrations/20250101000000_add_state.exs';

const proven: MigrationProof = {
  ...{ path, verdict: 'proven', notes: [], warnings: [], differences: [], steps: [], rows: null, ms: 3 },
  ...{ up: { ok: true }, down: { ok: true, restored: true }, again: { ok: true, equal: true } },
};

const refuted: MigrationProof = {
  ...proven,
  verdict: 'refuted',
  reason: 'Its `down` does not give the schema of before.',
  down: { ok: true, restored: false },
  differences: [
    {
      ...{ object: 'table public.posts column state', before: null, after: 'text', line: 5 },
      operation: 'add column `state` to `posts`',
    },
  ],
  again: {
    ok: false,
    equal: false,
    error: { sqlstate: '42701', message: 'column "state" already exists', operation: 'add column', line: 5 },
  },
  steps: [
    {
      ...{ direction: 'up', sql: 'ALTER TABLE posts ADD COLUMN state text', ms: 1 },
      locks: [
        { relation: 'posts', mode: 'AccessExclusiveLock' },
        { relation: 'posts', mode: 'AccessShareLock' },
      ],
    },
  ],
  rows: {
    ...{ seeded: 3, up: { ok: false }, down: { ok: true }, restored: true },
    faults: [
      {
        ...{ direction: 'up', always: true },
        error: { sqlstate: '23502', message: 'contains null values', operation: 'add column', line: 6 },
      },
    ],
  },
};

const nothing = (): never => {
  throw new Error('this was not to be asked');
};

const portWith = (given: Partial<Proofs>): Proofs => ({
  ...{ migrations: nothing, indexes: nothing, query: nothing },
  ...given,
});

const migrationsOf = (report: Partial<ProofReport>): Proofs =>
  portWith({
    migrations: () =>
      Promise.resolve({ ok: true, report: { engine, migrations: [], schemas: [], unread: [], ...report } }),
  });

describe('prove', () => {
  const asked = async (proofs: Proofs, paths: readonly string[] = [path]): Promise<string> =>
    (await call(prove, { paths }, plainContext({}, { proofs }))).text;

  it('tells the verdict, and where it comes from, as data', async () => {
    const text = await asked(migrationsOf({ migrations: [refuted] }));
    expect(text).toMatch(/^<data-(\S+) from="what running the migrations came to">\n[^]*\n<\/data-\1>\n/);
    expect(text).toContain(`${path}: refuted. Its \`down\` does not give the schema of before.`);
    expect(text).toContain('- up again fails: 42701: column "state" already exists (line 5: add column)');
    expect(text).toContain(
      '- differs: table public.posts column state: before absent, afterwards text (by line 5: add column `state` to `posts`)',
    );
    expect(text).toContain('- up fails as soon as there are rows: 23502: contains null values (line 6: add column)');
    expect(text).toContain('- up locks: posts AccessExclusiveLock\n');
    expect(text).toMatch(
      /1 migration on PGlite \(PostgreSQL 18\.1\): 1 refuted\. Call none reversible that was not proven\.$/,
    );
  });

  it('counts verdicts, and says what was not compared or read', async () => {
    const unproven: MigrationProof = { ...proven, verdict: 'not-proven', reason: 'It calls code.' };
    const schemas = [
      { repo: 'repo', reason: 'a migration is not read', differences: [], unknown: [] },
      {
        ...{ repo: 'other', equal: false, unknown: [{ table: 'tags', reason: 'it has no type' }] },
        differences: [{ object: 'table public.posts', declared: null, migrated: 'a table' }],
      },
    ];
    const unread = [{ path: 'priv/repo/migrations/a.exs', reason: 'it has a syntax error' }];
    const text = await asked(migrationsOf({ migrations: [proven, unproven], schemas, unread }));
    expect(text).toContain(`${path}: proven\n\n${path}: not-proven. It calls code.`);
    expect(text).toContain('all migrations of repo build: not compared: a migration is not read');
    expect(text).toContain(
      'of other build: they differ\n- table public.posts: resources say nothing of it, migrations a table\n- not compared: tags: it has no type',
    );
    expect(text).toContain('priv/repo/migrations/a.exs: not read: it has a syntax error');
    expect(text).toContain('2 migrations on PGlite (PostgreSQL 18.1): 1 proven, 1 not-proven.');
  });

  it('asks for those that changed where none is named, and for the named ones by their plain paths', async () => {
    const seen: unknown[] = [];
    const proofs = portWith({
      migrations: (given) => {
        seen.push(given);
        return Promise.resolve({ ok: true, report: { engine: null, migrations: [], schemas: [], unread: [] } });
      },
    });
    expect(await asked(proofs, [])).toContain('There was no migration to prove.');
    await asked(proofs, [`./${path}`]);
    expect(seen).toEqual(['changed', [path]]);
  });

  it('runs nothing for a path that may not be read, and says why nothing was run', async () => {
    for (const given of ['../other.exs', '.env'])
      expect(await call(prove, { paths: [given] }, plainContext({}, { proofs: portWith({}) }))).toMatchObject({
        isError: true,
      });
    expect(await call(prove, {}, plainContext({}))).toEqual({
      isError: true,
      text: 'Nothing can be run on PostgreSQL here: say of what you claim that it is not proven.',
    });
    const refusing = portWith({ migrations: () => Promise.resolve({ ok: false, reason: 'It is not trusted.' }) });
    expect(await call(prove, {}, plainContext({}, { proofs: refusing }))).toEqual({
      isError: true,
      text: 'It is not trusted.',
    });
  });

  it('ends with the call', async () => {
    const stopper = new AbortController();
    const proofs = portWith({
      migrations: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
          stopper.abort(new Error('It was stopped.'));
        }),
    });
    const running = call(prove, {}, plainContext({}, { proofs, signal: stopper.signal }));
    await expect(running).rejects.toThrow('It was stopped.');
  });

  it('is bounded', async () => {
    const text = await asked(migrationsOf({ migrations: Array.from({ length: 900 }, () => refuted) }));
    expect(text.length).toBeLessThan(resultLimit + 1000);
    expect(text).toContain('Prove fewer migrations at a time.');
  });
});

const origin = { resource: 'Shop.Orders.Order', path: 'lib/shop/orders/order.ex', line: 4, what: 'read action `open`' };
const longPlan = Array.from({ length: 20 }, (_, index) => `node ${index}`).join('\n');

const missing: ReportedIndex = {
  ...{ table: 'orders', name: 'suggested_1', sql: 'CREATE INDEX …', columns: ['state', 'inserted_at'] },
  ...{ using: 'btree', unique: false, status: 'suggested', origin, verdict: 'serves', usedBy: [] },
  summary: 'An index on `state` serves read action `open`.',
  flips: (['rare', 'median'] as const).map((sample) => ({
    ...{ query: 'open', sample, scans: [] },
    before: { cost: 2000, rows: 100_000, buffers: 800, ms: 9 },
    after: { cost: sample === 'rare' ? 4 : 20, rows: 10, buffers: 8, ms: 1 },
    plans: { before: longPlan, after: 'Index Scan using suggested_1\n' },
  })),
  declaration: { block: 'postgres → custom_indexes', code: 'index [:state, :inserted_at]' },
};

const standing: ReportedIndex = {
  ...missing,
  ...{ name: 'orders_old_index', columns: ['note'], using: 'gin', where: 'note IS NOT NULL', status: 'standing' },
  ...{ verdict: 'redundant', flips: [], summary: 'Another one serves them.' },
};

const indexReport: IndexReport = {
  ...{ version: 1, engine, repo: 'Shop.Repo', estimates: [], notes: ['No extension `postgis`.'], unread: [] },
  settings: { rows: 100_000, rowsPerParent: 20, tenants: 1, seed: 1, randomPageCost: 1.1 },
  tables: [{ table: 'orders', resource: 'Shop.Orders.Order', rows: 100_000 }],
  queries: [{ id: 'open', origin, sql: 'SELECT *\nFROM orders', table: 'orders', samples: [] }],
  indexes: [standing, missing],
};

describe('prove_indexes', () => {
  const contextWith = (proofs: Proofs): Promise<ToolContext> => analysedContext(shop, { proofs });

  it('tells what is missing first, with figures, plans and what to write', async () => {
    const seen: unknown[] = [];
    const proofs = portWith({
      indexes: (resources) => {
        seen.push(resources);
        return Promise.resolve({ ok: true, report: [indexReport] });
      },
    });
    const { text } = await call(proveIndexes, { resources: ['Order'] }, await contextWith(proofs));
    expect(seen).toEqual([['Shop.Orders.Order']]);
    expect(text).toMatch(
      /^<data-(\S+) from="what indexes came to on generated rows">[^]*<\/data-\1>\nMissing indexes: 1\./,
    );
    expect(text).toContain('Shop.Repo: measured on PGlite (PostgreSQL 18.1), generated rows: orders 100000.');
    expect(text).toContain('missing: orders (state, inserted_at) at lib/shop/orders/order.ex:4\n  An index on');
    expect(text).toContain(
      'read action `open` (lib/shop/orders/order.ex:4): cost 2,000 → 20 (100 times less), rows 100,000 → 10 (10,000 times less), pages 800 → 8 (100 times less)',
    );
    expect(text).toContain('    SELECT * FROM orders\n    without it:\n      node 0\n');
    expect(text).toContain('      (13 more lines)\n    with it:\n      Index Scan using suggested_1\n');
    expect(text).toContain('  write in `postgres → custom_indexes`:\n    index [:state, :inserted_at]');
    expect(text).toContain('redundant: orders (note) using gin where note IS NOT NULL, orders_old_index at');
    expect(text).toContain('Left out:\n- No extension `postgis`.');
    expect(text.indexOf('missing: orders')).toBeLessThan(text.indexOf('redundant: orders'));
    expect(text).not.toContain('cost 2,000 → 4');
  });

  it('knows resources by the ends of their names, and says which there are not', async () => {
    const context = await contextWith(portWith({}));
    expect(await call(proveIndexes, { resources: ['Nobody'] }, context)).toMatchObject({
      isError: true,
      text: expect.stringContaining('no resource `Nobody`') as string,
    });
    const failing = portWith({ indexes: () => Promise.resolve({ ok: false, reason: 'There is no table.' }) });
    expect(await call(proveIndexes, { resources: ['Order'] }, await contextWith(failing))).toEqual({
      isError: true,
      text: 'There is no table.',
    });
    const idle = portWith({
      indexes: () => Promise.resolve({ ok: true, report: [{ ...indexReport, engine: null, indexes: [] }] }),
    });
    const { text } = await call(proveIndexes, { resources: ['Order'] }, await contextWith(idle));
    expect(text).toMatch(/Nothing was measured: claim of no index that it helps\.$/);
  });

  it('is bounded', async () => {
    const many = { ...indexReport, indexes: Array.from({ length: 400 }, () => missing) };
    const proofs = portWith({ indexes: () => Promise.resolve({ ok: true, report: [many] }) });
    const { text } = await call(proveIndexes, { resources: ['Order'] }, await contextWith(proofs));
    expect(text.length).toBeLessThan(resultLimit + 1000);
    expect(text).toContain('Ask for fewer resources.');
  });
});

const scan = (label: string, index: string | undefined, buffers: number): PlanNode => ({
  ...{ type: 'Scan', label, relation: 'orders', alias: undefined, index, subplan: undefined, details: [] },
  ...{ cost: { total: buffers, ownShare: 1 }, rows: { estimated: 5, actual: 5 }, loops: 1, ownMs: 1, buffers },
  ...{ temporary: undefined, removed: undefined, heapFetches: undefined, children: [] },
});

const planOf = (root: PlanNode): Plan => ({
  ...{ root, cost: root.cost.total, executionMs: 1, planningMs: 1, wal: undefined },
});

const explainedWith = (isChanged: boolean): ExplainedOnRows => ({
  ...{ sql: 'SELECT * FROM orders WHERE state = $1', notes: ['tags: no rows.'] },
  engine: { ...engine, versionNumber: 180_001 },
  tables: [{ table: 'orders', rows: 1000 }],
  samples: [
    {
      sample: { name: 'median', values: ['open'] },
      plan: planOf(scan('Seq Scan on orders', undefined, 800)),
      suggested: isChanged
        ? [
            {
              index: {
                ...{ table: 'orders', sql: 'CREATE INDEX s ON orders (state)', name: 's', status: 'suggested' },
                ...{ coveredBy: undefined, unique: false, isConstraint: false, columns: ['state'], origin },
                declaration: { block: 'postgres → custom_indexes', code: 'index [:state]' },
              },
              plan: planOf(scan('Index Scan using s on orders', 's', 8)),
            },
          ]
        : [],
    },
  ],
});

describe('explain', () => {
  const ask = async (report: ExplainedOnRows): Promise<string> => {
    const proofs = portWith({ query: () => Promise.resolve({ ok: true, report }) });
    return (await call(explain, { query: report.sql }, plainContext({}, { proofs }))).text;
  };

  it('draws the plan, and what a suggested index makes of it', async () => {
    const text = await ask(explainedWith(true));
    expect(text).toMatch(/^<data-(\S+) from="the plan of a query on generated rows">\nSELECT [^]*<\/data-\1>\n/);
    expect(text).toContain('PGlite (PostgreSQL 18.1), generated rows: orders 1000');
    expect(text).toContain('The plan with median values ($1 = open):\n');
    expect(text).toMatch(/100% {2}Seq Scan on orders {2}rows 5 → 5 · 800 pages/);
    expect(text).toContain('With a suggested index it changes: CREATE INDEX s ON orders (state)');
    expect(text).toMatch(/Index Scan using s on orders {2}rows[^]*pages 800 → 8 \(100 times less\)/);
    expect(text).toContain('Write in `postgres → custom_indexes`:\nindex [:state]');
    expect(text).toContain('note: tags: no rows.');
    expect(text).toContain('Before you suggest the index, ask `prove_indexes`');
  });

  it('says where no index helps', async () => {
    expect(await ask(explainedWith(false))).toMatch(/No suggested index changes the plan\.$/);
  });

  it('takes a filter with its resource, and says what it cannot explain', async () => {
    const seen: unknown[] = [];
    const proofs = portWith({
      query: (query) => {
        seen.push(query);
        return Promise.resolve({ ok: false, reason: 'It cannot be said as SQL.' });
      },
    });
    const context = await analysedContext(shop, { proofs });
    expect(await call(explain, { query: 'number == "1"', resource: 'Order' }, context)).toEqual({
      isError: true,
      text: 'It cannot be said as SQL.',
    });
    expect(seen).toEqual([{ text: 'number == "1"', resource: 'Shop.Orders.Order' }]);
    expect((await call(explain, { query: 'a', resource: 'Nobody' }, context)).text).toContain('no resource `Nobody`');
    expect(seen).toHaveLength(1);
  });
});
