import { window } from 'vscode';
import type { Attachment } from '../../architect/chat/chat-event.ts';
import type { Selection } from '../../architect/context/suggest-mentions.ts';
import type { ProjectSession } from '../project-session.ts';

/** Where the user is in a project: a file and the line of the cursor, from 1. */
export interface EditorPlace {
  readonly path: string;
  readonly line: number;
  /** Undefined where nothing is selected. */
  readonly selection: Selection | undefined;
}

/** Undefined where the active editor shows no file of the project. */
export function editorPlace({ place }: ProjectSession): EditorPlace | undefined {
  const editor = window.activeTextEditor;
  const path = editor === undefined ? undefined : place.pathOf(editor.document.uri);
  if (editor === undefined || path === undefined) return undefined;
  const { start, end, active, isEmpty } = editor.selection;
  // A selection that ends at the start of a line does not reach into it.
  const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
  const selection = isEmpty ? undefined : { path, startLine: start.line + 1, endLine: last };
  return { path, line: active.line + 1, selection };
}

/** Tells the model where the user is: a place only, since the text is theirs to attach. */
export function placeAttachment({ path, line, selection }: EditorPlace): Attachment {
  const where = selection === undefined ? `${line}` : `${selection.startLine}-${selection.endLine}`;
  const what =
    selection === undefined
      ? `the cursor in line ${line}`
      : `lines ${selection.startLine} to ${selection.endLine} selected`;
  return { kind: 'editor', label: `${path}:${where}`, text: `The user has \`${path}\` open, with ${what}.` };
}
