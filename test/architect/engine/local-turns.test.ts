import { describe, expect, it } from 'vitest';
import { readChatState } from '../../../src/architect/chat/chat-state.ts';
import type { CommandOutput } from '../../../src/architect/commands/command-output.ts';
import { exportSession } from '../../../src/architect/sessions/export-session.ts';
import { acceptAll, bench, chatOn, say, type ChatBench } from './fixtures.ts';

const changes = {
  summary: 'Fix 2 findings.',
  files: [{ path: 'lib/a.ex', before: 'one\ntwo\nthree\nfour\nfive\n', after: 'ONE\ntwo\nthree\nfour\nFIVE\n' }],
};

/** Commands as a host has them. */
function commandOf(text: string): (() => Promise<CommandOutput>) | undefined {
  switch (text) {
    case '/review':
      return () => Promise.resolve({ kind: 'answer', markdown: '## Review\n\nNothing found.' });
    case '/fix':
      return () => Promise.resolve({ kind: 'changes', markdown: 'Two safe fixes.', changes });
    case '/design':
      return () => Promise.resolve({ kind: 'prompt', phase: 'design', prompt: 'Design the resources.' });
    case '/broken':
      return () => Promise.reject(new Error('It broke.'));
    default:
      return undefined;
  }
}

async function chatting(): Promise<ChatBench> {
  return chatOn(await bench(), { command: commandOf });
}

/** The words of the last request, one string per message. */
function asked({ fake }: ChatBench): readonly string[] {
  return (fake.requests.at(-1)?.body?.messages ?? []).map(({ content }) =>
    typeof content === 'string' ? content : content.map(({ text = '' }) => text).join('\n'),
  );
}

const shownEvents = ({ chat }: ChatBench): readonly string[] =>
  chat
    .snapshot()
    .turns.at(-1)
    ?.events.map(({ kind }) => kind) ?? [];

