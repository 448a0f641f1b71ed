// Packs the extension as users install it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Returns the path of the package. */
export function packExtension({ out = `dist/ash-architect-${version}.vsix`, build = true } = {}) {
  if (build) runQuietly('scripts/build.mjs');
  // The bundles contain what they need; `.vscodeignore` says what else goes in.
  runQuietly('node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--out', out);
  return resolve(out);
}

function runQuietly(script, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} failed\n${stdout}${stderr}`);
}
