// How many tests passed and failed. Several suites under one command are summed up by that command.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export const line = ({ passed, failed, skipped = 0 }) =>
  `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;

/** Ends a suite: with the plain line when it runs alone, else with its name, for the sum that follows. */
export function report(suite, counts) {
  const folder = process.env.TEST_COUNTS;
  if (folder === undefined) {
    console.log(`\n${line(counts)}`);
    return;
  }
  console.log(`\n${suite}: ${line(counts)}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${suite}.json`), JSON.stringify(counts));
}

/** What a suite reported, if it did. */
export function read(folder, suite) {
  const file = join(folder, `${suite}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

export function sum(folder) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const name of readdirSync(folder)) {
    const counts = read(folder, basename(name, '.json'));
    for (const key of Object.keys(total)) total[key] += counts[key] ?? 0;
  }
  return total;
}
