import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'mocha';
import { commands } from 'vscode';
import { View } from './view.ts';

describe('the panel without a model', () => {
  let view: View;
  before(async () => {
    view = await View.open();
    await view.post({ kind: 'newSession' });
    await view.idle();
  });
  after(async () => {
    view.close();
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('begins empty, and says what there is', () => {
    assert.equal(view.state.provider.kind, 'none');
    assert.equal(view.state.isTrusted, true);
    assert.deepEqual(view.state.messages, []);
  });

  it('answers /review, /explain and /help', async () => {
    await view.command('review', 'Helpdesk.Support.Comment');
    await view.idle();
    assert.match(view.text, /## Review of `Helpdesk\.Support\.Comment`[\s\S]*relationships\/nilify-on-required/);
    await view.command('explain', 'relationships/nilify-on-required');
    await view.idle();
    assert.match(view.text, /not-null|NULL/);
    await view.command('help');
    await view.idle();
    assert.match(view.text, /\| `\/review/);
    assert.equal(view.state.messages.length, 6);
  });
});
