import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { launchBrowser } from '../../scripts/host/browser.mjs';
import type { ChatState } from '../../src/webviews/chat-state.ts';
import { dangerous } from './page.mjs';
import { PanelPage, type PageOptions } from './panel-page.ts';

/**
 * One browser for the tests of a file. The function that it returns opens a panel with a state; at the test's end
 * nothing may have been refused by the policy, requested from anywhere, thrown, or have become an active element.
 */
export function usePanel(): (state?: ChatState, options?: PageOptions) => Promise<PanelPage> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  return async (state, options) => {
    if (browser === undefined) throw new Error('The browser did not start.');
    const panel = await PanelPage.open(browser, options);
    onTestFinished(async () => {
      const complaints = [
        ...(await panel.violations()),
        ...panel.errors,
        ...panel.requests,
        ...(await panel.page.evaluate(dangerous)),
      ];
      await panel.close();
      expect(complaints).toEqual([]);
    });
    expect(await panel.sent()).toEqual([{ v: 1, kind: 'ready' }]);
    if (state !== undefined) await panel.snapshot(state);
    return panel;
  };
}
