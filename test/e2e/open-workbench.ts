import type { Browser } from 'playwright-core';
import { viewport } from '../../scripts/host/browser.mjs';
import { copyWorkspace } from '../../scripts/host/copy-workspace.mjs';
import type { Host } from '../../scripts/host/start-host.mjs';
import { collectComplaints } from './complaints.ts';
import { Workbench } from './workbench.ts';

export interface OpenWorkbench {
  readonly workbench: Workbench;
  /** What the page complained of so far on account of our extension. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** How long a user on a slow machine would wait for anything. */
const patience = 60_000;

/** Opens a window on a copy of a folder. */
export async function openWorkbench(host: Host, browser: Browser, folder: string): Promise<OpenWorkbench> {
  const copy = copyWorkspace(folder);
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1 });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const complaints = collectComplaints(page);
  const close = async (): Promise<void> => {
    await context.close();
    copy.remove();
  };
  await page.goto(host.address({ folder: copy.path }));
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  return { workbench: new Workbench(page, copy.path), complaints, close };
}
