import { strict as assert } from 'node:assert';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { commands, Position, Selection, TabInputTextDiff, Uri, window, workspace, type TextEditor } from 'vscode';
import type { ChangedFile, ChangeSet } from '../../../src/architect/change-set.ts';
import { splitHunks } from '../../../src/architect/edits/hunks.ts';
import { EditReview, type ReviewRequest } from '../../../src/editor/chat/edits/edit-review.ts';
import { placesIn } from '../../../src/editor/chat/edits/review-tabs.ts';
import { folderPlace } from '../../../src/editor/project-place.ts';
import { replace } from '../edits.ts';
import { until } from '../until.ts';
import { context, root, write } from './project.ts';

const lines = Array.from({ length: 30 }, (_, line) => `# line ${line + 1}\n`);
const old = lines.join('');
/** Changes lines 3 and 4, removes line 12, adds a line before line 20. */
const proposed = [
  ...lines.slice(0, 2),
  '# third\n',
  '# fourth\n',
  ...lines.slice(4, 11),
  ...lines.slice(12, 19),
  '# added\n',
  ...lines.slice(19),
].join('');

describe('the review of edits', () => {
  let review: EditReview;
  const heard: { chosen: (readonly string[])[]; decided: string[]; edits: number } = {
    chosen: [],
    decided: [],
    edits: 0,
  };
  const oneFile: ChangeSet = { summary: 'Change one', files: [{ path: 'lib/r/one.ex', before: old, after: proposed }] };
  const [first, second, third] = splitHunks(oneFile).map(({ id }) => id);

  before(() => {
    review = new EditReview(context());
    review.onDidChoose(({ hunks }) => heard.chosen.push(hunks));
    review.onDidDecide(({ decision }) => heard.decided.push(decision));
    review.onDidEdit(() => heard.edits++);
  });

  after(() => review.dispose());

  beforeEach(() => {
    heard.chosen = [];
    heard.decided = [];
    heard.edits = 0;
    write('lib/r/one.ex', old);
  });

  afterEach(async () => {
    for (const approval of ['a-1', 'a-2']) await review.close(approval);
    assert.deepEqual(shown(), []);
  });

  const shown = () => window.tabGroups.all.flatMap(({ tabs }) => tabs.flatMap(placesIn));
  const open = (changes: ChangeSet, more: Partial<ReviewRequest> = {}) =>
    review.open({ approval: 'a-1', place: folderPlace(root()), changes, ...more });
  const proposal = (): TextEditor => {
    const editor = window.activeTextEditor;
    assert.equal(editor?.document.uri.scheme, 'ash-proposed');
    return editor;
  };
  const run = (name: string, ...rest: unknown[]) => commands.executeCommand(`ashArchitect.review.${name}`, ...rest);
  const line = (): number => proposal().selection.active.line + 1;

  it('shows one file as a diff with the real one, from the first hunk on', async () => {
    assert.equal(await open(oneFile), true);
    const input = window.tabGroups.activeTabGroup.activeTab?.input;
    assert(input instanceof TabInputTextDiff);
    assert.equal(input.original.toString(), Uri.joinPath(root(), 'lib/r/one.ex').toString());
    assert.equal(proposal().document.getText(), proposed);
    assert.equal(proposal().document.languageId, 'elixir');
    assert.equal(line(), 3);
    await run('nextHunk');
    assert.equal(line(), 12);
    await run('nextHunk');
    assert.equal(line(), 19);
    await run('nextHunk');
    assert.equal(line(), 3);
    await run('previousHunk');
    assert.equal(line(), 19);
    await review.close('a-1');
    assert.deepEqual(shown(), []);
  });

  it('takes decisions on the hunk at the cursor, and tells them', async () => {
    await open(oneFile, { hunk: second ?? '' });
    assert.equal(line(), 12);
    await run('refuseHunk');
    await run('nextHunk');
    await run('refuseHunk');
    await run('previousHunk');
    await run('acceptHunk');
    assert.deepEqual(heard.chosen, [[first, third], [first], [first, second]]);
    proposal().selection = new Selection(new Position(7, 0), new Position(7, 0));
    await run('refuseHunk');
    assert.equal(heard.chosen.length, 3);
    await run('refuseHunk', 'a-1', first);
    assert.deepEqual(heard.chosen.at(-1), [second]);
    review.update('a-1', { chosen: [third ?? ''], status: 'It passes the check.' });
    await run('refuseHunk', 'a-1', first);
    assert.deepEqual(heard.chosen.at(-1), [third]);
    await run('applyChosen');
    await run('refuseAll');
    assert.deepEqual(heard.decided, ['accept', 'refuse']);
    assert.equal(review.edited('a-1'), undefined);
  });

  it('hands over what the user wrote, without what they refused', async () => {
    await open(oneFile, { chosen: [second ?? '', third ?? ''] });
    await replace(proposal(), '# added', '# added by me');
    await until('the edit', () => heard.edits === 1);
    const own = old.replace('# line 12\n', '').replace('# line 20\n', '# added by me\n# line 20\n');
    const expected: ChangedFile[] = [{ path: 'lib/r/one.ex', before: old, after: own }];
    assert.deepEqual(review.edited('a-1'), expected);
    await proposal().document.save();
    assert.deepEqual(review.edited('a-1'), expected);
    await run('refuseHunk', 'a-1', second);
    assert.deepEqual(
      review.edited('a-1')?.map(({ after: text }) => text),
      [old.replace('# line 20\n', '# added by me\n# line 20\n')],
    );
    await replace(proposal(), '# added by me', '# added');
    assert.equal(review.edited('a-1'), undefined);
  });

  it('closes without a question what was written into', async () => {
    await open(oneFile);
    await replace(proposal(), '# added', '# never saved');
    await review.close('a-1');
    assert.deepEqual(shown(), []);
    assert.equal(review.edited('a-1'), undefined);
  });

  it('shows the text that the edits were made for where the file is another by now', async () => {
    write('lib/r/one.ex', '# something else\n');
    await open(oneFile);
    const input = window.tabGroups.activeTabGroup.activeTab?.input;
    assert(input instanceof TabInputTextDiff);
    assert.equal(input.original.scheme, 'ash-before');
    assert.equal((await workspace.openTextDocument(input.original)).getText(), old);
  });

  it('shows several files in one tab, and goes from one to the next', async () => {
    write('lib/r/two.ex', old);
    const changes: ChangeSet = {
      summary: 'Change two files and make one',
      files: [
        ...oneFile.files,
        { path: 'lib/r/two.ex', before: old, after: old.replace('# line 7\n', '# seventh\n') },
        { path: 'lib/r/new.ex', before: undefined, after: '# new\n' },
      ],
    };
    await open(changes);
    await until('all files', () => shown().length === 3);
    assert.deepEqual(
      shown().map(({ path }) => path),
      ['lib/r/one.ex', 'lib/r/two.ex', 'lib/r/new.ex'],
    );
    await run('applyChosen');
    assert.deepEqual(heard.decided, ['accept']);
    await open(changes, { hunk: splitHunks(changes)[3]?.id ?? '' });
    assert.match(proposal().document.uri.path, /two\.ex$/);
    assert.equal(line(), 7);
    await run('nextHunk');
    assert.match(proposal().document.uri.path, /new\.ex$/);
    await run('refuseHunk');
    assert.deepEqual(
      heard.chosen.at(-1),
      splitHunks(changes)
        .slice(0, 4)
        .map(({ id }) => id),
    );
    await replace(proposal(), '# new', '# newer');
    assert.equal(review.edited('a-1'), undefined);
    await run('acceptHunk');
    assert.deepEqual(review.edited('a-1'), [{ path: 'lib/r/new.ex', before: undefined, after: '# newer\n' }]);
    await run('nextHunk');
    assert.match(proposal().document.uri.path, /one\.ex$/);
    assert.equal(line(), 3);
  });

  it('keeps two reviews apart', async () => {
    await open(oneFile);
    await open(oneFile, { approval: 'a-2' });
    await run('refuseHunk');
    assert.deepEqual(heard.chosen, [[second, third]]);
    await review.close('a-2');
    assert.deepEqual(shown(), [{ approval: 'a-1', path: 'lib/r/one.ex' }]);
  });
});
