// Finds a Chromium or Chrome; on Debian, as root, installs one when there is none.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { HostUnavailable } from './unavailable.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function findChromium() {
  const { CHROMIUM, PATH = '' } = process.env;
  if (CHROMIUM !== undefined && CHROMIUM !== '') {
    if (!isExecutable(CHROMIUM)) throw new HostUnavailable(`CHROMIUM is ${CHROMIUM}, which is no program.`);
    return CHROMIUM;
  }
  const onPath = names.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  return [...onPath, ...places, playwright.executablePath()].find(isExecutable);
}

/** The path of a browser, which is installed when it is missing and that is possible. */
export function requireChromium() {
  const found = findChromium() ?? installed();
  if (found !== undefined) return found;
  throw new HostUnavailable(
    'There is no Chromium. Install Chromium or Chrome (on Debian: apt-get install chromium), ' +
      'or name one in the environment variable CHROMIUM.',
  );
}

function installed() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined;
  console.log('Installing Chromium …');
  aptGet('update');
  // Without a font that covers arrows and ticks, screenshots show boxes.
  aptGet('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  return findChromium();
}

function aptGet(...args) {
  const { status, stderr } = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-qq', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
  });
  if (status !== 0) console.error(`apt-get ${args.join(' ')} failed\n${stderr}`);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
