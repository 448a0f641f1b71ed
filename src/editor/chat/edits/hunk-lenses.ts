import {
  CodeLens,
  EventEmitter,
  languages,
  Range,
  type CodeLensProvider,
  type Disposable,
  type Event,
  type TextDocument,
} from 'vscode';
import { proposedPlace, proposedScheme } from './proposed-files.ts';
import { decideHunkCommands } from './review-commands.ts';
import type { PlacedHunk } from './review-state.ts';

/** What can be done about each change, above it: for those who have code lenses on in diffs, which is not usual. */
export class HunkLenses implements CodeLensProvider, Disposable {
  readonly onDidChangeCodeLenses: Event<void>;
  readonly #changed = new EventEmitter<void>();
  readonly #hunksIn: (document: TextDocument) => readonly PlacedHunk[];
  readonly #registration: Disposable;

  constructor(hunksIn: (document: TextDocument) => readonly PlacedHunk[]) {
    this.onDidChangeCodeLenses = this.#changed.event;
    this.#hunksIn = hunksIn;
    this.#registration = languages.registerCodeLensProvider({ scheme: proposedScheme }, this);
  }

  refresh(): void {
    this.#changed.fire();
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const approval = proposedPlace(document.uri)?.approval;
    return this.#hunksIn(document).map(({ hunk, isChosen, after }) => {
      const line = Math.min(after.line, document.lineCount) - 1;
      const title = isChosen ? '$(check) Accepted. Refuse it' : '$(close) Refused. Accept it';
      const command = isChosen ? decideHunkCommands.refuse : decideHunkCommands.accept;
      return new CodeLens(new Range(line, 0, line, 0), { title, command, arguments: [approval, hunk.id] });
    });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
