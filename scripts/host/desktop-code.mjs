// The user's own VS Code, with folders of ours: their settings and extensions stay as they are.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { atExit, endWithUs, temporaryFolder } from './cleanup.mjs';
import { cleanSettings } from './settings.mjs';

/** Opens a window, whose end is `closed`; undefined where there is no VS Code that can. */
export function openDesktop({ folder, vsix }) {
  const command = findCommand();
  if (command === undefined) return undefined;

  const temp = temporaryFolder('desktop');
  const user = join(temp.path, 'user');
  mkdirSync(join(user, 'User'), { recursive: true });
  writeFileSync(join(user, 'User/settings.json'), JSON.stringify(cleanSettings, null, 2));
  const folders = ['--user-data-dir', user, '--extensions-dir', join(temp.path, 'extensions')];
  // It refuses to run as root otherwise.
  if (process.getuid?.() === 0) folders.push('--no-sandbox');

  const options = { shell: process.platform === 'win32', env: cleanEnvironment() };
  const quoted = (args) => (options.shell ? args.map((arg) => `"${arg}"`) : args);
  const install = [...folders, '--install-extension', vsix];
  const { status, stdout, stderr } = spawnSync(command, quoted(install), { ...options, encoding: 'utf8' });
  if (status !== 0) {
    console.log(`${command} did not take the extension:\n${stdout ?? ''}${stderr ?? ''}`);
    return undefined;
  }
  const args = [...folders, '--disable-workspace-trust', '--new-window', '--wait', folder];
  const child = spawn(command, quoted(args), { ...options, detached: !options.shell, stdio: 'ignore' });
  endWithUs(child);
  atExit(() => endWindow(user));
  return { closed: once(child, 'exit') };
}

function findCommand() {
  const { env, platform } = process;
  // Such a `code` speaks to a window on another side, which does not know our folders.
  if (env.WSL_DISTRO_NAME !== undefined || env.VSCODE_IPC_HOOK_CLI !== undefined) return undefined;
  if (platform === 'linux' && env.DISPLAY === undefined && env.WAYLAND_DISPLAY === undefined) return undefined;
  const names = platform === 'win32' ? ['code.cmd'] : ['code', 'code-insiders', 'codium'];
  const folders = (env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** The command leaves the group that it was started in; the editor notes its process in the folder that we gave it. */
function endWindow(user) {
  try {
    const pid = Number(readFileSync(join(user, 'code.lock'), 'utf8'));
    process.kill(pid, 'SIGTERM');
    // It writes to its folders until it is gone; then they can be removed.
    for (let tries = 0; tries < 50; tries++) {
      process.kill(pid, 0);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is closed already.
  }
}

function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name)));
}
