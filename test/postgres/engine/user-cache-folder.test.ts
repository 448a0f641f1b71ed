import { join } from 'node:path';
import { expect, it } from 'vitest';
import { userCacheFolder } from '../../../src/postgres/engine/user-cache-folder.ts';

it('keeps to the customs of the platform', () => {
  const home = join('/', 'home', 'me');
  expect(userCacheFolder('linux', {}, home)).toBe(join(home, '.cache', 'ash-architect'));
  expect(userCacheFolder('linux', { XDG_CACHE_HOME: '' }, home)).toBe(join(home, '.cache', 'ash-architect'));
  expect(userCacheFolder('linux', { XDG_CACHE_HOME: '/fast' }, home)).toBe(join('/fast', 'ash-architect'));
  expect(userCacheFolder('darwin', {}, home)).toBe(join(home, 'Library', 'Caches', 'ash-architect'));
  expect(userCacheFolder('win32', { LOCALAPPDATA: '/local' }, home)).toBe(join('/local', 'ash-architect', 'Cache'));
  expect(userCacheFolder('win32', {}, home)).toBe(join(home, 'AppData', 'Local', 'ash-architect', 'Cache'));
});
