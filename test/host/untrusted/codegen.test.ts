import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { commands, window, workspace, type CodeLens } from 'vscode';
import { openFile } from '../edits.ts';
import { api, fileAt } from '../problems.ts';

describe('the preview in a workspace that is not trusted', () => {
  it('is shown, and no program is started', async () => {
    await (await api()).settled();
    await openFile(fileAt('lib/helpdesk/support/tag.ex'));
    await commands.executeCommand('ashArchitect.previewMigration');
    const preview = workspace.textDocuments.find(({ uri }) => uri.scheme === 'ash-plan');
    assert(preview, 'There is no preview.');
    assert.match(preview.getText(), /^# Codegen raises/);
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', preview.uri);
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['Show as SQL'],
    );
    const terminals = window.terminals.length;
    await commands.executeCommand('ashArchitect.runCodegen');
    assert.equal(window.terminals.length, terminals);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
});
