// Installs the embedded host, a VS Code that runs as a server, into `.vscode-host/`. It takes half a minute once.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireChromium } from './chromium.mjs';
import { atExit } from './cleanup.mjs';
import { HostUnavailable } from './unavailable.mjs';
import { codeServer, hostFolder, nodeMajor, nodePackages } from './versions.mjs';

/** The server and the Node that runs it, installed when they are missing. */
export function installHost() {
  const { nodePackage, nodePath } = chooseNode();
  const packages = [`code-server@${codeServer}`, ...(nodePackage === undefined ? [] : [nodePackage])];
  // Its name says what is in it, and it gets it when it is complete: there is no half-installed host.
  const folder = join(hostFolder, packages.join('+'));
  if (!existsSync(folder)) install(packages, nodePath, folder);
  return { node: nodePath(folder), entry: join(folder, 'node_modules/code-server/out/node/entry.js') };
}

function chooseNode() {
  const platform = `${process.platform}-${process.arch}`;
  const nodePackage = nodePackages[platform];
  if (nodePackage !== undefined) {
    const name = nodePackage.slice(0, nodePackage.indexOf('@'));
    return { nodePackage, nodePath: (folder) => join(folder, 'node_modules', name, 'bin/node') };
  }
  const fits = Number(process.versions.node.split('.')[0]) === nodeMajor;
  if (fits && process.platform !== 'win32') return { nodePath: () => process.execPath };
  throw new HostUnavailable(
    process.platform === 'win32'
      ? 'The embedded host does not run on Windows.'
      : `The embedded host runs on ${platform} only when this is called with Node ${nodeMajor}.`,
  );
}

function install(packages, nodePath, folder) {
  console.log(`Installing the embedded host (${packages.join(', ')}) …`);
  mkdirSync(hostFolder, { recursive: true });
  const unfinished = mkdtempSync(join(hostFolder, 'unfinished-'));
  const remove = atExit(() => rmSync(unfinished, { recursive: true, force: true }));
  writeFileSync(join(unfinished, 'package.json'), '{ "private": true }\n');
  // The calling Node may be older than what the server asks for: it will be run by its own.
  npm(unfinished, nodePath(unfinished), '--force', ...packages);
  // `npm ci`, and install scripts, would compile what nobody uses here.
  npm(join(unfinished, 'node_modules/code-server/lib/vscode'), nodePath(unfinished), '--omit=dev');
  for (const old of readdirSync(hostFolder).filter((name) => !name.startsWith('unfinished-'))) {
    rmSync(join(hostFolder, old), { recursive: true, force: true });
  }
  renameSync(unfinished, folder);
  remove();
}

// Without a network, npm would try for minutes.
const impatient = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];

function npm(cwd, node, ...args) {
  const begun = Date.now();
  const { status, error, stdout, stderr } = spawnSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...impatient, ...args],
    { cwd, env: { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) }, encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new HostUnavailable(
      `The embedded host could not be installed: npm install ${args.join(' ')} failed.\n` +
        [error?.message, stdout, stderr].filter(Boolean).join('\n'),
    );
  }
  console.log(`  npm install ${args.join(' ')} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    console.log(`server  ${installHost().entry}`);
    console.log(`browser ${requireChromium()}`);
  } catch (error) {
    if (!(error instanceof HostUnavailable)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
