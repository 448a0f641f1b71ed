import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckJson } from '../../src/cli/reports/json.ts';
import { checkJson, commitAll, createFolder, git, migration, mix, run, tag, writeFiles } from '../helpers/command.ts';

const old = 'priv/repo/migrations/20250101000000_create_tags.exs';
const fresh = 'priv/repo/migrations/20250102000000_create_labels.exs';
const label = tag.replaceAll('Tag', 'Label').replace('"tags"', '"labels"');

const project = (folder = ''): Record<string, string> => ({
  [`${folder}mix.exs`]: mix,
  [`${folder}lib/tag.ex`]: tag,
  [`${folder}lib/label.ex`]: label,
  [`${folder}${old}`]: migration('CreateTags', 'tags'),
});

/** A repository on a branch that adds one migration; `main` has the other. */
function branched(folder = ''): string {
  const root = createFolder(project(folder));
  commitAll(root, 'Tags');
  git(root, 'checkout', '--quiet', '-b', 'labels');
  writeFiles(root, { [`${folder}${fresh}`]: migration('CreateLabels', 'labels') });
  commitAll(root, 'Labels');
  return root;
}

const flaggedFiles = ({ findings }: CheckJson): string[] => findings.map(({ path }) => path);

function boxOf({ checklist }: CheckJson, resource: string): { state: string; reason?: string | undefined } {
  const box = checklist.find((entry) => entry.resource === resource)!.items[4]!;
  expect(box.area).toBe('migrations');
  return { state: box.state, reason: box.reason };
}

describe('without anything to compare with', () => {
  it('no migration is examined, and the box says why', async () => {
    const shop = createFolder(project());
    const report = await checkJson(shop);
    expect(report.findings).toEqual([]);
    expect(boxOf(report, 'Shop.Tag').state).toBe('not-examined');
    expect(boxOf(report, 'Shop.Tag').reason).toMatch(/^this is no git repository, .*`--migrations all`/);
    const { stdout } = await run(['check'], { cwd: shop });
    expect(stdout).toMatch(/– migrations: this is no git repository.*`--migrations all` examines them all/);
    expect(stdout).toContain('– migrations: no migration of its table was found');
  });

  it('a missing git, an unborn branch and an unknown base are told apart', async () => {
    const shop = createFolder(project());
    const missing = await run(['check'], { cwd: shop, env: { PATH: '/nowhere' } });
    expect(missing.stdout).toContain('git is not installed');
    git(shop, 'init', '--quiet');
    expect(boxOf(await checkJson(shop), 'Shop.Tag').reason).toMatch(
      /^there is no merge base with `origin\/HEAD`, `main`, `master`, .*; `--migrations all`/,
    );
    commitAll(shop, 'All');
    for (const base of ['no-such-branch', '--help'])
      expect(boxOf(await checkJson(shop, `--base=${base}`), 'Shop.Tag').reason).toContain(
        `no merge base with \`${base}\``,
      );
  });

  it('`--migrations all` examines them all', async () => {
    const report = await checkJson(createFolder(project()), '--migrations', 'all');
    expect(flaggedFiles(report)).toEqual([old]);
    expect(boxOf(report, 'Shop.Tag').state).toBe('flagged');
    expect(boxOf(report, 'Shop.Label')).toMatchObject({
      state: 'not-examined',
      reason: 'no migration of its table was found',
    });
  });

  it('migrations that are named are examined', async () => {
    const shop = createFolder(project());
    expect(flaggedFiles(await checkJson(shop, old))).toEqual([old]);
    expect(flaggedFiles(await checkJson(shop, old, '--migrations', 'changed'))).toEqual([]);
  });
});

describe('in a repository', () => {
  it('those changed since the merge base are examined', async () => {
    const shop = branched();
    const report = await checkJson(shop);
    expect(flaggedFiles(report)).toEqual([fresh]);
    expect(boxOf(report, 'Shop.Label').state).toBe('flagged');
    expect(boxOf(report, 'Shop.Tag').reason).toMatch(/changed since `main`; `--migrations all` examines them all/);
    const later = 'priv/repo/migrations/20260102000000_again.exs';
    writeFiles(shop, { [later]: migration('Again', 'labels') });
    expect(flaggedFiles(await checkJson(shop))).toEqual([fresh, later]);
  });

  it('`origin/HEAD` goes before `main`, the configuration before that, and `--base` before all', async () => {
    const shop = branched();
    const clone = join(createFolder({}), 'clone');
    git(shop, 'clone', '--quiet', shop, clone);
    const reasonOf = async (...args: readonly string[]): Promise<string | undefined> =>
      boxOf(await checkJson(clone, ...args), 'Shop.Tag').reason;
    expect(await reasonOf()).toContain('since `origin/HEAD`;');
    writeFiles(clone, { 'ash-architect.json': '{ "migrations": { "base": "origin/main" } }' });
    expect(await reasonOf()).toContain('since `origin/main`;');
    expect(await reasonOf('--base', 'HEAD~1')).toContain('since `HEAD~1`;');
  });

  it('a project may be a folder of it', async () => {
    const root = branched('backend/');
    expect(flaggedFiles(await checkJson(root, 'backend'))).toEqual([fresh]);
    expect(flaggedFiles(await checkJson(root))).toEqual([`backend/${fresh}`]);
  });

  it('a shallow clone is told as the cause', async () => {
    const shop = branched();
    const clone = join(createFolder({}), 'clone');
    git(shop, 'clone', '--quiet', '--depth=1', '--no-single-branch', `file://${shop}`, clone);
    const { reason } = boxOf(await checkJson(clone, '--base', 'origin/main'), 'Shop.Tag');
    expect(reason).toMatch(/^there is no merge base with `origin\/main` in this shallow clone, .*; /);
  });
});
