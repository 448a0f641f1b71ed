import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'mocha';
import type { MessagesFake } from '../../helpers/messages-fake.ts';
import { apiError } from '../../helpers/messages-fake-rules.ts';
import { until } from '../until.ts';
import { say, setUpModel, takeDownModel } from './model.ts';
import { View } from './view.ts';

describe('a conversation in which something goes wrong', () => {
  let view: View;
  let fake: MessagesFake;
  before(async () => {
    view = await View.open();
    fake = await setUpModel(view);
    await view.post({ kind: 'newSession' });
    await view.idle();
  });
  after(async () => {
    view.close();
    await takeDownModel(fake);
  });

  const notices = (): string[] => view.partsOf('notice').map(({ text }) => text);

  it('keeps what was said until it is stopped, and goes on afterwards', async () => {
    fake.script({ ...say('The beginning of an answer that never ends.'), fault: { kind: 'stall', events: 6 } });
    await view.send('Tell me everything.');
    await until('the beginning', () => view.text.startsWith('The beg'));
    assert.equal(view.state.isWorking, true);
    await view.send('And then this.');
    await until('the queue', () => view.state.queue.length === 1);
    const [queued] = view.state.queue;
    await view.post({ kind: 'stop' });
    await view.idle();
    await until('the end of the connection', () => fake.aborted() === 1);
    assert.deepEqual(notices(), ['You stopped it.']);
    assert.match(view.text, /^The beg/);
    await view.post({ kind: 'unqueue', id: queued!.id });
    fake.script(say('A whole answer.'));
    await view.send('Shorter, please.');
    await view.idle();
    assert.equal(view.text, 'A whole answer.');
    assert.deepEqual(view.state.queue, []);
    assert.deepEqual(fake.refused, []);
  });

  it('counts down to the next attempt when the service asks to wait', async () => {
    fake.script(
      apiError(429, 'rate_limit_error', 'Slow down', { 'retry-after': '2', 'x-should-retry': 'true' }),
      say('Now it works.'),
    );
    await view.send('Quickly!');
    await until('the countdown', () => view.partsOf('notice').some(({ wait }) => wait === 2000));
    assert.deepEqual(notices(), ['The service asks to wait.']);
    await view.idle();
    assert.equal(view.text, 'Now it works.');
    assert.deepEqual(notices(), []);
  });

  it('says what helps when the key is not accepted, and tries again', async () => {
    fake.script(apiError(401, 'authentication_error', 'invalid key'), say('Welcome back.'));
    await view.send('Hello?');
    await view.idle();
    const [notice] = view.partsOf('notice');
    assert.match(notice!.text, /^The API key was not accepted\./);
    assert.deepEqual(notice!.actions, ['addKey', 'chooseVsCodeModel', 'retry']);
    await view.post({ kind: 'retry' });
    await view.idle();
    assert.equal(view.text, 'Welcome back.');
    assert.deepEqual(notices(), []);
    assert.deepEqual(fake.refused, []);
  });

  it('goes on after a limit, and asks something else at an earlier place', async () => {
    fake.script({ ...say('As long as'), stop: 'max_tokens' }, say('it takes.'));
    await view.send('Write much.');
    await view.idle();
    assert.deepEqual(view.partsOf('notice')[0]?.actions, ['continue']);
    await view.post({ kind: 'continue' });
    await view.idle();
    assert.equal(view.text, 'it takes.');
    const first = view.state.messages.find((message) => message.kind === 'user' && message.text === 'Quickly!');
    fake.script(say('No hurry.'));
    await view.post({ kind: 'editMessage', id: first!.id, text: 'Slowly!' });
    await view.idle();
    assert.equal(view.text, 'No hurry.');
    const questions = view.state.messages.flatMap((message) => (message.kind === 'user' ? [message.text] : []));
    assert.deepEqual(questions, ['Tell me everything.', 'Shorter, please.', 'Slowly!']);
    assert.deepEqual(fake.refused, []);
  });
});
