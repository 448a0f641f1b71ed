import { describe, expect, it } from 'vitest';
import type { Frame } from '../../src/webviews/chat-state.ts';
import { composingKey, focusedName, indentOf, overfullBoxes, scrolled, scrollTo, sidewaysOf } from './page.mjs';
import {
  answer,
  asking,
  askingToRun,
  conversation,
  designed,
  doubtful,
  edits,
  empty,
  queued,
  retrying,
  rightToLeft,
  run,
  streaming,
  text,
  tool,
  troubled,
  untrusted,
  user,
  withModel,
} from './samples.ts';
import { usePanel } from './use-panel.ts';

const open = usePanel();
const composer = '.composer-text';

describe('the first run', () => {
  it('says what works without a model, what needs one, and offers two ways to one', async () => {
    const { page, sent } = await bound(empty);
    await page.getByRole('button', { name: '/review' }).click();
    await page.getByRole('button', { name: 'Set an Anthropic key' }).click();
    await page.getByRole('button', { name: 'Use a model of VS Code' }).click();
    expect(await page.getByRole('button', { name: '/design' }).isDisabled()).toBe(true);
    expect(await sent()).toEqual([
      { v: 1, kind: 'command', name: 'review', text: '', mentions: [] },
      { v: 1, kind: 'addKey' },
      { v: 1, kind: 'chooseVsCodeModel' },
    ]);
  });

  it('lets an untrusted workspace ask for checked facts only', async () => {
    const { page, sent } = await bound(untrusted);
    expect(await page.getByRole('button', { name: '/fix' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Manage workspace trust' }).click();
    await page.locator(composer).fill('Hello');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('status').textContent()).toContain('not trusted');
    await page.locator(composer).fill('/explain identities');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([
      { v: 1, kind: 'manageTrust' },
      { v: 1, kind: 'command', name: 'explain', text: 'identities', mentions: [] },
    ]);
  });
});

describe('the composer', () => {
  it('sends with Enter and begins a line with Shift+Enter', async () => {
    const { page, sent } = await bound(withModel);
    await page.locator(composer).click();
    await page.keyboard.type('One');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('Two');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ v: 1, kind: 'send', text: 'One\nTwo', mentions: [] }]);
    expect(await page.locator(composer).inputValue()).toBe('');
  });

  it('leaves keys to an input method while it composes', async () => {
    const { page, sent } = await bound({ ...streaming, messages: [] });
    await page.locator(composer).fill('にほん');
    expect(await page.evaluate(composingKey, [composer, 'Enter'] as const)).toBe(false);
    expect(await page.evaluate(composingKey, [composer, 'Escape'] as const)).toBe(false);
    expect(await sent()).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await sent()).toMatchObject([{ kind: 'send', text: 'にほん' }]);
  });

  it('completes commands', async () => {
    const { page, sent } = await bound(withModel);
    await page.locator(composer).pressSequentially('/re');
    expect(await page.locator('.option').allTextContents()).toEqual([
      '/reviewThe checklist of a resource, a file or all changes',
    ]);
    await page.keyboard.press('Enter');
    await page.keyboard.type('lib');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ v: 1, kind: 'command', name: 'review', text: 'lib', mentions: [] }]);
  });

  it('completes mentions to chips, which can be removed', async () => {
    const { page, panel, sent } = await bound(withModel);
    await page.locator(composer).pressSequentially('Is @res');
    expect(await page.locator('.option').allTextContents()).toEqual(['@resource:Only resources']);
    await page.keyboard.press('Tab');
    expect(await page.locator(composer).inputValue()).toBe('Is @resource:');
    await page.keyboard.type('Us');
    const asked = (await sent()).at(-1);
    expect(asked).toMatchObject({ kind: 'suggest', of: 'resource', prefix: 'Us' });
    const request = asked?.kind === 'suggest' ? asked.request : -1;
    const item = { kind: 'resource', id: 'Blog.User', label: 'Blog.User', detail: 'lib/user.ex' };
    await panel.deliver({ v: 1, kind: 'suggestions', request: request - 1, items: [{ ...item, label: 'stale' }] });
    expect(await page.locator('.option').count()).toBe(0);
    await panel.deliver({ v: 1, kind: 'suggestions', request, items: [item, { ...item, id: 'B', label: 'Blog.Use' }] });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    expect(await page.locator('.composer .chip').allTextContents()).toEqual(['resourceBlog.User']);
    await page.keyboard.type('fine?');
    await page.keyboard.press('Enter');
    expect((await sent()).at(-1)).toEqual({
      v: 1,
      kind: 'send',
      text: 'Is fine?',
      mentions: [{ kind: 'resource', id: 'Blog.User', label: 'Blog.User' }],
    });
  });

  it('takes what the host puts there, before what was written', async () => {
    const { page, panel } = await bound(withModel);
    await page.locator(composer).fill('my words');
    const mentions = [{ kind: 'finding', id: 'f1', label: 'unindexed-foreign-key' }];
    await panel.deliver({ v: 1, kind: 'compose', text: 'Fix this finding.', mentions });
    expect(await page.locator(composer).inputValue()).toBe('Fix this finding.\n\nmy words');
    await page.getByRole('button', { name: 'Remove finding unindexed-foreign-key' }).click();
    expect(await page.locator('.composer .chip').count()).toBe(0);
  });

  it('queues while it works, and stops with Escape', async () => {
    const { page, sent } = await bound(queued);
    await page.locator(composer).fill('Third');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Do not ask: And the same/ }).click();
    await page.keyboard.press('Escape');
    expect(await sent()).toEqual([
      { v: 1, kind: 'send', text: 'Third', mentions: [] },
      { v: 1, kind: 'unqueue', id: 'q1' },
      { v: 1, kind: 'stop' },
    ]);
  });

  it('closes the list with the first Escape and stops with the second', async () => {
    const { page, sent } = await bound(streaming);
    await page.locator(composer).pressSequentially('/');
    await page.keyboard.press('Escape');
    expect(await page.locator('.option').count()).toBe(0);
    expect(await sent()).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await sent()).toEqual([{ v: 1, kind: 'stop' }]);
  });

  it('picks phase and model, opens the plan, and says how full the context is', async () => {
    const { page, sent } = await bound(withModel);
    await page.getByLabel('Phase').selectOption('migrations');
    await page.getByLabel('Model').selectOption('claude-sonnet-5-5');
    await page.getByRole('button', { name: 'Open the plan' }).click();
    expect(await page.getByRole('img').getAttribute('aria-label')).toBe(
      'Context: 48,200 of 200,000 tokens, 41,000 of them from the cache',
    );
    expect(await sent()).toEqual([
      { v: 1, kind: 'setPhase', phase: 'migrations' },
      { v: 1, kind: 'setModel', model: 'claude-sonnet-5-5' },
      { v: 1, kind: 'openPlan' },
    ]);
  });
});

