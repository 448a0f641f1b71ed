import type { AnalysisPort, MigrationSelection } from '../analysis/port.ts';
import type { Config } from '../checklist/config.ts';

/** The files of one project, as the user sees them: unsaved text goes before what is on disk. Paths are relative. */
export interface Files {
  /** What may be listed: nothing that git ignores, no dependencies, no build output. */
  list(): Promise<readonly string[]>;
  read(path: string): Promise<FileText>;
  /** Makes edits as one step that can be undone, if every file still has the text that it is told to have. */
  apply(changes: readonly AppliedFile[], label: string): Promise<ApplyResult>;
}

export type FileText =
  | { readonly kind: 'text'; readonly text: string; readonly isUnsaved: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly reason: string };

export interface AppliedFile {
  readonly path: string;
  /** Undefined for a file that must not exist yet. */
  readonly before: string | undefined;
  /** Undefined removes the file. */
  readonly after: string | undefined;
}

export type ApplyResult =
  | {
      readonly ok: true;
      /** Files that came to another text than they were to have: a formatter, say, ran when they were saved. */
      readonly differing?: readonly AppliedFile[];
    }
  | { readonly ok: false; readonly reason: string; readonly stale: readonly string[] };

/** What the analysis says of one project; the same worker that makes the squiggles. */
export interface ProjectFacts {
  readonly analysis: AnalysisPort;
  /** Resolves when everything that was typed is analysed. */
  settled(): Promise<void>;
  readonly config: Config;
  readonly migrations: MigrationSelection;
}

/** Programs that may be run; each run was approved before. */
export interface Runner {
  /** No shell: arguments are handed over as they are. Ends the whole process group when the signal says so. */
  run(command: Command, signal: AbortSignal, onOutput: (text: string) => void): Promise<RunResult>;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Relative to the project; empty for the project itself. */
  readonly folder: string;
  /** In milliseconds. */
  readonly timeLimit: number;
}

export type RunResult =
  | { readonly kind: 'ended'; readonly code: number; readonly output: string; readonly isCut: boolean }
  | { readonly kind: 'not-found' }
  /** It may not be run here, such as in a production environment; a sentence that says why. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'timed-out'; readonly output: string }
  | { readonly kind: 'stopped'; readonly output: string };

/** Time and chance come from outside. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  randomId(): string;
}
