import { commands, Disposable, EventEmitter, window, workspace, type Event, type Uri } from 'vscode';
import { applyEdits, type FileEdit } from '../base/text-edit.ts';
import type { ProjectSession } from './project-session.ts';

const scheme = 'ash-fixed';

/** Shows what edits of several files would make of them, before they are made. */
export class FixPreview implements Disposable {
  readonly onDidChange: Event<Uri>;
  readonly #changed = new EventEmitter<Uri>();
  readonly #texts = new Map<string, string>();
  readonly #subscription: Disposable;

  constructor() {
    this.onDidChange = this.#changed.event;
    this.#subscription = Disposable.from(
      this.#changed,
      workspace.registerTextDocumentContentProvider(scheme, this),
      workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  provideTextDocumentContent(uri: Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  /** Whether the user wants them, after having looked at them side by side. */
  async confirm(session: ProjectSession, files: readonly FileEdit[], title: string): Promise<boolean> {
    const pairs = files.flatMap(({ path, edits }) => {
      const uri = session.place.uriOf(path);
      if (uri === undefined) return [];
      const before = session.textOf(path);
      const fixed = uri.with({ scheme });
      this.#texts.set(fixed.toString(), applyEdits(before ?? '', edits));
      this.#changed.fire(fixed);
      return [[uri, before === undefined ? undefined : uri, fixed] as const];
    });
    await commands.executeCommand('vscode.changes', title, pairs);
    const answer = await window.showInformationMessage(`${title}: nothing is changed yet.`, 'Apply', 'Discard');
    return answer === 'Apply';
  }
}
