import { strict as assert } from 'node:assert';
import { existsSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Range } from 'vscode';
import { commands, ConfigurationTarget, languages, Position, TextEdit, window, workspace } from 'vscode';
import type { Files, FileText } from '../../../src/architect/ports.ts';
import type { ProjectPorts } from '../../../src/editor/chat/ports/project-ports.ts';
import { replace } from '../edits.ts';
import { until } from '../until.ts';
import { bytesOf, onDisk, openProject, openText, write } from './project.ts';

const nothing = 'defmodule Nothing do\nend\n';

describe('edits of the architect', () => {
  let ports: ProjectPorts;
  let files: Files;
  let end: () => Promise<void>;

  before(async () => {
    ({ ports, end } = await openProject());
    ({ files } = ports);
  });

  after(() => end());

  afterEach(async () => {
    for (const document of workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
      await window.showTextDocument(document);
      await commands.executeCommand('workbench.action.files.revert');
    }
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  const textOf = async (path: string): Promise<string> => {
    const file: FileText = await files.read(path);
    assert(file.kind === 'text', `${path}: ${JSON.stringify(file)}`);
    return file.text;
  };

  it('change two files and make one, with one undo', async () => {
    write('lib/one.ex', 'defmodule One do\n  def a, do: 1\nend\n');
    write('lib/two.ex', 'defmodule Two do\n  def b, do: 1\nend\n');
    const [one, two] = [await textOf('lib/one.ex'), await textOf('lib/two.ex')];
    const changes = [
      { path: 'lib/one.ex', before: one, after: one.replace('1', '11') },
      { path: 'lib/two.ex', before: two, after: two.replace('1', '22') },
      { path: 'lib/deep/three.ex', before: undefined, after: nothing },
    ];
    await window.showTextDocument(await openText('lib/one.ex'));
    assert.deepEqual(await files.apply(changes, 'Change two files and make one'), { ok: true });
    assert.match(bytesOf('lib/one.ex'), /do: 11\n/);
    assert.match(bytesOf('lib/two.ex'), /do: 22\n/);
    assert.equal(bytesOf('lib/deep/three.ex'), nothing);
    assert.deepEqual(
      workspace.textDocuments.filter(({ isDirty }) => isDirty),
      [],
    );

    await commands.executeCommand('undo');
    await until('the undo', async () => (await textOf('lib/one.ex')) === one && (await textOf('lib/two.ex')) === two);
    assert.equal(existsSync(onDisk('lib/deep/three.ex')), false);
    assert.equal(await (await openText('lib/two.ex')).save(), true);
    assert.equal(bytesOf('lib/two.ex'), two);
  });

  it('are known to the analysis at once', async () => {
    const text =
      'defmodule Helpdesk.Fresh do\n  use Ash.Resource, domain: nil\n\n  attributes do\n    uuid_primary_key :id\n  end\nend\n';
    const isKnown = async (): Promise<boolean> => {
      await ports.facts.settled();
      const { wrappers } = ports.facts.config;
      return (await ports.facts.analysis.model(wrappers)).resources.some(({ module }) => module === 'Helpdesk.Fresh');
    };
    assert.equal(await isKnown(), false);
    assert.deepEqual(await files.apply([{ path: 'lib/fresh.ex', before: undefined, after: text }], 'Make'), {
      ok: true,
    });
    assert.equal(await isKnown(), true);
    assert.deepEqual(await files.apply([{ path: 'lib/fresh.ex', before: text, after: undefined }], 'Remove'), {
      ok: true,
    });
    assert.equal(await isKnown(), false);
    assert.equal(existsSync(onDisk('lib/fresh.ex')), false);
  });

  it('are not made where one text is another by now', async () => {
    write('lib/stale.ex', nothing);
    write('lib/other.ex', nothing);
    const editor = await window.showTextDocument(await openText('lib/stale.ex'));
    await replace(editor, 'Nothing', 'Typed');
    const change = (path: string) => ({ path, before: nothing, after: nothing.replace('Nothing', 'Changed') });
    const result = await files.apply([change('lib/other.ex'), change('lib/stale.ex')], 'Rename');
    assert(!result.ok);
    assert.deepEqual(result.stale, ['lib/stale.ex']);
    assert.equal(editor.document.getText(), nothing.replace('Nothing', 'Typed'));
    assert.equal(await textOf('lib/other.ex'), nothing);
    assert.equal(bytesOf('lib/other.ex'), nothing);
  });

  it('leave unsaved text unsaved', async () => {
    write('lib/dirty.ex', nothing);
    const editor = await window.showTextDocument(await openText('lib/dirty.ex'));
    await replace(editor, 'end', '  # typed\nend');
    assert.deepEqual(await files.read('lib/dirty.ex'), {
      kind: 'text',
      text: 'defmodule Nothing do\n  # typed\nend\n',
      isUnsaved: true,
    });
    const before = await textOf('lib/dirty.ex');
    const changed = before.replace('Nothing', 'Changed');
    assert.deepEqual(await files.apply([{ path: 'lib/dirty.ex', before, after: changed }], 'Rename'), { ok: true });
    assert.equal(editor.document.getText(), changed);
    assert.equal(editor.document.isDirty, true);
    assert.equal(bytesOf('lib/dirty.ex'), nothing);
    await commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
  });

  it('see what another program wrote, before the editor does', async () => {
    write('lib/disk.ex', nothing);
    const document = await openText('lib/disk.ex');
    await window.showTextDocument(document);
    const theirs = nothing.replace('Nothing', 'Theirs');
    write('lib/disk.ex', theirs);
    const change = { path: 'lib/disk.ex', before: nothing, after: nothing.replace('Nothing', 'Ours') };
    const result = await files.apply([change], 'Rename');
    assert(!result.ok);
    assert.deepEqual(result.stale, ['lib/disk.ex']);
    assert.equal(bytesOf('lib/disk.ex'), theirs);
    const taken = await files.apply([{ path: 'lib/disk.ex', before: undefined, after: nothing }], 'Make');
    assert(!taken.ok);
    assert.deepEqual(taken.stale, ['lib/disk.ex']);
    assert.equal(bytesOf('lib/disk.ex'), theirs);
  });

  it('do not follow links, out of the project or in it', async () => {
    const outside = join(tmpdir(), `outside-${process.pid}.ex`);
    write('lib/target.ex', nothing);
    write('.env', 'SECRET=1\n');
    symlinkSync(tmpdir(), onDisk('lib/away'));
    symlinkSync(outside, onDisk('lib/nowhere.ex'));
    symlinkSync(onDisk('lib/target.ex'), onDisk('lib/alias.ex'));
    symlinkSync(onDisk('.env'), onDisk('lib/env.ex'));
    for (const path of [`lib/away/outside-${process.pid}.ex`, 'lib/nowhere.ex', 'lib/env.ex', '../x.ex', '.env']) {
      assert.equal((await files.read(path)).kind, 'refused', path);
      const result = await files.apply([{ path, before: undefined, after: nothing }], 'Make');
      assert(!result.ok, path);
      assert.deepEqual(result.stale, [], path);
    }
    assert.equal(existsSync(outside), false);
    assert.equal(await textOf('lib/alias.ex'), nothing);
    const change = { path: 'lib/alias.ex', before: nothing, after: nothing.replace('Nothing', 'Changed') };
    const result = await files.apply([change], 'Rename');
    assert(!result.ok);
    assert.match(result.reason, /It is a link\./);
    assert.equal(bytesOf('lib/target.ex'), nothing);
  });

  it('keep line breaks and the byte order mark', async () => {
    const lines = ['defmodule Dos do', '  def a, do: 1', 'end', ''];
    write('lib/dos.ex', `\uFEFF${lines.join('\r\n')}`);
    const text = await textOf('lib/dos.ex');
    assert.equal(text, lines.join('\r\n'));
    const change = { path: 'lib/dos.ex', before: text, after: text.replace('1', '2').replace('end', '\r\nend') };
    assert.deepEqual(await files.apply([change], 'Change'), { ok: true });
    assert.equal(bytesOf('lib/dos.ex'), '\uFEFFdefmodule Dos do\r\n  def a, do: 2\r\n\r\nend\r\n');
    const made = { path: 'lib/dos_too.ex', before: undefined, after: lines.join('\r\n') };
    assert.deepEqual(await files.apply([made], 'Make'), { ok: true });
    assert.equal(bytesOf('lib/dos_too.ex'), lines.join('\r\n'));
  });

  it('tell what the editor made of mixed line breaks', async () => {
    write('lib/mixed.ex', 'defmodule Mixed do\r\n  def a, do: 1\nend\n');
    const before = await textOf('lib/mixed.ex');
    const result = await files.apply([{ path: 'lib/mixed.ex', before, after: before.replace('1', '2') }], 'Change');
    assert(result.ok);
    assert.deepEqual(
      result.differing?.map(({ after: text }) => text),
      ['defmodule Mixed do\n  def a, do: 2\nend\n'],
    );
    assert.equal(bytesOf('lib/mixed.ex'), 'defmodule Mixed do\n  def a, do: 2\nend\n');
  });

  it('tell what a formatter made of them', async () => {
    write('lib/formatted.ex', nothing);
    const formatter = languages.registerDocumentFormattingEditProvider('elixir', {
      provideDocumentFormattingEdits: (document) =>
        document.getText().includes('# formatted') ? [] : [TextEdit.insert(new Position(0, 0), '# formatted\n')],
    });
    const settings = workspace.getConfiguration('editor');
    await settings.update('formatOnSave', true, ConfigurationTarget.Global);
    try {
      const changed = nothing.replace('Nothing', 'Changed');
      const result = await files.apply([{ path: 'lib/formatted.ex', before: nothing, after: changed }], 'Rename');
      assert.deepEqual(result, {
        ok: true,
        differing: [{ path: 'lib/formatted.ex', before: nothing, after: `# formatted\n${changed}` }],
      });
      assert.equal(bytesOf('lib/formatted.ex'), `# formatted\n${changed}`);
    } finally {
      await settings.update('formatOnSave', undefined, ConfigurationTarget.Global);
      formatter.dispose();
    }
  });

  it('leave nothing behind when one of them cannot be made', async () => {
    write('lib/whole.ex', nothing);
    const changes = [
      { path: 'lib/whole.ex', before: nothing, after: nothing.replace('Nothing', 'Changed') },
      { path: 'lib/first.ex', before: undefined, after: nothing },
      { path: 'lib/second.ex', before: undefined, after: nothing },
    ];
    const theirs = nothing.replace('Nothing', 'Theirs');
    const other = workspace.onWillCreateFiles(() => write('lib/second.ex', theirs));
    const result = await files.apply(changes, 'Change');
    other.dispose();
    assert(!result.ok);
    assert.match(result.reason, /none is left/);
    assert.equal(await textOf('lib/whole.ex'), nothing);
    assert.equal(bytesOf('lib/whole.ex'), nothing);
    assert.equal(existsSync(onDisk('lib/first.ex')), false);
    assert.equal(bytesOf('lib/second.ex'), theirs);
  });

  it('touch no more of a text than they change', async () => {
    const lines = Array.from({ length: 20 }, (_, line) => `# ${line}\n`);
    write('lib/long.ex', lines.join(''));
    const document = await openText('lib/long.ex');
    const ranges: string[] = [];
    const listener = workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document) return;
      ranges.push(
        ...event.contentChanges.map(({ range }: { range: Range }) => `${range.start.line}-${range.end.line}`),
      );
    });
    const change = {
      path: 'lib/long.ex',
      before: lines.join(''),
      after: lines.join('').replace('# 3\n', '# three\n').replace('# 17\n', ''),
    };
    assert.deepEqual(await files.apply([change], 'Change'), { ok: true });
    listener.dispose();
    assert.deepEqual(ranges.sort(), ['17-18', '3-4']);
  });
});

