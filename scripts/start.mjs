// Builds what is missing and shows the product at work: the checklist of the example project, then the editor on it.
// `npm start -- --terminal` leaves the editor out.
import { spawnSync } from 'node:child_process';
import { installPackages } from './install.mjs';
import { runNode } from './run.mjs';

installPackages();
runNode('bundle', 'scripts/build.mjs');
console.log('\n▸ ash-architect check examples/helpdesk --migrations all\n');
const args = ['dist/cli.cjs', 'check', 'examples/helpdesk', '--migrations', 'all', '--fail-on', 'never'];
process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 3;

if (process.exitCode === 0 && !process.argv.includes('--terminal')) {
  // Not before the packages are there.
  const { showEditor } = await import('./show-editor.mjs');
  await showEditor();
}
