import { window, type TextDocument } from 'vscode';
import type { ReviewState, Spot } from './review-state.ts';
import { placesIn, type Sides } from './review-tabs.ts';

/** A proposal while the user looks at it. */
export interface Review {
  readonly approval: string;
  readonly state: ReviewState;
  readonly sides: readonly Sides[];
  /** A sentence, or empty. */
  status: string;
}

export interface ReviewSpot extends Spot {
  readonly review: Review;
}

/** The review in front, and where the user is in it; undefined where another tab is in front. */
export function findSpot(reviews: ReadonlyMap<string, Review>): ReviewSpot | undefined {
  const tab = window.tabGroups.activeTabGroup.activeTab;
  const shown = tab === undefined ? [] : placesIn(tab);
  const review = reviews.get(shown[0]?.approval ?? '');
  if (review === undefined) return undefined;
  const editor = window.activeTextEditor;
  for (const sides of review.sides.filter((each) => shown.some(({ path }) => path === each.path))) {
    const side = editor === undefined ? undefined : sideOf(editor.document, sides);
    if (editor === undefined || side === undefined) continue;
    return { review, path: sides.path, at: { side, line: editor.selection.active.line + 1 } };
  }
  // No text has the focus: in a tab with several files any of them may be meant.
  return { review, path: shown.length === 1 ? shown[0]?.path : undefined, at: undefined };
}

function sideOf({ uri }: TextDocument, { before, real, after }: Sides): 'before' | 'after' | undefined {
  const key = uri.toString();
  if (key === after.toString()) return 'after';
  return key === before.toString() || key === real?.toString() ? 'before' : undefined;
}
