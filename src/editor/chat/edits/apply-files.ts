import { workspace } from 'vscode';
import type { AppliedFile, ApplyResult } from '../../../architect/ports.ts';
import type { ProjectPlace } from '../../project-place.ts';
import { prepareFile, type Prepared } from './prepare-file.ts';
import { toEdit, toInverse } from './prepared-edit.ts';

export interface Application {
  readonly result: ApplyResult;
  /** Files that were changed and could not be saved. */
  readonly unsaved: readonly string[];
}

/**
 * Changes files of a project in one step with one undo, or none of them. Each has to have the text that the change was
 * made for: in its document where there is one, and on disk unless the document has unsaved changes.
 * Documents that had no unsaved changes are saved, so that programs see what was applied; where there were some, it is
 * the user's to save. Saving keeps the undo.
 */
export async function applyFiles(
  place: ProjectPlace,
  changes: readonly AppliedFile[],
  label: string,
): Promise<Application> {
  const files = await Promise.all(changes.map((change) => prepareFile(place, change)));
  const refused = files.find(({ kind }) => kind === 'refused');
  if (refused?.kind === 'refused') return failed(`\`${refused.path}\` is not written: ${refused.reason}`);
  // From here to the edit nothing is waited for, so that nobody can type in between.
  const stale = files.filter(isStale).map(({ path }) => path);
  if (stale.length > 0) return failed('Files are not what the edits were made for, so nothing was written.', stale);
  if (!(await workspace.applyEdit(toEdit(files, label)))) return takeBack(files, label);
  const unsaved = await save(files);
  const differing = files.flatMap(differsFrom);
  return { result: differing.length === 0 ? { ok: true } : { ok: true, differing }, unsaved };
}

function isStale(file: Prepared): boolean {
  return file.kind === 'stale' || (file.kind === 'edit' && file.document.version !== file.version);
}

/** The editor gives up in the middle when a file cannot be made or removed, or when somebody types just then. */
async function takeBack(files: readonly Prepared[], label: string): Promise<Application> {
  const inverse = await toInverse(files, label);
  const isBack = inverse === undefined || (await workspace.applyEdit(inverse));
  await save(files.filter((file) => file.kind === 'edit' && file.document.getText() === file.before));
  return failed(
    isBack
      ? 'The editor could not make all edits, so none is left: a file changed at that moment or cannot be written.'
      : 'The editor could not make all edits, and not take back those that it made. The user has to look at the files.',
  );
}

/** The files that could not be saved. */
async function save(files: readonly Prepared[]): Promise<string[]> {
  const unsaved: string[] = [];
  for (const file of files) {
    if (file.kind !== 'edit' || file.wasDirty || file.document.isUntitled || !file.document.isDirty) continue;
    if (!(await file.document.save())) unsaved.push(file.path);
  }
  return unsaved;
}

function differsFrom(file: Prepared): AppliedFile[] {
  if (file.kind !== 'edit') return [];
  const { path, before, document } = file;
  const after = document.getText();
  return after === file.asked ? [] : [{ path, before, after }];
}

function failed(reason: string, stale: readonly string[] = []): Application {
  return { result: { ok: false, reason, stale }, unsaved: [] };
}