describe('the transcript', () => {
  it('copies and applies code blocks by their place', async () => {
    const { page, sent } = await bound(conversation);
    await page.getByRole('button', { name: 'Copy this code' }).click();
    await page.getByRole('button', { name: 'Apply this code' }).click();
    expect(await sent()).toMatchObject([
      { kind: 'copy', text: expect.stringContaining('identity :unique_email') as string },
      { kind: 'applyCode', block: { message: 'm2', part: 'p5', index: 0 } },
    ]);
  });

  it('asks again, edits an earlier message, and goes back', async () => {
    const { page, sent } = await bound(conversation);
    await page.getByRole('button', { name: 'Ask again', exact: true }).click();
    await page.locator('.question').hover();
    await page.getByRole('button', { name: 'Go back to before this message' }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit this message' }).click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Shorter');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([
      { v: 1, kind: 'retry' },
      { v: 1, kind: 'restore', checkpoint: 'c1', what: 'both' },
      { v: 1, kind: 'editMessage', id: 'm1', text: 'Shorter' },
    ]);
    expect(await page.evaluate(focusedName)).toBe('Ask the architect');
  });

  it('folds tools and thinking, and keeps folds while more streams in', async () => {
    const { page, panel } = await bound(streaming);
    await page.getByRole('log').getByText('Read lib/helpdesk').click();
    await panel.update(
      { kind: 'part', message: 'm2', part: tool('p2', { result: 'the text of the file' }) },
      { kind: 'part', message: 'm2', part: text('p3', 'So ') },
    );
    await panel.update({ kind: 'text', message: 'm2', part: 'p3', text: 'it is.' });
    expect(await page.getByRole('log').getByText('the text of the file').isVisible()).toBe(true);
    expect(await page.locator('.markdown').textContent()).toBe('So it is.');
  });

  it('draws a blueprint, and says the same in words for those who do not see it', async () => {
    const { page, panel } = await bound(designed);
    const drawn = designed.messages
      .flatMap((each) => (each.kind === 'assistant' ? each.parts : []))
      .find((part) => part.kind === 'diagram');
    if (drawn === undefined) throw new Error('The sample has no diagram.');
    const log = page.getByRole('log');
    const drawing = log.getByRole('img', { name: 'Diagram of Service level agreements' });
    expect(await drawing.locator('.box-title').allTextContents()).toEqual(['Team', 'SlaPolicy', 'Ticket']);
    expect(await drawing.locator('.box-state').allTextContents()).toEqual(['existing', 'new', 'changed']);
    expect(await drawing.locator('.line > title').allTextContents()).toEqual(['team', 'parent', 'sla_policy']);
    expect(await log.locator('.diagram li').allTextContents()).toEqual([
      'Helpdesk.Accounts.Team is in the project and stays as it is.',
      'Helpdesk.Support.SlaPolicy is new, with id, name, hours, days, team_id, parent_id.',
      'Helpdesk.Support.Ticket is changed, with sla_policy_id.',
      'team: each SlaPolicy has exactly one Team, each Team any number of SlaPolicy.',
      'parent: each SlaPolicy has at most one SlaPolicy, each SlaPolicy any number of SlaPolicy.',
      'sla_policy: each Ticket has at most one SlaPolicy, each SlaPolicy any number of Ticket.',
    ]);
    expect(await page.evaluate(overfullBoxes)).toEqual([]);

    const frame = log.getByRole('group', { name: 'Diagram: Service level agreements' });
    await frame.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => frame.evaluate(sidewaysOf)).toBeGreaterThan(0);

    await panel.update({
      kind: 'part',
      message: 'm2',
      part: { ...drawn, diagram: { ...drawn.diagram, nodes: [], edges: [] } },
    });
    expect(await log.locator('.box-title').count()).toBe(0);
  });

  it('offers what helps after an error, in the last answer only', async () => {
    const { page, panel, sent } = await bound(troubled);
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(await sent()).toEqual([{ v: 1, kind: 'retry' }]);
    await panel.update({ kind: 'message', message: user('m3', 'Again') });
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  });

  it('counts down to the next try', async () => {
    const panel = await open();
    await panel.page.clock.install();
    await panel.page.reload();
    await panel.deliver({ v: 1, kind: 'snapshot', seq: 1, state: retrying });
    expect(await panel.page.locator('.countdown').textContent()).toBe('Asking again in 12 s.');
    await panel.page.clock.runFor(3_000);
    expect(await panel.page.locator('.countdown').textContent()).toBe('Asking again in 9 s.');
  });

  it('takes back what was retracted', async () => {
    const { page, panel } = await bound(conversation);
    await panel.update({ kind: 'drop-parts', message: 'm2', from: 'p3' });
    expect(await page.locator('.part').count()).toBe(2);
    await panel.update({ kind: 'drop-messages', from: 'm1' });
    expect(await page.getByRole('log').getByText('Works now').isHidden()).toBe(true);
    expect(await page.getByRole('heading', { name: 'Ash & Ecto database architect' }).isVisible()).toBe(true);
  });

  it('follows the end until somebody scrolls up', async () => {
    const long = Array.from({ length: 60 }, (_, index) => `Paragraph ${index}`).join('\n\n');
    const state = { ...withModel, isWorking: true, messages: [answer('m1', [text('p1', long)], false)] };
    const { page, panel } = await bound(state);
    await panel.update({ kind: 'text', message: 'm1', part: 'p1', text: '\n\nMore\n\nand more' });
    expect((await page.evaluate(scrolled)).toEnd).toBeLessThan(2);
    await page.evaluate(scrollTo, 100);
    await page.getByRole('button', { name: 'Go to the latest' }).waitFor();
    await panel.update({ kind: 'text', message: 'm1', part: 'p1', text: '\n\nand more' });
    expect((await page.evaluate(scrolled)).top).toBe(100);
    await page.getByRole('button', { name: 'Go to the latest' }).click();
    expect((await page.evaluate(scrolled)).toEnd).toBeLessThan(2);
  });

  it('gives each paragraph its own direction', async () => {
    const { page } = await bound(rightToLeft);
    const paragraphs = page.locator('.markdown p');
    const side = (index: number): Promise<number> => paragraphs.nth(index).evaluate(indentOf);
    expect(await side(0)).toBeGreaterThan(50);
    expect(await side(1)).toBeLessThan(1);
    expect(await page.locator('.question-text').getAttribute('dir')).toBe('auto');
    expect(await page.locator(composer).getAttribute('dir')).toBe('auto');
  });
});

