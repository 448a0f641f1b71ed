import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { Uri } from 'vscode';
import { memoryFolder } from './memory-folder.ts';
import { openProject } from './project.ts';

describe('a folder that is on no disk', () => {
  it('has files that are read and edited, links apart, and runs no program', async () => {
    const texts = new Map([
      ['/app/mix.exs', 'defmodule App.MixProject do\nend\n'],
      ['/app/.gitignore', '/out/\n'],
      ['/app/out/x.ex', ''],
      ['/app/lib/a.ex', 'defmodule A do\nend\n'],
      ['/app/lib/link.ex', '->'],
    ]);
    const folder = memoryFolder('ash-memory', texts);
    const { ports, end } = await openProject(Uri.parse('ash-memory:/app'));
    const { files, runner } = ports;
    assert.deepEqual(await files.list(), ['.gitignore', 'lib/a.ex', 'mix.exs']);
    const before = 'defmodule A do\nend\n';
    assert.deepEqual(await files.read('lib/a.ex'), { kind: 'text', text: before, isUnsaved: false });
    assert.deepEqual(await files.read('lib/b.ex'), { kind: 'missing' });
    assert.equal((await files.read('lib/link.ex')).kind, 'refused');
    assert.equal((await files.read('lib')).kind, 'refused');
    const changes = [
      { path: 'lib/a.ex', before, after: before.replace('A', 'B') },
      { path: 'lib/b.ex', before: undefined, after: before },
    ];
    assert.deepEqual(await files.apply(changes, 'Rename'), { ok: true });
    assert.equal(texts.get('/app/lib/a.ex'), 'defmodule B do\nend\n');
    assert.equal(texts.get('/app/lib/b.ex'), before);
    const command = { program: 'mix', args: ['compile'], folder: '', timeLimit: 1000 };
    const ran = await runner.run(command, new AbortController().signal, () => undefined);
    assert.equal(ran.kind, 'refused');
    assert.equal((await ports.changed()).isKnown, false);
    await end();
    folder.dispose();
  });
});
