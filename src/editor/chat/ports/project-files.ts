import { workspace, type LogOutputChannel } from 'vscode';
import { fileKind } from '../../../analysis/file-kind.ts';
import { listFiles } from '../../../analysis/list-files.ts';
import type { AppliedFile, ApplyResult, Files, FileText } from '../../../architect/ports.ts';
import { loosePath } from '../../project-place.ts';
import type { ProjectSession } from '../../project-session.ts';
import { diskOf } from '../../workspace-disk.ts';
import { applyFiles } from '../edits/apply-files.ts';
import { placePath } from './place-path.ts';
import { openDocument, readText } from './read-text.ts';

/** The files of a session's project, through the editor: local, remote or virtual. */
export class ProjectFiles implements Files {
  readonly #session: ProjectSession;
  readonly #log: LogOutputChannel;

  constructor(session: ProjectSession, log: LogOutputChannel) {
    this.#session = session;
    this.#log = log;
  }

  async list(): Promise<readonly string[]> {
    const { root, isFolder } = this.#session.place;
    if (!isFolder) return [loosePath];
    const names = root.path.split('/').filter((name) => name !== '');
    return listFiles(diskOf(root), names.reverse());
  }

  async read(path: string): Promise<FileText> {
    const placed = await placePath(this.#session.place, path);
    return placed.kind === 'placed' ? readText(placed.uri) : placed;
  }

  async apply(changes: readonly AppliedFile[], label: string): Promise<ApplyResult> {
    if (!workspace.isTrusted) {
      return { ok: false, reason: 'Nothing is written in a workspace that is not trusted.', stale: [] };
    }
    const { result, unsaved } = await applyFiles(this.#session.place, changes, label);
    for (const path of unsaved) this.#log.warn(`${path}: the edits were made, but the file could not be saved`);
    if (result.ok) this.#tell(changes);
    return result;
  }

  /** The watcher would tell the analysis as well, but later. */
  #tell(changes: readonly AppliedFile[]): void {
    const { place } = this.#session;
    for (const { path, after } of changes) {
      const uri = place.uriOf(path);
      if (uri === undefined || fileKind(path) === 'other') continue;
      this.#session.change(path, openDocument(uri)?.getText() ?? after, 0);
    }
  }
}
