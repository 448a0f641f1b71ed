// Runs before the folders are changed, as its name comes first.
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { commands, lm } from 'vscode';
import { languageModel } from '../language-model/api.ts';
import { textOf } from '../language-model/text-of.ts';
import { api } from '../problems.ts';

async function invoke(name: string, input: object): Promise<string> {
  const options = { input, toolInvocationToken: undefined };
  return lm.invokeTool(`ash_architect_${name}`, options).then(textOf, (error: unknown) => String(error));
}

describe('the AI features where several projects are open', () => {
  it('ask which one is meant, unless the user is in one', async () => {
    await (await api()).settled();
    await commands.executeCommand('workbench.action.closeAllEditors');
    assert.match(await invoke('list_resources', {}), /Several projects are open: `helpdesk`, `second`/);
    assert.match(await invoke('list_resources', { project: 'second' }), /Helpdesk\.Billing\.Invoice/);
    assert.match(await invoke('list_resources', { project: 'secnod' }), /Did you mean `second`\?/);
  });

  it('have a server for each', async () => {
    const labels = (await languageModel()).mcpServers().map(({ label }) => label);
    assert.deepEqual(labels.sort(), ['Ash Architect: helpdesk', 'Ash Architect: second']);
  });
});
