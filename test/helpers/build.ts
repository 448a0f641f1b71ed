import { execFileSync } from 'node:child_process';

/** Builds the command once, so that tests run what users run. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}
