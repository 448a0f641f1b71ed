import type { LookUp } from '../context/look-up.ts';

/** What `/review changed` asks git, with the words of `changedFiles` in the system room. */
export type ChangedFiles =
  | { readonly isKnown: true; readonly paths: readonly string[]; readonly comparedWith: string }
  | { readonly isKnown: false; readonly reason: string };

/** What commands use; none of it is a model. */
export interface CommandContext extends LookUp {
  /** The Markdown of a rule's page, as tools have it; undefined where it is not there. */
  readonly rulePages: (id: string) => Promise<string | undefined>;
  /** Files that differ from the merge base; only asked for by `/review changed`. */
  readonly changed: () => Promise<ChangedFiles>;
  /** The file that the user is in, relative to the project, with the line of the cursor from 1. */
  readonly active: { readonly path: string; readonly line: number } | undefined;
}
