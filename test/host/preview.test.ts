import { strict as assert } from 'node:assert';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import {
  commands,
  Position,
  window,
  workspace,
  type CodeLens,
  type DocumentLink,
  type Location,
  type TextDocument,
  type TextEditor,
  type Uri,
} from 'vscode';
import { openFile, replace, revert } from './edits.ts';
import { note } from './note.ts';
import { api, fileAt } from './problems.ts';
import { until } from './until.ts';

const key = 'lib/helpdesk/accounts/api_key.ex';
const tag = 'lib/helpdesk/support/tag.ex';

describe('the preview of the next migration', () => {
  const texts = new Map<Uri, Uint8Array>();

  before(async () => {
    for (const uri of [fileAt(key), fileAt(tag)]) texts.set(uri, await workspace.fs.readFile(uri));
    await (await api()).settled();
  });
  after(async () => {
    for (const [uri, text] of texts) {
      await revert(uri);
      await workspace.fs.writeFile(uri, text);
    }
  });

  it('tells why codegen would raise, and follows the repair', async () => {
    const editor = await openFile(fileAt(key));
    await commands.executeCommand('ashArchitect.previewMigration');
    assert.match(
      textOf('exs'),
      /^# Codegen raises, and writes nothing: Must provide an entry for\n# :unique_active_name in /,
    );
    assert.match(textOf('exs'), /error\[generator\/sql-missing\] lib\/helpdesk\/accounts\/api_key\.ex:1\n/);
    assert.equal(shown('exs').languageId, 'elixir');
    await replace(
      editor,
      'repo Helpdesk.Repo\n',
      'repo Helpdesk.Repo\n    identity_wheres_to_sql unique_active_name: "revoked_at IS NULL"\n',
    );
    await shows('the repaired resource', 'exs', /^# As far as it is known, codegen would write no migration\.\n/);
  });

  it('shows what is typed, and where it comes from', async () => {
    const editor = await openFile(fileAt(tag));
    await replace(editor, 'timestamps()', 'attribute :emoji, :string\n    timestamps()');
    await shows('an attribute', 'exs', /alter table\(:tags\) do\n {6}add :emoji, :text\n/);
    assert.match(textOf('exs'), /^# What `mix ash\.codegen add_emoji_to_tags` would write for the resources/);
    assert.match(textOf('exs'), /defmodule Helpdesk\.Repo\.Migrations\.AddEmojiToTags do/);
    const line = lineOf(editor.document, 'attribute :emoji');
    const added = lineOf(shown('exs'), 'add :emoji');
    const [definition] = await commands.executeCommand<Location[]>(
      'vscode.executeDefinitionProvider',
      shown('exs').uri,
      new Position(added, 12),
    );
    assert.deepEqual([definition?.uri.path, definition?.range.start.line], [fileAt(tag).path, line]);
    const link = (await linksOf(shown('exs').uri)).find(({ range }) => range.start.line === added);
    assert.equal(link?.tooltip, `Go to ${tag}:${line + 1}`);
    assert.equal(shown('exs').getText(link.range), ':emoji');
  });

  it('goes to the line that asks for an operation, beside itself', async () => {
    await window.showTextDocument(shown('exs'), window.visibleTextEditors.find(isPreview)?.viewColumn);
    await commands.executeCommand(
      'ashArchitect.preview.openCause',
      shown('exs').uri.toString(),
      lineOf(shown('exs'), 'add :emoji') + 1,
    );
    const active = window.activeTextEditor;
    assert.equal(active?.document.uri.path, fileAt(tag).path);
    assert.equal(active.document.lineAt(active.selection.start.line).text.trim(), 'attribute :emoji, :string');
    assert(window.visibleTextEditors.some(isPreview), 'The preview is not to be seen any more.');
  });

  it('is not told twice of the same text', async () => {
    let changes = 0;
    const listener = workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === 'ash-plan') changes++;
    });
    const editor = await openFile(fileAt(tag));
    const before = shown('exs').getText();
    await replace(editor, 'attribute :emoji, :string\n', 'attribute :emoji, :string, public?: true\n');
    await (await api()).settled();
    // The plan was asked for before the examination that has just ended.
    assert.equal(shown('exs').getText(), before);
    assert.equal(changes, 0);
    listener.dispose();
  });

  it('shows the same as SQL, with its locks', async () => {
    const editor = await openFile(fileAt(tag));
    await replace(editor, 'attribute :emoji, :string, public?: true', 'attribute :emoji, :string, allow_nil?: false');
    await shows('a required column', 'exs', /add :emoji, :text, null: false/);
    assert((await lensesOf(shown('exs').uri)).includes('$(warning)\u00a0access exclusive lock; reads every row'));
    await commands.executeCommand('ashArchitect.preview.showSql', shown('exs').uri);
    await shows('the SQL', 'sql', /ALTER TABLE "tags" ADD COLUMN "emoji" text NOT NULL;/);
    assert.equal(shown('sql').languageId, 'sql');
    assert.match(textOf('sql'), /-- access exclusive lock; reads every row\n-- Safer: Add the column without NOT NULL/);
    assert(window.tabGroups.all.flatMap(({ tabs }) => tabs).every(({ label }) => label !== 'Next migration.exs'));
    await commands.executeCommand('ashArchitect.preview.showElixir', shown('sql').uri);
    await shows('Elixir again', 'exs', /add :emoji, :text, null: false/);
  });

  it('asks what the generator asks, and takes answers back', async () => {
    const editor = await openFile(fileAt(tag));
    await replace(editor, 'attribute :emoji, :string, allow_nil?: false\n', '\n');
    await replace(editor, 'attribute :name, ', 'attribute :label, ');
    await shows('a question', 'exs', /# {3}Are you renaming tags\.name to tags\.label\?\n# {5}→ not answered\n/);
    assert.match(textOf('exs'), /remove :name/);
    const uri = shown('exs').uri;
    assert((await lensesOf(uri)).includes("Answer the Generator's Questions (1 open)"));
    const asking = commands.executeCommand('ashArchitect.preview.answerQuestions', uri);
    await accept(/→ y\n/);
    await asking;
    assert.match(textOf('exs'), /rename table\(:tags\), :name, to: :label/);
    assert((await lensesOf(uri)).includes('Take Answers Back (1)'));
    const taking = commands.executeCommand('ashArchitect.preview.takeBackAnswers', uri);
    await accept(/→ not answered\n/);
    await taking;
  });

  it('is empty again when everything is undone', async () => {
    await revertKeepingPreview(await openFile(fileAt(tag)));
    await shows('what was undone', 'exs', /^# As far as it is known, codegen would write no migration\.\n/);
  });

  it('runs codegen in a terminal, by the name that is proposed', async () => {
    const editor = await openFile(fileAt(tag));
    await replace(editor, 'timestamps()', 'attribute :emoji, :string\n    timestamps()');
    await shows('an attribute', 'exs', /add :emoji/);
    await workspace.saveAll(false);
    const folder = mkdtempSync(join(tmpdir(), 'ash-architect-mix-'));
    const said = join(folder, 'said');
    writeFileSync(join(folder, 'mix'), `#!/bin/sh\necho "$PWD: $*" > '${said}'\n`);
    chmodSync(join(folder, 'mix'), 0o755);
    const path = process.env['PATH'] ?? '';
    process.env['PATH'] = '/nowhere';
    let isOver = false;
    void commands.executeCommand('ashArchitect.runCodegen', fileAt(tag)).then(() => (isOver = true));
    // Only a message can be cleared away: the name would be asked for until somebody answers.
    await until('a message that there is no mix', async () => {
      await commands.executeCommand('notifications.clearAll');
      return isOver;
    });
    assert.equal(window.terminals.length, 0);
    process.env['PATH'] = `${folder}:${path}`;
    const settings = workspace.getConfiguration('terminal.integrated');
    await settings.update('env.linux', { PATH: process.env['PATH'] }, true);
    try {
      const running = commands.executeCommand('ashArchitect.runCodegen', fileAt(tag));
      await until('mix', async () => {
        await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return contentOf(said) !== '';
      });
      await running;
      assert.equal(contentOf(said), `${fileAt('').fsPath.replace(/\/$/, '')}: ash.codegen add_emoji_to_tags\n`);
    } finally {
      process.env['PATH'] = path;
      await settings.update('env.linux', undefined, true);
      for (const terminal of window.terminals) terminal.dispose();
    }
  });
});

/** Waits until the preview shows something, and notes how long that took. */
async function shows(what: string, extension: string, expected: RegExp): Promise<void> {
  const begun = performance.now();
  try {
    await until(what, () => expected.test(textOf(extension)), 20_000);
  } catch {
    assert.match(textOf(extension), expected, what);
  }
  note(`${what}: in the preview after ${Math.round(performance.now() - begun)} ms`);
}

/** Chooses the first of what is offered until the preview says what follows from it. */
async function accept(expected: RegExp): Promise<void> {
  await until('an answer', async () => {
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return expected.test(textOf('exs'));
  });
}

function shown(extension: string): TextDocument {
  const document = workspace.textDocuments.find(
    ({ uri, isClosed }) => uri.scheme === 'ash-plan' && uri.path.endsWith(extension) && !isClosed,
  );
  assert(document, 'There is no preview.');
  return document;
}

function textOf(extension: string): string {
  return window.visibleTextEditors.some(isPreview) ? shown(extension).getText() : '';
}

function isPreview({ document }: TextEditor): boolean {
  return document.uri.scheme === 'ash-plan';
}

function lineOf(document: TextDocument, text: string): number {
  return document.positionAt(document.getText().indexOf(text)).line;
}

function linksOf(uri: Uri): Thenable<DocumentLink[]> {
  return commands.executeCommand('vscode.executeLinkProvider', uri);
}

async function lensesOf(uri: Uri): Promise<string[]> {
  const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri);
  return lenses.map(({ command }) => command?.title ?? '');
}

async function revertKeepingPreview({ document }: TextEditor): Promise<void> {
  assert(document.isDirty);
  await commands.executeCommand('workbench.action.files.revert');
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
