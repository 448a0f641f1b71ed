import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkJson, createFolder, mix, product, run } from '../helpers/command.ts';

const fixed = product.replace(':password, :string', ':password, :string, sensitive?: true');
const read = (folder: string): string => readFileSync(join(folder, 'lib/product.ex'), 'utf8');

describe('`--fix`', () => {
  it('applies safe fixes and no suggestion, and reports what is left', async () => {
    const shop = createFolder({ 'mix.exs': mix, 'lib/product.ex': product });
    const { findings } = await checkJson(shop, '--fix');
    expect(read(shop)).toBe(fixed);
    expect(findings.map(({ rule }) => rule)).toEqual(['types/money-as-float']);
    const again = await run(['check', '--fix'], { cwd: shop });
    expect(again.stderr).not.toContain('Fixed');
    expect(read(shop)).toBe(fixed);
  });

  it('keeps line breaks and the byte order mark', async () => {
    const windows = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    const shop = createFolder({ 'mix.exs': mix, 'lib/product.ex': windows(product) });
    const outcome = await run(['check', '--fix', '--only', 'security'], { cwd: shop });
    expect(outcome).toMatchObject({ code: 0, stderr: expect.stringContaining('Fixed 1 finding in 1 file.') as string });
    expect(read(shop)).toBe(windows(fixed));
  });

  it('leaves alone what is outside of the paths, suppressed or known', async () => {
    const suppressed = product.replace(
      '    attribute :password',
      '    # ash-architect: disable-next-line security/sensitive-not-marked -- of a door\n    attribute :password',
    );
    const shop = createFolder({ 'mix.exs': mix, 'lib/product.ex': suppressed, 'lib/b/other.ex': product });
    await run(['check', '--fix', 'lib/product.ex'], { cwd: shop });
    expect(read(shop)).toBe(suppressed);
    expect(readFileSync(join(shop, 'lib/b/other.ex'), 'utf8')).toBe(product);
  });
});

describe('`--dry-run`', () => {
  it('shows a difference that git can apply, and changes nothing', async () => {
    const shop = createFolder({ 'mix.exs': mix, 'lib/product.ex': product });
    const outcome = await run(['check', '--fix', '--dry-run'], { cwd: shop });
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toContain(
      '-    attribute :password, :string\n+    attribute :password, :string, sensitive?: true\n',
    );
    expect(read(shop)).toBe(product);
    const end = outcome.stdout.indexOf('\nwarning[');
    execFileSync('git', ['apply', '-'], { cwd: shop, input: outcome.stdout.slice(0, end + 1) });
    expect(read(shop)).toBe(fixed);
  });

  it('leaves the output of other formats whole', async () => {
    const shop = createFolder({ 'mix.exs': mix, 'lib/product.ex': product });
    const { findings } = await checkJson(shop, '--fix', '--dry-run');
    expect(findings).toHaveLength(2);
    expect(read(shop)).toBe(product);
  });
});
