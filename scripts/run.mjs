// Runs commands one after the other, names each, and stops at the first that fails.
import { spawnSync } from 'node:child_process';

export function run(title, command, args, options = {}) {
  console.log(`\n▸ ${title}`);
  const begun = Date.now();
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error !== undefined) console.error(error.message);
  if (status !== 0) {
    console.error(`✗ ${title} failed`);
    process.exit(status ?? 1);
  }
  console.log(`✓ ${title} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
}

export function runNode(title, script, ...args) {
  run(title, process.execPath, [script, ...args]);
}

export function runBin(title, name, ...args) {
  runNode(title, `node_modules/${bins[name]}`, ...args);
}

const bins = {
  eslint: 'eslint/bin/eslint.js',
  prettier: 'prettier/bin/prettier.cjs',
  tsc: 'typescript/bin/tsc',
  tsx: 'tsx/dist/cli.mjs',
  vitest: 'vitest/vitest.mjs',
};
