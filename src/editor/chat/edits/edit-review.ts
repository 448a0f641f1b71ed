import {
  Disposable,
  EventEmitter,
  window,
  workspace,
  type Event,
  type ExtensionContext,
  type TextDocument,
} from 'vscode';
import type { ChangedFile, ChangeSet } from '../../../architect/change-set.ts';
import type { ProjectPlace } from '../../project-place.ts';
import { readText } from '../ports/read-text.ts';
import { BeforeTexts } from './before-texts.ts';
import { ContextKeys } from './context-keys.ts';
import { HunkLenses } from './hunk-lenses.ts';
import { HunkMarks } from './hunk-marks.ts';
import { ProposedFiles, proposedPlace, proposedUri } from './proposed-files.ts';
import { registerReviewCommands } from './review-commands.ts';
import { findSpot, type Review, type ReviewSpot } from './review-spot.ts';
import { hunkAt, hunkFrom, ReviewState, type PlacedHunk } from './review-state.ts';
import { ReviewStatus, type Standing } from './review-status.ts';
import { closeLeftOvers, closeTabs, moveTo, openChanges, openDiff, type Sides } from './review-tabs.ts';

export interface ReviewRequest {
  /** The id that the edits were asked about with. */
  readonly approval: string;
  /** Where the files are. */
  readonly place: ProjectPlace;
  readonly changes: ChangeSet;
  /** Ids of the hunks that are chosen. Without it all are, or those of a review that is open already. */
  readonly chosen?: readonly string[];
  /** The hunk to begin with; its file is then shown alone. */
  readonly hunk?: string;
}

/** How long nobody has typed when an edit is told, in milliseconds: whoever hears of it checks the whole project. */
const pause = 300;

/**
 * Shows proposed edits in the editor's own diff, where the user accepts and refuses hunks and writes into the proposal.
 * Nothing is decided or written here: whoever opened the review hears of it, and closes it.
 */
export class EditReview implements Disposable {
  readonly onDidChoose: Event<{ readonly approval: string; readonly hunks: readonly string[] }>;
  readonly onDidDecide: Event<{ readonly approval: string; readonly decision: 'accept' | 'refuse' }>;
  /** Fires when the user pauses after they wrote into a proposal. */
  readonly onDidEdit: Event<{ readonly approval: string }>;
  readonly #chosen = new EventEmitter<{ readonly approval: string; readonly hunks: readonly string[] }>();
  readonly #decided = new EventEmitter<{ readonly approval: string; readonly decision: 'accept' | 'refuse' }>();
  readonly #edited = new EventEmitter<{ readonly approval: string }>();
  readonly #reviews = new Map<string, Review>();
  readonly #pauses = new Map<string, NodeJS.Timeout>();
  readonly #files = new ProposedFiles();
  readonly #befores = new BeforeTexts();
  readonly #marks: HunkMarks;
  readonly #lenses: HunkLenses;
  readonly #status: ReviewStatus;
  readonly #context = new ContextKeys();
  readonly #subscriptions: Disposable;

