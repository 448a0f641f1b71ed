import pc from 'picocolors';
import type { Colors } from 'picocolors/types';

/** Where the command speaks to: reports on standard output, everything else on standard error. */
export interface Output {
  readonly colors: Colors;
  readonly version: string;
  readonly write: (text: string) => void;
  readonly note: (text: string) => void;
  /** Replaces the line of progress; empty removes it. Silent where nobody watches. */
  readonly progress: (text: string) => void;
}

export function terminalOutput(version: string): Output {
  const { stdout, stderr, env } = process;
  const isRefused = (env['NO_COLOR'] ?? '') !== '';
  const isForced = !['', '0'].includes(env['FORCE_COLOR'] ?? '');
  const isWatched = stdout.isTTY === true && env['TERM'] !== 'dumb';
  // Whoever reads our output may have had enough of it: `| head`.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    colors: pc.createColors(!isRefused && (isForced || isWatched)),
    version,
    write: (text) => void stdout.write(text),
    note: (text) => void stderr.write(`${text}\n`),
    progress: (text) => {
      if (stderr.isTTY !== true || env['CI'] !== undefined) return;
      stderr.write(`\r\u001b[K${text}`);
    },
  };
}
