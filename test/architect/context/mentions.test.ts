import { describe, expect, it } from 'vitest';
import { parseMentions, printMention, type Mention } from '../../../src/architect/context/mention.ts';
import { resolveMention } from '../../../src/architect/context/resolve-mention.ts';
import { suggestMentions } from '../../../src/architect/context/suggest-mentions.ts';
import { analysedContext } from '../tools/context.ts';
import { shop } from './shop.ts';

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
    const context = await analysedContext({ ...shop, '.env': 'KEY=sk-ant-secret' });
    for (const path of ['.env', './.env', 'config/../.env', 'config/prod.secret.exs']) {
      const result = await resolveMention({ kind: 'file', path }, context);
      expect(result.ok, path).toBe(false);
      expect(JSON.stringify(result)).not.toContain('sk-ant');
    }
  });

  it('become data with marks and places', async () => {
    const context = await analysedContext(shop);
    const resource = await resolveMention({ kind: 'resource', name: 'Order' }, context);
    expect(resource).toMatchObject({ ok: true, label: 'Shop.Orders.Order' });
    expect(resource.ok && resource.text).toMatch(
      /^<data-\S+ from="the model of Shop\.Orders\.Order">\n## Shop\.Orders\.Order/,
    );
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
    const context = await analysedContext({ ...shop, 'lib/long.ex': secret + '# line\n'.repeat(9000) });
    const file = await resolveMention({ kind: 'file', path: 'lib/long.ex' }, context);
    expect(file.ok && file.text.length).toBeLessThan(12_500);
    expect(file.ok && file.text).toContain('lines are left out');
    expect(file.ok && file.text).not.toContain('correcthorse');
  });

  it('that name nothing come back with a reason', async () => {
    const context = await analysedContext(shop);
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
    const context = await analysedContext(shop);
    const kinds = await suggestMentions('@', context, undefined);
    expect(kinds.map(({ insert }) => insert)).toEqual(['@resource:', '@domain:', '@migration:', '@file:', '@finding:']);
    const selection = { path: 'lib/a.ex', startLine: 1, endLine: 2 };
    expect(await suggestMentions('@sel', context, selection)).toMatchObject([{ insert: '@selection:lib/a.ex:1-2' }]);
  });

  it('find names by their beginnings, middles and letters', async () => {
    const context = await analysedContext(shop);
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
