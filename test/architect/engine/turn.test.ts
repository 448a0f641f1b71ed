import { describe, expect, it } from 'vitest';
import type { CallBlock } from '../../../src/architect/conversation.ts';
import type { TurnEvent } from '../../../src/architect/turn-event.ts';
import { apiError } from '../../helpers/messages-fake-rules.ts';
import { acceptAll, bench, edit, play, resultOf, say, use, userSays } from './fixtures.ts';

const go = [userSays('Go.')];

describe('a turn', () => {
  it('answers calls one after another until the model is done', async () => {
    const on = await bench();
    on.fake.script(
      {
        content: [
          { type: 'text', text: 'Reading.' },
          { type: 'tool_use', name: 'read', input: { path: 'lib/a.ex' } },
          { type: 'tool_use', name: 'read', input: { path: 'lib/none.ex' } },
        ],
      },
      say('Done.'),
    );
    const played = await play(on, go);
    expect(played.stop).toBe('end');
    expect(on.reads).toEqual(['lib/a.ex', 'lib/none.ex']);
    expect(played.added.map(({ role }) => role)).toEqual(['assistant', 'user', 'assistant']);
    expect(played.added[1]?.blocks).toMatchObject([{ isError: false }, { isError: true }]);
    const without = played.kinds.filter((kind) => kind !== 'text');
    expect(without).toEqual([
      ...['preparing', 'preparing', 'usage', 'call', 'called', 'call', 'called', 'usage', 'ended'],
    ]);
    expect(on.fake.refused).toEqual([]);
  });

  it('keeps nothing of an empty reply', async () => {
    const on = await bench();
    on.fake.script({ content: [] });
    expect(await play(on, go)).toMatchObject({ stop: 'end', added: [] });
  });

  it('tells of an unknown tool, and of input that does not fit, with its path', async () => {
    const on = await bench();
    on.fake.script(
      {
        content: [
          { type: 'tool_use', name: 'nope', input: {} },
          { type: 'tool_use', name: 'edit', input: { files: [{ path: 1, text: '' }] } },
        ],
      },
      say('Done.'),
    );
    const played = await play(on, go);
    expect(resultOf(played, 0)).toBe('There is no tool `nope`. Tools: edit, read, run.');
    expect(resultOf(played, 1)).toContain('- files.0.path: ');
  });

  it('answers tools of its phase only, whatever was offered before', async () => {
    const on = await bench();
    on.fake.script(edit('lib/a.ex', 'new\n'), say('Done.'));
    const context = { files: on.files, facts: {} as never, runner: on.runner, clock: on.clock };
    const signal = new AbortController().signal;
    const played = await play(on, go, { changes: { context: { ...context, phase: 'analysis', signal } } });
    expect(resultOf(played)).toContain('not offered in the phase `analysis`');
    expect(on.fake.requests[0]?.body?.tools?.map(({ name }) => name)).toEqual(['read', 'run']);
  });

  it('never runs a call of a reply that was cut', async () => {
    const on = await bench();
    on.fake.script(
      { content: [{ type: 'tool_use', name: 'read', raw: '{"path":"lib/a.ex"}' }], stop: 'max_tokens' },
      say('Again.'),
    );
    const played = await play(on, go);
    expect(played.stop).toBe('length');
    expect(on.reads).toEqual([]);
    expect(resultOf(played)).toContain('Not run');
    await play(on, [...go, ...played.added, userSays('Go on.')]);
    expect(on.fake.refused).toEqual([]);
  });

  it('answers the same call three times', async () => {
    const on = await bench();
    on.fake.script(...Array.from({ length: 5 }, () => use('read', { path: 'lib/a.ex' })), say('Done.'));
    const played = await play(on, go);
    expect(on.reads).toHaveLength(3);
    expect(resultOf(played, 3)).toContain('answered 3 times');
  });

  it('ends at its limit of steps, and of tokens', async () => {
    const on = await bench();
    const calls = (from: number): ReturnType<typeof use>[] =>
      [0, 1, 2].map((n) => use('read', { path: `${from + n}` }));
    on.fake.script(...calls(0));
    const steps = await play(on, go, { limits: { steps: 3 } });
    expect(steps.stop).toBe('step-limit');
    on.fake.script(...calls(3));
    expect((await play(on, [...go, ...steps.added, ...go], { limits: { tokens: 100 } })).stop).toBe('token-limit');
    expect(on.fake.remaining()).toBe(1);
  });

  it('says when a result was cut', async () => {
    const on = await bench();
    on.files.texts.set('lib/long.ex', 'line\n'.repeat(1000));
    on.fake.script(use('read', { path: 'lib/long.ex' }), say('Done.'));
    const text = resultOf(await play(on, go, { limits: { result: 100 } }));
    expect(text.length).toBeLessThan(200);
    expect(text).toContain('Cut: 980 lines are left out.');
  });

  it('goes on when a tool throws', async () => {
    const on = await bench();
    const read = on.tools[0]!;
    const broken = { ...read, run: () => Promise.reject(new Error('disk on fire')) } as typeof read;
    on.fake.script(use('read', { path: 'lib/a.ex' }), say('Done.'));
    expect(resultOf(await play({ ...on, tools: [broken] }, go))).toBe('The tool failed: disk on fire');
  });
});

