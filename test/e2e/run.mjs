// Runs the tests that use the packaged extension in a browser: `node test/e2e/run.mjs [what vitest takes …]`.
import { requireChromium } from '../../scripts/host/chromium.mjs';
import { runScript } from '../../scripts/host/cleanup.mjs';
import { installHost } from '../../scripts/host/install-host.mjs';
import { HostUnavailable } from '../../scripts/host/unavailable.mjs';
import { root } from '../../scripts/host/versions.mjs';
import { packExtension } from '../../scripts/pack-extension.mjs';

process.chdir(root);
try {
  installHost();
  requireChromium();
} catch (error) {
  if (!(error instanceof HostUnavailable)) throw error;
  console.error(`\nThe end-to-end tests were not run. ${error.message}`);
  process.exit(process.env.CI ? 1 : 0);
}

const args = ['run', '--config', 'test/e2e/vitest.config.ts', '--root', '.', ...process.argv.slice(2)];
const env = { ...process.env, E2E_VSIX: packExtension(), TEST_SUITE: 'end to end' };
process.exitCode = await runScript('node_modules/vitest/vitest.mjs', args, { env });
