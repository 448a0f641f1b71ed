import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'mocha';
import { commands, ConfigurationTarget, window } from 'vscode';
import { answering, key, settings } from '../chat/model.ts';
import { View } from '../chat/view.ts';
import { startMessagesFake, type MessagesFake } from '../../helpers/messages-fake.ts';

describe('the panel in a workspace that is not trusted', () => {
  let view: View;
  let fake: MessagesFake;
  before(async () => {
    view = await View.open();
    fake = await startMessagesFake();
    await settings().update('endpoint', fake.url, ConfigurationTarget.Global);
    await answering(key, () => commands.executeCommand('ashArchitect.chat.setKey'));
  });
  after(async () => {
    view.close();
    await commands.executeCommand('ashArchitect.chat.removeKey');
    await fake.close();
  });

  it('answers what needs no model', async () => {
    assert.equal(view.state.isTrusted, false);
    await view.command('review', 'Helpdesk.Support.Comment');
    await view.idle();
    assert.match(view.text, /relationships\/nilify-on-required/);
    await view.command('explain', 'relationships/nilify-on-required');
    await view.idle();
    assert.match(view.text, /NULL/);
    await view.command('help');
    await view.idle();
    assert.equal(view.state.messages.length, 6);
  });

  it('asks no model, edits nothing and says why', async () => {
    const warnings: string[] = [];
    const original = window.showWarningMessage;
    Object.assign(window, { showWarningMessage: (text: string) => Promise.resolve(void warnings.push(text)) });
    try {
      await view.send('What is wrong here?');
      await view.command('design');
      await view.command('fix', 'safe');
      await view.idle();
    } finally {
      Object.assign(window, { showWarningMessage: original });
    }
    assert.equal(warnings.length, 2);
    assert.match(warnings[0]!, /^No model is asked in a workspace that is not trusted\./);
    assert.match(view.text, /This workspace is not trusted, so nothing is edited in it\.$/);
    assert.deepEqual(view.partsOf('edits'), []);
    assert.deepEqual(fake.requests, []);
  });
});
