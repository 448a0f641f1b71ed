import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { describe, it } from 'mocha';
import { onDisk, openProject } from '../edits/project.ts';

describe('the architect in a workspace that is not trusted', () => {
  it('writes nothing, runs nothing and hears no guidance', async () => {
    const { ports, end } = await openProject();
    const { files, runner, guidance } = ports;
    const change = { path: 'lib/new.ex', before: undefined, after: 'defmodule New do\nend\n' };
    const result = await files.apply([change], 'Make');
    assert(!result.ok);
    assert.match(result.reason, /not trusted/);
    assert.equal(existsSync(onDisk('lib/new.ex')), false);
    const command = { program: 'mix', args: ['compile'], folder: '', timeLimit: 1000 };
    const ran = await runner.run(command, new AbortController().signal, () => undefined);
    assert.equal(ran.kind, 'refused');
    assert.deepEqual(await guidance.list(), []);
    assert.equal((await guidance.read('AGENTS.md')).kind, 'refused');
    assert.equal((await ports.changed()).isKnown, false);
    await end();
  });
});