describe('a failure that passes', () => {
  it('is waited out in sight, and what was shown is taken back', async () => {
    const on = await bench();
    const cut = say('A text that is cut.');
    on.fake.script(
      apiError(429, 'rate_limit_error', 'slow', { 'retry-after': '7' }),
      { ...cut, fault: { kind: 'error', events: 6 } },
      { ...cut, fault: { kind: 'reset', events: 6 } },
      say('Whole.'),
    );
    const played = await play(on, go);
    expect(played.stop).toBe('end');
    expect(played.added).toEqual([{ role: 'assistant', blocks: [{ kind: 'text', text: 'Whole.' }] }]);
    expect(played.events.filter(({ kind }) => kind === 'retrying')).toEqual([
      { kind: 'retrying', attempt: 1, reason: 'rate-limited', wait: 7000 },
      { kind: 'retrying', attempt: 2, reason: 'overloaded', wait: 2000 },
      { kind: 'retrying', attempt: 3, reason: 'connection', wait: 4000 },
    ]);
    expect(played.kinds.filter((kind) => kind === 'retract')).toHaveLength(2);
    expect(on.clock.sleeps).toEqual([7000, 2000, 4000]);
  });

  it('is not tried for ever, and what came last is kept', async () => {
    const on = await bench();
    const cut = { ...say('Partial answer'), fault: { kind: 'end', events: 5 } } as const;
    on.fake.script(cut, cut, say('Never asked for.'));
    const played = await play(on, go, { limits: { attempts: 2 } });
    expect(played.stop).toBe('failed');
    expect(played.added).toEqual([{ role: 'assistant', blocks: [{ kind: 'text', text: 'Partial answer' }] }]);
    expect(played.events.at(-2)).toMatchObject({ kind: 'failed', code: 'ended-early' });
    expect(on.fake.remaining()).toBe(1);
  });

  it('is final where the service asks for a longer wait than anybody has', async () => {
    const on = await bench();
    on.fake.script(apiError(429, 'rate_limit_error', 'slow', { 'retry-after': '3600' }));
    expect((await play(on, go)).stop).toBe('failed');
    expect(on.clock.sleeps).toEqual([]);
  });

  it('is a stall when nothing comes for too long', async () => {
    const on = await bench();
    on.fake.script({ ...say('A text that stalls'), fault: { kind: 'stall', events: 6 } }, say('Whole.'));
    let rang = false;
    const played = await play(on, go, {
      on: (event) => {
        if (event.kind !== 'text' || rang) return;
        rang = true;
        // The alarm for the next event is set after this one was handed on.
        setImmediate(() => setImmediate(() => on.clock.ringAlarms()));
      },
    });
    expect(played.events).toContainEqual({ kind: 'retrying', attempt: 1, reason: 'stalled', wait: 1000 });
    expect(played.stop).toBe('end');
  });

  it.each([
    [400, 'invalid-request'],
    [401, 'unauthorized'],
    [413, 'too-large'],
  ])('is not one of %i', async (status, code) => {
    const on = await bench();
    on.fake.script(apiError(status, 'some_error', 'no'));
    const played = await play(on, go);
    expect(played.events).toMatchObject([
      { kind: 'failed', code },
      { kind: 'ended', stop: 'failed' },
    ]);
    expect(on.fake.requests).toHaveLength(1);
  });
});

