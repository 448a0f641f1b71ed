// Builds what is missing and shows the product at work: the checklist of the example project.
import { spawnSync } from 'node:child_process';
import { installPackages } from './install.mjs';
import { runNode } from './run.mjs';

installPackages();
runNode('bundle', 'scripts/build.mjs');
console.log('\n▸ ash-architect check examples/helpdesk --migrations all\n');
const args = ['dist/cli.cjs', 'check', 'examples/helpdesk', '--migrations', 'all', '--fail-on', 'never'];
process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 3;
