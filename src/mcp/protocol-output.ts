import { Writable } from 'node:stream';

/**
 * Standard output for the protocol alone. From now on, what anything else writes there goes to standard error: a library
 * that prints a line, here or in the worker's thread, would be taken for a message otherwise.
 */
export function takeOutput({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>): Writable {
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  return new Writable({ decodeStrings: false, write: (text: string, _, done) => void write(text, done) });
}
