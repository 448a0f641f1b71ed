import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../src/webviews/chat-state.ts';
import { countTurns, deliverMeasured, measureScroll } from './page.mjs';
import { answer, answerText, text, tool, user, withModel } from './samples.ts';
import { usePanel } from './use-panel.ts';

const open = usePanel();

/** Other programs on the machine may slow down one run, but hardly three. */
const measured = { timeout: 180_000, retry: 2 };

/** 1,000 questions, and answers of nine blocks each. */
const messages = Array.from({ length: 1_000 }, (_, turn): ChatMessage[] => [
  user(`u${turn}`, `Question ${turn}: what about resource ${turn % 40}?`),
  answer(`a${turn}`, [
    tool('t1', { title: `Read lib/resource_${turn % 40}.ex` }),
    tool('t2', { title: 'Check the findings' }),
    text('x1', `${answerText}\n\nTurn ${turn}.`),
  ]),
]).flat();

describe('a transcript of 10,000 blocks', () => {
  it('is there at once, fills up by itself, and scrolls', measured, async () => {
    const panel = await open();
    const begun = performance.now();
    await panel.snapshot({ ...withModel, messages });
    const first = performance.now() - begun;
    expect(await panel.page.getByRole('log').getByText('Turn 999.').isVisible()).toBe(true);
    await expect.poll(() => panel.page.evaluate(countTurns), { timeout: 60_000 }).toBe(2_000);
    const filled = performance.now() - begun;
    const blocks = await panel.page.evaluate<number>(
      'document.querySelectorAll(".bubble, .tool, .markdown > *").length',
    );
    const scroll = await panel.page.evaluate(measureScroll);
    const { usedJSHeapSize } = await panel.page.evaluate<{ usedJSHeapSize: number }>(
      '({ usedJSHeapSize: performance.memory.usedJSHeapSize })',
    );
    const ms = (value: number): string => `${value.toFixed(1)} ms`;
    console.log(
      `${blocks} blocks: first ${ms(first)}, all ${ms(filled)}; a screen further: median ${ms(scroll.median)}, ` +
        `99 % below ${ms(scroll.p99)}, slowest of ${scroll.frames} ${ms(scroll.slowest)}; ` +
        `to the start ${ms(scroll.toTop)}, to the end ${ms(scroll.toEnd)}; heap ${Math.round(usedJSHeapSize / 1e6)} MB`,
    );
    expect(blocks).toBeGreaterThanOrEqual(10_000);
    expect(scroll.atTop).toBe(0);
    expect(scroll.median).toBeLessThan(50);
    expect(scroll.toTop).toBeLessThan(2_000);
  });

  it('stays quick to type in and to stream to', measured, async () => {
    const state = { ...withModel, isWorking: true, messages: [...messages, answer('last', [text('p', '')], false)] };
    const panel = await open(state);
    const { page } = panel;
    await expect.poll(() => page.evaluate(countTurns), { timeout: 60_000 }).toBe(2_001);
    const updates = Array.from({ length: 300 }, (_, at) =>
      panel.numbered([
        { kind: 'text', message: 'last', part: 'p', text: at % 20 === 0 ? '\n\nA new paragraph' : ' and more' },
      ]),
    );
    const { total, longest } = await page.evaluate(deliverMeasured, updates);
    console.log(`300 updates after 10,000 blocks: ${total.toFixed(0)} ms, longest pause ${longest.toFixed(0)} ms`);
    expect(longest).toBeLessThan(600);
  });
});

describe('an answer of 5,000 pieces', () => {
  it('never keeps the page busy for long, and is drawn whole', measured, async () => {
    const panel = await open({ ...withModel, isWorking: true, messages: [answer('m1', [text('p1', '')], false)] });
    const source = `${answerText}\n\n`.repeat(40);
    const size = Math.ceil(source.length / 5_000);
    const pieces = source.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    const updates = pieces.map((piece) => panel.numbered([{ kind: 'text', message: 'm1', part: 'p1', text: piece }]));
    const { total, longest } = await panel.page.evaluate(deliverMeasured, updates);
    console.log(`${updates.length} updates: ${total.toFixed(0)} ms, longest pause ${longest.toFixed(0)} ms`);
    expect(await panel.page.locator('.markdown table').count()).toBe(40);
    expect(longest).toBeLessThan(600);
  });
});
