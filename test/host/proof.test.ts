import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'mocha';
import {
  CancellationTokenSource,
  commands,
  Selection,
  TabInputWebview,
  Uri,
  window,
  workspace,
  type CodeLens,
  type Memento,
  type Progress,
} from 'vscode';
import type { Evidence, MigrationEvidence } from '../../src/base/evidence.ts';
import { EvidenceStore } from '../../src/editor/evidence-store.ts';
import { openFile, replace, revert } from './edits.ts';
import { note } from './note.ts';
import { api, fileAt, problemLines, soon } from './problems.ts';
import { until } from './until.ts';

const folder = 'priv/repo/migrations';
const snooze = `${folder}/20250415082930_snooze_and_escalate_tickets.exs`;
const nullable = `${folder}/20250420000000_let_names_be_missing.exs`;
const extension = `${folder}/20250420000001_add_aliases_to_tags.exs`;
const attachment = 'lib/helpdesk/support/attachment.ex';
const key = 'lib/helpdesk/accounts/api_key.ex';

/** PostgreSQL is started for each proof, which takes its time beside other programs. */
const patience = 300_000;
const nothingProven = 'Prove: Up, Down, Up';
const engine = 'PGlite (PostgreSQL 18.6)';

const migrations: Readonly<Record<string, string>> = {
  [nullable]: `defmodule Helpdesk.Repo.Migrations.LetNamesBeMissing do
  use Ecto.Migration

  def up do
    execute("ALTER TABLE tags ALTER COLUMN name DROP NOT NULL")
  end

  def down do
    execute("SELECT 1")
  end
end
`,
  [extension]: `defmodule Helpdesk.Repo.Migrations.AddAliasesToTags do
  use Ecto.Migration

  def up do
    execute("CREATE EXTENSION citext")

    alter table(:tags) do
      add :alias, :citext
    end
  end

  def down do
    alter table(:tags) do
      remove :alias
    end

    execute("DROP EXTENSION citext")
  end
end
`,
};

describe('proofs', function () {
  this.timeout(patience);
  let keyText: Uint8Array = new Uint8Array();

  before(async () => {
    keyText = await workspace.fs.readFile(fileAt(key));
    for (const [path, text] of Object.entries(migrations))
      await workspace.fs.writeFile(fileAt(path), Buffer.from(text));
    await (await api()).settled();
    // Somebody has seen them, so they are read.
    for (const path of Object.keys(migrations)) await openFile(fileAt(path));
    await (await api()).settled();
  });
  after(async () => {
    await revert(fileAt(key));
    await workspace.fs.writeFile(fileAt(key), keyText);
    for (const path of Object.keys(migrations)) await workspace.fs.delete(fileAt(path));
    await (await api()).settled();
  });

  it('say on a migration that it went both ways', async () => {
    const uri = fileAt(snooze);
    await openFile(uri);
    assert.deepEqual(await lensesOf(uri), [nothingProven]);
    const running = timed('a migration', proved(uri));
    await until('a lens that tells of the run', async () => (await lensesOf(uri))[0]?.includes('Running') === true);
    await running;
    assert.deepEqual(await lensesOf(uri), [`$(pass)\u00a0Proven on ${engine}`, 'Prove Again']);
    await reported('Proof of 20250415082930_snooze_and_escalate_tickets.exs');
  });

  it('load an extension of PostgreSQL inside the editor', async () => {
    const uri = fileAt(extension);
    await openFile(uri);
    await timed('a migration with citext', proved(uri));
    assert.equal((await lensesOf(uri))[0], `$(pass)\u00a0Proven on ${engine}`);
  });

  it('refute one that has no way back, on its line, as long as its text stands', async () => {
    const uri = fileAt(nullable);
    const editor = await openFile(uri);
    const before = problemLines(uri);
    await timed('a refutation', proved(uri));
    const refuted = [`$(error)\u00a0Refuted on ${engine}`, 'Prove Again'];
    assert.deepEqual(await lensesOf(uri), refuted);
    await soon('what was refuted', uri, [...before, '5 error migrations/refuted']);
    await replace(editor, '"SELECT 1"', '"SELECT 2"');
    assert.deepEqual(await lensesOf(uri), [nothingProven]);
    await soon('another text', uri, before);
    await commands.executeCommand('undo');
    assert.deepEqual(await lensesOf(uri), refuted);
    await soon('the text that was proven', uri, [...before, '5 error migrations/refuted']);
  });

  it('end their thread when they are stopped, and can be asked again', async () => {
    const uri = fileAt(snooze);
    const editor = await openFile(uri);
    await replace(editor, 'use Ecto.Migration\n', 'use Ecto.Migration\n\n');
    const threads = threadCount();
    let most = 0;
    await stoppedWhen(
      () => (most = Math.max(most, threadCount())) > threads,
      () => proved(uri),
    );
    assert(most > threads, 'No thread was seen.');
    assert.deepEqual(await lensesOf(uri), [nothingProven]);
    await until('the end of its thread', () => threadCount() === threads);
    await proved(uri);
    assert.equal((await lensesOf(uri))[0], `$(pass)\u00a0Proven on ${engine}`);
    assert.equal(threadCount(), threads);
    await revert(uri);
  });

  it('refuse a second run of the same, and let others wait', async () => {
    const said: string[] = [];
    const original = window.showInformationMessage;
    Object.assign(window, { showInformationMessage: (text: string) => Promise.resolve(void said.push(text)) });
    try {
      const first = proved(fileAt(nullable));
      const second = proved(fileAt(extension));
      await proved(fileAt(nullable));
      assert.deepEqual(said, ['“Proof of 20250420000000_let_names_be_missing.exs” is running already.']);
      await Promise.all([first, second]);
    } finally {
      Object.assign(window, { showInformationMessage: original });
    }
    await reported('Proof of 20250420000001_add_aliases_to_tags.exs');
  });

  it('explain the selected SQL, and the statement at the cursor', async () => {
    const editor = await openFile(fileAt(key));
    await replace(
      editor,
      'repo Helpdesk.Repo\n',
      'repo Helpdesk.Repo\n    identity_wheres_to_sql unique_active_name: "revoked_at IS NULL"\n',
    );
    await (await api()).settled();
    const content = "SELECT 1;\n\nSELECT id\nFROM tags\nWHERE name = 'a';\n";
    const sql = await window.showTextDocument(await workspace.openTextDocument({ language: 'sql', content }));
    sql.selection = new Selection(2, 0, 4, 17);
    await timed('a statement', commands.executeCommand('ashArchitect.prove.query'));
    await reported('A query explained');
    await closeReport();
    await window.showTextDocument(sql.document);
    sql.selection = new Selection(3, 2, 3, 2);
    await commands.executeCommand('ashArchitect.prove.query');
    await reported('A query explained');
  });

  it('measure the indexes of a resource', async () => {
    const uri = fileAt(attachment);
    await openFile(uri);
    const proofLenses = async (): Promise<string[]> =>
      (await lensesOf(uri)).filter((title) => /Prove|index/.test(title));
    assert.deepEqual(await proofLenses(), ['Prove Indexes']);
    await timed('indexes', commands.executeCommand('ashArchitect.prove.indexes', uri));
    await reported('Indexes of Helpdesk.Support.Attachment');
    const [title, again] = await proofLenses();
    assert.match(title ?? '', /index/);
    assert.equal(again, 'Prove Again');
    note(`the lens of indexes: ${title}`);
  });
});

