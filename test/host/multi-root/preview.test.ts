import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { commands, Uri, workspace } from 'vscode';
import { openFile } from '../edits.ts';
import { soon } from '../problems.ts';
import { until } from '../until.ts';

const mix = 'defmodule Fee.MixProject do\n  def deps, do: [{:ash, "~> 3.0"}]\nend\n';
const fee = (options: string, block: string): string =>
  `defmodule Fee do\n  use Ash.Resource${options}\n${block}\n  attributes do\n    uuid_primary_key :id\n    attribute :fee, :float\n  end\nend\n`;
const repo = 'defmodule Fee.Repo do\n  use AshPostgres.Repo, otp_app: :fee\nend\n';
const domain = 'defmodule Fees do\n  use Ash.Domain\n\n  resources do\n    resource Fee\n  end\nend\n';

describe('the preview of a project that codegen was never run in', () => {
  it('says that there is nothing to start from', async () => {
    const folder = workspace.workspaceFolders?.at(-1)?.uri;
    assert(folder);
    const write = (path: string, text: string): Thenable<void> =>
      workspace.fs.writeFile(Uri.joinPath(folder, path), Buffer.from(text));
    const uri = Uri.joinPath(folder, 'lib/fee.ex');
    await write('lib/fee.ex', fee('', ''));
    await openFile(uri);
    await soon('a document alone', uri, ['6 warning types/money-as-float']);
    await write('ash-architect.json', '{ "rules": { "types/*": "off" } }');
    await write('mix.exs', mix);
    await soon('the document in its project', uri, []);
    await commands.executeCommand('ashArchitect.previewMigration', uri);
    await until('the plan', () => /^# Codegen would write no migration\./.test(previewOf(folder)));
    assert.match(previewOf(folder), /\n# This project has no resource snapshots, and no resource was found that/);
    await write('lib/fees.ex', domain);
    await write('lib/repo.ex', repo);
    await write(
      'lib/fee.ex',
      fee(
        ', domain: Fees, data_layer: AshPostgres.DataLayer',
        '\n  postgres do\n    table "fees"\n    repo Fee.Repo\n  end\n',
      ),
    );
    await until('the first migration', () => /create table\(:fees, primary_key: false\) do/.test(previewOf(folder)));
    assert.match(
      previewOf(folder),
      /^# This project has no resource snapshots yet: `mix ash\.codegen(\n#)? create_fees`(\n#)? would/,
    );
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
});

function previewOf(root: Uri): string {
  const documents = workspace.textDocuments.filter(
    ({ uri }) => uri.scheme === 'ash-plan' && uri.query === root.toString(),
  );
  return documents[0]?.getText() ?? '';
}
