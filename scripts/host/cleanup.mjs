// What must not outlive this process: temporary folders and groups of processes. Ctrl-C counts as an end, too.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const jobs = new Set();

/** Runs a synchronous job when the process ends. Returns what does the job now instead. */
export function atExit(job) {
  arm();
  jobs.add(job);
  return () => {
    if (jobs.delete(job)) job();
  };
}

let armed = false;
function arm() {
  if (armed) return;
  armed = true;
  process.on('exit', () => {
    // The newest first: a server goes before the folder that it writes to.
    for (const job of [...jobs].reverse()) {
      try {
        job();
      } catch (error) {
        // The others come first.
        console.error(error.message);
      }
    }
  });
  for (const [signal, code] of Object.entries({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 })) {
    process.once(signal, () => {
      try {
        process.exit(code);
      } catch {
        // Vitest forbids it in its workers.
        try {
          process.emit('exit', code);
        } finally {
          process.kill(process.pid, 'SIGKILL');
        }
      }
    });
  }
}

/** An empty folder that disappears with the process, or earlier by `remove()`. */
export function temporaryFolder(name) {
  // The real path, since what VS Code and git say of files below it is compared with it.
  const path = realpathSync(mkdtempSync(join(tmpdir(), `ash-architect-${name}-`)));
  return {
    path,
    remove: atExit(() => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })),
  };
}

/** Ends the group that a detached child leads; `end()` resolves when the group is gone. */
export function endWithUs(child) {
  const killNow = atExit(() => signalGroup(child, 'SIGKILL'));
  return async function end() {
    const deadline = Date.now() + 5_000;
    signalGroup(child, 'SIGTERM');
    while (signalGroup(child, 0) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
    killNow();
  };
}

/** Runs a script that has things to clean up itself, which it is told to do when we end. Returns its exit code. */
export async function runScript(script, args = [], options = {}) {
  const detached = process.platform !== 'win32';
  const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit', detached, ...options });
  const forget = atExit(() => signalGroup(child, 'SIGTERM'));
  const [code] = await once(child, 'exit');
  forget();
  return code ?? 1;
}

function signalGroup(child, signal) {
  try {
    return process.platform === 'win32' ? child.kill(signal) : process.kill(-child.pid, signal);
  } catch {
    // It is gone.
    return false;
  }
}
