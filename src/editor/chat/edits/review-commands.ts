import { commands, Disposable } from 'vscode';

/** Arguments, both or none: an approval and a hunk; without them the hunk at the cursor is meant. */
export const decideHunkCommands = {
  accept: 'ashArchitect.review.acceptHunk',
  refuse: 'ashArchitect.review.refuseHunk',
} as const;

export interface ReviewActions {
  readonly goToHunk: (step: 1 | -1) => Promise<void>;
  readonly decideHunk: (isChosen: boolean, approval?: string, hunk?: string) => void;
  readonly applyChosen: () => void;
  readonly refuseAll: () => void;
}

/** What the title bar of a review, its keys and the command palette offer. */
export function registerReviewCommands(actions: ReviewActions): Disposable {
  const decide = (isChosen: boolean) => (approval?: unknown, hunk?: unknown) => {
    // The title bar hands over the file that is shown.
    if (typeof approval === 'string' && typeof hunk === 'string') actions.decideHunk(isChosen, approval, hunk);
    else actions.decideHunk(isChosen);
  };
  return Disposable.from(
    commands.registerCommand('ashArchitect.review.nextHunk', () => actions.goToHunk(1)),
    commands.registerCommand('ashArchitect.review.previousHunk', () => actions.goToHunk(-1)),
    commands.registerCommand(decideHunkCommands.accept, decide(true)),
    commands.registerCommand(decideHunkCommands.refuse, decide(false)),
    commands.registerCommand('ashArchitect.review.applyChosen', actions.applyChosen),
    commands.registerCommand('ashArchitect.review.refuseAll', actions.refuseAll),
  );
}
