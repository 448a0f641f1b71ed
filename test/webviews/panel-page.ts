import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { Delta } from '../../src/webviews/chat-delta.ts';
import type { ChatState } from '../../src/webviews/chat-state.ts';
import { chatHtml } from '../../src/webviews/chat/html.ts';
import { protocolVersion, viewMessageSchema, type ViewMessage } from '../../src/webviews/protocol.ts';
import { deliver, prepare } from './page.mjs';
import themes from './themes.json' with { type: 'json' };

export type ThemeName = keyof typeof themes;
export const themeNames = ['light', 'dark', 'contrast-light', 'contrast-dark'] as const;

export interface PageOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly forcedColors?: boolean;
  readonly hasFocus?: boolean;
}

const origin = 'http://panel.test';
const files: Readonly<Record<string, string>> = { '/chat.js': 'text/javascript', '/chat.css': 'text/css' };

/** The built panel in a browser, under the policy that VS Code gives it, with a host that is played by the test. */
export class PanelPage {
  readonly page: Page;
  /** Requests for anything but the panel's own two files. */
  readonly requests: string[];
  readonly errors: string[];
  #seq = 0;

  private constructor(page: Page, requests: string[], errors: string[]) {
    this.page = page;
    this.requests = requests;
    this.errors = errors;
  }

  static async open(browser: Browser, options: PageOptions = {}): Promise<PanelPage> {
    const { theme = 'dark', width = 400, height = 800, forcedColors = false, hasFocus = true } = options;
    const context = await browser.newContext({
      viewport: { width, height },
      forcedColors: forcedColors ? 'active' : 'none',
      colorScheme: theme.endsWith('light') ? 'light' : 'dark',
    });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    const requests: string[] = [];
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
    await page.route('**/*', (route) => {
      const url = new URL(route.request().url());
      if (url.origin === origin && url.pathname === '/') {
        return route.fulfill({ contentType: 'text/html', body: html() });
      }
      const type = files[url.pathname];
      if (url.origin === origin && type !== undefined) {
        return route.fulfill({ contentType: type, body: readFileSync(`dist/webview${url.pathname}`) });
      }
      requests.push(url.href);
      return route.abort();
    });
    await page.addInitScript(prepare, { theme: themes[theme], themeName: theme, hasFocus });
    await page.goto(`${origin}/`);
    return new PanelPage(page, requests, errors);
  }

  /** The first message of a host after `ready`. */
  async snapshot(state: ChatState): Promise<void> {
    this.#seq += 1;
    await this.deliver({ v: protocolVersion, kind: 'snapshot', seq: this.#seq, state });
  }

  async update(...deltas: readonly Delta[]): Promise<void> {
    await this.deliver(this.numbered(deltas));
  }

  /** The next update, to be delivered by other means. */
  numbered(deltas: readonly Delta[]): unknown {
    this.#seq += 1;
    return { v: protocolVersion, kind: 'update', seq: this.#seq, deltas };
  }

  get seq(): number {
    return this.#seq;
  }

  async deliver(...messages: readonly unknown[]): Promise<void> {
    await this.page.evaluate(deliver, messages);
  }

  /** What the panel said since the last call; every message has to be one that the host understands. */
  async sent(): Promise<ViewMessage[]> {
    const messages = await this.page.evaluate<unknown[]>('window.sent.splice(0)');
    return messages.map((message) => viewMessageSchema.parse(message));
  }

  /** What the browser refused, and what ran that should not. */
  violations(): Promise<string[]> {
    return this.page.evaluate<string[]>('window.violations');
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

function html(): string {
  return chatHtml({
    nonce: 'cmFuZG9t',
    cspSource: origin,
    scriptUri: `${origin}/chat.js`,
    styleUri: `${origin}/chat.css`,
  });
}
