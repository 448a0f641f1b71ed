// Starts the embedded host: a VS Code on a free local port, with folders of its own, that dies with this process.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { endWithUs, temporaryFolder } from './cleanup.mjs';
import { installHost } from './install-host.mjs';
import { cleanSettings } from './settings.mjs';

const patience = 120_000;

export async function startHost(options = {}) {
  const { node, entry } = installHost();
  // A short name: there are sockets in it, whose paths may not exceed 100 characters.
  const temp = temporaryFolder('host');
  const user = join(temp.path, 'user');
  const folders = [
    ...['--config', join(temp.path, 'config.yaml')],
    ...['--user-data-dir', user],
    ...['--extensions-dir', join(temp.path, 'ext')],
  ];
  mkdirSync(join(user, 'User'), { recursive: true });
  mkdirSync(join(temp.path, 'ext'));
  for (const folder of options.extensions ?? [])
    cpSync(folder, join(temp.path, 'ext', basename(folder)), { recursive: true });
  writeFileSync(join(temp.path, 'config.yaml'), '');
  writeFileSync(join(user, 'User/settings.json'), JSON.stringify({ ...cleanSettings, ...options.settings }, null, 2));
  // Settings of a machine are not among the user's own where the editor is on another one, as in a browser.
  mkdirSync(join(user, 'Machine'));
  writeFileSync(join(user, 'Machine/settings.json'), JSON.stringify(options.machineSettings ?? {}, null, 2));
  const env = { ...cleanEnvironment(temp.path), ...options.env };

  const installExtension = (vsix) => {
    const args = [entry, ...folders, '--install-extension', vsix];
    const { status, stdout, stderr } = spawnSync(node, args, { env, cwd: temp.path, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${vsix} could not be installed\n${stdout}${stderr}`);
  };
  for (const vsix of options.extensionsToInstall ?? []) installExtension(vsix);

  const args = [
    ...[entry, ...folders, '--bind-addr', '127.0.0.1:0', '--auth', 'none'],
    ...['--disable-telemetry', '--disable-update-check'],
    ...['--disable-getting-started-override', '--ignore-last-opened'],
    ...(options.trust === true ? [] : ['--disable-workspace-trust']),
    ...(options.forgetAfter === undefined ? [] : ['--reconnection-grace-time', String(options.forgetAfter)]),
    ...(options.smokeTestDriver === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  const server = spawn(node, args, { env, cwd: temp.path, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = endWithUs(server);
  const stop = async () => {
    await end();
    temp.remove();
  };

  try {
    const url = await listening(server);
    const { host: authority, port } = new URL(url);
    return {
      url,
      port: Number(port),
      installExtension,
      /** Resolves when the server ends by itself. */
      ended: once(server, 'exit'),
      stop,
      /** The address of the workbench on a folder or a `.code-workspace` file. */
      address: ({ folder = options.folder, payload = [] } = {}) => {
        const parameters = [];
        if (folder !== undefined) {
          const kind = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
          // People read it, too.
          parameters.push(`${kind}=${encodeURIComponent(folder).replaceAll('%2F', '/')}`);
        }
        if (payload.length > 0) parameters.push(`payload=${encodeURIComponent(JSON.stringify(payload))}`);
        return `${url}/?${parameters.join('&')}`;
      },
      remote: (path) => remote(authority, path),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const remote = (authority, path) => `vscode-remote://${authority}${path}`;

/** Resolves with the server's address once it answers. */
async function listening(server) {
  const deadline = Date.now() + patience;
  let output = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (data) => (output += String(data)));
  let url;
  while (Date.now() < deadline && server.exitCode === null && server.signalCode === null) {
    url ??= /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
    if (url !== undefined && (await answers(`${url}/healthz`))) return url;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The embedded host did not start.\n${output}`);
}

async function answers(address) {
  try {
    return (await fetch(address, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/** An editor that this process may run in, and the runner of the tests, must not reach the host by variables. */
function cleanEnvironment(home) {
  const prefixes = /^(VSCODE|CODE_SERVER|CS|ELECTRON|VITEST)_/;
  const names = ['GITHUB_TOKEN', 'HASHED_PASSWORD', 'NODE_ENV', 'NODE_OPTIONS', 'PASSWORD', 'PORT', 'XDG_RUNTIME_DIR'];
  const kept = Object.entries(process.env).filter(([name]) => !prefixes.test(name) && !names.includes(name));
  return {
    ...Object.fromEntries(kept),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    // Sockets stay behind where it points to. On macOS their paths would get too long.
    ...(process.platform === 'linux' ? { TMPDIR: home } : {}),
  };
}
