import { createInterface } from 'node:readline/promises';
import type { Ask } from './plan.ts';

/** Asks on a terminal; undefined where there is none to ask on. */
export function askOnTerminal(): Ask | undefined {
  const { stdin, stderr } = process;
  if (stdin.isTTY !== true || stderr.isTTY !== true) return undefined;
  return async (prompt) => {
    const line = createInterface({ input: stdin, output: stderr });
    try {
      // Whoever closes the input has no answer.
      const closed = new Promise<undefined>((resolve) => line.once('close', () => resolve(undefined)));
      return await Promise.race([line.question(`${prompt} `), closed]);
    } finally {
      line.close();
    }
  };
}
