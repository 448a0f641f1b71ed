import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'mocha';
import { commands, window, workspace } from 'vscode';
import type { MessagesFake } from '../../helpers/messages-fake.ts';
import { replace } from '../edits.ts';
import { fileAt, problemLines } from '../problems.ts';
import { until } from '../until.ts';
import { call, say, setUpModel, takeDownModel } from './model.ts';
import { View } from './view.ts';

const category = 'lib/helpdesk/knowledge/category.ex';
const comment = 'lib/helpdesk/support/comment.ex';
const nilified = '      reference :author, on_delete: :nilify, index?: true\n';

/** What is on disk: nothing is opened before the architect does it. */
const textOf = async (path: string): Promise<string> =>
  new TextDecoder().decode(await workspace.fs.readFile(fileAt(path)));

describe('a conversation with a model', () => {
  let view: View;
  let fake: MessagesFake;
  let before_: Readonly<Record<string, string>>;
  before(async () => {
    view = await View.open();
    fake = await setUpModel(view);
    await view.post({ kind: 'newSession' });
    before_ = { [category]: await textOf(category), [comment]: await textOf(comment) };
  });
  after(async () => {
    view.close();
    await takeDownModel(fake);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** The results that the last request gave back to the model, in order. */
  const results = (): string[] =>
    (fake.requests.at(-1)?.body?.messages.at(-1)?.content as readonly { readonly content?: unknown }[])
      .filter(({ content }) => content !== undefined)
      .map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)));

  it('reads the model, proposes edits in two files, and applies what the user accepts', async () => {
    fake.script(
      call(
        'I look at the two resources.',
        ['get_resource', { resource: 'Helpdesk.Support.Comment' }],
        ['get_resource', { resource: 'Helpdesk.Knowledge.Category' }],
      ),
      call(
        'Deleting a user fails, and two categories may have one slug.',
        [
          'ash_edit',
          {
            edit: {
              kind: 'add_identity',
              resource: 'Helpdesk.Knowledge.Category',
              keys: ['slug'],
              name: 'unique_slug',
            },
          },
        ],
        [
          'edit',
          {
            path: comment,
            summary: 'Restrict the delete of a user who has comments.',
            edits: [
              { old: 'reference :author, on_delete: :nilify', new: 'reference :author, on_delete: :restrict' },
              { old: 'index [:ticket_id, :inserted_at]', new: 'index [:ticket_id]' },
            ],
          },
        ],
      ),
      say('The identity is there, and a user with comments cannot be deleted. The index stayed as it was.'),
    );
    await view.send('Why does deleting a user fail, and are the slugs of categories unique?');

    const identity = await view.proposal();
    assert.deepEqual([...new Set(identity.hunks.map(({ path }) => path))], [category]);
    assert.equal(identity.verdict?.isAcceptable, true);
    assert.deepEqual(
      identity.verdict.fixed.map(({ rule }) => rule),
      ['identities/missing-natural-key'],
    );
    assert.equal(await textOf(category), before_[category]);
    await view.accept(identity.approval);
    await until('the second proposal', async () => (await view.proposal()).approval !== identity.approval);

    const reference = await view.proposal();
    assert.equal(reference.hunks.length, 2);
    const [restrict, index] = reference.hunks;
    assert.deepEqual(
      reference.verdict?.fixed.map(({ rule }) => rule),
      ['relationships/nilify-on-required'],
    );
    // The part that is chosen is checked by itself, and the card says so.
    await view.post({ kind: 'choose', approval: reference.approval, hunks: [index!.id] });
    await until('the verdict of a part', () => {
      const [card] = view.partsOf('edits').filter(({ approval }) => approval === reference.approval);
      return card?.verdictFor?.[0] === index!.id && card.verdict !== undefined && card.verdict.fixed.length === 0;
    });
    await view.accept(reference.approval, [restrict!.id]);
    await view.idle();

    assert.match(await textOf(category), /identity :unique_slug, \[:slug\]/);
    const now = await textOf(comment);
    assert.equal(now, before_[comment]!.replace(nilified, nilified.replace(':nilify', ':restrict')));
    await until('the fixed reference', () => !problemLines(fileAt(comment)).join().includes('nilify-on-required'));
    assert.deepEqual(
      view.partsOf('edits').map(({ status }) => status),
      ['applied', 'partly'],
    );
    assert.match(view.text, /The index stayed as it was/);
    const [first, second] = results();
    assert.match(first ?? '', /The user accepted all of it\. It is applied\./);
    assert.match(second ?? '', /accepted a part of it[\s\S]*Refused by the user[\s\S]*index \[:ticket_id\]/);
    assert.deepEqual(fake.refused, []);
  });

  it('takes the edits back, as one step each', async () => {
    const question = view.state.messages.at(-2);
    assert(question?.kind === 'user' && question.checkpoint !== undefined);
    await view.post({ kind: 'restore', checkpoint: question.checkpoint, what: 'files' });
    assert.equal(await textOf(category), before_[category]);
    assert.equal(await textOf(comment), before_[comment]);
    fake.script(say('I see that the edits are taken back.'));
    await view.send('What do you see now?');
    await view.idle();
    const said = JSON.stringify(fake.requests.at(-1)?.body?.messages.at(-1));
    assert.match(said, /The user took back edits that were applied before/);
    assert.deepEqual(fake.refused, []);
  });

  it('applies what the user writes into the proposal, after it was checked again', async () => {
    const edits = [{ old: 'reference :author, on_delete: :nilify', new: 'reference :author, on_delete: :restrict' }];
    fake.script(
      call('I propose this.', ['edit', { path: comment, summary: 'Restrict the delete.', edits }]),
      say('You delete the comments with their author.'),
    );
    await view.send('Propose it again.');
    const { approval, verdict } = await view.proposal();
    assert.equal(verdict?.fixed.length, 1);
    await view.post({ kind: 'openDiff', approval });
    await until(
      'the proposal in the editor',
      () => window.activeTextEditor?.document.uri.path.endsWith(comment) === true,
    );
    const editor = window.activeTextEditor!;
    assert.notEqual(editor.document.uri.toString(), fileAt(comment).toString());
    await replace(editor, 'on_delete: :restrict', 'on_delete: :nilify, match_with: []');
    await until('the check of what was written', () => {
      const [card] = view.partsOf('edits').filter(({ status }) => status === 'open');
      return card?.verdictFor !== undefined && card.verdict?.fixed.length === 0;
    });
    await replace(editor, 'on_delete: :nilify, match_with: []', 'on_delete: :delete');
    await until('the check of what was written then', () => {
      const [card] = view.partsOf('edits').filter(({ status }) => status === 'open');
      return card?.verdict?.fixed.length === 1;
    });
    await commands.executeCommand('ashArchitect.review.applyChosen');
    await view.idle();
    assert.equal(await textOf(comment), before_[comment]!.replace(nilified, nilified.replace(':nilify', ':delete')));
    assert.deepEqual(
      view.partsOf('edits').map(({ status }) => status),
      ['partly'],
    );
    assert.match(results()[0] ?? '', /Rewritten by the user[\s\S]*on_delete: :restrict[\s\S]*on_delete: :delete/);
    await until('a closed diff', () =>
      window.tabGroups.all.every(({ tabs }) => tabs.every(({ label }) => !label.includes('proposed'))),
    );
    const question = view.state.messages.at(-2);
    assert(question?.kind === 'user' && question.checkpoint !== undefined);
    await view.post({ kind: 'restore', checkpoint: question.checkpoint, what: 'both' });
    assert.equal(await textOf(comment), before_[comment]);
    assert.deepEqual(fake.refused, []);
  });
});
