import { describe, expect, it } from 'vitest';
import type { CheckReport, CheckRequest } from '../../src/analysis/port.ts';
import { AnalysisService } from '../../src/analysis/service.ts';
import { configSchema, defaultConfig, type Config } from '../../src/checklist/config.ts';
import { defineRule, type Rule } from '../../src/checklist/rule.ts';
import { rules } from '../../src/checklist/rules.generated.ts';
import { migration, product, tag } from '../helpers/command.ts';
import { wholeRequest } from '../helpers/request.ts';
import { createWorkspace } from '../helpers/workspace.ts';

const migrationPath = 'priv/repo/migrations/20250101000000_create_tags.exs';

async function check(
  files: Readonly<Record<string, string>>,
  request: Partial<CheckRequest> = {},
  run: ReadonlyMap<string, Rule> = rules,
): Promise<CheckReport> {
  const service = new AnalysisService(await createWorkspace(files), run);
  return service.check({ ...wholeRequest, ...request });
}

const withConfig = (config: object): Config => configSchema.parse(config);
const states = ({ checklist: [first] }: CheckReport): string[] => first!.items.map(({ state }) => state);

describe('a rule that throws', () => {
  it('is reported once, and the others go on', async () => {
    const broken = defineRule({
      subject: 'resource',
      tier: 1,
      severity: 'error',
      summary: 'Throws.',
      messages: {},
      check: () => {
        throw new Error('out of luck');
      },
    });
    const files = { 'product.ex': product, 'tag.ex': tag };
    const report = await check(files, {}, new Map([['types/broken', broken], ...rules]));
    expect(report.findings).toHaveLength(2);
    expect(report.problems).toEqual([
      { path: '', message: 'The rule `types/broken` failed and was left out: out of luck' },
    ]);
  });
});

describe('the checklist', () => {
  it('passes what was examined, and tells a missing migration', async () => {
    const report = await check({ 'tag.ex': tag });
    expect(states(report)).toEqual(['passed', 'passed', 'passed', 'passed', 'not-examined']);
    expect(report.checklist[0]!.items[4]!.reason).toBe('no migration of its table was found');
  });

  it('flags the box of a finding, and of the migrations of the table', async () => {
    const report = await check({ 'tag.ex': tag, [migrationPath]: migration('Create', 'tags') });
    expect(states(report)[4]).toBe('flagged');
    expect(report.checklist[0]!.items[4]!.findings).toEqual([0]);
    const other = await check({ 'tag.ex': tag, [migrationPath]: migration('Create', 'others') });
    expect(states(other)[4]).toBe('not-examined');
  });

  it('is not flagged by hints', async () => {
    const config = withConfig({ rules: { 'types/*': 'hint', 'security/*': 'hint' } });
    const report = await check({ 'product.ex': product }, { config });
    expect(report.findings.map(({ severity }) => severity)).toEqual(['hint', 'hint']);
    expect(states(report)[2]).toBe('passed');
  });

  it('is open for a resource that is not known in full, with the reason', async () => {
    const report = await check({ 'tag.ex': tag.replace('  postgres do', '  use Vendor.Magic\n\n  postgres do') });
    expect(states(report).slice(0, 4)).toEqual(['open', 'open', 'open', 'open']);
    expect(report.checklist[0]!.items[0]!.reason).toContain('Vendor.Magic');
  });

  it('does not pass a question of which no rule ran', async () => {
    const off = withConfig({ rules: { 'types/*': 'off', 'security/*': 'off' } });
    expect(states(await check({ 'tag.ex': tag }, { config: off }))[2]).toBe('not-examined');
    const without = new Map([...rules].filter(([id]) => !/^(types|security)\//.test(id)));
    const [first] = (await check({ 'tag.ex': tag }, {}, without)).checklist;
    expect(first!.items[2]).toMatchObject({ state: 'not-examined', reason: 'there are no rules for it yet' });
  });

  it('says that no migration was examined even when something else flags that box', async () => {
    const reason = 'there is no merge base; `--migrations all` examines them all';
    const report = await check(
      { 'tag.ex': tag, [migrationPath]: migration('CreateTags', 'tags') },
      { migrations: { kind: 'some', paths: [], reason } },
    );
    expect(report.checklist[0]!.items[4]).toMatchObject({ state: 'not-examined', reason });
  });

  it('leaves out what is ignored, out of scope, or code of tests', async () => {
    const files = { 'lib/product.ex': product, 'test/support/tag.ex': tag };
    const paths = (report: CheckReport): string[] => report.checklist.map(({ path }) => path);
    expect(paths(await check(files))).toEqual(['lib/product.ex']);
    expect(paths(await check(files, { config: { ...defaultConfig, ignore: ['lib/product.ex'] } }))).toEqual([]);
    expect(paths(await check(files, { scope: ['lib/prod'] }))).toEqual([]);
    expect(paths(await check(files, { config: withConfig({ tests: true }), scope: ['test'] }))).toEqual([
      'test/support/tag.ex',
    ]);
  });
});

describe('the locked version of Ash', () => {
  const lock = (version: string): string =>
    `%{\n  "ash": {:hex, :ash, "${version}", "aa", [:mix], [], "hexpm", "bb"},\n}\n`;

  it('decides whether resources are judged at all', async () => {
    const old = await check({ 'mix.lock': lock('2.14.21'), 'lib/product.ex': product });
    expect(old.findings).toEqual([]);
    expect(states(old)).toEqual(Array.from({ length: 5 }, () => 'not-examined'));
    expect(old.checklist[0]!.items[0]!.reason).toContain('Ash 2.14.21');
    expect(old.problems.map(({ path }) => path)).toEqual(['mix.lock']);
    const current = await check({ 'mix.lock': lock('3.5.0'), 'lib/product.ex': product });
    expect(current.findings.length).toBeGreaterThan(0);
    expect(current.versions['ash']).toBe('3.5.0');
  });

  it('is that of the nearest lock file', async () => {
    const files = { 'old/mix.lock': lock('2.0.0'), 'old/lib/product.ex': product, 'new/lib/product.ex': product };
    const report = await check({ ...files, 'new/mix.lock': lock('3.32.0') });
    expect(new Set(report.findings.map(({ path }) => path))).toEqual(new Set(['new/lib/product.ex']));
  });
});

describe('complaints about suppressions', () => {
  const files = { 'lib/tag.ex': `# ash-architect: disable-file types/money-as-float -- never was one\n${tag}` };
  const complaints = async (config: object, only?: readonly string[]): Promise<string[]> =>
    (await check(files, { config: withConfig(config), only })).findings.map(
      ({ rule, severity }) => `${rule} ${severity}`,
    );

  it('have ids that the configuration knows', async () => {
    expect(await complaints({})).toContain('suppressions/unused info');
    expect(await complaints({ rules: { 'suppressions/unused': 'warning' } })).toContain('suppressions/unused warning');
    expect(await complaints({ rules: { 'suppressions/*': 'off' } })).not.toContain('suppressions/unused info');
    expect(await complaints({ preset: 'essential' })).toEqual([]);
  });

  it('are left out where only some rules were asked for', async () => {
    expect(await complaints({}, ['types'])).toEqual([]);
  });
});