describe('a turn without a model', () => {
  it('is answered, and told to the model as data with the next message', async () => {
    const on = await chatting();
    on.chat.send('/review');
    await on.chat.settled();
    expect(on.fake.requests).toEqual([]);
    expect(on.chat.snapshot().turns).toMatchObject([
      {
        text: '/review',
        isLocal: true,
        events: [{ kind: 'text', text: '## Review\n\nNothing found.' }, { kind: 'ended' }],
      },
    ]);
    on.fake.script(say('I see.'));
    on.chat.send('What does it mean?');
    await on.chat.settled();
    expect(on.fake.refused).toEqual([]);
    const [first, second, third] = asked(on);
    expect(first).toMatch(/^\/review\n<data-[\w-]+ from="what the extension answered">\n## Review/);
    expect(second).toBe('The extension answered this itself, without a model.');
    expect(third).toBe('What does it mean?');
  });

  it('shows edits as any other, of which a part may be accepted and be taken back', async () => {
    const on = await chatting();
    on.chat.send('/fix');
    await expect.poll(() => shownEvents(on)).toEqual(['text', 'call', 'approve-edits']);
    const ask = on.chat.snapshot().turns[0]?.events.find((event) => event.kind === 'approve-edits');
    expect(on.chat.proposal(ask!.approval)).toEqual(changes);
    const [hunk] = ask!.hunks;
    expect(on.chat.decide(ask!.approval, { kind: 'accept', hunks: [hunk!.id], edited: [] })).toBe(true);
    await on.chat.settled();
    expect(on.files.texts.get('lib/a.ex')).toBe('ONE\ntwo\nthree\nfour\nfive\n');
    expect(shownEvents(on)).toEqual(['text', 'call', 'approve-edits', 'verified', 'decided', 'called', 'ended']);
    const [checkpoint] = on.chat.snapshot().checkpoints;
    expect(await on.chat.restore(checkpoint!.id, 'files')).toEqual({ ok: true });
    expect(on.files.texts.get('lib/a.ex')).toBe('one\ntwo\nthree\nfour\nfive\n');
    on.fake.script(say('Fine.'));
    on.chat.send('Go on');
    await on.chat.settled();
    expect(on.fake.refused).toEqual([]);
    expect(asked(on)[0]).toContain('Refused by the user');
  });

  it('shows the user what the check objects to, since there is nobody to send it back to', async () => {
    const on = await chatting();
    const files = [{ path: 'lib/b.ex', before: 'alpha\nbeta\n', after: 'BROKEN\n' }];
    expect(on.chat.propose('Apply the code block', { summary: 'Replace a file.', files })).toBe(true);
    expect(on.chat.propose('Apply it twice', { summary: 'Replace a file.', files })).toBe(false);
    await expect.poll(() => shownEvents(on)).toContain('approve-edits');
    const ask = on.chat.snapshot().turns[0]?.events.find((event) => event.kind === 'approve-edits');
    expect(ask!.verdict.isAcceptable).toBe(false);
    on.chat.decide(ask!.approval, { kind: 'refuse', reason: '' });
    await on.chat.settled();
    expect(on.files.texts.get('lib/b.ex')).toBe('alpha\nbeta\n');
    expect(on.chat.retry()).toBe(false);
  });

  it('becomes a question to the model when the command is a prompt, in its phase', async () => {
    const on = await chatting();
    on.fake.script(say('Here it is.'), say('Here it is again.'));
    on.chat.send('/design', [{ kind: 'file', label: 'lib/a.ex', text: 'one' }]);
    await on.chat.settled();
    expect(on.chat.phase).toBe('design');
    expect(asked(on)[0]).toMatch(/from="file lib\/a\.ex">\none\n<\/data-[\w-]+>\nDesign the resources\.$/);
    expect(on.chat.retry()).toBe(true);
    await on.chat.settled();
    expect(asked(on)).toHaveLength(1);
    expect(on.chat.snapshot().turns).toMatchObject([{ text: '/design', isLocal: false }]);
  });

  it('is asked again without a model, waits in the queue, and tells what went wrong', async () => {
    const on = await chatting();
    on.chat.send('/review');
    on.chat.send('/broken');
    await on.chat.settled();
    expect(on.chat.snapshot().turns.map(({ text }) => text)).toEqual(['/review', '/broken']);
    expect(shownEvents(on)).toEqual(['failed', 'ended']);
    expect(on.chat.retry()).toBe(true);
    await on.chat.settled();
    expect(on.chat.snapshot().turns.map(({ text }) => text)).toEqual(['/review', '/broken']);
    expect(on.fake.requests).toEqual([]);
  });

  it('stays one when it is kept, and is in the export', async () => {
    const on = await chatting();
    on.chat.send('/review');
    await on.chat.settled();
    const read = readChatState(JSON.parse(JSON.stringify(on.chat.state())));
    if (!read.ok) throw new Error(read.reason);
    expect(read.state.turns).toEqual(on.chat.state().turns);
    expect(exportSession(read.state)).toContain('## You\n\n/review\n\n## Architect\n\n## Review\n\nNothing found.');
    const next = chatOn(on, { command: commandOf, state: read.state });
    next.fake.script(say('Fine.'));
    next.chat.send('And now?');
    await next.chat.settled();
    expect(next.fake.refused).toEqual([]);
    expect(asked(next)).toHaveLength(3);
  });

  it('leaves the acceptance of edits to the user alone', async () => {
    const on = await chatting();
    on.chat.send('/fix');
    await expect.poll(() => shownEvents(on)).toContain('approve-edits');
    await on.chat.stop();
    const ask = on.chat.snapshot().turns[0]?.events.find((event) => event.kind === 'approve-edits');
    expect(on.chat.decide(ask!.approval, acceptAll)).toBe(false);
    expect(on.files.labels).toEqual([]);
    expect(shownEvents(on).slice(-3)).toEqual(['decided', 'called', 'ended']);
  });
});
