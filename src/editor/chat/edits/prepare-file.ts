import { EndOfLine, workspace, type TextDocument, type Uri } from 'vscode';
import type { AppliedFile } from '../../../architect/ports.ts';
import { mayWrite } from '../../../architect/safety/paths.ts';
import type { ProjectPlace } from '../../project-place.ts';
import { placePath } from '../ports/place-path.ts';
import { openDocument, readDisk } from '../ports/read-text.ts';
import { asEditorText, withLineBreaks } from './editor-text.ts';

/** A file as it was looked at right before it is changed. */
export type Prepared =
  | {
      readonly kind: 'edit';
      readonly path: string;
      readonly document: TextDocument;
      readonly version: number;
      readonly wasDirty: boolean;
      readonly before: string;
      readonly asked: string;
      /** What was asked for, with the document's line breaks. */
      readonly after: string;
    }
  | { readonly kind: 'create'; readonly path: string; readonly uri: Uri; readonly after: string }
  | { readonly kind: 'remove'; readonly path: string; readonly uri: Uri; readonly before: string }
  | { readonly kind: 'stale'; readonly path: string }
  | { readonly kind: 'refused'; readonly path: string; readonly reason: string };

/** Whether a file may be changed and still has the text that the change was made for. */
export async function prepareFile(place: ProjectPlace, change: AppliedFile): Promise<Prepared> {
  const { before, after } = change;
  // Migrations were judged when the edits were proposed; taking edits back may touch one that is committed since.
  const verdict = mayWrite(change.path, { migrations: { kind: 'all' }, exists: before !== undefined });
  if (verdict.kind === 'refused') return { kind: 'refused', path: change.path, reason: verdict.reason };
  const { path } = verdict;
  const placed = await placePath(place, path);
  if (placed.kind === 'refused') return { kind: 'refused', path, reason: placed.reason };
  if (placed.kind === 'missing') return { kind: 'refused', path, reason: 'The document is in no project.' };
  const { uri, isLink } = placed;
  if (isLink) return { kind: 'refused', path, reason: 'It is a link. Change the file that it leads to.' };
  if (before === undefined) return after === undefined ? { kind: 'stale', path } : prepareNew(path, uri, after);
  return after === undefined ? prepareRemoval(path, uri, before) : prepareEdit(path, uri, before, after);
}

async function prepareNew(path: string, uri: Uri, after: string): Promise<Prepared> {
  const isThere = openDocument(uri) !== undefined || (await readDisk(uri)).kind !== 'missing';
  return isThere ? { kind: 'stale', path } : { kind: 'create', path, uri, after };
}

async function prepareRemoval(path: string, uri: Uri, before: string): Promise<Prepared> {
  const open = openDocument(uri);
  const isSame = (open === undefined || isText(open, before)) && (await hasOnDisk(uri, before));
  return isSame && open?.isDirty !== true ? { kind: 'remove', path, uri, before } : { kind: 'stale', path };
}

async function prepareEdit(path: string, uri: Uri, before: string, after: string): Promise<Prepared> {
  const document = openDocument(uri) ?? (await open(uri));
  if (document === undefined || !isText(document, before)) return { kind: 'stale', path };
  const { version, isDirty: wasDirty } = document;
  // The editor takes a moment to notice that another program wrote the file.
  if (!wasDirty && !document.isUntitled && !(await hasOnDisk(uri, before))) return { kind: 'stale', path };
  const lineBreak = document.eol === EndOfLine.CRLF ? '\r\n' : '\n';
  const own = { asked: after, after: withLineBreaks(after, lineBreak) };
  return { kind: 'edit', path, document, version, wasDirty, before: document.getText(), ...own };
}

/** Undefined where there is no such file, or the editor takes it for no text. */
async function open(uri: Uri): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    // Whoever proposed the edit had read it: it is not what it was.
    return undefined;
  }
}

function isText(document: TextDocument, text: string): boolean {
  return document.getText() === asEditorText(text);
}

async function hasOnDisk(uri: Uri, text: string): Promise<boolean> {
  const file = await readDisk(uri);
  return file.kind === 'text' && asEditorText(file.text) === asEditorText(text);
}
