import { spawn, type ChildProcess } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Command, Runner, RunResult } from '../architect/ports.ts';
import { findProgram } from './find-program.ts';
import { KeptOutput } from './kept-output.ts';
import { programEnvironment } from './program-environment.ts';

export interface RunnerOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  /** How long a program may take to end after it was asked to, in milliseconds. */
  readonly grace?: number;
  /** How much is kept of the beginning and of the end of what it prints, in characters each. */
  readonly outputLimit?: number;
}

interface Settings extends Required<RunnerOptions> {
  readonly root: string;
}

/** Starts programs in a folder: no shell, a small environment, and an end of all that they started. */
export function createRunner(root: string, options: RunnerOptions = {}): Runner {
  const { environment = process.env, platform = process.platform, grace = 3000, outputLimit = 30_000 } = options;
  const settings = { root: resolve(root), environment, platform, grace, outputLimit };
  return { run: (command, signal, onOutput) => run(command, signal, onOutput, settings) };
}

async function run(
  command: Command,
  signal: AbortSignal,
  onOutput: (text: string) => void,
  settings: Settings,
): Promise<RunResult> {
  const refusal = await whyRefused(command, settings);
  if (refusal !== undefined) return { kind: 'refused', reason: refusal };
  const env = programEnvironment(settings.environment, settings.root);
  const file = await findProgram(command.program, env['PATH'] ?? '', settings.platform === 'win32');
  if (file === undefined) return { kind: 'not-found' };
  if (signal.aborted) return { kind: 'stopped', output: '' };
  const cwd = join(settings.root, command.folder);
  const child = start(file, command.args, { cwd, env }, settings.platform);
  return watch(child, command.timeLimit, signal, onOutput, settings);
}

async function whyRefused(command: Command, { environment, platform, root }: Settings): Promise<string | undefined> {
  if (/^prod/i.test(environment['MIX_ENV']?.trim() ?? '')) {
    return 'the environment says `MIX_ENV=prod`, and nothing is run against production from here. Start the editor without it.';
  }
  if (!/^[\w.-]+$/.test(command.program)) return 'a program is given by its name alone.';
  if (command.args.some((arg) => arg.includes('\0'))) return 'an argument holds a NUL character.';
  if (platform === 'win32') {
    const bad = command.args.find((arg) => !isSafeForBatch(arg));
    if (bad !== undefined) return `the argument \`${bad}\` cannot be handed to a batch file safely.`;
  }
  const folder = relative(root, resolve(root, command.folder));
  if (folder.startsWith('..') || isAbsolute(folder)) return 'its folder is not in the project.';
  return (await isFolder(join(root, folder))) ? undefined : `there is no folder \`${command.folder}\`.`;
}

/**
 * `mix` is `mix.bat` on Windows, and batch files run in `cmd.exe`, which reads its command line again: a quote ends an
 * argument, a percent sign brings in a variable, and `&`, `|`, `^`, `<`, `>` and `!` mean something even within quotes.
 * No quoting is safe there, so only arguments that need none are taken.
 */
function isSafeForBatch(arg: string): boolean {
  return /^[\w@.:/=-]+$/.test(arg);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Gone, or not readable: nothing can be run there either way.
    return false;
  }
}

function start(
  file: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Record<string, string> },
  platform: NodeJS.Platform,
): ChildProcess {
  const options = { cwd, env, shell: false, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] as 'pipe'[] };
  if (platform === 'win32' && /\.(bat|cmd)$/i.test(file)) {
    // Node starts no batch file by itself. The outer quotes are those that `/s` takes away.
    const line = `"${[`"${file}"`, ...args].join(' ')}"`;
    const cmd = env['ComSpec'] ?? 'cmd.exe';
    return spawn(cmd, ['/d', '/s', '/c', line], { ...options, windowsVerbatimArguments: true });
  }
  // A group of its own, so that what the program starts can be ended with it.
  return spawn(file, [...args], { ...options, detached: platform !== 'win32' });
}

/** Waits for the end: by itself, by the time limit or by the signal. Nothing of its group is left afterwards. */
function watch(
  child: ChildProcess,
  timeLimit: number,
  signal: AbortSignal,
  onOutput: (text: string) => void,
  { grace, outputLimit, platform }: Settings,
): Promise<RunResult> {
  const output = new KeptOutput(outputLimit);
  collect(child, (text) => {
    output.add(text);
    onOutput(text);
  });
  return new Promise((done) => {
    let ending: 'timed-out' | 'stopped' | undefined;
    let killer: NodeJS.Timeout | undefined;
    const end = (why: 'timed-out' | 'stopped'): void => {
      if (ending !== undefined) return;
      ending = why;
      endGroup(child, 'SIGTERM', platform);
      killer = setTimeout(() => endGroup(child, 'SIGKILL', platform), grace);
    };
    const onAbort = (): void => end('stopped');
    const timer = setTimeout(() => end('timed-out'), timeLimit);
    signal.addEventListener('abort', onAbort, { once: true });
    const finish = (result: RunResult): void => {
      clearTimeout(timer);
      clearTimeout(killer);
      signal.removeEventListener('abort', onAbort);
      done(result);
    };
    child.once('error', ({ message }) => finish({ kind: 'refused', reason: `it could not be started (${message}).` }));
    // What the program left running would keep its output open, and go on unseen: it ends with the program.
    child.once('exit', () => endGroup(child, 'SIGKILL', platform));
    child.once('close', (code) => {
      if (ending !== undefined) finish({ kind: ending, output: output.text });
      else finish({ kind: 'ended', code: code ?? 1, output: output.text, isCut: output.isCut });
    });
  });
}

function collect(child: ChildProcess, take: (text: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    // Keeps the halves of a character together that arrive in two pieces.
    stream?.setEncoding('utf8');
    stream?.on('data', take);
  }
}

function endGroup({ pid }: ChildProcess, signal: 'SIGTERM' | 'SIGKILL', platform: NodeJS.Platform): void {
  if (pid === undefined) return;
  if (platform === 'win32') {
    // Windows has no groups to signal; this ends the tree of processes.
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { windowsHide: true, stdio: 'ignore' }).on('error', () => {
      // It is gone already, or Windows keeps us from ending it; the time limit of its children remains.
    });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: all of the group has ended by itself.
    if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM'))) throw error;
  }
}
