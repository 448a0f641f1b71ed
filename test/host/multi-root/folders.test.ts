import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { workspace } from 'vscode';
import { ashArchitect } from '../extension.ts';
import { until } from '../until.ts';

describe('a workspace of several folders', () => {
  it('is open, with the extension active', async () => {
    assert.deepEqual(
      workspace.workspaceFolders?.map(({ name }) => name),
      ['helpdesk', 'second'],
    );
    await until('activation', () => ashArchitect().isActive);
  });
});
