import {
  EventEmitter,
  StatusBarAlignment,
  window,
  type Disposable,
  type Event,
  FileDecoration,
  type FileDecorationProvider,
  type Uri,
} from 'vscode';
import { plural } from '../../../base/names.ts';
import { proposedPlace } from './proposed-files.ts';

export interface Standing {
  readonly chosen: number;
  readonly count: number;
  /** A sentence, such as what the check says; empty where there is nothing to say. */
  readonly status: string;
}

/** Says how far a review is: on its tab, and in the status bar while the tab is in front. */
export class ReviewStatus implements FileDecorationProvider, Disposable {
  readonly onDidChangeFileDecorations: Event<undefined>;
  readonly #changed = new EventEmitter<undefined>();
  readonly #standingOf: (approval: string) => Standing | undefined;
  readonly #registration: Disposable;
  readonly #item = window.createStatusBarItem('ashArchitect.review', StatusBarAlignment.Left, 100);

  constructor(standingOf: (approval: string) => Standing | undefined) {
    this.onDidChangeFileDecorations = this.#changed.event;
    this.#standingOf = standingOf;
    this.#registration = window.registerFileDecorationProvider(this);
    this.#item.name = 'Ash Architect: Review of Edits';
  }

  /** Another standing is known of some review. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** `approval` is the review in front. */
  show(approval: string | undefined): void {
    const standing = approval === undefined ? undefined : this.#standingOf(approval);
    if (standing === undefined) {
      this.#item.hide();
      return;
    }
    const text = print(standing);
    this.#item.text = `$(diff) ${text}`;
    this.#item.tooltip = standing.status;
    this.#item.accessibilityInformation = { label: text };
    this.#item.show();
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    const approval = proposedPlace(uri)?.approval;
    const standing = approval === undefined ? undefined : this.#standingOf(approval);
    if (standing === undefined) return undefined;
    const { chosen, count } = standing;
    return new FileDecoration(chosen === count ? '✓' : chosen === 0 ? '✗' : '±', print(standing));
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
    this.#item.dispose();
  }
}

function print({ chosen, count, status }: Standing): string {
  const accepted = `${chosen} of ${count} ${plural('change', count)} accepted`;
  return status === '' ? accepted : `${accepted}. ${status}`;
}
