import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { viewport } from '../../scripts/host/browser.mjs';
import { labels, placeOf, squiggledTexts, visibleLines } from './page.mjs';
import { until } from './until.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** A VS Code window, as a user sees and uses it. Nothing here waits for a fixed time unless it says why. */
export class Workbench {
  constructor(
    readonly page: Page,
    /** The folder that is open, a copy that may be changed. */
    readonly folder: string,
  ) {}

  /** Opens a file of the folder with the cursor in a line. */
  async openFile(path: string, line = 1): Promise<void> {
    await this.quickInput('Control+p', `${join(this.folder, path)}:${line}`);
    await this.quickRow(basename(path)).click();
    await this.page.locator(`.tab.active[data-resource-name="${basename(path)}"]`).waitFor();
    await this.editorText(/\S/);
  }

  /** Runs a command by its title in the palette, such as `View: Toggle Terminal`. */
  async command(title: string): Promise<void> {
    await this.quickInput('F1', `>${title}`);
    await this.quickRow(title).click();
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** What the active editor shows on the screen, once it is as expected. */
  editorText(expected: RegExp): Promise<string> {
    return until(`an editor with ${String(expected)}`, async () => {
      const text = (await visibleLines(this.page)).join('\n').trimEnd();
      return expected.test(text) && text;
    });
  }

  /** Puts the cursor into a text on the screen. */
  async putCursor(text: string): Promise<void> {
    const { x, y } = await this.placeOf(text);
    await this.page.mouse.click(x, y);
  }

  /** Types at the cursor, without what the editor would complete. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  /** Saves the active editor, which has been changed. */
  async save(): Promise<void> {
    const unsaved = this.page.locator('.tab.active.dirty');
    await unsaved.waitFor();
    await this.page.keyboard.press('Control+s');
    await unsaved.waitFor({ state: 'detached' });
  }

  /** The texts that are underlined, once there is one (or once there is that text). */
  squiggles(severity: Severity, text?: string): Promise<string[]> {
    return until(`a squiggle (${severity}) ${text ?? ''}`, async () => {
      const texts = await squiggledTexts(this.page, severity);
      return (text === undefined ? texts.length > 0 : texts.includes(text)) && texts;
    });
  }

  /** What the editor shows when the mouse rests on a text. */
  async hover(text: string): Promise<string> {
    const { x, y } = await this.placeOf(text);
    const hover = this.page.locator('.monaco-hover:visible .hover-contents');
    return until(`the hover of ${text}`, async () => {
      await this.page.mouse.move(x + 1, y);
      await this.page.mouse.move(x, y);
      // The editor waits itself before it shows something.
      if (!(await appears(hover.first(), 2_000))) return undefined;
      const texts = await hover.allInnerTexts();
      return !texts.every((each) => /^(Loading\.\.\.)?$/.test(each.trim())) && texts.join('\n');
    });
  }

  /** Opens the menu of fixes for a text, and returns the titles in it once there is one (or once there is that one). */
  async fixes(text: string, title?: string): Promise<string[]> {
    await this.putCursor(text);
    return until(`the fixes of ${text}`, async () => {
      // VS Code swallows the key now and then, and shows no menu before it knows a fix.
      await this.page.keyboard.press('Control+.');
      if (!(await appears(this.fixMenuRows.first(), 4_000))) return undefined;
      const titles = (await this.fixMenuRows.allInnerTexts()).map((each) => each.trim());
      if (title === undefined || titles.includes(title)) return titles;
      await this.page.keyboard.press('Escape');
      return undefined;
    });
  }

  /** Chooses a fix for a text. */
  async fix(text: string, title: string): Promise<void> {
    await this.fixes(text, title);
    await this.fixMenuRows.filter({ hasText: title }).first().click();
    await this.fixMenuRows.first().waitFor({ state: 'hidden' });
  }

  /** The rows of the problems panel, as screen readers hear them, once one of them says the given text. */
  async problems(text: string): Promise<string[]> {
    await this.command('Problems: Focus on Problems View');
    const rows = this.page.locator('.markers-panel .monaco-list-row');
    return until(`a problem that says ${text}`, async () => {
      const said = await labels(rows);
      return said.some((label) => label.includes(text)) && said;
    });
  }

  /** How long `activate()` of the extension took, as VS Code measured it. */
  async activation(): Promise<string> {
    await this.command('Developer: Show Running Extensions');
    // The list is sorted by that time, and has only the rows that fit on the screen.
    await this.page.setViewportSize({ ...viewport, height: 4_000 });
    const row = this.page.locator('.runtime-extensions-editor .extension', { hasText: 'Ash Architect' });
    const time = await until('its activation', async () => /Activation: \d+ms/.exec(await row.innerText())?.[0]);
    await this.page.setViewportSize(viewport);
    return time;
  }

  /** An entry of the status bar, such as `status.editor.mode`. */
  status(id: string): Locator {
    return this.page.locator(`.statusbar-item[id="${id}"]`);
  }

  /** Keeps a picture of the window in `artifacts/`. */
  async screenshot(name: string): Promise<void> {
    mkdirSync('artifacts', { recursive: true });
    await this.page.screenshot({ path: `artifacts/${name}.png`, timeout: 30_000 });
  }

  private get fixMenuRows(): Locator {
    return this.page.locator('.action-widget .action:visible');
  }

  private placeOf(text: string): Promise<{ readonly x: number; readonly y: number }> {
    return until(`${text} on the screen`, () => placeOf(this.page, text));
  }

  private quickRow(label: string): Locator {
    const exactly = new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
    const name = this.page.locator('.label-name').filter({ hasText: exactly });
    return this.page.locator('.quick-input-list .monaco-list-row').filter({ has: name }).first();
  }

  private async quickInput(key: string, text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input:visible').first();
    await until('the quick input', async () => {
      await this.page.keyboard.press(key);
      return appears(input, 3_000);
    });
    await input.fill(text);
  }
}

async function appears(locator: Locator, patience: number): Promise<boolean> {
  try {
    await locator.waitFor({ state: 'visible', timeout: patience });
    return true;
  } catch {
    return false;
  }
}