describe('a stop', () => {
  it('in the middle of a text keeps the text', async () => {
    const on = await bench();
    const stopper = new AbortController();
    on.fake.script({ ...say('A text that goes on and on'), fault: { kind: 'stall', events: 5 } }, say('Again.'));
    const played = await play(on, go, {
      signal: stopper.signal,
      on: (event) => {
        if (event.kind === 'text') stopper.abort();
      },
    });
    expect(played.stop).toBe('stopped');
    expect(played.added[0]?.blocks[0]).toMatchObject({ kind: 'text' });
    await play(on, [...go, ...played.added, userSays('Go on.')]);
    expect(on.fake.refused).toEqual([]);
  });

  it('while it waits for another attempt ends the wait', async () => {
    const on = await bench();
    const stopper = new AbortController();
    on.fake.script(apiError(529, 'overloaded_error', 'no'), say('Never asked for.'));
    const played = await play(on, go, {
      signal: stopper.signal,
      on: (event) => {
        if (event.kind === 'retrying') stopper.abort();
      },
    });
    expect(played).toMatchObject({ stop: 'stopped', added: [] });
    expect(on.fake.remaining()).toBe(1);
  });

  it.each(['call', 'approve-edits', 'approve-run'] as const)('at %s answers every call', async (kind) => {
    const on = await bench();
    const stopper = new AbortController();
    on.fake.script(
      {
        content: [
          { type: 'tool_use', name: 'edit', input: { files: [{ path: 'lib/a.ex', text: 'new\n' }] } },
          { type: 'tool_use', name: 'run', input: { task: 'compile' } },
          { type: 'tool_use', name: 'read', input: { path: 'lib/a.ex' } },
        ],
      },
      say('Again.'),
    );
    const played = await play(on, go, {
      signal: stopper.signal,
      on: (event, approvals) => {
        if (event.kind === kind) stopper.abort();
        else if (event.kind === 'approve-edits') approvals.decide(event.approval, { kind: 'refuse', reason: '' });
      },
    });
    expect(played.stop).toBe('stopped');
    expect(on.runner.ran).toEqual([]);
    expect(on.files.texts.get('lib/a.ex')).toContain('two');
    expect(played.added.at(-1)?.blocks).toHaveLength(3);
    await play(on, [...go, ...played.added, userSays('Go on.')]);
    expect(on.fake.refused).toEqual([]);
  });

  it('of a tool that never ends is not waited for', async () => {
    const on = await bench();
    const stopper = new AbortController();
    const read = on.tools[0]!;
    const endless = { ...read, run: () => new Promise(() => stopper.abort()) } as unknown as typeof read;
    on.fake.script(use('read', { path: 'lib/a.ex' }));
    const played = await play({ ...on, tools: [endless] }, go, { signal: stopper.signal });
    expect(played.stop).toBe('stopped');
    expect(resultOf(played)).toContain('Interrupted');
  });
});

