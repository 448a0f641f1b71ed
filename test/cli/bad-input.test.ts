import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkJson, createFolder, mix, product, run } from '../helpers/command.ts';
import { overflowing } from '../helpers/overflowing.ts';

const resource = (name: string, body: string): string =>
  `defmodule Shop.${name} do\n  use Ash.Resource, domain: Shop\n${body}\nend\n`;
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('a file that cannot be read', () => {
  const shop = createFolder({
    'mix.exs': mix,
    'mix.lock':
      '%{\n<<<<<<< HEAD\n  "ash": {:hex, :ash, "3.0.0", "x", [:mix], [], "hexpm", "y"},\n=======\n>>>>>>> other\n}\n',
    'lib/product.ex': product,
    'lib/binary.ex': Uint8Array.from([0x41, 0x73, 0x68, 0x2e, 0, 1, 2]),
    'lib/latin1.ex': Uint8Array.from([...Buffer.from('# Ash.Resource gr'), 0xfc, 0xdf, 0x65]),
    'lib/large.ex': resource('Large', `  # ${'x'.repeat(5 << 20)}`),
    'lib/huge.ex': `# ${'x'.repeat(17 << 20)}`,
    'lib/conflict.ex': resource(
      'Conflict',
      '<<<<<<< HEAD\n  actions do\n=======\n  attributes do\n>>>>>>> other\n  end',
    ),
    'lib/deep.ex': resource('Deep', `  attributes do\n    attribute :a, :map, default: ${nested(10_000)}\n  end`),
    'lib/unclosed.ex': resource('Unclosed', `  @x ${'['.repeat(10_000)}`),
    'lib/empty.ex': '',
    'lib/prose.ex': 'use Ash.Resource is ) not ] code } at all',
    'lib/comments.ex': overflowing(20_000).replace('defmodule A do', 'defmodule A do\n  # Ash.'),
    'lib/.#product.ex': Uint8Array.from([0]),
  });
  symlinkSync('.', join(shop, 'lib/loop'));
  symlinkSync('../..', join(shop, 'lib/up'));
  symlinkSync('self.ex', join(shop, 'lib/self.ex'));
  symlinkSync('nowhere.ex', join(shop, 'lib/gone.ex'));

  it('is an entry in the problems, and the rest goes on', async () => {
    const report = await checkJson(shop);
    expect(report.findings.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      'lib/product.ex types/money-as-float',
      'lib/product.ex security/sensitive-not-marked',
    ]);
    const problems = Object.fromEntries(report.problems.map(({ path, message }) => [path, message]));
    expect(problems).toEqual({
      'lib/binary.ex': 'The file is binary and was not read.',
      'lib/conflict.ex': 'The file has git conflict markers; it is examined again once they are resolved.',
      'lib/gone.ex': 'The file cannot be read: it is gone.',
      'lib/huge.ex': 'The file is larger than 16 MB and was not read.',
      'lib/large.ex': 'The file is larger than 4 MB and was not read.',
      'lib/latin1.ex': 'The file is not valid UTF-8 and was not read.',
      'lib/prose.ex': 'The file has a syntax error; it is examined again once that is repaired.',
      'lib/self.ex': 'The file cannot be read: its links run in a circle.',
      'lib/unclosed.ex': 'The file has a syntax error; it is examined again once that is repaired.',
      'mix.lock': 'This is not a lock file as Mix writes it; the versions of packages are assumed.',
    });
    expect(report.problems).toHaveLength(Object.keys(problems).length);
    expect(report.versions['ash']).toBe('3.32.0');
    const deep = report.checklist.find((entry) => entry.resource === 'Shop.Deep');
    expect(deep?.items[2]).toMatchObject({ area: 'types', state: 'passed' });
  });

  it('is not judged: its boxes say that nothing was examined', async () => {
    const half = createFolder({ 'mix.exs': mix, 'lib/half.ex': product.replace(':float', ':float)') });
    const { checklist, findings } = await checkJson(half);
    const states = checklist.flatMap(({ items }) => items.map(({ state, reason }) => `${state}: ${reason ?? ''}`));
    expect(new Set(states)).toEqual(new Set(['not-examined: the file has a syntax error']));
    expect(findings).toEqual([]);
  });
});

describe('a folder that cannot be read', () => {
  it('is an entry in the problems, and the rest goes on', async () => {
    const shop = createFolder({ 'mix.exs': mix, 'lib/product.ex': product });
    try {
      makeTooDeep(join(shop, 'lib/deep'));
      const { findings, problems } = await checkJson(shop);
      expect(findings).toHaveLength(2);
      expect(problems).toHaveLength(1);
      expect(problems[0]!.path).toMatch(/^lib\/deep\/d{200}\//);
      expect(problems[0]!.message).toMatch(/^The folder cannot be read: ENAMETOOLONG/);
    } finally {
      execFileSync('rm', ['-rf', join(shop, 'lib')]);
    }
  });

  it('by its permissions says so (for all users but root, whom they do not bind)', async () => {
    const shop = createFolder({ 'mix.exs': mix, 'lib/product.ex': product, 'lib/secret/tag.ex': product });
    chmodSync(join(shop, 'lib/secret'), 0);
    const { findings, problems } = await checkJson(shop);
    chmodSync(join(shop, 'lib/secret'), 0o700);
    const isRoot = process.getuid?.() === 0;
    expect(findings).toHaveLength(isRoot ? 4 : 2);
    const expected = { path: 'lib/secret', message: 'The folder cannot be read: permission denied.' };
    expect(problems).toEqual(isRoot ? [] : [expected]);
  });
});

/**
 * Permissions do not bind the root user; this folder nobody can read, since its path is longer than the system takes.
 * Each step puts what there is one folder deeper, so that no path that is spoken of is long itself.
 */
function makeTooDeep(folder: string): void {
  mkdirSync(folder);
  for (let step = 0; step < 25; step++) {
    mkdirSync(`${folder}.next`);
    renameSync(folder, join(`${folder}.next`, 'd'.repeat(200)));
    renameSync(`${folder}.next`, folder);
  }
}

it('a reader who has enough ends the command quietly', async () => {
  const shop = createFolder({ 'mix.exs': mix, 'lib/product.ex': product.repeat(200) });
  const { stdout } = await run(['check', '--format', 'json'], { cwd: shop });
  expect(stdout.length).toBeGreaterThan(1 << 16);
  const script = `"${process.execPath}" "${join(process.cwd(), 'dist/cli.cjs')}" check --format json 2>&1 >&3 | cat`;
  const heard = execFileSync('bash', ['-c', `{ ${script}; } 3> >(head -c 10 > /dev/null)`], {
    cwd: shop,
    encoding: 'utf8',
  });
  expect(heard).toBe('');
});