describe('approvals', () => {
  it('are decided hunk by hunk with the keyboard alone', async () => {
    const { page, sent, focused } = await bound(asking);
    expect(await focused()).toBe('Accept change 1 of 3, lib/helpdesk/accounts/user.ex:31');
    await grace(page);
    await page.keyboard.press('j');
    expect(await focused()).toContain('change 2 of 3');
    await page.keyboard.press('r');
    expect(await focused()).toContain('change 3 of 3');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('k');
    await page.keyboard.press('a');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Apply 2 of 3');
    expect(await page.locator('.hunk').nth(1).getByRole('button', { pressed: true }).textContent()).toBe('Refuse');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([
      { v: 1, kind: 'choose', approval: 'approval-1', hunks: ['h1', 'h3'] },
      { v: 1, kind: 'choose', approval: 'approval-1', hunks: ['h1', 'h3'] },
      { v: 1, kind: 'decide', approval: 'approval-1', decision: { kind: 'accept', hunks: ['h1', 'h3'] } },
    ]);
  });

  it('are applied or refused as a whole, with a reason', async () => {
    const { page, sent } = await bound(asking);
    await grace(page);
    await page.getByRole('button', { name: 'Apply all 3' }).click();
    await page.getByLabel('What should be different').fill('Keep nilify');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /Edit the proposal/ }).click();
    await page.getByRole('button', { name: 'Open diff' }).click();
    await page.getByRole('button', { name: 'Diff of change 2' }).click();
    const approval = 'approval-1';
    expect(await sent()).toEqual([
      { v: 1, kind: 'decide', approval, decision: { kind: 'accept', hunks: 'all' } },
      { v: 1, kind: 'decide', approval, decision: { kind: 'refuse', reason: 'Keep nilify' } },
      { v: 1, kind: 'decide', approval, decision: { kind: 'edit' } },
      { v: 1, kind: 'openDiff', approval },
      { v: 1, kind: 'openDiff', approval, hunk: 'h2' },
    ]);
  });

  it('tell in a sentence which name nobody defines', async () => {
    const { page } = await bound(doubtful);
    const statement = page.locator('.verdict > li', { hasText: 'Nobody defines a name' });
    await statement.locator('summary').click();
    expect(await statement.locator('ul').textContent()).toBe(
      'tokens of Helpdesk.Accounts.User leads to Helpdesk.Accounts.Usr, which nobody defines.',
    );
    expect(await statement.locator('code').allTextContents()).toEqual([
      'tokens',
      'Helpdesk.Accounts.User',
      'Helpdesk.Accounts.Usr',
    ]);
  });

  it('say when a verdict is not about what is chosen', async () => {
    const { page, panel } = await bound(asking);
    await grace(page);
    await page.getByRole('button', { name: 'Refuse change 3' }).click();
    expect(await page.getByRole('log').getByText('found for another choice').isVisible()).toBe(true);
    await panel.update({ kind: 'part', message: 'm2', part: { ...edits, verdictFor: ['h1', 'h2'] } });
    expect(await page.getByRole('log').getByText('found for another choice').count()).toBe(0);
    await page.getByRole('button', { name: 'Refuse change 1' }).click();
    await page.getByRole('button', { name: 'Refuse change 2' }).click();
    expect(await page.getByRole('button', { name: 'Apply 0 of 3' }).isDisabled()).toBe(true);
  });

  it('take over what is chosen elsewhere, such as in the diff', async () => {
    const { page, panel, sent } = await bound(asking);
    await grace(page);
    await panel.update({ kind: 'part', message: 'm2', part: { ...edits, verdictFor: ['h2'] } });
    await page.getByRole('button', { name: 'Apply 1 of 3' }).click();
    expect(await sent()).toEqual([
      { v: 1, kind: 'decide', approval: 'approval-1', decision: { kind: 'accept', hunks: ['h2'] } },
    ]);
    await panel.update({ kind: 'part', message: 'm2', part: { ...edits, verdictFor: [], verdict: undefined } });
    await page.getByRole('log').getByText('No change is chosen').waitFor();
  });

  it('are decided with the first click, wherever the focus was', async () => {
    const { page, sent } = await bound(asking);
    await grace(page);
    await page.locator(composer).focus();
    await page.getByRole('button', { name: 'Go to what waits for your decision' }).waitFor();
    await page.getByRole('button', { name: 'Apply all 3' }).click();
    expect((await sent()).at(-1)).toMatchObject({ kind: 'decide' });
    await page.getByRole('button', { name: 'Go to what waits for your decision' }).waitFor({ state: 'hidden' });
  });

  it('show a program literally and run it with one key', async () => {
    const { page, panel, sent, focused } = await bound(askingToRun);
    expect(await page.locator('.argv code').allTextContents()).toEqual([
      'mix',
      'ash.codegen',
      'unique_emails',
      '--dry-run',
    ]);
    expect(await focused()).toBe('Run it');
    await grace(page);
    await page.keyboard.press('r');
    await page.keyboard.press('a');
    expect(await sent()).toEqual([
      { v: 1, kind: 'decide', approval: 'approval-2', decision: { kind: 'refuse', reason: '' } },
      { v: 1, kind: 'decide', approval: 'approval-2', decision: { kind: 'accept', hunks: 'all' } },
    ]);
    await panel.update({ kind: 'part', message: 'm2', part: { ...run, status: 'approved' } });
    expect(await focused()).toBe('Ask the architect');
    expect(await page.getByRole('log').getByText('You allowed it').isVisible()).toBe(true);
  });

  it('decide nothing by keys that were pressed before they could be read', async () => {
    const { page, panel, sent } = await bound(withModel);
    await page.locator(composer).click();
    await panel.update({ kind: 'set', values: { isWorking: true } });
    for (const message of askingToRun.messages) await panel.update({ kind: 'message', message });
    await page.keyboard.press('a');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Run it' }).click();
    expect(await sent()).toEqual([]);
  });

  it('do not take the focus from somebody who writes, or from the editor', async () => {
    const { page, panel, focused } = await bound(withModel);
    await page.locator(composer).fill('Wait');
    for (const message of askingToRun.messages) await panel.update({ kind: 'message', message });
    expect(await focused()).toBe('Ask the architect');
    await page.getByRole('button', { name: 'Go to what waits' }).click();
    expect(await focused()).toBe('Run it');

    const elsewhere = await open(askingToRun, { hasFocus: false });
    expect(await elsewhere.page.locator(':focus').count()).toBe(0);
  });

  it('are void when the turn is over', async () => {
    const { page, panel } = await bound(asking);
    await panel.update({ kind: 'done', message: 'm2' });
    expect(await page.getByRole('button', { name: 'Apply all 3' }).isHidden()).toBe(true);
    expect(await page.getByRole('log').getByText('Not applied').isVisible()).toBe(true);
  });
});

