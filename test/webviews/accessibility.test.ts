import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { themeNames } from './panel-page.ts';
import { answer, conversation, scenes, text, withModel } from './samples.ts';
import { usePanel } from './use-panel.ts';

const open = usePanel();

/** What axe-core calls serious or critical. */
async function seriousFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document, { preload: false })');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary}`));
}

describe.each(themeNames)('in the theme %s', (theme) => {
  it('no state has a serious finding', async () => {
    const panel = await open(undefined, { theme });
    for (const [name, state] of Object.entries(scenes)) {
      await panel.snapshot(state);
      expect.soft(await seriousFindings(panel.page), name).toEqual([]);
    }
  });

  it('lists and menus have none', async () => {
    const panel = await open(conversation, { theme });
    await panel.page.locator('.session-opener').click();
    expect(await seriousFindings(panel.page)).toEqual([]);
    await panel.page.keyboard.press('Escape');
    await panel.page.locator('.question').hover();
    await panel.page.getByRole('button', { name: 'Go back to before' }).click();
    expect(await seriousFindings(panel.page)).toEqual([]);
    await panel.page.locator('.composer-text').pressSequentially('/');
    expect(await seriousFindings(panel.page)).toEqual([]);
    await panel.page.locator('summary').nth(1).click();
    await panel.page.getByRole('button', { name: 'Edit this message' }).click();
    expect(await seriousFindings(panel.page)).toEqual([]);
  });
});

describe('for a screen reader', () => {
  it('there is a heading for the panel and for each turn', async () => {
    const { page } = await open(conversation);
    expect(await page.getByRole('heading').allTextContents()).toEqual([
      'Architect',
      'You: Review @User: can two people register with the same address?',
      'Architect',
      'What I propose',
    ]);
  });

  it('the end of an answer is told once, not each piece', async () => {
    const panel = await open({ ...withModel, isWorking: true, messages: [answer('m1', [text('p1', 'One')], false)] });
    const { page } = panel;
    await page.evaluate(`
      window.told = [];
      new MutationObserver(() => told.push(document.querySelector('[aria-live=polite]').textContent))
        .observe(document.querySelector('[aria-live=polite]'), { childList: true, characterData: true, subtree: true })`);
    for (let count = 0; count < 20; count++) {
      await panel.update({ kind: 'text', message: 'm1', part: 'p1', text: ' more' });
    }
    await panel.update({ kind: 'done', message: 'm1' }, { kind: 'set', values: { isWorking: false } });
    await expect.poll(() => page.evaluate('told.length'), { timeout: 10_000 }).toBeGreaterThan(0);
    expect(await page.evaluate('told')).toEqual([`The architect has answered: One${' more'.repeat(20)}`]);
    expect(await page.getByRole('log').getAttribute('aria-live')).toBe('off');
  });
});

describe('forced colours', () => {
  it('leave no serious finding', async () => {
    const panel = await open(undefined, { forcedColors: true, theme: 'contrast-dark' });
    for (const [name, state] of Object.entries(scenes)) {
      await panel.snapshot(state);
      expect.soft(await seriousFindings(panel.page), name).toEqual([]);
    }
  });
});
