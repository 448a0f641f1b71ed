import { strict as assert } from 'node:assert';
import { DiagnosticSeverity, languages, Uri, workspace, type Diagnostic } from 'vscode';
import { ashArchitect } from './extension.ts';
import { note } from './note.ts';
import { until } from './until.ts';

/** What `activate` gives (src/editor/extension.ts). */
interface Api {
  readonly settled: () => Promise<void>;
  readonly endWorker: () => Promise<void>;
  readonly activationTime: number;
}

export async function api(): Promise<Api> {
  return (await ashArchitect().activate()) as Api;
}

export function fileAt(path: string): Uri {
  const [folder] = workspace.workspaceFolders ?? [];
  assert(folder, 'No folder is open.');
  return Uri.joinPath(folder.uri, path);
}

/** Our diagnostics on a file. */
export function problemsOn(uri: Uri): Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source === 'Ash Architect');
}

/** As `line severity rule`, lines from 1. */
export function problemLines(uri: Uri): string[] {
  return problemsOn(uri)
    .map(({ range, severity, code }) => {
      const rule = typeof code === 'object' ? String(code.value) : '';
      return `${range.start.line + 1} ${DiagnosticSeverity[severity].toLowerCase()} ${rule}`;
    })
    .sort();
}

/** Waits until the problems of a file are these, and notes how long that took. */
export async function soon(what: string, uri: Uri, expected: readonly string[]): Promise<void> {
  const begun = performance.now();
  const sorted = [...expected].sort();
  try {
    await until(what, () => JSON.stringify(problemLines(uri)) === JSON.stringify(sorted), 20_000);
  } catch {
    assert.deepEqual(problemLines(uri), sorted, what);
  }
  note(`${what}: right after ${Math.round(performance.now() - begun)} ms`);
}
