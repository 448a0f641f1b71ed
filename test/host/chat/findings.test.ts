import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'mocha';
import { commands, Range, Selection, window, workspace } from 'vscode';
import type { MessagesFake } from '../../helpers/messages-fake.ts';
import { actionsAt, openFile, run } from '../edits.ts';
import { fileAt, soon } from '../problems.ts';
import { until } from '../until.ts';
import { say, setUpModel, takeDownModel } from './model.ts';
import { View } from './view.ts';

const comment = 'lib/helpdesk/support/comment.ex';
const endpoint = 'lib/helpdesk/support/webhook_endpoint.ex';
const rule = 'relationships/nilify-on-required';

describe('the panel and the code', () => {
  let view: View;
  before(async () => {
    view = await View.open();
    await view.post({ kind: 'newSession' });
    await view.idle();
    await openFile(fileAt(comment));
    await soon('a finding', fileAt(comment), [`16 error ${rule}`]);
  });
  after(async () => {
    view.close();
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  const action = async (title: string): Promise<void> => {
    const actions = await actionsAt(fileAt(comment), rule);
    await run(actions.find((each) => each.title === title));
  };
  const composed = (): { text: string; labels: string[] }[] =>
    view.messages.flatMap((message) =>
      message.kind === 'compose' ? [{ text: message.text, labels: message.mentions.map(({ label }) => label) }] : [],
    );

  it('explain a finding without a model, and leave its fix to be asked for', async () => {
    await action('Explain this finding in the architect');
    await view.idle();
    assert.match(view.text, /^error relationships\/nilify-on-required at lib\/helpdesk\/support\/comment\.ex:16/);
    await action('Fix this finding with the architect');
    const labels = [`${rule} ${comment}:16`, 'Helpdesk.Support.Comment'];
    assert.deepEqual(composed(), [{ text: 'Fix this finding.', labels }]);
  });

  it('send a finding and its slice of the model to the model that there is', async () => {
    const fake: MessagesFake = await setUpModel(view);
    fake.script(say('The column forbids NULL.'), say('I would restrict it.'));
    await action('Explain this finding in the architect');
    await view.idle();
    assert.equal(view.text, 'The column forbids NULL.');
    const asked = JSON.stringify(fake.requests.at(-1)?.body?.messages.at(-1));
    assert.match(asked, /from=\\"finding relationships\/nilify-on-required/);
    assert.match(asked, /from=\\"resource Helpdesk\.Support\.Comment\\"/);
    assert.match(asked, /belongs_to|author/);
    await action('Fix this finding with the architect');
    await view.idle();
    assert.equal(view.text, 'I would restrict it.');
    const question = view.state.messages.at(-2);
    assert(question?.kind === 'user');
    assert.deepEqual(
      question.mentions.map(({ kind }) => kind),
      ['finding', 'resource', 'file'],
    );
    await takeDownModel(fake);
  });

  it('offer what @ can name, and the selection', async () => {
    const editor = await openFile(fileAt(comment));
    editor.selection = new Selection(15, 0, 16, 0);
    const suggest = async (of: string, prefix: string): Promise<string[]> => {
      await view.post({ kind: 'suggest', request: 1, of, prefix });
      const last = view.messages.at(-1);
      assert(last?.kind === 'suggestions');
      return last.items.map(({ kind, label }) => `${kind} ${label}`);
    };
    assert.equal((await suggest('resource', 'comm'))[0], 'resource Helpdesk.Support.Comment');
    assert.deepEqual((await suggest('finding', 'nilify')).slice(0, 1), [`finding ${rule} ${comment}:16`]);
    assert((await suggest('any', 'comment')).includes(`file ${comment}`));
    assert.deepEqual(await suggest('selection', ''), ['selection @selection']);
    await commands.executeCommand('ashArchitect.chat.askAboutSelection');
    assert.deepEqual(composed().at(-1), { text: '', labels: [`${comment}:16-16`] });
  });

  it('fix without a model what is safe, after it was shown', async () => {
    const uri = fileAt(endpoint);
    await view.command('fix', `safe ${endpoint}`);
    const proposal = await view.proposal();
    assert.deepEqual(
      proposal.verdict?.fixed.map((finding) => finding.rule),
      ['security/sensitive-not-marked'],
    );
    assert.equal(view.partsOf('tool')[0]?.status, 'waiting');
    await view.accept(proposal.approval);
    await view.idle();
    await soon('a fixed file', uri, []);
    assert.deepEqual(
      view.partsOf('edits').map(({ status }) => status),
      ['applied'],
    );
    const question = view.state.messages.at(-2);
    assert(question?.kind === 'user' && question.checkpoint !== undefined);
    await view.post({ kind: 'restore', checkpoint: question.checkpoint, what: 'both' });
    await soon('a file taken back', uri, ['40 warning security/sensitive-not-marked']);
    await view.idle();
    assert(!view.state.messages.includes(question));
  });

  it('make a proposal of a code block, where the cursor is', async () => {
    const fake = await setUpModel(view);
    const code = '```elixir\nindex [:author_id, :inserted_at]\n```\n\n```sh\nmix test\n```';
    fake.script(say(`Add this:\n\n${code}`));
    const editor = await openFile(fileAt(comment));
    editor.selection = new Selection(20, 0, 20, 0);
    await view.send('Which index helps?');
    await view.idle();
    const answer = view.state.messages.at(-1)!;
    const [part] = view.partsOf('text');
    const block = { message: answer.id, part: part!.id, index: 0 };
    await view.post({ kind: 'applyCode', block: { ...block, index: 1 } });
    await view.post({ kind: 'applyCode', block });
    const proposal = await view.proposal();
    assert.deepEqual(proposal.hunks[0]?.added, ['    index [:author_id, :inserted_at]']);
    assert.equal(proposal.hunks[0].line, 21);
    await view.post({ kind: 'openDiff', approval: proposal.approval });
    await until('the diff', () => window.tabGroups.activeTabGroup.activeTab?.label.includes('comment.ex') === true);
    const decision = { kind: 'refuse', reason: 'There is one already.' };
    await view.post({ kind: 'decide', approval: proposal.approval, decision });
    await view.idle();
    assert.deepEqual(
      view.partsOf('edits').map(({ status }) => status),
      ['refused'],
    );
    const document = await workspace.openTextDocument(fileAt(comment));
    assert.equal(document.getText(new Range(20, 0, 21, 0)), '    end\n');
    await takeDownModel(fake);
  });
});
