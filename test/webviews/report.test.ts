import axe from 'axe-core';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchBrowser } from '../../scripts/host/browser.mjs';
import { html, type Html } from '../../src/editor/proof/page/html.ts';
import { indexPage } from '../../src/editor/proof/page/index-page.ts';
import { proofPage, type LinkTo } from '../../src/editor/proof/page/proof-page.ts';
import { queryPage } from '../../src/editor/proof/page/query-page.ts';
import { commandLink, reportPage } from '../../src/editor/proof/page/report-page.ts';
import { dangerous, prepare } from './page.mjs';
import { themeNames, type ThemeName } from './panel-page.ts';
import { explained, indexReport, proofReport, said } from './report-samples.ts';
import themes from './themes.json' with { type: 'json' };

const origin = 'http://report.test';
const linkTo: LinkTo = (path, line, label) => commandLink('ashArchitect.prove.openPlace', [path, line], label);

/** The only command that VS Code runs for a report. */
const openPlace = 'A href=command:ashArchitect.prove.openPlace?';

const pages: Readonly<Record<string, (word: string) => Html>> = {
  migrations: (word) => proofPage(proofReport(word), linkTo),
  indexes: (word) => indexPage(indexReport(word), linkTo),
  query: (word) => queryPage(explained(word)),
};

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Shows a page under the policy that it has in VS Code; at the test's end nothing may have been refused or run. */
async function open(body: Html, title: string, theme: ThemeName = 'dark', width = 700): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => complaints.push(message.text()));
  const content = reportPage({ cspSource: origin, styleUri: `${origin}/report.css` }, title, body);
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: content });
    if (pathname === '/report.css')
      return route.fulfill({ contentType: 'text/css', body: readFileSync('dist/webview/report.css', 'utf8') });
    complaints.push(`asks for ${pathname}`);
    return route.abort();
  });
  await page.addInitScript(prepare, { theme: themes[theme], themeName: theme, hasFocus: true });
  await page.goto(`${origin}/`);
  await page.evaluate('document.querySelectorAll("details").forEach((fold) => (fold.open = true))');
  onTestFinished(async () => {
    const found = [...complaints, ...(await page.evaluate<string[]>('window.violations'))];
    found.push(...(await page.evaluate(dangerous)).filter((each) => !each.startsWith(openPlace)));
    await context.close();
    expect(found).toEqual([]);
  });
  return page;
}

describe.each(themeNames)('in the theme %s', (theme) => {
  it('no report has a serious finding', async () => {
    for (const [name, body] of Object.entries(pages)) {
      const page = await open(body('titles'), name, theme);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document, { preload: false })');
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      const found = serious.flatMap(({ id, nodes }) =>
        nodes.map(({ html: part, failureSummary }) => [id, part, failureSummary]),
      );
      expect.soft(found, name).toEqual([]);
    }
  });
});

describe('a report', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    `' onmouseover='alert(1)`,
    '</pre></details></main><iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    '&lt;b&gt; ${alert(1)}',
  ];

  it.each(hostile)('shows %s as text, wherever it stands', async (word) => {
    for (const body of Object.values(pages)) {
      const page = await open(body(word), word);
      expect(await page.title()).toBe(word);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(word);
      for (const text of said(word)) expect.soft(await page.locator('main').textContent()).toContain(text);
    }
  });

  it('is as wide as its tab, however long names and statements are', async () => {
    const long = 'a_very_long_name_'.repeat(40);
    for (const [name, body] of Object.entries(pages)) {
      for (const width of [320, 700, 1600]) {
        const page = await open(body(long), name, 'dark', width);
        const [inside, outside] = await page.evaluate<number[]>(
          '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
        );
        expect.soft(inside, `${name} at ${width}`).toBe(outside);
      }
    }
  });

  it('leads to the line that a difference comes from', async () => {
    const page = await open(pages['migrations']!('titles'), 'migrations');
    const link = page.getByRole('link', { name: 'add column titles' });
    expect(await link.getAttribute('href')).toBe(
      `command:ashArchitect.prove.openPlace?${encodeURIComponent('["priv/titles.exs",7]')}`,
    );
  });

  it('escapes parts of lists, and leaves out what is not there', () => {
    expect(html`<b>${['<', html`<i>${'&'}</i>`, undefined, 0]}</b>`.html).toBe('<b>&lt;<i>&amp;</i>0</b>');
  });
});
