#!/usr/bin/env node
// Looks like a desktop VS Code to `@vscode/test-electron`; runs the tests in the embedded host, or in a desktop one.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInDesktop } from './run-in-desktop.mjs';
import { runInHost } from './run-in-host.mjs';

const args = process.argv.slice(2);
const options = (name) => args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
const option = (name) => options(name)[0];

// The caller holds our standard input open as long as it lives.
process.stdin.on('end', () => process.exit(1)).resume();

const { HOST_TESTS_DESKTOP: desktop, HOST_TESTS_LAUNCH: name, HOST_TESTS_TIMEOUT = '300000' } = process.env;
const trust = process.env.HOST_TESTS_TRUST === '1';
const timeout = Number(HOST_TESTS_TIMEOUT);
const settings = join(option('user-data-dir') ?? '', 'User/settings.json');

// The embedded host develops one extension; others are put where installed ones are.
const [developmentPath, ...extensions] = options('extensionDevelopmentPath');
const code =
  desktop === undefined
    ? await runInHost({
        name,
        folder: args.find((arg) => !arg.startsWith('-')),
        developmentPath,
        extensions,
        testsPath: option('extensionTestsPath'),
        settings: existsSync(settings) ? JSON.parse(readFileSync(settings, 'utf8')) : {},
        trust,
        timeout,
      })
    : await runInDesktop({
        executable: desktop,
        args: args.filter((arg) => !trust || arg !== '--disable-workspace-trust'),
        timeout,
      });
process.exit(code);
