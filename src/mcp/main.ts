import { join, resolve } from 'node:path';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import packageJson from '../../package.json' with { type: 'json' };
import { grammarIn } from '../analysis/grammar.ts';
import { WorkerClient } from '../analysis/worker-client.ts';
import { createServer } from './create-server.ts';
import { loadProofsFrom } from './load-proofs.ts';
import { pagesOf } from './pages.ts';
import { Projects } from './projects.ts';
import { takeOutput } from './protocol-output.ts';

/** The entry of the bundle, `mcp.cjs [folder]`: a server over standard input and output, for as long as the input is open. */

/** In bytes: twenty proposed files of a megabyte are one message. */
const messageLimit = 64 << 20;

const [folder = '.'] = process.argv.slice(2);
const projects = new Projects(resolve(folder), new WorkerClient(join(__dirname, 'worker.cjs'), grammarIn(__dirname)));
const server = createServer({
  ...{ projects, pages: pagesOf(__dirname), version: packageJson.version },
  openProofs: loadProofsFrom(__dirname),
});
const output = takeOutput(process);

server.onerror = (error) => process.stderr.write(`ash-architect: ${error.message}\n`);
server.onclose = () => void projects.dispose().then(() => process.exit(0));
// Whoever started us has gone, or does not listen any more.
const close = (): void => void server.close();
process.stdin.on('end', close);
process.stdout.on('error', close);
output.on('error', close);

void server.connect(new StdioServerTransport(process.stdin, output, { maxBufferSize: messageLimit }));