  constructor(context: ExtensionContext) {
    this.onDidChoose = this.#chosen.event;
    this.onDidDecide = this.#decided.event;
    this.onDidEdit = this.#edited.event;
    this.#marks = new HunkMarks(context);
    this.#lenses = new HunkLenses((document) => this.#hunksIn(document));
    this.#status = new ReviewStatus((approval) => this.#standingOf(approval));
    this.#subscriptions = Disposable.from(
      registerReviewCommands({
        goToHunk: (step) => this.#goToHunk(step),
        decideHunk: (isChosen, approval, hunk) => this.#decideHunk(isChosen, approval, hunk),
        applyChosen: () => this.#decide('accept'),
        refuseAll: () => this.#decide('refuse'),
      }),
      window.tabGroups.onDidChangeTabs(() => this.#refresh()),
      window.onDidChangeVisibleTextEditors(() => this.#refresh()),
      window.onDidChangeActiveTextEditor(() => this.#tellWhere()),
      window.onDidChangeTextEditorSelection(() => this.#tellWhere()),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const approval = proposedPlace(document.uri)?.approval;
        if (approval === undefined || contentChanges.length === 0 || !this.#reviews.has(approval)) return;
        this.#refresh();
        this.#tellLater(approval);
      }),
    );
    void closeLeftOvers();
  }

  /** False where nothing can be shown: the workspace is not trusted, or nothing is changed. */
  async open({ approval, place, changes, chosen, hunk }: ReviewRequest): Promise<boolean> {
    if (!workspace.isTrusted || changes.files.length === 0) return false;
    const review = this.#reviews.get(approval) ?? (await this.#create(approval, place, changes));
    if (chosen !== undefined) review.state.choose(chosen);
    const path = hunk === undefined ? undefined : review.state.pathOf(hunk);
    if (path === undefined && review.sides.length > 1) {
      await openChanges(review.sides, `Proposed: ${changes.summary}`);
    } else {
      const all = this.#allHunks(review);
      const first = all.find((placed) => placed.hunk.id === hunk) ?? all.find((placed) => placed.hunk.path === path);
      await this.#show(review, first ?? all[0]);
    }
    this.#refresh();
    return true;
  }

  /** What was chosen elsewhere, and what is to be said of the review. */
  update(approval: string, change: { readonly chosen?: readonly string[]; readonly status?: string }): void {
    const review = this.#reviews.get(approval);
    if (review === undefined) return;
    if (change.chosen !== undefined) review.state.choose(change.chosen);
    if (change.status !== undefined) review.status = change.status;
    this.#refresh();
  }

  /**
   * The files that the user wrote into, as they would be written: without the hunks that are refused there. Undefined
   * where nothing was edited.
   */
  edited(approval: string): readonly ChangedFile[] | undefined {
    const review = this.#reviews.get(approval);
    const files = review?.state.edited((path) => this.#files.textOf(proposedUri(approval, path))) ?? [];
    return files.length === 0 ? undefined : files;
  }

  /** Closes what is shown of a review, and forgets it. */
  async close(approval: string): Promise<void> {
    const review = this.#reviews.get(approval);
    if (review === undefined) return;
    this.#reviews.delete(approval);
    clearTimeout(this.#pauses.get(approval));
    this.#pauses.delete(approval);
    await closeTabs(approval);
    for (const { before, after } of review.sides) {
      this.#files.remove(after);
      this.#befores.remove(before);
    }
    this.#refresh();
  }

  dispose(): void {
    this.#reviews.clear();
    for (const timer of this.#pauses.values()) clearTimeout(timer);
    for (const part of [this.#subscriptions, this.#files, this.#befores, this.#marks, this.#lenses, this.#status]) {
      part.dispose();
    }
    for (const emitter of [this.#chosen, this.#decided, this.#edited]) emitter.dispose();
  }

  async #create(approval: string, place: ProjectPlace, changes: ChangeSet): Promise<Review> {
    const sides = await Promise.all(changes.files.map((file) => this.#sidesOf(approval, place, file)));
    // It may have been opened twice at once.
    const review = this.#reviews.get(approval) ?? {
      approval,
      state: new ReviewState(changes),
      sides,
      status: '',
    };
    this.#reviews.set(approval, review);
    return review;
  }

  async #sidesOf(approval: string, place: ProjectPlace, { path, before, after }: ChangedFile): Promise<Sides> {
    const own = proposedUri(approval, path);
    this.#files.add(own, after);
    const uri = place.uriOf(path);
    const now = before === undefined || uri === undefined ? undefined : await readText(uri);
    const real = now?.kind === 'text' && now.text === before ? uri : undefined;
    return { path, before: this.#befores.add(approval, path, before ?? ''), real, after: own };
  }

  async #goToHunk(step: 1 | -1): Promise<void> {
    const spot = findSpot(this.#reviews);
    if (spot === undefined) return;
    const all = this.#allHunks(spot.review);
    await this.#show(spot.review, hunkFrom(all, spot, step));
  }

  #decideHunk(isChosen: boolean, approval?: string, hunk?: string): void {
    const named = approval === undefined ? undefined : this.#reviews.get(approval);
    const spot = findSpot(this.#reviews);
    const review = named ?? spot?.review;
    const id = hunk ?? (spot === undefined ? undefined : this.#hunkAtSpot(spot)?.hunk.id);
    if (review === undefined || id === undefined) {
      window.setStatusBarMessage('Put the cursor on a change of the proposal first.', 5000);
      return;
    }
    review.state.set(id, isChosen);
    this.#refresh();
    this.#chosen.fire({ approval: review.approval, hunks: review.state.chosen });
  }

  #decide(decision: 'accept' | 'refuse'): void {
    const review = findSpot(this.#reviews)?.review;
    if (review !== undefined) this.#decided.fire({ approval: review.approval, decision });
  }

  /** In the editor that has the focus, if it is the right one; else in a diff of that file alone. */
  async #show(review: Review, placed: PlacedHunk | undefined): Promise<void> {
    const sides = review.sides.find(({ path }) => path === placed?.hunk.path) ?? review.sides[0];
    if (sides === undefined) return;
    const line = placed?.after.line ?? 1;
    const editor = window.activeTextEditor;
    if (editor?.document.uri.toString() === sides.after.toString()) moveTo(editor, line);
    else await openDiff(sides, line);
  }

  #hunkAtSpot({ review, path, at }: ReviewSpot): PlacedHunk | undefined {
    return path === undefined || at === undefined ? undefined : hunkAt(this.#hunksOf(review, path), at);
  }

  #allHunks(review: Review): PlacedHunk[] {
    return review.sides.flatMap(({ path }) => this.#hunksOf(review, path));
  }

  #hunksOf({ approval, state }: Review, path: string): PlacedHunk[] {
    return state.hunksOf(path, this.#files.textOf(proposedUri(approval, path)));
  }

  #hunksIn({ uri }: TextDocument): PlacedHunk[] {
    const place = proposedPlace(uri);
    const review = place === undefined ? undefined : this.#reviews.get(place.approval);
    return place === undefined || review === undefined ? [] : this.#hunksOf(review, place.path);
  }

  #refresh(): void {
    for (const editor of window.visibleTextEditors) {
      if (proposedPlace(editor.document.uri) !== undefined) this.#marks.show(editor, this.#hunksIn(editor.document));
    }
    this.#lenses.refresh();
    this.#status.refresh();
    this.#tellWhere();
  }

  #tellLater(approval: string): void {
    clearTimeout(this.#pauses.get(approval));
    this.#pauses.set(
      approval,
      setTimeout(() => this.#edited.fire({ approval }), pause),
    );
  }

  /** The buttons, keys and the status bar depend on where the user is. */
  #tellWhere(): void {
    const spot = findSpot(this.#reviews);
    const placed = spot === undefined ? undefined : this.#hunkAtSpot(spot);
    this.#context.tell({
      'ashArchitect.review': spot !== undefined,
      'ashArchitect.review.hunk': placed === undefined ? undefined : placed.isChosen ? 'accepted' : 'refused',
    });
    this.#status.show(spot?.review.approval);
  }

  #standingOf(approval: string): Standing | undefined {
    const review = this.#reviews.get(approval);
    if (review === undefined) return undefined;
    const { state, status } = review;
    return { chosen: state.chosen.length, count: state.count, status };
  }
}
