import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkJson, createFolder, mix, product, run, tag } from '../helpers/command.ts';

const shop = createFolder({
  'mix.exs': mix,
  'lib/shop/product.ex': product,
  'lib/shop/tag.ex': tag,
  'lib/shop/other/label.ex': tag.replaceAll('Tag', 'Label').replace('tags', 'labels'),
});

describe('what is asked for wrongly', () => {
  it.each([
    [['chek'], /unknown command 'chek'\n\(Did you mean check\?\)/],
    [['check', '--fromat', 'json'], /unknown option '--fromat'\n\(Did you mean --format\?\)/],
    [['check', '--format', 'xml'], /Allowed choices are text, json, sarif, github/],
    [['check', '--preset', 'all'], /Allowed choices are essential, recommended, strict/],
    [['check', '--fail-on', 'fatal'], /Allowed choices are error, warning, info, hint, never/],
    [['check', '--migrations', 'new'], /Allowed choices are changed, all/],
    [['check', '--base'], /argument missing/],
    [['check', '--only', 'a,,b'], /Give names separated by commas/],
    [['check', '--only', 'identites'], /There is no rule or area `identites`. Did you mean `identities`\?/],
    [['check', '--only', 'types/money-as-flaot'], /Did you mean `types\/money-as-float`\?/],
    [['check', 'libs'], /There is no file or folder `libs`/],
    [['check', '--baseline', 'known.json'], /There is no baseline `.*known.json`. `--update-baseline` writes one/],
    [['check', '--update-baseline', '--only', 'types'], /writes the findings of a whole project/],
    [['check', '--update-baseline', 'lib'], /writes the findings of a whole project/],
    [['model', '--format', 'text'], /Allowed choices are json/],
    [[], /Usage: ash-architect/],
  ])('%j ends with 2', async (args, message) => {
    const outcome = await run(args, { cwd: shop });
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(message);
    expect(outcome.stderr).not.toMatch(/\n\s+at /);
  });

  it('two projects at once end with 2', async () => {
    const both = createFolder({ 'one/mix.exs': mix, 'one/lib/a.ex': tag, 'two/mix.exs': mix, 'two/lib/b.ex': tag });
    const outcome = await run(['check', 'one', 'two'], { cwd: both });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch('`two` is outside the project `one`. Check one project at a time.');
  });

  it('an internal error ends with 3', async () => {
    const copy = createFolder({});
    cpSync('dist', copy, { recursive: true });
    rmSync(join(copy, 'worker.cjs'));
    const outcome = await run(['check'], { cwd: shop, command: join(copy, 'cli.cjs') });
    expect(outcome).toMatchObject({ code: 3, stdout: '' });
    expect(outcome.stderr).toMatch(/internal error: .*worker keeps dying: .*worker\.cjs/);
  });
});

describe('help', () => {
  it('names every option and the exit codes', async () => {
    const main = await run(['--help'], { cwd: shop });
    expect(main.code).toBe(0);
    expect(main.stdout).toMatch(/Exit codes: 0 .*1 .*2 .*3/);
    const { code, stdout } = await run(['check', '--help'], { cwd: shop });
    expect(code).toBe(0);
    for (const option of ['format', 'only', 'preset', 'fail-on', 'baseline', 'update-baseline', 'migrations', 'base'])
      expect(stdout).toContain(`--${option}`);
    expect(stdout).toMatch(/--fix\b[\s\S]*--dry-run\b/);
  });

  it('tells the version', async () => {
    expect(await run(['--version'], { cwd: shop })).toMatchObject({ code: 0, stdout: '0.1.0\n' });
  });
});

describe('the exit code', () => {
  it.each([
    [[], 1],
    [['--fail-on', 'error'], 0],
    [['--fail-on', 'warning'], 1],
    [['--fail-on', 'info'], 1],
    [['--fail-on', 'never'], 0],
    [['--preset', 'essential', '--fail-on', 'hint'], 0],
    [['--only', 'identities', '--fail-on', 'hint'], 0],
    [['--only', 'types/money-as-float'], 1],
  ])('of check %j is %i', async (args, code) => {
    expect((await run(['check', ...args], { cwd: shop })).code).toBe(code);
  });

  it('counts infos and hints when they are asked for', async () => {
    const config = { rules: { 'types/money-as-float': 'info', 'security/sensitive-not-marked': 'hint' } };
    const quiet = createFolder({
      'mix.exs': mix,
      'lib/product.ex': product,
      'ash-architect.json': JSON.stringify(config),
    });
    expect((await run(['check'], { cwd: quiet })).code).toBe(0);
    expect((await run(['check', '--fail-on', 'info'], { cwd: quiet })).code).toBe(1);
    const only = ['check', '--only', 'security'];
    expect((await run([...only, '--fail-on', 'info'], { cwd: quiet })).code).toBe(0);
    expect((await run([...only, '--fail-on', 'hint'], { cwd: quiet })).code).toBe(1);
  });
});

