import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterEach, describe, it } from 'mocha';
import {
  commands,
  Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  languages,
  window,
  workspace,
  type Uri,
} from 'vscode';
import { actionsAt, actionsIn, openFile, renameFile, replace, revert, run } from './edits.ts';
import { api, fileAt, problemsOn, soon } from './problems.ts';

const policy = 'lib/helpdesk/support/sla_policy.ex';
const nullable = '61 warning identities/nullable-key';
/** What is left when the identity counts nil as a value: codegen was not run, which is expected while it is typed. */
const notGenerated = '61 information drift/identity';
const tag = 'lib/helpdesk/support/tag.ex';
const unknownIdentity = '27 error identities/upsert-identity-unknown';
const endpoint = 'lib/helpdesk/support/webhook_endpoint.ex';
const secret = '40 warning security/sensitive-not-marked';

describe('findings', () => {
  afterEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('stand on their lines, with a link and the other place', async () => {
    await (await api()).settled();
    const uri = fileAt(policy);
    await soon('a file that is not open', uri, [nullable]);
    const [problem] = problemsOn(uri);
    assert.match(problem!.message, /never count as duplicates/);
    assert(typeof problem!.code === 'object');
    assert.match(problem!.code.target.toString(), /^command:ashArchitect\.openRule/);
    const [related] = problem!.relatedInformation ?? [];
    assert.equal(related?.location.range.start.line, 50);
    await soon('a migration', fileAt('priv/repo/migrations/20250304160410_index_unsolved_tickets.exs'), [
      '9 error migrations/missing-down',
    ]);
  });

  it('follow typing, a broken syntax and its repair', async () => {
    const uri = fileAt(policy);
    const editor = await openFile(uri);
    await replace(editor, '  attributes do\n', '  attributes do\n    attribute :fee, :float\n');
    const fee = '33 information drift/column';
    const below = '62 warning identities/nullable-key';
    await soon('a line typed', uri, [fee, '33 warning types/money-as-float', below]);
    await replace(editor, 'attribute :fee, :float\n', 'attribute :fee, "\n');
    await soon('a broken syntax', uri, []);
    await replace(editor, 'attribute :fee, "\n', 'attribute :fee, :decimal\n');
    await soon('a repaired syntax', uri, [fee, below]);
    await revert(uri);
    await soon('a text taken back', uri, [nullable]);
  });

  it('go with a fix, and come back when it is undone', async () => {
    const uri = fileAt(policy);
    await openFile(uri);
    await soon('an opened file', uri, [nullable]);
    const actions = await actionsAt(uri, 'identities/nullable-key');
    assert.deepEqual(
      actions.map(({ title }) => title),
      [
        'Count nil as a value like others: `nils_distinct?: false`',
        'Forbid NULL in `team_id`: `allow_nil?: false`',
        'Say that rows without a value are meant to repeat: `nils_distinct?: true`',
        'Fix this finding with the architect',
        'Explain this finding in the architect',
        'Disable identities/nullable-key for the next line',
        'Disable identities/nullable-key in this file',
        'Open the page of identities/nullable-key',
      ],
    );
    await run(actions[0]);
    await soon('a fix', uri, [notGenerated]);
    await commands.executeCommand('undo');
    await soon('an undone fix', uri, [nullable]);
    await run(actions.find(({ title }) => title.endsWith('for the next line')));
    await soon('a suppression', uri, []);
    await revert(uri);
  });

  it('follow a renamed and a deleted file', async () => {
    const [from, to] = [fileAt(tag), fileAt('lib/helpdesk/support/label.ex')];
    const before = await workspace.fs.readFile(from);
    await soon('a file', from, [unknownIdentity]);
    await renameFile(from, to);
    await soon('a renamed file', to, [unknownIdentity]);
    await soon('a file that was renamed', from, []);
    await workspace.fs.delete(to);
    await soon('a deleted file', to, []);
    await workspace.fs.writeFile(from, before);
    await soon('a file that came back', from, [unknownIdentity]);
  });

  it('change in the users of a changed base module, also when it is changed outside', async () => {
    const base = fileAt('lib/helpdesk/resource.ex');
    const member = fileAt('lib/helpdesk/accounts/team_membership.ex');
    await soon('a user of a base module', member, []);
    const editor = await openFile(base);
    const layer = 'data_layer: AshPostgres.DataLayer';
    await replace(editor, layer, `${layer},\n        extensions: [AshArchival.Resource]`);
    const archived = ['1 warning drift/column', '43 warning lifecycle/archival-identity'];
    await soon('a user of a changed base module', member, archived);
    const before = await workspace.fs.readFile(base);
    await revert(base);
    await soon('a user of a base module taken back', member, []);
    const text = new TextDecoder().decode(before).replace(layer, `${layer}, extensions: [AshArchival.Resource]`);
    await workspace.fs.writeFile(base, new TextEncoder().encode(text));
    await soon('a user of a base module changed on disk', member, archived);
    await workspace.fs.writeFile(base, before);
    await soon('a user of a base module as before', member, []);
  });

  it('follow the checkout of another branch, and folders that come and go', async () => {
    const root = fileAt('mix.exs').fsPath.replace(/mix\.exs$/, '');
    const git = (...args: string[]): void => {
      const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
      execFileSync('git', [...who, ...args], { cwd: root, stdio: 'pipe' });
    };
    git('init', '--quiet', '--initial-branch', 'main');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'Begin');
    git('checkout', '--quiet', '-b', 'other');
    rmSync(fileAt('lib/helpdesk/billing').fsPath, { recursive: true });
    await soon('a removed folder', fileAt('lib/helpdesk/billing/invoice_line.ex'), []);
    await workspace.fs.writeFile(
      fileAt(policy),
      Buffer.from(
        Buffer.from(await workspace.fs.readFile(fileAt(policy)))
          .toString()
          .replace('[:team_id, :name]', '[:team_id, :name], nils_distinct?: false'),
      ),
    );
    await soon('a file changed on disk', fileAt(policy), [notGenerated]);
    git('add', '--all');
    git('commit', '--quiet', '--message', 'Change');
    git('checkout', '--quiet', 'main');
    await soon('a checkout', fileAt(policy), [nullable]);
    await soon('a folder that a checkout brings', fileAt('lib/helpdesk/billing/invoice_line.ex'), [
      '40 warning types/money-as-float',
    ]);
    git('checkout', '--quiet', 'other');
    await soon('another checkout', fileAt(policy), [notGenerated]);
    git('checkout', '--quiet', 'main');
    await soon('the last checkout', fileAt(policy), [nullable]);
  });

  it('are found in a document that was never saved', async () => {
    const content = `defmodule Shop.Product do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :price, :float
  end
end
`;
    const document = await workspace.openTextDocument({ language: 'elixir', content });
    await window.showTextDocument(document);
    await soon('an untitled document', document.uri, ['6 warning types/money-as-float']);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await soon('a closed untitled document', document.uri, []);
  });

  it('stay a code action where another extension reports an error', async () => {
    const uri = fileAt(policy);
    const others = languages.createDiagnosticCollection('compiler');
    try {
      const [problem] = problemsOn(uri);
      others.set(uri, [new Diagnostic(problem!.range, 'A compile error', DiagnosticSeverity.Error)]);
      await soon('a line with an error of the compiler', uri, []);
      await openFile(uri);
      const titles = await actionsAtLine(uri, 60);
      assert(titles.some((title) => title.startsWith('Count nil as a value')));
      others.clear();
      await soon('a line without it', uri, [nullable]);
    } finally {
      others.dispose();
    }
  });

  it('mark a suppression that is not needed', async () => {
    const uri = fileAt('lib/helpdesk/billing/plan.ex');
    const editor = await openFile(uri);
    await replace(editor, '  use ', '  # ash-architect: disable-next-line types/string-enum\n  use ');
    await soon('an unused suppression', uri, ['2 information suppressions/unused']);
    assert.deepEqual(problemsOn(uri)[0]?.tags, [DiagnosticTag.Unnecessary]);
    await revert(uri);
  });

  it('are right after the worker died, before and while somebody types', async () => {
    const { endWorker } = await api();
    const uri = fileAt(policy);
    const editor = await openFile(uri);
    await endWorker();
    await replace(editor, '  attributes do\n', '  attributes do\n    attribute :fee, :float\n');
    await soon('a line typed after the death', uri, [
      '33 information drift/column',
      '33 warning types/money-as-float',
      '62 warning identities/nullable-key',
    ]);
    await replace(editor, ':fee, :float', ':fee, :decimal');
    await endWorker();
    await soon('a line typed before the death', uri, [
      '33 information drift/column',
      '62 warning identities/nullable-key',
    ]);
    await soon('another file', fileAt(endpoint), [secret]);
    await revert(uri);
    await soon('a text taken back', uri, [nullable]);
  });

  it('follow the configuration, and complain about a broken one', async () => {
    const config = fileAt('ash-architect.json');
    const before = await workspace.fs.readFile(config);
    const write = (text: string): Thenable<void> => workspace.fs.writeFile(config, Buffer.from(text));
    await write('{ "rules": { "identities/nullable-key": "off" }, "migrations": { "examine": "all" } }');
    await soon('a rule that is off', fileAt(policy), []);
    await write('{ "rules": {\n "identities/nullable-kex": "off" } }');
    await soon('a broken configuration', config, ['2 error ']);
    await soon('what a broken configuration leaves', fileAt(policy), []);
    await workspace.fs.writeFile(config, before);
    await soon('a repaired configuration', config, []);
    await soon('a rule that is on again', fileAt(policy), [nullable]);
    const settings = workspace.getConfiguration('ashArchitect', fileAt(policy));
    await settings.update('rules', { 'identities/*': 'hint' }, false);
    await soon('a setting', fileAt(policy), ['61 hint identities/nullable-key']);
    await settings.update('rules', undefined, false);
    await soon('a setting taken back', fileAt(policy), [nullable]);
  });
});

async function actionsAtLine(uri: Uri, line: number): Promise<string[]> {
  const document = await workspace.openTextDocument(uri);
  return (await actionsIn(uri, document.lineAt(line).range)).map(({ title }) => title);
}
