import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/architect/change-set.ts';
import type { TurnEvent } from '../../src/architect/turn-event.ts';
import { answerParts } from '../../src/webviews/answer-parts.ts';
import { partSchema } from '../../src/webviews/chat-state.ts';

const verdict: Verdict = {
  broken: [],
  fixed: [
    {
      rule: 'identities/missing-natural-key',
      area: 'identities',
      severity: 'warning',
      path: 'lib/a.ex',
      range: { start: { line: 3, column: 1 }, end: { line: 3, column: 9 } },
      message: 'Add an identity.',
      related: [],
      fixes: [],
      lineText: 'attribute :email, :string',
    },
  ],
  added: [],
  remaining: 1,
  unresolved: [],
  open: [],
  isAcceptable: true,
};
const hunk = { id: 'h1', path: 'lib/a.ex', line: 3, removed: [], added: ['identities do'] };
const call: TurnEvent = { kind: 'call', id: 'c1', tool: 'edit', risk: 'propose', title: 'Edit lib/a.ex' };
const ask: TurnEvent = {
  kind: 'approve-edits',
  call: 'c1',
  approval: 'x1',
  summary: 'Add an identity',
  hunks: [hunk],
  verdict,
  warnings: [],
};

/** Every part has to be one that the view takes. */
function parts(...events: readonly TurnEvent[]): ReturnType<typeof answerParts> {
  return answerParts(events).map((part) => partSchema.parse(part));
}

describe('the parts of an answer', () => {
  it('follow a proposal from the call to what came of it', () => {
    expect(parts({ kind: 'text', text: 'So:' }, { kind: 'preparing', tool: 'edit' })).toMatchObject([
      { kind: 'text', text: 'So:' },
      { kind: 'tool', title: 'Preparing edit', status: 'running' },
    ]);
    expect(parts(call, ask)).toMatchObject([
      { kind: 'tool', status: 'waiting' },
      { kind: 'edits', approval: 'x1', status: 'open', verdict: { fixed: [{ line: 3 }], remaining: 1 } },
    ]);
    const end: TurnEvent[] = [
      { kind: 'decided', call: 'c1', outcome: 'applied' },
      { kind: 'called', id: 'c1', text: 'Applied.', isError: false },
    ];
    expect(parts(call, ask, ...end)).toMatchObject([
      { kind: 'tool', status: 'done', result: 'Applied.' },
      { kind: 'edits', status: 'applied' },
    ]);
  });

  it('keep what was asked before it was asked again', () => {
    const again: TurnEvent[] = [
      { kind: 'verified', call: 'c1', verdict: { ...verdict, isAcceptable: false } },
      { ...ask, approval: 'x2' },
      { kind: 'decided', call: 'c1', outcome: 'refused' },
    ];
    expect(parts(call, ask, ...again)).toMatchObject([
      { kind: 'tool' },
      { approval: 'x1', status: 'approved', verdict: { isAcceptable: false } },
      { approval: 'x2', status: 'refused' },
    ]);
  });

  it('show what a program prints, its end first', () => {
    const run: TurnEvent[] = [
      { kind: 'call', id: 'c', tool: 'run', risk: 'run', title: 'Run mix test' },
      { kind: 'approve-run', call: 'c', approval: 'x', program: 'mix', args: ['test'], folder: '.' },
      { kind: 'decided', call: 'c', outcome: 'approved' },
      { kind: 'output', call: 'c', text: 'x'.repeat(30_000) },
      { kind: 'output', call: 'c', text: '1 failure' },
    ];
    const [tool, card] = parts(...run);
    expect(tool).toMatchObject({
      kind: 'tool',
      status: 'running',
      result: expect.stringMatching(/^… x.*1 failure$/) as string,
    });
    expect(card).toMatchObject({ kind: 'run', args: ['test'], status: 'approved' });
  });

  it('show a retry while it waits, a failure with what helps, and how the turn ended', () => {
    const retry: TurnEvent = { kind: 'retrying', attempt: 1, reason: 'overloaded', wait: 1_000.4 };
    expect(parts(retry)).toMatchObject([{ kind: 'notice', wait: 1_000, text: 'The service is overloaded.' }]);
    expect(parts(retry, { kind: 'text', text: 'Here' })).toMatchObject([{ kind: 'text' }]);
    expect(parts({ kind: 'failed', code: 'unauthorized', message: 'The key was not accepted.' })).toMatchObject([
      { kind: 'notice', level: 'error', actions: ['addKey', 'chooseVsCodeModel', 'retry'] },
    ]);
    expect(parts({ kind: 'ended', stop: 'step-limit' })).toMatchObject([{ actions: ['continue'] }]);
    expect(parts({ kind: 'ended', stop: 'end' })).toEqual([]);
  });

  it('keep their ids while the turn goes on', () => {
    const events: readonly TurnEvent[] = [{ kind: 'thinking', text: 'Hm' }, { kind: 'text', text: 'So:' }, call, ask];
    const whole = parts(...events).map(({ id }) => id);
    for (let end = 1; end < events.length; end++) {
      const some = parts(...events.slice(0, end)).map(({ id }) => id);
      expect(whole.slice(0, some.length)).toEqual(some);
    }
  });

  it('say so when the changes are too large to be shown', () => {
    const large = { ...hunk, added: Array.from({ length: 5_000 }, () => 'x') };
    expect(parts(call, { ...ask, hunks: [large] })[1]).toMatchObject({
      warnings: [expect.stringContaining('in the diff')],
    });
    const wide = { ...hunk, added: ['x'.repeat(9_000)] };
    expect(parts(call, { ...ask, hunks: [wide] })[1]).toMatchObject({
      warnings: [expect.stringContaining('in the diff')],
    });
  });
});