describe('`--only`', () => {
  it('takes rules and areas, the latter in the spelling of the configuration as well', async () => {
    const rulesOf = async (only: string): Promise<string[]> =>
      (await checkJson(shop, '--only', only)).findings.map(({ rule }) => rule);
    expect(await rulesOf('types')).toEqual(['types/money-as-float']);
    expect(await rulesOf('security/*, types/money-as-float')).toEqual([
      'types/money-as-float',
      'security/sensitive-not-marked',
    ]);
  });

  it('leaves the other questions unexamined', async () => {
    const { checklist } = await checkJson(shop, '--only', 'types');
    const items = checklist.find(({ resource }) => resource === 'Shop.Tag')?.items;
    expect(items?.map(({ area, state }) => [area, state])).toEqual([
      ['identities', 'not-examined'],
      ['relationships', 'not-examined'],
      ['types', 'passed'],
      ['computed', 'not-examined'],
      ['migrations', 'not-examined'],
    ]);
    expect(items?.[0]?.reason).toBe('no rule of this question was run');
  });
});

describe('paths', () => {
  const resources = async (cwd: string, ...args: readonly string[]): Promise<string[]> =>
    (await checkJson(cwd, ...args)).checklist.map(({ path }) => path);

  it('may be a project, from anywhere', async () => {
    const all = ['lib/shop/other/label.ex', 'lib/shop/product.ex', 'lib/shop/tag.ex'];
    expect(await resources(shop)).toEqual(all);
    expect(await resources('/', shop)).toEqual(all);
  });

  it('may be files and folders of a project; the rest is read, not judged', async () => {
    const report = await checkJson(shop, 'lib/shop/tag.ex', 'lib/shop/other');
    expect(report.checklist.map(({ resource }) => resource)).toEqual(['Shop.Label', 'Shop.Tag']);
    expect(report.findings).toEqual([]);
    expect(report.stats.resources).toBe(3);
    expect(await resources(join(shop, 'lib/shop/other'))).toEqual(['lib/shop/other/label.ex']);
    expect(await resources(join(shop, 'lib'), 'shop/product.ex')).toEqual(['lib/shop/product.ex']);
  });

  it('may be a file outside any project', async () => {
    const lone = createFolder({ 'product.ex': product });
    expect(await resources(lone, 'product.ex')).toEqual(['product.ex']);
    expect(await resources('/', join(lone, 'product.ex'))).toEqual(['product.ex']);
  });

  it('may be a folder of several projects', async () => {
    const several = createFolder({
      'one/mix.exs': mix,
      'one/lib/a.ex': product,
      'two/mix.exs': mix,
      'two/lib/b.ex': tag,
    });
    expect(await resources(several)).toEqual(['one/lib/a.ex', 'two/lib/b.ex']);
  });

  it('in an umbrella read all of it', async () => {
    const umbrella = createFolder({
      'mix.exs': mix,
      'apps/core/mix.exs': mix,
      'apps/core/lib/tag.ex': tag,
      'apps/web/mix.exs': mix,
      'apps/web/lib/product.ex': product,
    });
    const report = await checkJson(umbrella, 'apps/core');
    expect(report.checklist.map(({ path }) => path)).toEqual(['apps/core/lib/tag.ex']);
    expect(report.stats.resources).toBe(2);
  });

  it('with `lib` are projects of their own, wherever they stand', async () => {
    const outer = createFolder({ 'mix.exs': mix, 'lib/product.ex': product, 'test/fixtures/lib/tag.ex': tag });
    const report = await checkJson(outer, 'test/fixtures');
    expect(report.checklist.map(({ path }) => path)).toEqual(['lib/tag.ex']);
    expect(report.stats.resources).toBe(1);
  });

  it('without resources say so, and do not wander up to the root of the disk', async () => {
    const empty = createFolder({});
    const outcome = await run(['check'], { cwd: empty });
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toMatch(`There are no Ash resources and no migrations in ${empty}.`);
    expect(outcome.stdout).toMatch(/0 resources, 0 domains and 0 migrations \(0 files/);
  });

  it('leave out dependencies and build output, but not what is called so below `lib`', async () => {
    const folder = createFolder({
      'mix.exs': mix,
      'deps/other/lib/product.ex': product,
      '_build/product.ex': product,
      'cover/product.ex': product,
      'lib/insurance/cover/tag.ex': tag,
    });
    expect(await resources(folder)).toEqual(['lib/insurance/cover/tag.ex']);
  });
});
