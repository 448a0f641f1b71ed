import { Range, WorkspaceEdit } from 'vscode';
import { Lines } from '../base/lines.ts';
import type { FileEdit, TextEdit } from '../base/text-edit.ts';
import type { ProjectSession } from './project-session.ts';

/**
 * Edits of a project's files as one edit of the editor, with one undo; undefined where a file cannot be there.
 * Offsets are those of the texts that were analysed.
 */
export function toWorkspaceEdit(session: ProjectSession, files: readonly FileEdit[]): WorkspaceEdit | undefined {
  const result = new WorkspaceEdit();
  for (const { path, edits } of files) {
    const uri = session.place.uriOf(path);
    if (uri === undefined) return undefined;
    const text = session.textOf(path);
    if (text === undefined) {
      const contents = new TextEncoder().encode(edits.map((edit) => edit.text).join(''));
      result.createFile(uri, { contents, overwrite: false, ignoreIfExists: false });
      continue;
    }
    const lines = new Lines(text);
    for (const edit of edits) result.replace(uri, rangeIn(lines, edit), edit.text);
  }
  return result;
}

function rangeIn(lines: Lines, { start, end }: TextEdit): Range {
  const from = lines.positionAt(start);
  const to = lines.positionAt(end);
  return new Range(from.line - 1, from.column - 1, to.line - 1, to.column - 1);
}
