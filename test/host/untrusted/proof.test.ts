import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { commands, TabInputWebview, window, type CodeLens } from 'vscode';
import { openFile } from '../edits.ts';
import { api, fileAt } from '../problems.ts';

describe('proofs in a workspace that is not trusted', () => {
  it('are refused, whatever asks for them', async () => {
    await (await api()).settled();
    const uri = fileAt('priv/repo/migrations/20250415082930_snooze_and_escalate_tickets.exs');
    await openFile(uri);
    const warnings: string[] = [];
    const original = window.showWarningMessage;
    Object.assign(window, { showWarningMessage: (text: string) => Promise.resolve(void warnings.push(text)) });
    try {
      for (const name of ['migration', 'changed', 'all', 'indexes', 'query', 'useServer', 'showReport'])
        await commands.executeCommand(`ashArchitect.prove.${name}`, uri);
    } finally {
      Object.assign(window, { showWarningMessage: original });
    }
    assert.deepEqual(
      warnings,
      warnings.map(() => 'SQL of a project is run only where it is trusted. Trust this workspace, then prove.'),
    );
    assert.equal(warnings.length, 7);
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri);
    assert.deepEqual(
      lenses.filter(({ command }) => command?.command.startsWith('ashArchitect.prove')),
      [],
    );
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    assert(tabs.every(({ input }) => !(input instanceof TabInputWebview)));
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
});
