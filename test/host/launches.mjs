// Each launch is a start of VS Code, which takes a while: a test gets one of its own only when the window must differ.
import { writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { temporaryFolder } from '../../scripts/host/cleanup.mjs';
import { copyWorkspace } from '../../scripts/host/copy-workspace.mjs';
import { writeSynthetic } from '../../scripts/synthetic.mjs';

/**
 * `tests` is the folder of the tests; `open` makes what the window shows; `trust` asks for Workspace Trust;
 * `extensions` are folders of extensions beside ours.
 */
export const launches = [
  { name: 'folder', tests: 'test/host', open: helpdesk },
  { name: 'multi-root', tests: 'test/host/multi-root', open: multiRoot },
  { name: 'edits', tests: 'test/host/edits', open: helpdesk },
  { name: 'chat', tests: 'test/host/chat', open: helpdesk },
  { name: 'untrusted', tests: 'test/host/untrusted', open: helpdesk, trust: true },
  {
    name: 'language-model',
    tests: 'test/host/language-model',
    open: helpdesk,
    // A language model that says what the tests tell it to.
    extensions: ['test/host/language-model/test-model'],
  },
  // Measures; only when it is asked for by name.
  { name: 'bench', tests: 'test/host/bench', open: synthetic, isExtra: true },
];

function helpdesk() {
  return copyWorkspace('examples/helpdesk').path;
}

function synthetic() {
  return writeSynthetic(temporaryFolder('synthetic').path);
}

function multiRoot() {
  const first = helpdesk();
  const file = join(dirname(first), 'two.code-workspace');
  const young = temporaryFolder('young').path;
  const folders = [{ path: basename(first) }, { path: helpdesk(), name: 'second' }, { path: young, name: 'young' }];
  writeFileSync(file, JSON.stringify({ folders }));
  return file;
}
