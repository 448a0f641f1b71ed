import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { launchBrowser } from '../../scripts/host/browser.mjs';
import { startHost, type Host, type HostOptions } from '../../scripts/host/start-host.mjs';
import { openWorkbench } from './open-workbench.ts';
import type { Workbench } from './workbench.ts';

/**
 * Starts a VS Code with the packaged extension for the tests of a file.
 * The function that it returns opens a window on a copy of a folder for one test; at its end the window is closed,
 * pictured when the test failed, and complaints on account of the extension fail it.
 */
export function useVSCode(options: HostOptions = {}): (folder?: string) => Promise<Workbench> {
  let host: Host | undefined;
  let browser: Browser | undefined;

  beforeAll(async () => {
    const vsix = process.env['E2E_VSIX'];
    if (vsix === undefined) throw new Error('These tests are started by test/e2e/run.mjs.');
    // Otherwise the extension hosts of all windows so far would run beside each other.
    host = await startHost({
      forgetAfter: 20,
      ...options,
      extensionsToInstall: [vsix, ...(options.extensionsToInstall ?? [])],
    });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
  });

  return async (folder = 'examples/helpdesk') => {
    if (host === undefined || browser === undefined) throw new Error('VS Code did not start.');
    const { workbench, complaints, close } = await openWorkbench(host, browser, folder);
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail') await workbench.screenshot(`e2e-${task.name.replaceAll(/\W+/g, '-')}`);
      await close();
      expect(complaints).toEqual([]);
    });
    return workbench;
  };
}
