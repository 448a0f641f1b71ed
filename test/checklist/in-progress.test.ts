import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AnalysisService } from '../../src/analysis/service.ts';
import { configSchema } from '../../src/checklist/config.ts';
import { rules } from '../../src/checklist/rules.generated.ts';
import { changedFiles } from '../../src/system/git.ts';
import { createWorkspace } from '../helpers/workspace.ts';
import { app, attributes, planOf } from '../snapshots/plan/plan-of.ts';

const before = await planOf(
  app({ posts: { body: attributes('attribute :title, :string', 'attribute :tag_id, :uuid') } }),
);
const identities = '  identities do\n    identity :one, [:title]\n  end';
const relationships = '  relationships do\n    belongs_to :tag, Shop.Tags\n  end';
const sources = app({
  posts: {
    body: [attributes('attribute :title, :string', 'attribute :slug, :string'), identities, relationships].join('\n\n'),
  },
  tags: { body: attributes() },
});

async function drift(uncommitted?: readonly string[]): Promise<Record<string, string>> {
  const workspace = await createWorkspace({ ...sources, ...before.priv });
  const report = await new AnalysisService(workspace, rules).check({
    config: configSchema.parse({}),
    only: ['drift'],
    scope: undefined,
    migrations: { kind: 'all' },
    baseline: undefined,
    ...(uncommitted === undefined ? {} : { uncommitted }),
  });
  return Object.fromEntries(report.findings.map(({ rule, path, severity }) => [`${rule} ${path}`, severity]));
}

describe('drift', () => {
  const all = { 'drift/column lib/posts.ex': 'warning', 'drift/identity lib/posts.ex': 'warning' };
  const others = { 'drift/reference lib/posts.ex': 'warning', 'drift/missing-snapshot lib/tags.ex': 'warning' };

  it('is a warning where nobody is known to work on it, as on a server', async () => {
    expect(await drift()).toEqual({ ...all, ...others });
  });

  it('is told as information in the files that somebody works on, and in no others', async () => {
    const now = await drift(['lib/posts.ex']);
    expect(now).toEqual({
      'drift/column lib/posts.ex': 'info',
      'drift/identity lib/posts.ex': 'info',
      'drift/reference lib/posts.ex': 'info',
      'drift/missing-snapshot lib/tags.ex': 'warning',
    });
    expect((await drift(['lib/tags.ex']))['drift/missing-snapshot lib/tags.ex']).toBe('info');
  });
});

describe('git', () => {
  it('tells what was not committed from what differs from the base', async () => {
    const root = mkdtempSync(join(tmpdir(), 'in-progress-'));
    try {
      const git = (...args: readonly string[]): void => {
        const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
        execFileSync('git', [...who, ...args], { cwd: root, stdio: 'pipe' });
      };
      const write = (name: string, text: string): void => writeFileSync(join(root, name), text);
      git('init', '--quiet', '--initial-branch', 'main');
      for (const name of ['same.ex', 'edited.ex', 'committed.ex', 'staged.ex']) write(name, 'a');
      git('add', '--all');
      git('commit', '--quiet', '--message', 'Begin');
      git('checkout', '--quiet', '-b', 'other');
      write('committed.ex', 'b');
      git('commit', '--quiet', '--all', '--message', 'Go on');
      write('edited.ex', 'b');
      write('staged.ex', 'b');
      git('add', 'staged.ex');
      write('new.ex', 'b');
      const found = await changedFiles(root, undefined);
      expect(found).toMatchObject({ isKnown: true, comparedWith: 'main' });
      if (!found.isKnown) return;
      expect(found.paths.toSorted()).toEqual(['committed.ex', 'edited.ex', 'new.ex', 'staged.ex']);
      expect(found.uncommitted!.toSorted()).toEqual(['edited.ex', 'new.ex', 'staged.ex']);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
