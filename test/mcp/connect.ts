import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterEach } from 'vitest';

export interface Answer {
  readonly text: string;
  readonly isError: boolean;
}

export interface Connected {
  readonly client: Client;
  readonly call: (name: string, input?: Record<string, unknown>) => Promise<Answer>;
}

/** Nothing of the machine's git reaches the tests. */
export const environment = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CEILING_DIRECTORIES: tmpdir(),
};

const open: Client[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});

/** Starts the built server as agents do, and shakes hands; it ends with the test. */
export async function connect(
  folder: string,
  {
    command = ['dist/mcp.cjs'],
    cwd = '.',
    env = environment,
  }: {
    readonly command?: readonly string[];
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<Connected> {
  const [script = '', ...args] = command;
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [resolve(script), ...args, folder],
    cwd: resolve(cwd),
    env: { ...env },
  });
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(transport);
  open.push(client);
  return {
    client,
    call: async (name, input) => {
      const result = CallToolResultSchema.parse(await client.callTool({ name, arguments: input }));
      const text = result.content.map((part) => (part.type === 'text' ? part.text : `(${part.type})`)).join('\n');
      return { text, isError: result.isError === true };
    },
  };
}
