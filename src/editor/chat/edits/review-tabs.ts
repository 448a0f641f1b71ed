import type { Uri } from 'vscode';
import {
  Position,
  Selection,
  TextEditorRevealType,
  workspace,
  type TextEditor,
  commands,
  Range,
  TabInputText,
  TabInputTextDiff,
  ViewColumn,
  window,
  type Tab,
  type TextDocumentShowOptions,
} from 'vscode';
import { proposedPlace } from './proposed-files.ts';

/** The two sides of one file's diff. */
export interface Sides {
  readonly path: string;
  readonly before: Uri;
  /** The real file in the place of `before`, if it has that text, so that one can go on from there. */
  readonly real: Uri | undefined;
  readonly after: Uri;
}

/** Shows one file; `line` from 1 is one of the proposed text. */
export async function openDiff(sides: Sides, line: number): Promise<void> {
  const name = sides.path.slice(sides.path.lastIndexOf('/') + 1);
  const shown = allTabs().find(({ input }) => input instanceof TabInputTextDiff && isSame(input.modified, sides.after));
  const options: TextDocumentShowOptions = {
    preview: false,
    selection: new Range(line - 1, 0, line - 1, 0),
    viewColumn: shown?.group.viewColumn ?? ViewColumn.Active,
  };
  await commands.executeCommand('vscode.diff', sides.real ?? sides.before, sides.after, `${name} (proposed)`, options);
}

/** Shows several files one below the other. A real file on the left would look as if it were renamed. */
export async function openChanges(all: readonly Sides[], title: string): Promise<void> {
  const rows = all.map(({ before, after }) => [after, before, after]);
  await commands.executeCommand('vscode.changes', title, rows);
}

/** The places of proposed texts that a tab shows; empty for any other tab. */
export function placesIn({ input }: Tab): { readonly approval: string; readonly path: string }[] {
  return urisIn(input).flatMap((uri) => proposedPlace(uri) ?? []);
}

function urisIn(input: unknown): Uri[] {
  if (input instanceof TabInputTextDiff) return [input.modified];
  if (input instanceof TabInputText) return [input.uri];
  if (typeof input !== 'object' || input === null || !('textDiffs' in input)) return [];
  // A tab with several diffs has no type in the API that we build against.
  return Array.isArray(input.textDiffs) ? input.textDiffs.flatMap(urisIn) : [];
}

/** Closes whatever shows texts of an approval. */
export async function closeTabs(approval: string): Promise<void> {
  // What is not saved would be asked about, and nobody wants it any more.
  for (const document of workspace.textDocuments) {
    if (document.isDirty && proposedPlace(document.uri)?.approval === approval) await document.save();
  }
  await window.tabGroups.close(allTabs().filter((tab) => placesIn(tab).some((place) => place.approval === approval)));
}

/** Closes tabs of a window before this one: what they showed is forgotten. Those with unsaved text would ask about it. */
export async function closeLeftOvers(): Promise<void> {
  await window.tabGroups.close(allTabs().filter((tab) => !tab.isDirty && placesIn(tab).length > 0));
}

/** `line` is from 1. */
export function moveTo(editor: TextEditor, line: number): void {
  const at = new Position(Math.min(line, editor.document.lineCount) - 1, 0);
  editor.selection = new Selection(at, at);
  editor.revealRange(editor.selection, TextEditorRevealType.InCenterIfOutsideViewport);
}

function allTabs(): Tab[] {
  return window.tabGroups.all.flatMap(({ tabs }) => tabs);
}

function isSame(a: Uri, b: Uri): boolean {
  return a.toString() === b.toString();
}
