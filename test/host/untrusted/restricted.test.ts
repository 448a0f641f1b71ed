import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { CodeActionKind, workspace } from 'vscode';
import { actionsAt, actionsIn, openFile, startOfFile } from '../edits.ts';
import { api, fileAt, soon } from '../problems.ts';

describe('a workspace that is not trusted', () => {
  it('has findings, and nothing that writes', async () => {
    assert.equal(workspace.isTrusted, false);
    await (await api()).settled();
    const uri = fileAt('lib/helpdesk/support/webhook_endpoint.ex');
    await openFile(uri);
    await soon('a file', uri, ['40 warning security/sensitive-not-marked']);
    const titles = (await actionsAt(uri, 'security/sensitive-not-marked')).map(({ title }) => title);
    assert.deepEqual(titles, [
      'Explain this finding in the architect',
      'Open the page of security/sensitive-not-marked',
    ]);
    assert.deepEqual(await actionsIn(uri, startOfFile, CodeActionKind.SourceFixAll), []);
  });

  it('is not asked for its git', async () => {
    await workspace.fs.writeFile(fileAt('ash-architect.json'), Buffer.from('{}'));
    await soon('a migration', fileAt('priv/repo/migrations/20250304160410_index_unsolved_tickets.exs'), []);
  });
});
