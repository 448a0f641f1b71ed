// Installs npm's packages when they are missing or older than the lock file.
import { existsSync, statSync } from 'node:fs';
import { run } from './run.mjs';

export function installPackages() {
  const stamp = 'node_modules/.package-lock.json';
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync('package-lock.json').mtimeMs) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  run('install packages', npm, ['ci'], { shell: process.platform === 'win32' });
}
