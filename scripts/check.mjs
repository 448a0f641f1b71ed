// Everything that needs nothing but npm's packages: generated files, format, lint, types, bundle, tests.
import { installPackages } from './install.mjs';
import { runBin, runNode } from './run.mjs';

installPackages();
runBin('generated files are current', 'tsx', 'scripts/generate.ts', '--check');
runBin('format', 'prettier', '--check', '--log-level', 'warn', 'src', 'test', 'scripts', '*.json', '*.mjs');
runBin('lint', 'eslint', 'src', 'test', 'scripts', '--max-warnings', '0');
runBin('types', 'tsc', '-p', 'tsconfig.json');
runBin('types of the pure rooms', 'tsc', '-p', 'tsconfig.pure.json');
runBin('types of the webviews', 'tsc', '-p', 'tsconfig.webview.json');
runNode('bundle', 'scripts/build.mjs');
runBin('tests', 'vitest', 'run', '--reporter=default', '--reporter=./test/helpers/summary-reporter.ts');
