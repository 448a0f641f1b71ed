import type { ReportedFinding } from '../analysis/port.ts';

/** Edits of one or several files that are decided on together. */
export interface ChangeSet {
  /** A sentence: what it does. */
  readonly summary: string;
  readonly files: readonly ChangedFile[];
}

export interface ChangedFile {
  readonly path: string;
  /** The text that the edits were made for; undefined for a new file. */
  readonly before: string | undefined;
  readonly after: string;
}

/** What checking the text after the edits said, before anybody saw them. */
export interface Verdict {
  /** Files that do not parse afterwards and did before. */
  readonly broken: readonly { readonly path: string; readonly message: string }[];
  readonly fixed: readonly ReportedFinding[];
  readonly added: readonly ReportedFinding[];
  /** How many findings the files had before and still have. */
  readonly remaining: number;
  /** Names of resources, attributes and the like that the edits use and nobody defines. */
  readonly unresolved: readonly string[];
  /** Resources of the changed files that the analysis cannot see wholly, with the reason. */
  readonly open: readonly { readonly resource: string; readonly reason: string }[];
  /** Where the form of the files is not kept, as sentences: line breaks, indentation, lines that are too long. */
  readonly format?: readonly { readonly path: string; readonly message: string }[];
  /** Neither broken, nor with an added error, nor with an unresolved name. */
  readonly isAcceptable: boolean;
}

/** One coherent piece of a file's change, which is accepted or refused alone. */
export interface Hunk {
  readonly id: string;
  readonly path: string;
  /** Line numbers from 1 in the text before; an insertion has no lines. */
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** What the user decided. */
export type Decision =
  | {
      readonly kind: 'accept';
      readonly hunks: readonly string[] | 'all';
      readonly edited: readonly ChangedFile[];
      /** Why the other hunks were refused. */ readonly reason?: string;
    }
  | { readonly kind: 'refuse'; readonly reason: string };
