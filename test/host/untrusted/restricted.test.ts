import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { workspace } from 'vscode';
import { ashArchitect } from '../extension.ts';
import { until } from '../until.ts';

describe('a workspace that is not trusted', () => {
  it('has the extension active all the same', async () => {
    assert.equal(workspace.isTrusted, false);
    await until('activation', () => ashArchitect().isActive);
  });
});
