import type { ChangedFile, Decision, Hunk } from '../../../src/architect/change-set.ts';

/** How the user of a task decides on edits that are shown. */
export type User =
  | { readonly kind: 'accepts' }
  /** Accepts what does not add this text. */
  | { readonly kind: 'refuses-parts'; readonly adding: string; readonly reason: string }
  /** Writes something else into the proposal wherever this text is in it, and accepts that. */
  | { readonly kind: 'edits'; readonly old: string | RegExp; readonly new: string };

/** `textOf` gives the files as they are now. */
export function decide(user: User, hunks: readonly Hunk[], textOf: (path: string) => string | undefined): Decision {
  switch (user.kind) {
    case 'accepts':
      return { kind: 'accept', hunks: 'all', edited: [] };
    case 'refuses-parts': {
      const kept = hunks.filter(({ added }) => !added.join('\n').includes(user.adding));
      if (kept.length === 0) return { kind: 'refuse', reason: user.reason };
      return { kind: 'accept', hunks: kept.map(({ id }) => id), edited: [], reason: user.reason };
    }
    case 'edits': {
      const edited = [...new Set(hunks.map(({ path }) => path))].flatMap((path): ChangedFile[] => {
        const before = textOf(path);
        const proposed = withHunks(
          before,
          hunks.filter((hunk) => hunk.path === path),
        );
        const after = proposed.replace(user.old, user.new);
        return after === proposed ? [] : [{ path, before, after }];
      });
      return { kind: 'accept', hunks: 'all', edited };
    }
  }
}

/** The text after its hunks, which an editor would show; those that come last go first, so that lines keep their places. */
function withHunks(before: string | undefined, hunks: readonly Hunk[]): string {
  if (before === undefined) return hunks.map(({ added }) => `${added.join('\n')}\n`).join('');
  const lines = before.split('\n');
  for (const { line, removed, added } of [...hunks].sort((a, b) => b.line - a.line)) {
    lines.splice(line - 1, removed.length, ...added);
  }
  return lines.join('\n');
}
