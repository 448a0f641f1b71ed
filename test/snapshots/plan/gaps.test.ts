import { describe, expect, it } from 'vitest';
import { printMigration } from '../../../src/ecto/print-migration.ts';
import { app, attributes, planOf } from './plan-of.ts';

const elixir = async (...args: Parameters<typeof planOf>): Promise<string> => {
  const { plan } = await planOf(...args);
  if (plan.kind === 'refused') throw new Error(plan.reason);
  return plan.migrations.map(printMigration).join('\n');
};

describe('what the text does not decide', () => {
  const computed = app({
    items: { body: attributes('attribute :name, :string, allow_nil?: System.get_env("NULLS")') },
  });

  it('is assumed in a new column, said above it, and listed with its line', async () => {
    const { opaque } = await planOf(computed);
    expect(opaque).toEqual([
      {
        path: 'lib/items.ex',
        line: 12,
        reason: expect.stringMatching(/^`allow_nil\?` is not known, since .*; it was assumed\.$/) as string,
      },
    ]);
    expect(await elixir(computed)).toMatch(/ {6}# `allow_nil\?` is not known.*\n {6}add :name, :text\n/);
  });

  it('stays as it is in a column that is there', async () => {
    const required = app({ items: { body: attributes('attribute :name, :string, allow_nil?: false') } });
    const { priv } = await planOf(required);
    expect(await elixir(computed, priv)).toBe('');
  });

  it('keeps what an unknown extension may have added', async () => {
    const { priv } = await planOf(app({ items: { body: attributes('attribute :name, :string') } }));
    const plain = app({ items: { body: attributes() } });
    expect(await elixir(plain, priv)).toContain('remove :name');
    const text = plain['lib/items.ex']!.replace('domain: Shop,', 'domain: Shop, extensions: [Other.Extension],');
    const open = { ...plain, 'lib/items.ex': text };
    expect(await elixir(open, priv)).toBe('');
    expect((await planOf(open, priv)).opaque[0]!.reason).toContain('Nothing was taken away.');
  });

  it('a snapshot that cannot be read stops codegen', async () => {
    const files = app({ items: { body: attributes() } });
    const { priv } = await planOf(files);
    const broken = Object.fromEntries(
      Object.keys(priv).map((path) => [path, path.endsWith('.json') ? '{' : priv[path]!]),
    );
    await expect(planOf(files, broken)).rejects.toThrow('cannot be read');
  });

  it.each([
    [32, 2, false],
    [33, 1, false],
    [33, 2, true],
  ])('of %i tables, %i of which change, the order is not known: %s', async (count, changing, isUnknown) => {
    const resources = (name: string): Parameters<typeof app>[0] =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `table${index}`,
          { body: attributes(index < changing ? `attribute :${name}, :string` : 'attribute :old, :string') },
        ]),
      );
    const { priv } = await planOf(app(resources('old')));
    const { plan } = await planOf(app(resources('fresh')), priv, '');
    const missing = plan.kind === 'planned' ? plan.missing : [];
    expect(missing.length > 0).toBe(isUnknown);
    if (isUnknown) expect(missing[0]!.reason).toContain('(`table0` and `table1`)');
  });
});
