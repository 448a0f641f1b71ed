import { workspace, type TextDocument, type Uri } from 'vscode';
import { readFileOf } from '../../../analysis/read-project.ts';
import type { FileText } from '../../../architect/ports.ts';
import { diskOf, isMissing } from '../../workspace-disk.ts';

/** What the user sees: an open document goes before its file. */
export async function readText(uri: Uri): Promise<FileText> {
  const open = openDocument(uri);
  return open === undefined
    ? readDisk(uri)
    : { kind: 'text', text: open.getText(), isUnsaved: open.isDirty || open.isUntitled };
}

export function openDocument(uri: Uri): TextDocument | undefined {
  const key = uri.toString();
  return workspace.textDocuments.find((document) => document.uri.toString() === key && !document.isClosed);
}

/** What is on disk, without the byte order mark, which the editor keeps to itself as well. */
export async function readDisk(uri: Uri): Promise<FileText> {
  try {
    await workspace.fs.stat(uri);
  } catch (error) {
    if (isMissing(error)) return { kind: 'missing' };
    return { kind: 'refused', reason: `The file cannot be read: ${diskOf(uri).reasonOf(error)}.` };
  }
  const file = await readFileOf(diskOf(uri), '');
  switch (file.kind) {
    case 'text':
      return { kind: 'text', text: file.text.replace(/^\uFEFF/, ''), isUnsaved: false };
    case 'nothing':
      return { kind: 'refused', reason: 'It is no file.' };
    case 'problem':
      return { kind: 'refused', reason: file.message };
  }
}