describe('the files of a project', () => {
  it('are those that git does not ignore', async () => {
    const { ports, end } = await openProject();
    write('.gitignore', '/ignored/\n*.log\n');
    write('ignored/a.ex', nothing);
    write('lib/a.log', '');
    write('deps/ash/usage-rules.md', '# Ash\n');
    write('_build/dev/x.ex', nothing);
    write('lib/nested/.gitignore', '!kept.log\n');
    write('lib/nested/kept.log', '');
    const all = await ports.files.list();
    const wanted = ['mix.exs', '.gitignore', 'lib/nested/kept.log'];
    assert.deepEqual(
      wanted.filter((path) => !all.includes(path)),
      [],
    );
    const unwanted = all.filter((path) => /^(ignored|deps|_build)\/|a\.log$/.test(path));
    assert.deepEqual(unwanted, []);
    assert.deepEqual(await ports.guidance.list(), ['deps/ash/usage-rules.md']);
    assert.deepEqual(await ports.guidance.read('deps/ash/usage-rules.md'), {
      kind: 'text',
      text: '# Ash\n',
      isUnsaved: false,
    });
    await end();
  });

  it('have rule pages beside them', async () => {
    const { ports, end } = await openProject();
    assert.match((await ports.rulePages('identities/nullable-key')) ?? '', /NULL/);
    assert.equal(await ports.rulePages('no/such-rule'), undefined);
    await end();
  });
});
