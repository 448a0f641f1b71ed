import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkJson, createFolder, mix, product, run, writeFiles } from '../helpers/command.ts';
import { violations } from '../helpers/schema.ts';

const name = 'ash-architect-baseline.json';

it('keeps known findings back, wherever their lines move, and reports new ones', async () => {
  const shop = createFolder({ 'mix.exs': mix, 'lib/product.ex': product });
  const update = await run(['check', '--update-baseline'], { cwd: shop });
  expect(update).toMatchObject({ code: 0, stderr: `Wrote 2 known findings to ${name}.\n` });
  const written = readFileSync(join(shop, name), 'utf8');
  expect(violations('docs/schemas/baseline.schema.json', JSON.parse(written))).toEqual([]);

  const silent = await run(['check', '--fail-on', 'hint'], { cwd: shop });
  expect(silent.code).toBe(0);
  expect(silent.stdout).toContain('2 known from the baseline.');

  const moved = product.replace('  attributes do', '  # Moved.\n\n  attributes do\n    attribute :name, :string');
  writeFiles(shop, { 'lib/product.ex': moved });
  expect((await checkJson(shop)).findings).toEqual([]);

  const copied = moved.replace(
    '    attribute :price, :float',
    '    attribute :price, :float\n    attribute :fee, :float',
  );
  writeFiles(shop, { 'lib/product.ex': copied });
  const { findings, checklist } = await checkJson(shop);
  expect(findings.map(({ rule, range }) => [rule, range.start.line])).toEqual([['types/money-as-float', 15]]);
  expect(checklist[0]!.items[2]).toMatchObject({ area: 'types', state: 'flagged', findings: [0] });
});

it('is written again in full, and the same each time', async () => {
  const shop = createFolder({ 'mix.exs': mix, 'lib/product.ex': product });
  await run(['check', '--update-baseline'], { cwd: shop });
  const first = readFileSync(join(shop, name), 'utf8');
  await run(['check', '--update-baseline'], { cwd: shop });
  expect(readFileSync(join(shop, name), 'utf8')).toBe(first);
});

it('is found relative to the current folder on the command line, to the project in the configuration', async () => {
  const folder = createFolder({
    'shop/mix.exs': mix,
    'shop/lib/product.ex': product,
    'shop/ash-architect.json': '{ "baseline": "known.json" }',
  });
  await run(['check', 'shop', '--baseline', 'mine.json', '--update-baseline'], { cwd: folder });
  expect((await checkJson(folder, 'shop', '--baseline', 'mine.json')).findings).toEqual([]);
  await run(['check', 'shop', '--update-baseline'], { cwd: folder });
  expect(readFileSync(join(folder, 'shop/known.json'), 'utf8')).toBe(readFileSync(join(folder, 'mine.json'), 'utf8'));
});

it('that is broken is told on its line', async () => {
  const shop = createFolder({
    'mix.exs': mix,
    'lib/product.ex': product,
    [name]: '{\n  "version": 2,\n  "findings": []\n}',
  });
  const outcome = await run(['check'], { cwd: shop });
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toMatch(/^error: ash-architect-baseline\.json:2: .*version/);
  const unwritable = await run(['check', '--update-baseline', '--baseline', 'no/such/folder.json'], { cwd: shop });
  expect(unwritable).toMatchObject({ code: 2, stdout: '' });
  expect(unwritable.stderr).toContain('The baseline cannot be written');
});
