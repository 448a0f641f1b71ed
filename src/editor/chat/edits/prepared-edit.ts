import { Range, WorkspaceEdit, type TextDocument, type Uri } from 'vscode';
import { readDisk } from '../ports/read-text.ts';
import { editsBetween } from './editor-text.ts';
import type { Prepared } from './prepare-file.ts';

/** All changes as one edit. New files come first and removals last: what goes wrong then leaves the least behind. */
export function toEdit(files: readonly Prepared[], label: string): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const file of files) if (file.kind === 'create') createFile(edit, file.uri, file.after, label);
  for (const file of files) if (file.kind === 'edit') replaceText(edit, file.document, file.after, label);
  for (const file of files) if (file.kind === 'remove') removeFile(edit, file.uri, label);
  return edit;
}

/** What takes back those of the changes that were made; undefined where none was. */
export async function toInverse(files: readonly Prepared[], label: string): Promise<WorkspaceEdit | undefined> {
  const edit = new WorkspaceEdit();
  let count = 0;
  for (const file of files) {
    if (!(await isMade(file))) continue;
    count++;
    if (file.kind === 'edit') replaceText(edit, file.document, file.before, label);
    else if (file.kind === 'create') removeFile(edit, file.uri, label);
    else if (file.kind === 'remove') createFile(edit, file.uri, file.before, label);
  }
  return count === 0 ? undefined : edit;
}

async function isMade(file: Prepared): Promise<boolean> {
  switch (file.kind) {
    case 'edit':
      return file.document.getText() === file.after;
    case 'create': {
      // Somebody else may have made a file of that name just then.
      const now = await readDisk(file.uri);
      return now.kind === 'text' && now.text === file.after;
    }
    case 'remove':
      return (await readDisk(file.uri)).kind === 'missing';
    default:
      return false;
  }
}

function replaceText(edit: WorkspaceEdit, document: TextDocument, text: string, label: string): void {
  const about = { label, needsConfirmation: false };
  for (const { start, end, text: replacement } of editsBetween(document.getText(), text)) {
    const range = new Range(document.positionAt(start), document.positionAt(end));
    edit.replace(document.uri, range, replacement, about);
  }
}

/** The file gets its text as it is made: inserted later, its line breaks would be those of a new file of the user's. */
function createFile(edit: WorkspaceEdit, uri: Uri, text: string, label: string): void {
  const options = { contents: new TextEncoder().encode(text), overwrite: false, ignoreIfExists: false };
  edit.createFile(uri, options, { label, needsConfirmation: false });
}

function removeFile(edit: WorkspaceEdit, uri: Uri, label: string): void {
  edit.deleteFile(uri, { recursive: false, ignoreIfNotExists: false }, { label, needsConfirmation: false });
}
