import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Command, RunResult } from '../../src/architect/ports.ts';
import { createRunner, type RunnerOptions } from '../../src/system/runner.ts';

const root = mkdtempSync(join(tmpdir(), 'runner-'));
const environment = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: root };
const quick = { environment, grace: 200 };

function node(script: string, timeLimit = 20_000): Command {
  return { program: 'node', args: ['-e', script], folder: '', timeLimit };
}

function run(
  command: Command,
  options: RunnerOptions = quick,
  signal = new AbortController().signal,
  onOutput: (text: string) => void = () => undefined,
): Promise<RunResult> {
  return createRunner(root, options).run(command, signal, onOutput);
}

/** Started by a program, and would outlive it. */
const grandchild = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  console.log('pid', child.pid);`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that has ended and that nobody has asked about is still listed.
    return !/^State:\s+Z/m.test(existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '');
  } catch {
    return false;
  }
}

const pidIn = (text: string): number => Number(/pid (\d+)/.exec(text)?.[1]);

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a program', () => {
  it('gets its arguments as they are, and no shell sees them', async () => {
    const args = ['-e', 'console.log(process.argv.slice(1).join("|"))', '--', '$HOME', '`id`', '; ls', '"q"', '*'];
    const result = await run({ program: 'node', args, folder: '', timeLimit: 20_000 });
    expect(result).toEqual({ kind: 'ended', code: 0, output: '$HOME|`id`|; ls|"q"|*\n', isCut: false });
  });

  it('tells its code and both of its outputs, as they come', async () => {
    const pieces: string[] = [];
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3';
    const result = await run(node(script), quick, undefined, (text) => pieces.push(text));
    expect(result).toMatchObject({ kind: 'ended', code: 3 });
    expect(pieces.join('').split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('reads nothing from anybody', async () => {
    const script = 'process.stdin.on("end", () => console.log("nobody there")).resume()';
    expect(await run(node(script))).toMatchObject({ kind: 'ended', output: 'nobody there\n' });
  });

  it('sees a small environment without keys', async () => {
    const secrets = { ANTHROPIC_API_KEY: 'a', DATABASE_URL: 'b', AWS_SECRET_ACCESS_KEY: 'c', HEX_API_KEY: 'd' };
    const mix = { MIX_ENV: 'test', MIX_HOME: '/m', MIX_SECRET_TOKEN: 'e', NODE_OPTIONS: '--no-warnings' };
    vi.stubEnv('ASH_ARCHITECT_SECRET', 'f');
    const options = { environment: { ...environment, ...secrets, ...mix } };
    const result = await run(node('console.log(JSON.stringify(process.env))'), options);
    expect(result.kind).toBe('ended');
    const seen = JSON.parse(result.kind === 'ended' ? result.output : '') as Record<string, string>;
    expect(Object.keys(seen).sort()).toEqual(['HOME', 'LANG', 'MIX_ENV', 'MIX_HOME', 'PATH', 'TERM']);
  });

  it('is not looked for in the project, nor in a relative folder', async () => {
    const fake = join(root, 'mix');
    writeFileSync(fake, '#!/bin/sh\necho hijacked\n');
    chmodSync(fake, 0o755);
    const options = { environment: { ...environment, PATH: `.::${root}` } };
    const command = { program: 'mix', args: ['compile'], folder: '', timeLimit: 1000 };
    expect(await run(command, options)).toEqual({ kind: 'not-found' });
  });

  it('that is not installed is its own answer', async () => {
    const command = { program: 'mix-that-nobody-has', args: [], folder: '', timeLimit: 1000 };
    expect(await run(command)).toEqual({ kind: 'not-found' });
  });

  it('keeps the beginning and the end of a long output', async () => {
    const script = 'console.log("first"); console.log("x".repeat(200_000)); console.log("last")';
    const result = await run(node(script), { ...quick, outputLimit: 1000 });
    expect(result).toMatchObject({ kind: 'ended', isCut: true });
    const output = result.kind === 'ended' ? result.output : '';
    expect(output).toMatch(/^first\nx+\n… 198\d{3} characters left out …\nx+\nlast\n$/);
    expect(output.length).toBeLessThan(2100);
  });

  it('keeps characters whole that arrive in pieces', async () => {
    const script =
      'const b = Buffer.from("é"); process.stdout.write(b.subarray(0, 1), () => process.stdout.write(b.subarray(1)))';
    expect(await run(node(script))).toMatchObject({ output: 'é' });
  });
});

describe('the end of a program', () => {
  it('comes with the time limit, for what it started as well', async () => {
    const result = await run(node(`${grandchild} setInterval(() => {}, 1000)`, 1500));
    expect(result.kind).toBe('timed-out');
    const pid = pidIn(result.kind === 'timed-out' ? result.output : '');
    expect(pid).toBeGreaterThan(0);
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false));
  });

  it('comes with the signal, even if it does not want to', async () => {
    const stop = new AbortController();
    const script = `process.on('SIGTERM', () => console.log('no')); ${grandchild} setInterval(() => {}, 1000)`;
    const onOutput = (text: string): void => {
      if (text.includes('pid')) stop.abort();
    };
    const result = await run(node(script), quick, stop.signal, onOutput);
    expect(result.kind).toBe('stopped');
    await vi.waitFor(() => expect(isAlive(pidIn(result.kind === 'stopped' ? result.output : ''))).toBe(false));
  });

  it('takes along what it left running', async () => {
    const result = await run(node(`${grandchild} child.unref(); process.exit(0)`));
    expect(result).toMatchObject({ kind: 'ended', code: 0 });
    await vi.waitFor(() => expect(isAlive(pidIn(result.kind === 'ended' ? result.output : ''))).toBe(false));
  });

  it('is there before it began when it was stopped before', async () => {
    expect(await run(node('console.log(1)'), quick, AbortSignal.abort())).toEqual({ kind: 'stopped', output: '' });
  });
});

describe('refused are', () => {
  const refused = async (command: Partial<Command>, options: RunnerOptions = quick): Promise<string> => {
    const result = await run({ ...node('1'), ...command }, options);
    return result.kind === 'refused' ? result.reason : result.kind;
  };

  it('production', async () => {
    for (const MIX_ENV of ['prod', 'PROD', ' prod', 'production']) {
      expect(await refused({}, { environment: { ...environment, MIX_ENV } })).toContain('MIX_ENV=prod');
    }
  });

  it('paths as programs', async () => {
    for (const program of ['./mix', '/bin/sh', 'a b', '']) expect(await refused({ program })).toContain('by its name');
  });

  it('folders outside, and folders that are not there', async () => {
    for (const folder of ['..', '../other', '/']) expect(await refused({ folder })).toContain('not in the project');
    expect(await refused({ folder: 'nowhere' })).toContain('no folder');
  });

  it('arguments that a batch file would read again', async () => {
    for (const arg of ['a"b', '%PATH%', 'a&b', 'a|b', 'a^b', 'a b', '!x!', '(x)', 'a\nb', '']) {
      expect(await refused({ args: ['test', arg] }, { ...quick, platform: 'win32' })).toContain('batch file');
    }
    expect(await refused({ args: ['a\0b'] })).toContain('NUL');
  });
});
