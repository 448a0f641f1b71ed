import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ErrorCode, JSONRPCMessageSchema, LATEST_PROTOCOL_VERSION } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it } from 'vitest';
import { skillNames } from '../../src/architect/skills/skill.ts';
import { ruleIndex } from '../../src/checklist/rule-index.generated.ts';
import { createFolder, mix, tag } from '../helpers/command.ts';
import { connect, environment } from './connect.ts';

const shop = createFolder({
  'mix.exs': mix,
  'lib/shop/tag.ex': tag,
  'noisy.cjs': "setImmediate(() => { console.log('noise'); process.stdout.write('more noise\\n'); });\n",
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: LATEST_PROTOCOL_VERSION, capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};
const listResources = { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'list_resources' } };

/** Says these lines, and closes the input after so many answers, or at once. */
function talk(lines: readonly string[], answers: number, args: readonly string[] = []): Promise<Ended> {
  return new Promise((done) => {
    const server = execFile(
      process.execPath,
      [...args, resolve('dist/mcp.cjs'), shop],
      { env: environment },
      (error, stdout, stderr) => done({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
    let seen = '';
    const end = (): void => void server.stdin?.end();
    server.stdout?.on('data', (text: string) => {
      seen += text;
      if (seen.split('\n').length > answers) end();
    });
    server.stdin?.write(lines.map((line) => `${line}\n`).join(''));
    if (answers === 0) end();
  });
}

const idsOf = (stdout: string): unknown[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSONRPCMessageSchema.parse(JSON.parse(line)))
    .map((message) => ('id' in message ? message.id : undefined));

describe('the process', () => {
  it('ends with 0 when its input does, answered or not', async () => {
    const [answered, silent, busy] = await Promise.all([
      talk([JSON.stringify(initialize), JSON.stringify(listResources)], 2),
      talk([], 0),
      talk([JSON.stringify(initialize), JSON.stringify(listResources)], 1),
    ]);
    expect(answered).toMatchObject({ code: 0, stderr: '' });
    expect(idsOf(answered.stdout)).toEqual([1, 2]);
    expect(silent).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(busy).toMatchObject({ code: 0, stderr: '' });
  });

  it('says nothing but messages on its output, whoever prints there', async () => {
    const { code, stdout, stderr } = await talk([JSON.stringify(initialize), JSON.stringify(listResources)], 2, [
      '--require',
      join(shop, 'noisy.cjs'),
    ]);
    expect(idsOf(stdout)).toEqual([1, 2]);
    // The file is loaded in the worker's thread as well.
    expect(stderr).toMatch(/^(noise\n|more noise\n)+$/);
    expect(code).toBe(0);
  });

  it('goes on after lines that are no messages, and says so on its error output', async () => {
    const { code, stdout, stderr } = await talk(['not JSON', '{"jsonrpc":"2.0"}', JSON.stringify(initialize)], 1);
    expect(idsOf(stdout)).toEqual([1]);
    expect(stderr).toMatch(/^ash-architect: .*not JSON/);
    expect(code).toBe(0);
  });

  it('takes the version of the protocol that a client speaks, and its newest for an unknown one', async () => {
    for (const [asked, given] of [
      ['2025-06-18', '2025-06-18'],
      ['2001-01-01', LATEST_PROTOCOL_VERSION],
    ] as const) {
      const message = { ...initialize, params: { ...initialize.params, protocolVersion: asked } };
      const { stdout } = await talk([JSON.stringify(message)], 1);
      expect(JSON.parse(stdout)).toMatchObject({ result: { protocolVersion: given } });
    }
  });
});

describe('the pages', () => {
  it('are listed, and all of them can be read', async () => {
    const { client } = await connect(shop);
    const { resources } = await client.listResources();
    expect(resources).toHaveLength(ruleIndex.length + skillNames.length);
    for (const { uri } of resources) {
      const { contents } = await client.readResource({ uri });
      expect(contents).toEqual([{ uri, mimeType: 'text/markdown', text: expect.stringMatching(/^# /m) as string }]);
    }
    expect(await client.listResourceTemplates()).toEqual({ resourceTemplates: [] });
  });

  it('are no way to other files', async () => {
    const { client } = await connect(shop);
    for (const uri of [
      'ash-architect://rules/../../package',
      'ash-architect://skills/nothing',
      `file://${shop}/mix.exs`,
    ]) {
      await expect(client.readResource({ uri })).rejects.toMatchObject({ code: ErrorCode.InvalidParams });
    }
  });
});

describe('the prompts', () => {
  it('name tools that there are, and take what they are about', async () => {
    const { client } = await connect(shop);
    const tools = (await client.listTools()).tools.map(({ name }) => name);
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual(['review', 'design', 'fix']);
    for (const { name, arguments: [argument] = [] } of prompts) {
      const { messages } = await client.getPrompt({ name, arguments: { [argument!.name]: 'Shop.Tag' } });
      const [message] = messages;
      const text = message?.content.type === 'text' ? message.content.text : '';
      expect(text).toMatch('Shop.Tag');
      const named = [...text.matchAll(/`([a-z]+_[a-z]+|check|dsl)`/g)].map(([, tool]) => tool);
      expect(named).toContain('check');
      expect(tools).toEqual(expect.arrayContaining(named));
    }
  });

  it('that need something say so, and unknown ones too', async () => {
    const { client } = await connect(shop);
    await expect(client.getPrompt({ name: 'design' })).rejects.toThrow('The prompt `design` needs `about`.');
    await expect(client.getPrompt({ name: 'constructor' })).rejects.toThrow('There is no prompt `constructor`.');
    expect((await client.getPrompt({ name: 'review' })).messages).toHaveLength(1);
  });
});

describe('the manual', () => {
  it('names the tools and the prompts that there are', async () => {
    const { client } = await connect(shop);
    const text = readFileSync('docs/mcp.md', 'utf8');
    const [tools = ''] = text.split('## Which project');
    const rows = [...tools.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(rows).toEqual((await client.listTools()).tools.map(({ name }) => name));
    for (const { name } of (await client.listPrompts()).prompts) expect(text).toContain(`\`${name}\``);
  });
});
