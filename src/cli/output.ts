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
  const wantsColors = stdout.isTTY === true && env['NO_COLOR'] === undefined && env['TERM'] !== 'dumb';
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  let last = 0;
  return {
    colors: pc.createColors(wantsColors || forced),
    version,
    write: (text) => void stdout.write(text),
    note: (text) => void stderr.write(`${text}\n`),
    progress: (text) => {
      if (stderr.isTTY !== true || env['CI'] !== undefined) return;
      const now = performance.now();
      if (text !== '' && now - last < 80) return;
      last = now;
      stderr.write(`\r\u001b[K${text}`);
    },
  };
}
