import { strict as assert } from 'node:assert';
import { afterEach, describe, it } from 'mocha';
import { CodeActionKind, commands, window } from 'vscode';
import { actionsAt, actionsIn, openFile, replace, revert, run, startOfFile } from './edits.ts';
import { fileAt, soon } from './problems.ts';

const policy = 'lib/helpdesk/support/sla_policy.ex';
const endpoint = 'lib/helpdesk/support/webhook_endpoint.ex';

describe('fixing many', () => {
  afterEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('of a rule in a file is one step back', async () => {
    const uri = fileAt(policy);
    const editor = await openFile(uri);
    await replace(
      editor,
      '  attributes do\n',
      '  attributes do\n    attribute :fee, :float\n    attribute :price, :float\n',
    );
    const nullable = '63 warning identities/nullable-key';
    const drifted = ['33 information drift/column', '34 information drift/column'];
    const floats = [...drifted, '33 warning types/money-as-float', '34 warning types/money-as-float'];
    await soon('two of a rule', uri, [...floats, nullable]);
    const actions = await actionsAt(uri, 'types/money-as-float');
    await run(actions.find(({ title }) => title === 'Fix all 2 of types/money-as-float in this file'));
    await soon('all of a rule fixed', uri, [...drifted, nullable]);
    assert.match(editor.document.getText(), /:fee, :decimal\n {4}attribute :price, :decimal\n/);
    await commands.executeCommand('undo');
    await soon('all fixes undone', uri, [...floats, nullable]);
    await revert(uri);
  });

  it('of a rule leaves alone what is typed meanwhile', async () => {
    const uri = fileAt(policy);
    const editor = await openFile(uri);
    await replace(editor, '  attributes do\n', '  attributes do\n    attribute :fee, :float\n');
    const nullable = '62 warning identities/nullable-key';
    await soon('one of a rule', uri, ['33 information drift/column', '33 warning types/money-as-float', nullable]);
    const root = fileAt('').toString().replace(/\/$/, '');
    const fixing = commands.executeCommand('ashArchitect.fixAllOfRule', root, 'types/money-as-float', policy);
    for (let line = 0; line < 5; line++) {
      await editor.edit((builder) => builder.insert(startOfFile.start, '# Somebody types.\n'));
    }
    await fixing;
    await soon('one fixed beside typing', uri, ['38 information drift/column', '67 warning identities/nullable-key']);
    assert.match(editor.document.getText(), /^(# Somebody types\.\n){5}defmodule /);
    assert.match(editor.document.getText(), /\n {4}attribute :fee, :decimal\n/);
    await revert(uri);
  });

  it('when a file is saved does what is safe, and only that', async () => {
    const uri = fileAt(endpoint);
    const editor = await openFile(uri);
    await soon('a file with a safe fix', uri, ['40 warning security/sensitive-not-marked']);
    const [action] = await actionsIn(uri, startOfFile, CodeActionKind.SourceFixAll);
    assert.equal(action?.kind?.value, 'source.fixAll.ashArchitect');
    await run(action);
    await soon('a safe fix', uri, []);
    assert.match(editor.document.getText(), /:secret, :string, allow_nil\?: false, sensitive\?: true\n/);
    await revert(uri);
    await openFile(fileAt(policy));
    const none = await actionsIn(fileAt(policy), startOfFile, CodeActionKind.SourceFixAll);
    assert.deepEqual(none, []);
    assert.equal(window.activeTextEditor?.document.isDirty, false);
  });
});
