import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { describe, it } from 'mocha';
import { commands, env, workspace, type McpStdioServerDefinition } from 'vscode';
import { api } from '../problems.ts';
import { languageModel } from './api.ts';

describe('the MCP server of a project', () => {
  it('is told to VS Code, and answers when it is started as told', async () => {
    await (await api()).settled();
    const servers = (await languageModel()).mcpServers();
    assert.deepEqual(
      servers.map(({ label }) => label),
      ['Ash Architect: helpdesk'],
    );
    const [server] = servers;
    assert(server);
    assert.equal(server.cwd?.fsPath, workspace.workspaceFolders?.[0]?.uri.fsPath);
    const answers = await talk(server, [
      {
        ...{ id: 1, method: 'initialize' },
        params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
      },
      { method: 'notifications/initialized' },
      { id: 2, method: 'tools/call', params: { name: 'list_resources', arguments: { domain: 'Billing' } } },
    ]);
    assert.match(JSON.stringify(answers.get(2)), /Helpdesk\.Billing\.Invoice/);
  });

  it('is described for other agents in the clipboard', async () => {
    await commands.executeCommand('ashArchitect.copyMcpConfiguration');
    const [server] = (await languageModel()).mcpServers();
    const copied: unknown = JSON.parse(await env.clipboard.readText());
    assert.deepEqual(copied, {
      mcpServers: { 'ash-architect': { command: server?.command, args: server?.args, env: server?.env } },
    });
  });
});

/** Starts the server, sends messages and gives the answers by their ids, once the last one is there. */
async function talk(
  { command, args, env: variables }: McpStdioServerDefinition,
  messages: readonly { readonly id?: number; readonly method: string; readonly params?: object }[],
): Promise<ReadonlyMap<number, unknown>> {
  const environment: NodeJS.ProcessEnv = { ...process.env };
  for (const [name, value] of Object.entries(variables)) environment[name] = String(value);
  const child = spawn(command, args, { env: environment });
  try {
    const answers = new Map<number, unknown>();
    for (const message of messages) child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    const wanted = messages.flatMap(({ id }) => id ?? []);
    for await (const line of createInterface({ input: child.stdout })) {
      const { id, ...answer } = JSON.parse(line) as { readonly id?: number };
      if (id !== undefined) answers.set(id, answer);
      if (wanted.every((each) => answers.has(each))) break;
    }
    return answers;
  } finally {
    child.kill();
  }
}
