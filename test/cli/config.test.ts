import { describe, expect, it } from 'vitest';
import { checkJson, createFolder, mix, product, run, tag } from '../helpers/command.ts';

const configured = (config: string, files: Record<string, string> = {}): string =>
  createFolder({ 'mix.exs': mix, 'lib/product.ex': product, 'ash-architect.json': config, ...files });

describe('a wrong configuration ends with 2 and tells its line', () => {
  it.each([
    [
      '{\n  "preset": "strict"\n  "tests": true\n}',
      /^error: ash-architect\.json:3: the JSON is broken \(comma expected\)/,
    ],
    ['', /^error: ash-architect\.json:1: the JSON is broken \(value expected\)/],
    ['[]', /^error: ash-architect\.json:1: .*expected object/],
    ['{\n\n  "preset": "loud"\n}', /^error: ash-architect\.json:3: .*"essential"\|"recommended"\|"strict".*preset/],
    ['{\n  "tests": 1,\n  "presets": "strict"\n}', /:2: .*boolean.*\n.*ash-architect\.json:3: .*"presets"/],
    ['{ "migrations": {\n "examine": "changed",\n "since": "main" } }', /^error: ash-architect\.json:3: .*"since"/],
    [
      '{ "rules": {\n "types/money-as-float": "loud" } }',
      /^error: ash-architect\.json:2: .*rules\.types\/money-as-float/,
    ],
    [
      '{ "rules": {\n "types/money-as-flot": "off" } }',
      /:2: There is no rule `types\/money-as-flot`. Did you mean `types\//,
    ],
    ['{ "rules": {\n "tipes/*": "off" } }', /:2: There is no rule `tipes\/\*`. Did you mean `types\/\*`\?/],
  ])('%j', async (config, message) => {
    const outcome = await run(['check'], { cwd: configured(config) });
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(message);
  });
});

describe('the configuration', () => {
  const rulesOf = async (config: object, ...args: readonly string[]): Promise<string[]> =>
    (await checkJson(configured(JSON.stringify(config)), ...args)).findings.map(
      ({ rule, severity }) => `${severity} ${rule}`,
    );

  it('may have comments, trailing commas and a byte order mark', async () => {
    const config = '\uFEFF{\n  // Loud.\n  "rules": { "types/*": "error", },\n}\n';
    expect((await checkJson(configured(config))).findings[0]).toMatchObject({ severity: 'error' });
  });

  it('sets severities of rules and areas, rules before areas', async () => {
    expect(
      await rulesOf({ rules: { 'types/money-as-float': 'error', 'types/*': 'off', 'security/*': 'hint' } }),
    ).toEqual(['error types/money-as-float', 'hint security/sensitive-not-marked']);
  });

  it('gives way to the options', async () => {
    expect(await rulesOf({ preset: 'strict' }, '--preset', 'essential')).toEqual([]);
    const shop = configured('{ "failOn": "never" }');
    expect((await run(['check'], { cwd: shop })).code).toBe(0);
    expect((await run(['check', '--fail-on', 'warning'], { cwd: shop })).code).toBe(1);
  });

  it('ignores files, which are still read, and judges tests when asked to', async () => {
    const files = { 'lib/legacy/tag.ex': tag, 'test/support/thing.ex': product.replaceAll('Product', 'Thing') };
    const quiet = await checkJson(configured('{ "ignore": ["lib/*.ex", "!lib/a.ex"] }', files));
    expect(quiet.findings).toEqual([]);
    expect(quiet.checklist.map(({ resource }) => resource)).toEqual(['Shop.Tag']);
    expect(quiet.stats.resources).toBe(3);
    const loud = await checkJson(configured('{ "tests": true }', files));
    expect(loud.findings.map(({ path }) => path)).toContain('test/support/thing.ex');
  });

  it('names words and wrappers', async () => {
    expect(await rulesOf({ words: { money: ['password'], sensitive: [] } })).toEqual([]);
    const vendor = tag.replace('use Ash.Resource', 'use Vendor.Resource').replace(':label, :string', ':fee, :float');
    const files = { 'lib/vendor.ex': `${vendor}# Ash.\n` };
    const { checklist } = await checkJson(configured('{ "wrappers": ["Vendor.Resource"] }', files));
    expect(checklist.map(({ resource }) => resource)).toEqual(['Shop.Product', 'Shop.Tag']);
  });
});