describe('a program', () => {
  const approval = (event: TurnEvent): string => (event.kind === 'approve-run' ? event.approval : '');

  it('runs after the user has seen what it is', async () => {
    const on = await bench();
    on.fake.script(use('run', { task: 'compile' }), say('Done.'));
    const played = await play(on, go, { on: (event, approvals) => void approvals.decide(approval(event), acceptAll) });
    expect(played.events).toContainEqual(
      expect.objectContaining({ kind: 'approve-run', program: 'mix', args: ['compile'], folder: '.' }),
    );
    expect(on.runner.ran).toEqual(['mix compile']);
    expect(resultOf(played)).toContain('Compiling');
    expect(resultOf(played)).not.toContain('0123456789');
    expect(played.kinds).toEqual(expect.arrayContaining(['decided', 'output', 'called']));
  });

  it('does not run when the user refuses, and the model hears why', async () => {
    const on = await bench();
    on.fake.script(use('run', { task: 'compile' }), use('run', { task: 'deps.get' }), say('Done.'));
    const refuse = { kind: 'refuse', reason: 'The tests first' } as const;
    const played = await play(on, go, { on: (event, approvals) => void approvals.decide(approval(event), refuse) });
    expect(on.runner.ran).toEqual([]);
    expect(resultOf(played, 0)).toBe('The user refused to run this: The tests first Nothing was run.');
    expect(resultOf(played, 1)).toBe('This task is not allowed.');
  });

  it('does not run when it became another one after the user was asked', async () => {
    const on = await bench();
    const run = on.tools[2]!;
    const args = ['compile'];
    const command = { program: 'mix', args, folder: '.', timeLimit: 1 };
    const sly = { ...run, command: () => Promise.resolve({ ok: true, command }) } as unknown as typeof run;
    on.fake.script(use('run', { task: 'compile' }), say('Done.'));
    const played = await play({ ...on, tools: [sly] }, go, {
      on: (event, approvals) => {
        if (event.kind !== 'approve-run') return;
        args[0] = 'ecto.drop';
        approvals.decide(event.approval, acceptAll);
      },
    });
    expect(on.runner.ran).toEqual([]);
    expect(resultOf(played)).toContain('changed after the user was asked');
  });

  it('is approved once by one answer', async () => {
    const on = await bench();
    const answers: boolean[] = [];
    on.fake.script(use('run', { task: 'compile' }), say('Done.'));
    await play(on, go, {
      on: (event, approvals) => {
        if (event.kind === 'approve-run') {
          answers.push(approvals.decide('another', acceptAll));
          answers.push(approvals.decide(event.approval, acceptAll), approvals.decide(event.approval, acceptAll));
        }
        if (event.kind === 'called') answers.push(approvals.decide('id-1', acceptAll));
      },
    });
    expect(answers).toEqual([false, true, false, false]);
    expect(on.runner.ran).toHaveLength(1);
  });
});

describe('the beginning of requests', () => {
  it('keeps its bytes over steps and turns', async () => {
    const on = await bench();
    on.fake.script(
      use('read', { path: 'lib/a.ex' }),
      use('nope', {}),
      say('One.'),
      use('read', { path: 'b' }),
      say('Two.'),
    );
    const first = await play(on, go);
    const history = [...go, ...first.added, userSays('And now?')];
    await play({ ...on, tools: [...on.tools].reverse() }, history);
    const bodies = on.fake.requests.map(({ body }) => body!);
    expect(bodies).toHaveLength(5);
    for (const [index, body] of bodies.slice(1).entries()) {
      const earlier = bodies[index]!;
      expect(JSON.stringify([body.tools, body.system])).toBe(JSON.stringify([earlier.tools, earlier.system]));
      const beginning = JSON.stringify(body.messages.slice(0, earlier.messages.length));
      expect(beginning).toBe(JSON.stringify(earlier.messages));
    }
    const calls = first.added.flatMap(({ blocks }) =>
      blocks.filter((block): block is CallBlock => block.kind === 'call'),
    );
    expect(calls).toHaveLength(2);
  });
});
