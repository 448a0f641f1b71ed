import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/architect/conversation.ts';
import { eventsOf, type FakeReply } from '../../helpers/messages-fake-events.ts';
import { complaintAbout, type RequestBody } from '../../helpers/messages-fake-rules.ts';
import { frame } from '../../helpers/messages-fake.ts';
import { acceptAll, bench, play, providerOf, say, userSays, type Bench, type PlayOptions } from './fixtures.ts';

type Watcher = NonNullable<PlayOptions['on']>;

/** Replies with all that a stream can have, in several orders. */
const replies: readonly FakeReply[] = [
  say('Grüße — ein Satz, der irgendwo endet. 🌲'),
  {
    content: [
      { type: 'thinking', thinking: 'first think' },
      { type: 'text', text: 'Two files.' },
      { type: 'tool_use', name: 'read', id: 'toolu_1', input: { path: 'lib/"ä".ex' } },
      { type: 'tool_use', name: 'edit', id: 'toolu_2', input: { files: [{ path: 'lib/a.ex', text: 'new\n' }] } },
    ],
  },
  {
    content: [
      { type: 'redacted_thinking', data: 'b3BhcXVl' },
      { type: 'tool_use', name: 'run', id: 'toolu_3', input: { task: 'compile' } },
      { type: 'text', text: 'and then' },
    ],
  },
  { content: [{ type: 'tool_use', name: 'read', id: 'toolu_4', raw: '{"path":"lib/a' }], stop: 'max_tokens' },
];

const go = [userSays('Go.')];

describe('after any prefix of a stream', () => {
  const cases = replies.flatMap((_, reply) => (['reset', 'end'] as const).map((how) => [reply, how] as const));

  it.each(cases)('of events, reply %i and its %s, the next request is accepted', async (index, how) => {
    const on = await bench();
    const reply = replies[index]!;
    const total = eventsOf(reply, 'm').length;
    for (let events = 0; events <= total; events++) {
      on.fake.script({ ...reply, fault: { kind: how, events } });
      const played = await play(on, go, { limits: { attempts: 1, steps: 1 }, on: acceptEverything });
      await expectAccepted(on, played.added, `after ${events} events`);
    }
  });

  it.each(replies.map((_, index) => index))(
    'that was shown, reply %i and a stop, the next request is accepted',
    async (index) => {
      const on = await bench();
      const events = eventsOf(replies[index]!, 'm');
      const total = events.filter((event) =>
        /_delta"?.*"(text|thinking)":|"tool_use","id"/.test(JSON.stringify(event)),
      ).length;
      expect(total).toBeGreaterThan(0);
      for (let shown = 1; shown <= total; shown++) {
        const stopper = new AbortController();
        // All but the last event comes: the reply never ends by itself.
        on.fake.script({ ...replies[index]!, fault: { kind: 'stall', events: events.length - 1 } });
        let seen = 0;
        const played = await play(on, go, {
          signal: stopper.signal,
          on: () => {
            if (++seen === shown) stopper.abort();
          },
        });
        expect(played.stop).toBe('stopped');
        await expectAccepted(on, played.added, `after ${shown} shown events`);
      }
    },
  );

  it.each(replies.map((_, index) => index))('of bytes, reply %i, the next request is accepted', async (index) => {
    const on = await bench();
    const bytes = Buffer.from(eventsOf(replies[index]!, 'm').map(frame).join(''));
    // A step that shares no factor with anything: all kinds of places are met, in frames and inside of characters.
    for (let length = 0; length <= bytes.length; length += 13) {
      let sent: RequestBody | undefined;
      let isFirst = true;
      const transport: typeof fetch = (_, init) => {
        sent = JSON.parse(init?.body as string) as RequestBody;
        const body = isFirst ? bytes.subarray(0, length) : Buffer.from(eventsOf(say('Done.'), 'm').map(frame).join(''));
        isFirst = false;
        return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
      };
      const cut = { ...on, provider: providerOf(on.fake, { fetch: transport }) };
      const played = await play(cut, go, { limits: { attempts: 1, steps: 1 }, on: refuseAll });
      const history: Message[] = [...go, ...played.added, userSays('Go on.')];
      const next = await play(cut, history);
      expect({ length, stop: next.stop, complaint: complaintAbout(sent!) }).toEqual({
        length,
        stop: 'end',
        complaint: undefined,
      });
    }
  });
});

async function expectAccepted(on: Bench, added: readonly Message[], when: string): Promise<void> {
  on.fake.script(say('Done.'));
  const next = await play(on, [...go, ...added, userSays('Go on.')]);
  expect({ when, stop: next.stop, refused: on.fake.refused }).toEqual({ when, stop: 'end', refused: [] });
  expect(on.fake.remaining()).toBe(0);
}

const acceptEverything: Watcher = (event, approvals) => {
  if (event.kind === 'approve-edits' || event.kind === 'approve-run') approvals.decide(event.approval, acceptAll);
};

const refuseAll: Watcher = (event, approvals) => {
  if (event.kind === 'approve-edits' || event.kind === 'approve-run') {
    approvals.decide(event.approval, { kind: 'refuse', reason: '' });
  }
};
