// The browser that looks at the embedded host.
import { chromium } from 'playwright-core';
import { requireChromium } from './chromium.mjs';
import { temporaryFolder } from './cleanup.mjs';

const quiet = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

export const viewport = { width: 1280, height: 800 };

export async function launchBrowser() {
  // It leaves things in the home and among temporary files that are not its profile.
  const temp = temporaryFolder('browser');
  const env = { ...process.env, TMPDIR: temp.path, XDG_CONFIG_HOME: temp.path, XDG_CACHE_HOME: temp.path };
  const browser = await chromium.launch({ executablePath: requireChromium(), args: quiet, env });
  browser.on('disconnected', temp.remove);
  return browser;
}
