// Runs the tests of an extension inside the extension host of the embedded host. Returns the exit code.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { launchBrowser, viewport } from './browser.mjs';
import { startHost } from './start-host.mjs';
import { artifacts } from './versions.mjs';

export async function runInHost({ name, folder, developmentPath, extensions, testsPath, settings, trust, timeout }) {
  const host = await startHost({ folder, extensions, settings, trust, smokeTestDriver: true });
  const browser = await launchBrowser();
  try {
    const log = [];
    const page = await browser.newPage({ viewport });
    const ended = new Promise((resolve, reject) => {
      page.on('crash', () => reject(new Error('The page of the host crashed.')));
      setTimeout(() => reject(new Error(`The tests did not end within ${timeout / 1000} s.`)), timeout).unref();
      void page.exposeFunction('codeAutomationExit', (code) => resolve(code));
      void page.exposeFunction('codeAutomationLog', (type, args) => {
        log.push(`[${type}] ${args.map((each) => (typeof each === 'string' ? each : inspect(each))).join(' ')}`);
      });
    });
    const payload = [
      ['extensionDevelopmentPath', host.remote(developmentPath)],
      ['extensionTestsPath', host.remote(testsPath)],
      ['skipWelcome', 'true'],
    ];
    let code;
    try {
      await page.goto(host.address({ payload }), { timeout });
      code = await ended;
    } catch (error) {
      console.error(error.message);
      code = 1;
    }
    if (code !== 0) {
      mkdirSync(artifacts, { recursive: true });
      const picture = join(artifacts, `host-${name}.png`);
      await page.screenshot({ path: picture, timeout: 30_000 }).then(
        () => console.error(`The screen is in ${picture}`),
        (error) => console.error(`No screenshot: ${error.message}`),
      );
      writeFileSync(join(artifacts, `host-${name}.log`), `${log.join('\n')}\n`);
    }
    return code;
  } finally {
    await browser.close();
    await host.stop();
  }
}
