import { join } from 'node:path';

/** Where a command may keep what can be made again, by the customs of the platform. */
export function userCacheFolder(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  const own = 'ash-architect';
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), own, 'Cache');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', own);
  return join(environment['XDG_CACHE_HOME'] || join(home, '.cache'), own);
}
