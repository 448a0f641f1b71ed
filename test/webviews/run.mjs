// Runs the tests of the panels' browser code: `node test/webviews/run.mjs [what vitest takes …]`.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { requireChromium } from '../../scripts/host/chromium.mjs';
import { HostUnavailable } from '../../scripts/host/unavailable.mjs';
import { root } from '../../scripts/host/versions.mjs';
import { webviews } from '../../scripts/webviews.mjs';

process.chdir(root);
try {
  requireChromium();
} catch (error) {
  if (!(error instanceof HostUnavailable)) throw error;
  console.error(`\nThe tests of the panels were not run. ${error.message}`);
  process.exit(process.env.CI ? 1 : 0);
}

await build(webviews);
const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/webviews/vitest.config.ts', '--root', '.'];
const env = { ...process.env, TEST_SUITE: 'panels' };
const { status } = spawnSync(process.execPath, [...args, ...process.argv.slice(2)], { stdio: 'inherit', env });
process.exitCode = status ?? 1;
