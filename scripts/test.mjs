// The whole test suite, after installing what is missing.
import { installPackages } from './install.mjs';
import { runNode } from './run.mjs';

installPackages();
runNode('check', 'scripts/check.mjs');
