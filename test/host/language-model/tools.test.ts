import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { lm, Position, workspace, WorkspaceEdit } from 'vscode';
import { note } from '../note.ts';
import { api, fileAt } from '../problems.ts';
import { textOf } from './text-of.ts';

/** What a tool answers, as one text. */
async function invoke(name: string, input: object): Promise<string> {
  return textOf(await lm.invokeTool(`ash_architect_${name}`, { input, toolInvocationToken: undefined }));
}

describe('the tools for agents', () => {
  it('are known to VS Code, with descriptions and schemas', async () => {
    const { settled, activationTime } = await api();
    note(`activate(): ${activationTime.toFixed(1)} ms`);
    await settled();
    const own = lm.tools.filter(({ name }) => name.startsWith('ash_architect_'));
    assert.deepEqual(own.map(({ name }) => name.replace('ash_architect_', '')).sort(), [
      'check',
      'drift',
      'dsl',
      'explain',
      'explain_rule',
      'get_resource',
      'list_resources',
      'plan',
      'prove',
      'prove_indexes',
      'read_migration',
    ]);
    for (const { description, inputSchema } of own) {
      assert(description.length > 60);
      assert(inputSchema !== undefined && 'properties' in inputSchema);
    }
  });

  it('tell the facts of the project, as data', async () => {
    const list = await invoke('list_resources', { domain: 'Billing' });
    assert.match(list, /^<data-\S+ from="resources of the project">/);
    assert.match(list, /Helpdesk\.Billing\.Invoice \(lib\/helpdesk\/billing\/invoice\.ex:1, invoices\)/);
    const resource = await invoke('get_resource', { resource: 'WebhookEndpoint' });
    assert.match(resource, /security\/sensitive-not-marked/);
    assert.match(await invoke('check', { resource: 'WebhookEndpoint' }), /sensitive-not-marked at \S+:40:/);
    assert.match(await invoke('explain_rule', { rule: 'security/sensitive-not-marked' }), /## When to ignore/);
    assert.match(await invoke('dsl', { name: 'identity' }), /nils_distinct\?/);
  });

  it('see what is typed and not saved', async () => {
    const uri = fileAt('lib/helpdesk/billing/plan.ex');
    const document = await workspace.openTextDocument(uri);
    const edit = new WorkspaceEdit();
    const line = document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('attributes do'));
    edit.insert(uri, new Position(line + 1, 0), '    attribute :typed_just_now, :string\n');
    await workspace.applyEdit(edit);
    assert.match(await invoke('get_resource', { resource: 'Plan' }), /typed_just_now/);
  });

  it('check drafts and write nothing', async () => {
    const path = 'lib/helpdesk/billing/plan.ex';
    const before = (await workspace.openTextDocument(fileAt(path))).getText();
    const checked = await invoke('check', { proposed: [{ path, text: 'defmodule Helpdesk.Billing.Plan do\n' }] });
    assert.match(checked, /does not parse: lib\/helpdesk\/billing\/plan\.ex/);
    assert.equal((await workspace.openTextDocument(fileAt(path))).getText(), before);
  });

  it('quote the usage rules of dependencies, where the workspace is trusted', async () => {
    const rules = '# Identities\n\nAn identity is told of here: usage-rule-marker.\n';
    await workspace.fs.writeFile(fileAt('deps/ash/usage-rules.md'), Buffer.from(rules));
    assert.match(await invoke('dsl', { name: 'identity' }), /usage-rule-marker/);
  });

  it('say what is wrong, in words for an agent', async () => {
    const reason = async (name: string, input: object): Promise<string> =>
      invoke(name, input).then(
        () => 'no error',
        (error: unknown) => String(error),
      );
    assert.match(await reason('get_resource', { resource: 'Zzz' }), /`ash_architect_list_resources` lists them/);
    assert.match(await reason('list_resources', { project: 'other' }), /No open project is called `other`/);
    assert.match(await reason('edit', {}), /ash_architect_edit/);
  });
});
