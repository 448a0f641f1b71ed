import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '../../scripts/host/cleanup.mjs';

/** Packs the extension in `neighbour`; the path of the package. */
export function packNeighbour(): string {
  const out = join(temporaryFolder('neighbour').path, 'neighbour.vsix');
  const vsce = resolve('node_modules/@vscode/vsce/vsce');
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', out];
  execFileSync(process.execPath, [vsce, ...args], { cwd: 'test/e2e/neighbour', stdio: 'pipe' });
  return out;
}
