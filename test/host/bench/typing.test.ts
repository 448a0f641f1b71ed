import { strict as assert } from 'node:assert';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, it } from 'mocha';
import { ConfigurationTarget, Position, workspace, type TextEditor, type Uri } from 'vscode';
import { openFile } from '../edits.ts';
import { note } from '../note.ts';
import { api, fileAt, problemsOn } from '../problems.ts';

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
    const on = await typing(editor, uri, true);
    note(
      `key stroke to diagnostics: p50 ${at(on.times, 0.5)} ms, p95 ${at(on.times, 0.95)} ms, most ${at(on.times, 1)} ms`,
    );
    await settings.update('enable', false, ConfigurationTarget.Workspace);
    await settled();
    const off = await typing(editor, uri, false);
    await settings.update('enable', true, ConfigurationTarget.Workspace);
    await settled();
    const again = await typing(editor, uri, true);
    for (const [name, { longest, p99 }] of Object.entries({ with: on, without: off, 'with again': again })) {
      note(`the host's thread, ${name}: longest turn ${longest.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
    }
    assert.equal(on.times.length, strokes);
  });
});

interface Typing {
  /** From the edit to the diagnostics, sorted. */
  readonly times: readonly number[];
  readonly longest: number;
  readonly p99: number;
}

/** Each stroke makes a finding, or takes one away. */
async function typing(editor: TextEditor, uri: Uri, isShown: boolean): Promise<Typing> {
  const line = editor.document
    .getText()
    .split('\n')
    .findIndex((text) => text.includes('attribute :fee,'));
  const place = new Position(line, editor.document.lineAt(line).text.length);
  const times: number[] = [];
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  for (let stroke = 0; stroke < strokes; stroke++) {
    const begun = performance.now();
    const before = problemsOn(uri).length;
    const shown = isShown ? changedProblems(uri, before) : pause(30);
    const word = editor.document.lineAt(line).text.endsWith(':float') ? ':decimal' : ':float';
    const start = place.with({ character: editor.document.lineAt(line).text.lastIndexOf(':') });
    await editor.edit((builder) => builder.replace(editor.document.lineAt(line).range.with(start), word));
    await shown;
    times.push(performance.now() - begun);
    await pause(40);
  }
  delays.disable();
  // The monitor counts its own resolution as delay.
  const own = delays.min / 1e6;
  return {
    times: times.sort((a, b) => a - b),
    longest: delays.max / 1e6 - own,
    p99: delays.percentile(99) / 1e6 - own,
  };
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
