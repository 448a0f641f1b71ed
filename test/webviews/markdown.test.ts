import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deliverDrawn } from './page.mjs';
import { answer, answerText, text, withModel } from './samples.ts';
import { usePanel } from './use-panel.ts';

const open = usePanel();

const pages = readdirSync('docs/rules', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .slice(0, 3)
  .map((name) => [name, readFileSync(`docs/rules/${name}`, 'utf8')] as const);

/** Texts in which the end decides what the start is. */
const tricky = [
  ['underlined headings', 'One\n===\n\nTwo\n---\n\nthree\n--- not'],
  ['fences that are none', 'text\n```a`b\nmore\n\n```js\nopen for ever\n\n# not a heading'],
  ['rules that are emphasis', 'text\n***bold***\n\n---\n\n- a\n-\n- b'],
  ['lists that go on', '- a\n\n- b\n\n  more of b\n\n      code of b\n- c\n\n1) x\n2) y\n\n10. z\nlazy'],
  ['tables', 'a | b\n--- | ---\n1 | 2\n3 | 4\n\nafter'],
  [
    'references defined at the end',
    'See [this] and [that][t].\n\nMore.\n\n[this]: https://a.example\n[t]: lib/a.ex "x"',
  ],
  ['nesting', '> - a\n>   > b\n>\n> ```\n> c\n> ```\nlazy\n\n1. x\n   - y\n     1. z'],
  ['line ends', 'a\r\nb\r\n\r\nc\rd\r\r```\r\ne\r\n```\r\n'],
  ['what looks unfinished', '**bold and `code and [link](https://a.example'],
] as const;

describe('Markdown that streams in', () => {
  it.each([['an answer', answerText] as const, ...tricky, ...pages])(
    'looks in the end as if it had come at once: %s',
    async (_, markdown) => {
      const whole = await open({ ...withModel, messages: [answer('m1', [text('p1', markdown)])] });
      const expected = await whole.page.locator('.markdown').innerHTML();
      for (const size of [3, 13]) {
        const panel = await open({ ...withModel, messages: [answer('m1', [text('p1', '')], false)] });
        const pieces = markdown.match(new RegExp(`[^]{1,${markdown.length > 1_000 ? size * 10 : size}}`, 'g')) ?? [];
        // One message each, with a frame in between, as they are drawn.
        const updates = pieces.map((piece) =>
          panel.numbered([{ kind: 'text', message: 'm1', part: 'p1', text: piece }]),
        );
        await panel.page.evaluate(deliverDrawn, updates);
        await panel.update({ kind: 'done', message: 'm1' });
        expect(await panel.page.locator('.markdown').innerHTML()).toBe(expected);
      }
    },
  );

  it('keeps finished blocks, and what is selected in the block that is being written', async () => {
    const panel = await open({
      ...withModel,
      messages: [answer('m1', [text('p1', 'First.\n\nSecond **bold** word')], false)],
    });
    const { page } = panel;
    await page.locator('.markdown strong').dblclick();
    await page.evaluate('window.blocks = [...document.querySelectorAll(".markdown p")]');
    await panel.update({ kind: 'text', message: 'm1', part: 'p1', text: ' and more\n\nThird' });
    expect(await page.evaluate('getSelection().toString()')).toBe('bold');
    const same = '[...document.querySelectorAll(".markdown p")].slice(0, 2).every((block, at) => block === blocks[at])';
    expect(await page.evaluate(same)).toBe(true);
    expect(await page.locator('.markdown p').allTextContents()).toEqual([
      'First.',
      'Second bold word and more',
      'Third',
    ]);
  });
});
