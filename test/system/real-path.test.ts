import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realPathBelow } from '../../src/system/real-path.ts';

describe('where a path leads', () => {
  let folder = '';
  let root = '';

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'real-path-')));
    mkdirSync(join(folder, 'real/lib'), { recursive: true });
    mkdirSync(join(folder, 'real-not'));
    writeFileSync(join(folder, 'real/lib/a.ex'), '');
    writeFileSync(join(folder, 'secret'), '');
    // The project itself may be reached by a link.
    root = join(folder, 'project');
    symlinkSync(join(folder, 'real'), root);
    symlinkSync(join(folder, 'secret'), join(root, 'out.ex'));
    symlinkSync(folder, join(root, 'up'));
    symlinkSync(join(folder, 'real-not'), join(root, 'sibling'));
    symlinkSync('a.ex', join(root, 'lib/alias.ex'));
    symlinkSync('lib', join(root, 'code'));
    symlinkSync(join(folder, 'gone'), join(root, 'lib/dangling.ex'));
    symlinkSync('circle', join(root, 'circle'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['lib/a.ex', { kind: 'inside', path: 'lib/a.ex', exists: true }],
    ['lib/new.ex', { kind: 'inside', path: 'lib/new.ex', exists: false }],
    ['lib/deep/er/new.ex', { kind: 'inside', path: 'lib/deep/er/new.ex', exists: false }],
    ['lib/a.ex/below', { kind: 'inside', path: 'lib/a.ex/below', exists: false }],
    ['lib/alias.ex', { kind: 'inside', path: 'lib/a.ex', exists: true }],
    ['code/new.ex', { kind: 'inside', path: 'lib/new.ex', exists: false }],
    ['out.ex', { kind: 'outside' }],
    ['up/secret', { kind: 'outside' }],
    ['up/new.ex', { kind: 'outside' }],
    ['sibling/new.ex', { kind: 'outside' }],
    ['lib/dangling.ex', { kind: 'unknown', reason: 'its link leads nowhere' }],
    ['lib/dangling.ex/below', { kind: 'unknown', reason: 'its link leads nowhere' }],
    ['circle', { kind: 'unknown', reason: 'its links run in a circle' }],
  ] as const)('%s', async (path, expected) => {
    expect(await realPathBelow(root, path)).toEqual(expected);
  });
});
