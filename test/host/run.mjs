// Runs the tests inside VS Code's extension host: `node test/host/run.mjs [launch …] [-g part of a title]`.
// VSCODE_EXECUTABLE names a desktop VS Code to run them in, VSCODE_DOWNLOAD=1 downloads one (VSCODE_DOWNLOAD=1.101.0
// a certain one); else the embedded host does. What a failing launch looked like and said is in `artifacts/`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { report } from '../../scripts/counts.mjs';
import { requireChromium } from '../../scripts/host/chromium.mjs';
import { temporaryFolder } from '../../scripts/host/cleanup.mjs';
import { installHost } from '../../scripts/host/install-host.mjs';
import { cleanSettings } from '../../scripts/host/settings.mjs';
import { HostUnavailable } from '../../scripts/host/unavailable.mjs';
import { codeServer, root } from '../../scripts/host/versions.mjs';
import { runNode } from '../../scripts/run.mjs';
import { bundles, bundleTests } from './bundle-tests.mjs';
import { launches } from './launches.mjs';

process.chdir(root);
const { positionals: names, values } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: 'string', short: 'g' } },
});
const chosen = launches.filter(({ name, isExtra }) => (names.length === 0 ? isExtra !== true : names.includes(name)));
const unknown = names.filter((name) => !launches.some((launch) => launch.name === name));
if (unknown.length > 0) throw new Error(`There is no launch ${unknown.join(', ')}.`);

let desktop;
try {
  desktop = await findDesktop();
  if (desktop === undefined) prepareEmbedded();
} catch (error) {
  if (!(error instanceof HostUnavailable)) throw error;
  console.error(`\nThe tests inside VS Code were not run. ${error.message}`);
  process.exit(process.env.CI ? 1 : 0);
}
runNode('bundle', 'scripts/build.mjs');
await bundleTests(chosen);

const counts = { passed: 0, failed: 0, skipped: 0 };
for (const launch of chosen) {
  console.log(`\n▸ ${launch.name}, in ${desktop ?? `the embedded host (code-server ${codeServer})`}`);
  await run(launch);
}
report('inside VS Code', counts);
process.exitCode = counts.failed === 0 ? 0 : 1;

async function findDesktop() {
  const { VSCODE_EXECUTABLE, VSCODE_DOWNLOAD } = process.env;
  if (VSCODE_EXECUTABLE) return VSCODE_EXECUTABLE;
  if (!VSCODE_DOWNLOAD) return undefined;
  return downloadAndUnzipVSCode(VSCODE_DOWNLOAD === '1' ? 'stable' : VSCODE_DOWNLOAD);
}

function prepareEmbedded() {
  installHost();
  requireChromium();
}

async function run(launch) {
  const begun = Date.now();
  const temp = temporaryFolder('launch');
  const results = join(temp.path, 'results.json');
  const user = join(temp.path, 'user/User');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...cleanSettings, ...launch.settings }));
  try {
    await runTests({
      // A desktop's own executable is wrapped, too: to end it in time, and for trust, which runTests always turns off.
      vscodeExecutablePath: process.platform === 'win32' ? desktop : join(root, 'scripts/host/shim.mjs'),
      extensionDevelopmentPath: [root, ...(launch.extensions ?? []).map((folder) => join(root, folder))],
      extensionTestsPath: join(bundles, 'index.cjs'),
      extensionTestsEnv: {
        HOST_TESTS_DESKTOP: desktop,
        HOST_TESTS_LAUNCH: launch.name,
        HOST_TESTS_TRUST: launch.trust === true ? '1' : undefined,
        HOST_TESTS_BUNDLE: `${launch.name}.cjs`,
        HOST_TESTS_RESULTS: results,
        HOST_TESTS_GREP: values.grep,
      },
      launchArgs: [
        launch.open(),
        `--user-data-dir=${join(temp.path, 'user')}`,
        `--extensions-dir=${join(temp.path, 'extensions')}`,
      ],
    });
  } catch (error) {
    console.error(error.message);
  }
  count(results);
  console.log(`  ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  temp.remove();
}

/** The tests themselves say how they ended: an exit code alone could hide that none ran. */
function count(path) {
  const results = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { tests: [], ended: false };
  if (!results.ended) {
    results.tests.push({ title: results.running ?? 'the start', state: 'failed', error: 'It did not end.' });
  }
  for (const { title, state, milliseconds, error } of results.tests) {
    const mark = { passed: '✓', failed: '✗', skipped: '-' }[state];
    console.log(`  ${mark} ${title}${milliseconds === undefined ? '' : ` (${milliseconds} ms)`}`);
    if (error !== undefined) console.log(error.replace(/^/gm, '      '));
    counts[state]++;
  }
  if (existsSync(`${path}.notes`)) console.log(readFileSync(`${path}.notes`, 'utf8').trimEnd().replace(/^/gm, '  · '));
}
