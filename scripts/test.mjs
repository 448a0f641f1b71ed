// Everything: what needs npm's packages only, the tests inside VS Code, and those of the packaged extension in it.
// Each part counts its tests; the last line is the sum.
import { line, read, report, sum } from './counts.mjs';
import { runScript, temporaryFolder } from './host/cleanup.mjs';
import { installPackages } from './install.mjs';

installPackages();
const counts = temporaryFolder('counts').path;
process.env.TEST_COUNTS = counts;

await part('checks', 'scripts/check.mjs');
await part('panels', 'test/webviews/run.mjs');
await part('inside VS Code', 'test/host/run.mjs');
await part('end to end', 'test/e2e/run.mjs');

const total = sum(counts);
console.log(`\n${line(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function part(suite, script) {
  const begun = Date.now();
  const code = await runScript(script);
  // What goes wrong before or beside the tests must not look like success.
  if (code !== 0 && (read(counts, suite)?.failed ?? 0) === 0) report(suite, { passed: 0, failed: 1 });
  console.log(`\n${suite}: ${Math.round((Date.now() - begun) / 1000)} s`);
}
