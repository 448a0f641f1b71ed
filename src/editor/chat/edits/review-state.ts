import type { ChangedFile, ChangeSet, Hunk } from '../../../architect/change-set.ts';
import { splitHunks, takeHunks } from '../../../architect/edits/hunks.ts';
import { asEditorText } from './editor-text.ts';

/** A stretch of lines, from 1. Without lines it stands before `line`. */
export interface Stretch {
  readonly line: number;
  readonly count: number;
}

/** A hunk with its places on both sides of the diff, and what the user made of it so far. */
export interface PlacedHunk {
  readonly hunk: Hunk;
  readonly isChosen: boolean;
  readonly before: Stretch;
  readonly after: Stretch;
}

/**
 * What the user has made of proposed edits so far: which hunks they refuse, and what they wrote themselves. All hunks
 * are chosen until somebody refuses them. Texts are those of documents: the editor gives them one kind of line break.
 */
export class ReviewState {
  readonly changes: ChangeSet;
  readonly #proposed: readonly Hunk[];
  #refused: ReadonlySet<string> = new Set();

  constructor(changes: ChangeSet) {
    this.changes = changes;
    this.#proposed = splitHunks(changes);
  }

  /** Hunks of the proposal that are chosen, in order. */
  get chosen(): string[] {
    return this.#proposed.map(({ id }) => id).filter((id) => !this.#refused.has(id));
  }

  get count(): number {
    return this.#proposed.length;
  }

  pathOf(hunk: string): string | undefined {
    return this.#proposed.find(({ id }) => id === hunk)?.path;
  }

  /** Of the proposal's hunks exactly these; what was decided on the user's own stays. */
  choose(chosen: readonly string[]): void {
    const proposed = new Set(this.#proposed.map(({ id }) => id));
    const own = [...this.#refused].filter((id) => !proposed.has(id));
    this.#refused = new Set([...own, ...[...proposed].filter((id) => !chosen.includes(id))]);
  }

  set(hunk: string, isChosen: boolean): void {
    const others = [...this.#refused].filter((id) => id !== hunk);
    this.#refused = new Set(isChosen ? others : [...others, hunk]);
  }

  /** The hunks of one file as it is proposed now: `text` is what its document says. */
  hunksOf(path: string, text: string): PlacedHunk[] {
    const file = this.changes.files.find((other) => other.path === path);
    return file === undefined ? [] : placeHunks(this.#hunksOf(file, text), this.#refused);
  }

  /** The files that the user wrote into, without what they refuse; a file that is refused as a whole is not among them. */
  edited(textOf: (path: string) => string): ChangedFile[] {
    return this.changes.files.flatMap((file): ChangedFile[] => {
      const text = textOf(file.path);
      if (!isEdited(file, text)) return [];
      const ids = this.#hunksOf(file, text).map(({ id }) => id);
      const kept = ids.filter((id) => !this.#refused.has(id));
      const own = { ...file, after: text };
      if (file.before === undefined) return kept.length === 0 ? [] : [own];
      const [taken] = takeHunks({ ...this.changes, files: [own] }, kept).files;
      return [taken ?? { ...file, after: file.before }];
    });
  }

  #hunksOf(file: ChangedFile, text: string): readonly Hunk[] {
    const proposed = this.#proposed.filter(({ path }) => path === file.path);
    if (!isEdited(file, text)) return proposed;
    const own = splitHunks({ ...this.changes, files: [{ ...file, after: text }] });
    // A new file is one piece, whatever is written into it: refusing it holds for all its texts.
    return file.before === undefined ? own.map((hunk) => ({ ...hunk, id: proposed[0]?.id ?? hunk.id })) : own;
  }
}

function isEdited({ after }: ChangedFile, text: string): boolean {
  return text !== asEditorText(after);
}

function placeHunks(hunks: readonly Hunk[], refused: ReadonlySet<string>): PlacedHunk[] {
  let shift = 0;
  return hunks.map((hunk) => {
    const { id, line, removed, added } = hunk;
    const before = { line, count: removed.length };
    const after = { line: line + shift, count: added.length };
    shift += added.length - removed.length;
    return { hunk, isChosen: !refused.has(id), before, after };
  });
}

/** A line from 1 on one side of a file's diff. */
export interface Place {
  readonly side: 'before' | 'after';
  readonly line: number;
}

/** Where the user is in a review, as far as it is known. */
export interface Spot {
  readonly path: string | undefined;
  readonly at: Place | undefined;
}

/** The hunk that a place is in; one without lines is found on the lines around the place where it stands. */
export function hunkAt(hunks: readonly PlacedHunk[], { side, line }: Place): PlacedHunk | undefined {
  const isIn = ({ line: first, count }: Stretch): boolean => line >= first && line < first + count;
  const isNextTo = ({ line: first, count }: Stretch): boolean => count === 0 && (line === first || line === first - 1);
  return hunks.find((placed) => isIn(placed[side])) ?? hunks.find((placed) => isNextTo(placed[side]));
}

/** The next hunk or the one before, around the end; `hunks` are those of all files in the order of the files. */
export function hunkFrom(hunks: readonly PlacedHunk[], { path, at }: Spot, step: 1 | -1): PlacedHunk | undefined {
  const ordered = step === 1 ? hunks : hunks.toReversed();
  const own = ordered.filter(({ hunk }) => hunk.path === path);
  if (at === undefined) return own[0] ?? ordered[0];
  const isBeyond = (placed: PlacedHunk): boolean => {
    const { line, count } = placed[at.side];
    return step === 1 ? line > at.line : line + Math.max(count, 1) - 1 < at.line;
  };
  const beyond = own.find(isBeyond);
  if (beyond !== undefined) return beyond;
  const last = own.at(-1);
  return ordered[last === undefined ? 0 : ordered.indexOf(last) + 1] ?? ordered[0];
}
