import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { CancellationTokenSource, lm, workspace, type ChatRequest, type ChatResponseStream } from 'vscode';
import { languageModel } from '../language-model/api.ts';
import { textOf } from '../language-model/text-of.ts';
import { api, fileAt } from '../problems.ts';

async function invoke(name: string, input: object): Promise<string> {
  return textOf(await lm.invokeTool(`ash_architect_${name}`, { input, toolInvocationToken: undefined }));
}

/** Asks `@ash`; no model may be asked, so there is none. */
async function ask(request: { readonly command?: string; readonly prompt: string }): Promise<string> {
  const said: string[] = [];
  const stream = {
    markdown: (value: string) => said.push(value),
    anchor: (_: unknown, title = '') => said.push(title),
    button: ({ title }: { readonly title: string }) => said.push(`[${title}]`),
  } as unknown as ChatResponseStream;
  const asked = { command: undefined, references: [], toolReferences: [], ...request } as unknown as ChatRequest;
  const { answer } = (await languageModel()).load();
  const { errorDetails } = await answer(asked, { history: [] }, stream, new CancellationTokenSource().token);
  return `${said.join('')}${errorDetails?.message ?? ''}`;
}

describe('the AI features in a workspace that is not trusted', () => {
  it('tell facts, and nothing that dependencies tell agents', async () => {
    await (await api()).settled();
    assert.equal(workspace.isTrusted, false);
    assert.match(await invoke('get_resource', { resource: 'WebhookEndpoint' }), /sensitive-not-marked/);
    const rules = '# Identities\n\nAn identity is told of here: usage-rule-marker.\n';
    await workspace.fs.writeFile(fileAt('deps/ash/usage-rules.md'), Buffer.from(rules));
    const dsl = await invoke('dsl', { name: 'identity' });
    assert.match(dsl, /nils_distinct\?/);
    assert.doesNotMatch(dsl, /usage-rule-marker/);
  });

  it('answer commands that need no model, and ask none', async () => {
    assert.match(await ask({ command: 'review', prompt: 'all' }), /Review of the whole project/);
    assert.match(await ask({ prompt: 'What is missing?' }), /No model is asked/);
    assert.match(await ask({ command: 'design', prompt: 'invoices' }), /No model is asked/);
    const fix = await ask({ command: 'fix', prompt: 'safe' });
    assert.match(fix, /Nothing is written/);
    assert.doesNotMatch(fix, /\[Open/);
  });

  it('start no server', async () => {
    assert.deepEqual((await languageModel()).mcpServers(), []);
  });
});