describe('sessions', () => {
  it('are listed, opened, renamed, exported and removed', async () => {
    const { page, sent, focused } = await bound(conversation);
    const opener = page.getByRole('button', { name: /All sessions/ });
    await page.getByRole('button', { name: 'New session' }).click();
    await opener.click();
    await page.getByRole('button', { name: 'Rename Archive' }).click();
    await page.keyboard.type('Archiving');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Export Archive' }).click();
    await page.getByRole('button', { name: 'Remove Archive' }).click();
    await page.getByRole('button', { name: 'Archive closed tickets yesterday' }).click();
    expect(await focused()).toBe('Ask the architect');
    expect(await sent()).toEqual([
      { v: 1, kind: 'newSession' },
      { v: 1, kind: 'renameSession', id: 's2', name: 'Archiving' },
      { v: 1, kind: 'exportSession', id: 's2' },
      { v: 1, kind: 'removeSession', id: 's2' },
      { v: 1, kind: 'openSession', id: 's2' },
    ]);
    await opener.click();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('list', { name: 'Sessions' }).isHidden()).toBe(true);
  });
});

describe('a view that missed something', () => {
  it('asks for a snapshot once, and goes on from it', async () => {
    const { page, panel, sent } = await bound(conversation);
    const name = (to: string): { kind: 'set'; values: Partial<Frame> } => ({
      kind: 'set',
      values: { session: { id: 's1', name: to } },
    });
    panel.numbered([name('missed')]);
    const at = panel.seq - 1;
    await panel.update(name('after the gap'));
    await panel.update(name('later'));
    expect(await sent()).toEqual([{ v: 1, kind: 'resync', after: at }]);
    expect(await page.locator('.session-name').textContent()).toBe('Unique e-mail addresses');
    await panel.snapshot({ ...conversation, session: { id: 's1', name: 'whole' } });
    await panel.update(name('next'));
    expect(await page.locator('.session-name').textContent()).toBe('next');
    expect(await sent()).toEqual([]);
  });

  it('is as before after a reload: the host tells the state, the view knows the draft and the chosen hunks', async () => {
    const { page, panel, sent } = await bound(asking);
    await grace(page);
    await page.getByRole('button', { name: 'Refuse change 2' }).click();
    await page.locator(composer).fill('half a thou');
    const before = await page.locator('.turns').innerHTML();
    await sent();
    await page.reload();
    expect(await sent()).toEqual([{ v: 1, kind: 'ready' }]);
    await panel.snapshot(asking);
    expect(await page.locator(composer).inputValue()).toBe('half a thou');
    expect(await page.getByRole('button', { name: 'Apply 2 of 3' }).isEnabled()).toBe(true);
    expect(withoutIds(await page.locator('.turns').innerHTML())).toBe(withoutIds(before));
  });
});

type Bound = Awaited<ReturnType<typeof open>>;

async function bound(state: Parameters<typeof open>[0]): Promise<{
  panel: Bound;
  page: Bound['page'];
  sent: Bound['sent'];
  focused: () => Promise<string>;
}> {
  const panel = await open(state);
  const focused = (): Promise<string> => panel.page.evaluate(focusedName);
  return { panel, page: panel.page, sent: () => panel.sent(), focused };
}

/** Keys count once somebody can have read what they decide on. */
async function grace(page: Bound['page']): Promise<void> {
  await page.evaluate('new Promise((resolve) => setTimeout(resolve, 550))');
}

function withoutIds(html: string): string {
  return html.replaceAll(/\b(id|aria-labelledby|aria-controls)="e\d+"/g, '$1');
}
