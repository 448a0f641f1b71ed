// Runs the tests of an extension in a desktop VS Code, which ends in time. Returns the exit code.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endWithUs } from './cleanup.mjs';

export async function runInDesktop({ executable, args, timeout }) {
  const child = spawn(executable, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
  const end = endWithUs(child);
  const timer = setTimeout(() => {
    console.error(`The tests did not end within ${timeout / 1000} s.`);
    void end();
  }, timeout);
  const [code] = await once(child, 'exit');
  clearTimeout(timer);
  await end();
  return code ?? 1;
}
