import { describe, expect, it } from 'vitest';
import { lookOnce, type Looking } from '../../../src/architect/context/look-up.ts';
import { parseMentions, printMention, type Mention } from '../../../src/architect/context/mention.ts';
import { resolveMention } from '../../../src/architect/context/resolve-mention.ts';
import { suggestMentions } from '../../../src/architect/context/suggest-mentions.ts';
import { analysedContext } from '../tools/context.ts';
import { shop } from './shop.ts';

const lookingAt = async (files: Readonly<Record<string, string>>): Promise<Looking> =>
  lookOnce(await analysedContext(files));

const mentions: readonly Mention[] = [
  { kind: 'resource', name: 'Shop.Orders.Order' },
  { kind: 'domain', name: 'Shop.Orders' },
  { kind: 'file', path: 'lib/with blank.ex' },
  { kind: 'migration', path: 'priv/repo/migrations/1_a.exs' },
  { kind: 'finding', rule: 'types/money-as-float', path: 'lib/with blank/a.ex', line: 12 },
  { kind: 'finding', rule: 'types/money-as-float', path: 'lib/a.ex', line: 12 },
  { kind: 'selection', path: 'lib/a.ex', startLine: 3, endLine: 9 },
];

describe('mentions', () => {
  it('are read as they are written, anywhere in a message', () => {
    for (const mention of mentions) {
      const text = `Look at ${printMention(mention)}, please.`;
      const [found, ...others] = parseMentions(text);
      expect(found?.mention).toEqual(mention);
      expect(text.slice(found!.start, found!.end)).toBe(printMention(mention));
      expect(others).toEqual([]);
    }
  });

  it('are not seen in what only looks like one', () => {
    expect(
      parseMentions('me@resource:X @impl true @doc: @resource: @resource:lower @finding:x @selection:a.ex'),
    ).toEqual([]);
    expect(parseMentions('(@resource:Order).').map(({ mention }) => mention)).toEqual([
      { kind: 'resource', name: 'Order' },
    ]);
  });

  it('show no file that holds secrets', async () => {
    const context = await lookingAt({ ...shop, '.env': 'KEY=sk-ant-secret' });
    for (const path of ['.env', './.env', 'config/../.env', 'config/prod.secret.exs']) {
      const result = await resolveMention({ kind: 'file', path }, context);
      expect(result.ok, path).toBe(false);
      expect(JSON.stringify(result)).not.toContain('sk-ant');
    }
  });

  it('become data with marks and places', async () => {
    const context = await lookingAt(shop);
    const resource = await resolveMention({ kind: 'resource', name: 'Order' }, context);
    expect(resource).toMatchObject({ ok: true, label: 'Shop.Orders.Order' });
    expect(resource.ok && resource.body).toMatch(/^## Shop\.Orders\.Order/);
    const domain = await resolveMention({ kind: 'domain', name: 'Shop.Orders' }, context);
    expect(domain.ok && domain.body).toContain('- Shop.Orders.Line (lines) lib/shop/orders/line.ex:1');
    const selection = await resolveMention(
      { kind: 'selection', path: 'lib/shop/orders/line.ex', startLine: 4, endLine: 5 },
      context,
    );
    expect(selection.ok && selection.body).toBe('4:   postgres do\n5:     table "lines"');
    const finding = await resolveMention(
      { kind: 'finding', rule: 'security/sensitive-not-marked', path: 'lib/shop/orders/order.ex', line: 12 },
      context,
    );
    expect(finding.ok && finding.body).toMatch(
      /^warning security\/sensitive-not-marked at .*\n[\s\S]*safe fix: [\s\S]*12: {5}attribute :password/,
    );
  });

  it('are bounded, and hide secrets', async () => {
    const secret = 'url = "postgres://shop:correcthorse@db/shop"\n';
    const context = await lookingAt({ ...shop, 'lib/long.ex': secret + '# line\n'.repeat(9000) });
    const file = await resolveMention({ kind: 'file', path: 'lib/long.ex' }, context);
    expect(file.ok && file.body.length).toBeLessThan(12_500);
    expect(file.ok && file.body).toContain('lines are left out');
    expect(file.ok && file.body).not.toContain('correcthorse');
  });

  it('of some lines of a file hide a secret that began before them', async () => {
    const key = '  # -----BEGIN RSA PRIVATE KEY-----\n  # MIIEabcd\n  # MIIEefgh\n  # -----END RSA PRIVATE KEY-----\n';
    const order = shop['lib/shop/orders/order.ex']!;
    const path = 'lib/shop/orders/order.ex';
    const context = await lookingAt({ ...shop, [path]: order.replace('  attributes do', `${key}  attributes do`) });
    const selection = await resolveMention({ kind: 'selection', path, startLine: 10, endLine: 13 }, context);
    expect(selection).toMatchObject({
      ok: true,
      body: '10: \n11: \n12: \n13:   attributes do',
    });
    const rule = 'security/sensitive-not-marked';
    const finding = await resolveMention({ kind: 'finding', rule, path, line: 16 }, context);
    expect(finding.ok && finding.body).toContain('16:     attribute :password');
    expect(finding.ok && finding.body).not.toContain('MIIE');
  });

  it('show the lines of a file with any line breaks, and none that there are not', async () => {
    const context = await lookingAt({ ...shop, 'lib/a.ex': 'one\r\ntwo\r\n' });
    const file = await resolveMention({ kind: 'file', path: 'lib/a.ex' }, context);
    expect(file).toMatchObject({ ok: true, body: '1: one\n2: two' });
    for (const [startLine, endLine] of [
      [0, 1],
      [3, 4],
      [2, 1],
    ] as const) {
      const result = await resolveMention({ kind: 'selection', path: 'lib/a.ex', startLine, endLine }, context);
      expect(result).toMatchObject({ ok: false, reason: expect.stringContaining('it has 2') as string });
    }
  });

  it('ask for one model and one report, however many there are, and for migrations whether they changed or not', async () => {
    const given = await analysedContext({
      ...shop,
      'priv/repo/migrations/20250102000000_drop.exs':
        'defmodule Shop.Repo.Migrations.Drop do\n  use Ecto.Migration\n\n  def up do\n    execute "SELECT 1"\n  end\nend\n',
    });
    const asked: string[] = [];
    const analysis = new Proxy(given.facts.analysis, {
      get: (port, name) => {
        asked.push(String(name));
        const value: unknown = Reflect.get(port, name);
        return typeof value === 'function' ? (value.bind(port) as unknown) : value;
      },
    });
    const changed = { paths: [], comparedWith: 'main' };
    const migrations = { kind: 'some', paths: [], reason: 'none changed', changed } as const;
    const context = lookOnce({ ...given, facts: { ...given.facts, analysis, migrations } });
    for (const name of ['Order', 'Line']) await resolveMention({ kind: 'resource', name }, context);
    expect(asked).toEqual(['model', 'check']);
    const path = 'priv/repo/migrations/20250102000000_drop.exs';
    const finding = await resolveMention({ kind: 'finding', rule: 'migrations/missing-down', path, line: 4 }, context);
    expect(finding).toMatchObject({ ok: true });
  });

  it('that name nothing come back with a reason', async () => {
    const context = await lookingAt(shop);
    const wrong: readonly (readonly [Mention, RegExp])[] = [
      [{ kind: 'resource', name: 'Ordr' }, /no resource `Ordr`.*Did you mean `Order`/],
      [{ kind: 'domain', name: 'Nowhere.At.All' }, /no domain/],
      [{ kind: 'file', path: 'lib/none.ex' }, /no file/],
      [{ kind: 'finding', rule: 'types/string-enum', path: 'lib/shop/orders.ex', line: 1 }, /any more/],
    ];
    for (const [mention, reason] of wrong) {
      const result = await resolveMention(mention, context);
      expect(result).toMatchObject({ ok: false, reason: expect.stringMatching(reason) as string });
    }
  });
});

describe('completions of mentions', () => {
  it('begin with the kinds, and a selection only where there is one', async () => {
    const context = await lookingAt(shop);
    const kinds = await suggestMentions('@', context, undefined);
    expect(kinds.map(({ insert }) => insert)).toEqual(['@resource:', '@domain:', '@migration:', '@file:', '@finding:']);
    const selection = { path: 'lib/a.ex', startLine: 1, endLine: 2 };
    expect(await suggestMentions('@sel', context, selection)).toMatchObject([{ insert: '@selection:lib/a.ex:1-2' }]);
  });

  it('find names by their beginnings, middles and letters', async () => {
    const context = await lookingAt(shop);
    const inserts = async (prefix: string): Promise<string[]> =>
      (await suggestMentions(prefix, context, undefined)).map(({ insert }) => insert);
    expect(await inserts('@resource:li')).toEqual(['@resource:Shop.Orders.Line']);
    expect(await inserts('@resource:')).toEqual(['@resource:Shop.Orders.Line', '@resource:Shop.Orders.Order']);
    expect(await inserts('@resource:shor')).toEqual(['@resource:Shop.Orders.Line', '@resource:Shop.Orders.Order']);
    expect(await inserts('@migration:')).toEqual(['@migration:priv/repo/migrations/20250101000000_create_orders.exs']);
    const [first] = await inserts('@finding:sens');
    expect(first).toBe('@finding:security/sensitive-not-marked:lib/shop/orders/order.ex:12');
    expect(await inserts('@nothing:x')).toEqual([]);
  });
});
