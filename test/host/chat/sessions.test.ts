import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'mocha';
import { commands, window, workspace } from 'vscode';
import type { MessagesFake } from '../../helpers/messages-fake.ts';
import { until } from '../until.ts';
import { call, key, say, setUpModel, takeDownModel } from './model.ts';
import { View } from './view.ts';

describe('sessions', () => {
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
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  const names = (): string[] => view.state.sessions.map(({ name }) => name);

  it('are the same after everything was read anew from disk', async () => {
    fake.script(
      call('I look.', ['get_resource', { resource: 'Helpdesk.Support.Tag' }]),
      say('The upsert names an identity that is not there.'),
    );
    await view.send(`What is wrong with tags? My key is ${key}.`);
    await view.idle();
    await view.command('review', 'Helpdesk.Support.Tag');
    await view.idle();
    const before_ = view.state;
    await commands.executeCommand('ashArchitect.restart');
    await until('the session', () => view.state.session.id === before_.session.id && view.state.messages.length === 4);
    await view.idle();
    // What is kept holds no key, whoever typed it.
    const kept = JSON.stringify(before_.messages).replaceAll(key, 'sk-[redacted]');
    assert.deepEqual(view.state.messages, JSON.parse(kept));
    fake.script(say('As I said.'));
    await view.send('Say it again.');
    await view.idle();
    assert.equal(view.text, 'As I said.');
    assert.equal(fake.requests.at(-1)?.body?.messages.length, 7);
    assert.deepEqual(fake.refused, []);
  });

  it('have names, and are exported without secrets', async () => {
    const { id } = view.state.session;
    await view.post({ kind: 'renameSession', id, name: 'Tags' });
    await view.idle();
    assert.equal(view.state.session.name, 'Tags');
    assert.equal(names()[0], 'Tags');
    await view.post({ kind: 'exportSession', id });
    const text = window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /^# Tags\n/);
    assert.match(text, /## Architect\n\nI look\./);
    assert.match(text, /## Review of `Helpdesk\.Support\.Tag`/);
    assert(!text.includes(key));
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('are begun, opened and removed', async () => {
    const { id } = view.state.session;
    await view.post({ kind: 'newSession' });
    await view.idle();
    assert.deepEqual(view.state.messages, []);
    await view.command('help');
    await view.idle();
    const second = view.state.session.id;
    assert.notEqual(second, id);
    await until('the second session in the list', () => names().includes('/help'));
    assert.deepEqual(names().slice(0, 2), ['/help', 'Tags']);
    await view.post({ kind: 'openSession', id });
    await view.idle();
    assert.equal(view.state.session.name, 'Tags');
    await until('the whole session', () => view.state.messages.length === 6);
    await confirming('Remove', () => view.post({ kind: 'removeSession', id: second }));
    await view.idle();
    assert(!names().includes('/help'));
    await confirming(undefined, () => view.post({ kind: 'removeSession', id }));
    assert.equal(view.state.session.id, id);
    await confirming('Remove', () => view.post({ kind: 'removeSession', id }));
    await view.idle();
    assert.notEqual(view.state.session.id, id);
    assert(!names().includes('Tags'));
  });

  it('have a plan that is a document', async () => {
    fake.script(
      call('I note it.', ['update_plan', { section: 'analysis', text: 'Tags are shared.' }]),
      say('It is in the plan.'),
    );
    await view.post({ kind: 'setPhase', phase: 'analysis' });
    await view.send('Note that tags are shared.');
    await view.idle();
    assert.equal(view.state.hasPlan, true);
    await view.post({ kind: 'openPlan' });
    const editor = window.activeTextEditor!;
    assert.match(editor.document.getText(), /## Analysis\n\nTags are shared\./);
    const at = editor.document.positionAt(editor.document.getText().indexOf('shared.') + 'shared'.length);
    await editor.edit((builder) => builder.insert(at, ' by all teams'));
    fake.script(call('I read it.', ['read_plan', {}]), say('By all teams.'));
    await view.send('What does the plan say?');
    await view.idle();
    const result = JSON.stringify(fake.requests.at(-1)?.body?.messages.at(-1));
    assert.match(result, /Tags are shared by all teams\./);
    const version = /Version ([0-9a-f]+)/.exec(result)?.[1];
    fake.script(
      call('I go on.', ['update_plan', { section: 'questions', text: 'Who owns a tag?', version }]),
      say('Done.'),
    );
    await view.send('Ask who owns a tag.');
    await view.idle();
    assert.match(editor.document.getText(), /shared by all teams\.[\s\S]*## Open questions\n\nWho owns a tag\?/);
    assert.deepEqual(fake.refused, []);
    await until('a plan that is saved', () => workspace.textDocuments.every(({ isDirty }) => !isDirty));
    await view.post({ kind: 'setPhase', phase: 'free' });
  });
});

/** What the user answers to the next question about removing something. */
async function confirming(answer: string | undefined, work: () => Promise<void>): Promise<void> {
  const original = window.showWarningMessage;
  Object.assign(window, { showWarningMessage: () => Promise.resolve(answer) });
  try {
    await work();
  } finally {
    Object.assign(window, { showWarningMessage: original });
  }
}
