import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { Uri, workspace, type WorkspaceFolder } from 'vscode';
import { openFile, replace, revert } from '../edits.ts';
import { api, soon } from '../problems.ts';

const policy = 'lib/helpdesk/support/sla_policy.ex';
const nullable = '61 warning identities/nullable-key';

describe('a workspace of several folders', () => {
  const folders = (): readonly WorkspaceFolder[] => workspace.workspaceFolders ?? [];
  const inFolder = (index: number, path: string): Uri => Uri.joinPath(folders()[index]!.uri, path);

  it('has findings in each, and keeps equal modules apart', async () => {
    await (await api()).settled();
    await soon('the first folder', inFolder(0, policy), [nullable]);
    await soon('the second folder', inFolder(1, policy), [nullable]);
    const editor = await openFile(inFolder(1, 'lib/helpdesk/resource.ex'));
    await replace(
      editor,
      'AshPostgres.DataLayer',
      'AshPostgres.DataLayer,\n        extensions: [AshArchival.Resource]',
    );
    const member = 'lib/helpdesk/accounts/team_membership.ex';
    await soon('a user of a base module', inFolder(1, member), [
      '1 warning drift/column',
      '43 warning lifecycle/archival-identity',
    ]);
    await soon('its twin', inFolder(0, member), []);
    await revert(inFolder(1, 'lib/helpdesk/resource.ex'));
  });

  it('has a configuration for each', async () => {
    const config = inFolder(1, 'ash-architect.json');
    const before = await workspace.fs.readFile(config);
    await workspace.fs.writeFile(config, Buffer.from('{ "rules": { "identities/*": "off" } }'));
    await soon('the folder with another configuration', inFolder(1, policy), []);
    await soon('the folder without', inFolder(0, policy), [nullable]);
    await workspace.fs.writeFile(config, before);
    await soon('the configuration as before', inFolder(1, policy), [nullable]);
  });

  it('takes a document that was opened alone into the project that its folder becomes', async () => {
    const write = (path: string, text: string): Thenable<void> =>
      workspace.fs.writeFile(inFolder(2, path), Buffer.from(text));
    const uri = inFolder(2, 'lib/fee.ex');
    await write(
      'lib/fee.ex',
      'defmodule Fee do\n  use Ash.Resource\n\n  attributes do\n    attribute :fee, :float\n  end\nend\n',
    );
    await openFile(uri);
    await soon('a document alone', uri, ['5 warning types/money-as-float']);
    await write('ash-architect.json', '{ "rules": { "types/*": "off" } }');
    await write('mix.exs', 'defmodule Fee.MixProject do\n  def deps, do: [{:ash, "~> 3.0"}]\nend\n');
    await soon('the document in its project', uri, []);
    await workspace.fs.delete(inFolder(2, 'mix.exs'));
    await soon('the document alone again', uri, ['5 warning types/money-as-float']);
    await revert(uri);
  });

  it('loses what was found in a folder that is removed', async () => {
    const uri = inFolder(1, policy);
    await soon('a folder', uri, [nullable]);
    assert(workspace.updateWorkspaceFolders(1, 1));
    await soon('a removed folder', uri, []);
    await soon('the one that stays', inFolder(0, policy), [nullable]);
  });
});