describe('what was proven', () => {
  const root = Uri.parse('file:///project');
  const evidence: MigrationEvidence = {
    ...{ kind: 'migration', path: 'priv/a.exs', textHash: '0', verdict: 'proven', reason: 'It went.' },
    ...{ engine: { name: 'PGlite', version: '18.6' }, faults: [], rowFaults: [] },
  };

  it('is there after a restart, and is replaced by what is proven later', async () => {
    const memory = new Memory();
    const other: Evidence = { ...evidence, path: 'priv/b.exs' };
    await new EvidenceStore(memory).add(root, [evidence, other]);
    const store = new EvidenceStore(memory);
    assert.deepEqual(store.of(root), [evidence, other]);
    const later: Evidence = { ...evidence, verdict: 'refuted', textHash: '1' };
    let changes = 0;
    store.onDidChange(() => changes++);
    await store.add(root, [later]);
    assert.deepEqual(store.of(root), [other, later]);
    assert.deepEqual(store.of(Uri.parse('file:///another')), []);
    assert.equal(changes, 1);
    store.dispose();
  });

  it('is forgotten where another version kept it', async () => {
    const memory = new Memory();
    await memory.update('ashArchitect.evidence', { version: 0, projects: { [root.toString()]: [evidence] } });
    assert.deepEqual(new EvidenceStore(memory).of(root), []);
  });
});

/** What VS Code keeps of a workspace: JSON. */
class Memory implements Memento {
  readonly #kept = new Map<string, string>();
  keys(): readonly string[] {
    return [...this.#kept.keys()];
  }
  get<T>(name: string, otherwise?: T): T | undefined {
    const text = this.#kept.get(name);
    return text === undefined ? otherwise : (JSON.parse(text) as T);
  }
  update(name: string, value: unknown): Promise<void> {
    this.#kept.set(name, JSON.stringify(value));
    return Promise.resolve();
  }
}

function proved(uri: Uri): Thenable<unknown> {
  return commands.executeCommand('ashArchitect.prove.migration', uri);
}

async function lensesOf(uri: Uri): Promise<string[]> {
  const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri);
  return lenses.map(({ command }) => command?.title ?? '').filter((title) => !/^Preview|^Show|^Run /.test(title));
}

/** Waits until the tab of the report is called so. */
async function reported(title: string): Promise<void> {
  await until(`the report “${title}”`, () => reports()[0]?.label === title);
}

async function closeReport(): Promise<void> {
  await window.tabGroups.close(reports());
  await until('no report', () => reports().length === 0);
}

function reports(): (typeof window.tabGroups.activeTabGroup.tabs)[number][] {
  const tabs = window.tabGroups.all.flatMap((group) => [...group.tabs]);
  return tabs.filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith('ashArchitect.report'));
}

/** The threads of this process beside the first. */
function threadCount(): number {
  const report = process.report.getReport() as unknown as { readonly workers: readonly unknown[] };
  return report.workers.length;
}

/** Presses the button of the notification as soon as a condition holds. */
async function stoppedWhen(condition: () => boolean, work: () => Thenable<unknown>): Promise<void> {
  const original = window.withProgress;
  const source = new CancellationTokenSource();
  const progress: Progress<unknown> = { report: () => undefined };
  Object.assign(window, {
    withProgress: (_: unknown, task: (...given: unknown[]) => Thenable<unknown>) => task(progress, source.token),
  });
  try {
    const working = work();
    await until('something to stop', condition);
    source.cancel();
    await working;
  } finally {
    Object.assign(window, { withProgress: original });
    source.dispose();
  }
}

async function timed(what: string, work: Thenable<unknown>): Promise<void> {
  const begun = performance.now();
  await work;
  note(`${what}: run in ${Math.round(performance.now() - begun)} ms`);
}
