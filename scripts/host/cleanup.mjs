// What must not outlive this process: temporary folders and groups of processes. Ctrl-C counts as an end, too.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const jobs = new Set();

/** Runs a synchronous job when the process ends. Returns what does the job now instead. */
export function atExit(job) {
  if (jobs.size === 0) arm();
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
    for (const job of [...jobs].reverse()) job();
  });
  for (const [signal, code] of Object.entries({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 })) {
    process.once(signal, () => process.exit(code));
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
  const signalGroup = (signal) => {
    try {
      process.kill(-child.pid, signal);
      return true;
    } catch {
      return false;
    }
  };
  const killNow = atExit(() => signalGroup('SIGKILL'));
  return async function end() {
    const deadline = Date.now() + 5_000;
    signalGroup('SIGTERM');
    while (signalGroup(0) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
    killNow();
  };
}
