import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { ConfigurationTarget, workspace, type TextEditor, type Uri } from 'vscode';
import { openFile } from '../edits.ts';
import { note } from '../note.ts';
import { api, fileAt, problemsOn } from '../problems.ts';
import { profile } from './profile.ts';

const strokes = 60;

describe('the speed of the editor', () => {
  it('in a resource of 500 lines, in a workspace of 500 resources', async function () {
    this.timeout(240_000);
    const begun = performance.now();
    const { settled, activationTime } = await api();
    note(`activate(): ${activationTime.toFixed(1)} ms`);
    await settled();
    note(`the whole workspace is known ${Math.round(performance.now() - begun)} ms after activation`);
    const settings = workspace.getConfiguration('ashArchitect');
    await settings.update('delay', 0, ConfigurationTarget.Workspace);
    const uri = fileAt('apps/helpdesk_7/lib/helpdesk/support/large.ex');
    const editor = await openFile(uri);
    await settled();
    note(`${editor.document.lineCount} lines, ${problemsOn(uri).length} findings`);
    const { result: on, ...turns } = await profile(() => typing(editor, uri));
    note(`key stroke to diagnostics: p50 ${at(on, 0.5)} ms, p95 ${at(on, 0.95)} ms, most ${at(on, 1)} ms`);
    note(
      `the host's thread at a stretch: ours ${turns.ours.toFixed(1)} ms at most, anybody's ${turns.any.toFixed(1)} ms`,
    );
    assert.equal(on.length, strokes);
  });
});

/** Each stroke makes a finding, or takes one away; the times from the edit to the diagnostics in milliseconds, sorted. */
async function typing(editor: TextEditor, uri: Uri): Promise<number[]> {
  const line = editor.document
    .getText()
    .split('\n')
    .findIndex((text) => text.includes('attribute :fee,'));
  const times: number[] = [];
  for (let stroke = 0; stroke < strokes; stroke++) {
    const { text, range } = editor.document.lineAt(line);
    const before = problemsOn(uri).length;
    const begun = performance.now();
    const shown = changedProblems(uri, before);
    const word = text.endsWith(':float') ? ':decimal' : ':float';
    const type = range.with(range.start.with({ character: text.lastIndexOf(':') }));
    await editor.edit((builder) => builder.replace(type, word));
    await shown;
    times.push(performance.now() - begun);
    await pause(40);
  }
  return times.sort((a, b) => a - b);
}

/** The editor's own event comes up to 50 ms late, so the list itself is watched. */
async function changedProblems(uri: Uri, before: number): Promise<void> {
  while (problemsOn(uri).length === before) await new Promise((resolve) => setImmediate(resolve));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function at(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
}
