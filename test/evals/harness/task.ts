import type { PlanSection } from '../../../src/architect/plan/plan.ts';
import type { Phase } from '../../../src/architect/tool.ts';
import type { FakeReply } from '../../helpers/messages-fake-events.ts';
import type { Fact } from './facts.ts';
import type { Pattern } from './matches.ts';
import type { User } from './user.ts';

/** One thing that the architect is asked to do, and what decides whether it was done. Its id is its folder. */
export interface Task {
  /** What is asked for, in a few words. */
  readonly title: string;
  /** `lodge` stands beside the tasks, `helpdesk` is the example; the task's own `files` are laid over it. */
  readonly project: 'lodge' | 'helpdesk';
  /** Migrations that are not in the shared history yet; all others count as applied. */
  readonly unapplied?: readonly string[];
  /** What the user says, one message after the other, each in its phase. */
  readonly messages: readonly { readonly phase: Phase; readonly text: string }[];
  /** Accepts everything where it is not given. */
  readonly user?: User;
  /** What the user lets run, by the beginning of the command line, with what it prints. All else is refused. */
  readonly commands?: Readonly<Record<string, string>>;
  readonly expects: Expectations;
  /** A model's part, which solves the task through the real engine. */
  readonly solution: Script;
  /** Models' parts that have to be stopped by the engine or failed by the verdict. */
  readonly mistakes?: readonly Mistake[];
}

/** All of it is looked up in files, the model and the conversation; nothing rests on what a model claims. */
export interface Expectations {
  /** Findings that are there before and have to be gone. */
  readonly gone?: readonly { readonly rule: string; readonly path: string }[];
  /** What has to be so afterwards, and is not before. */
  readonly facts?: readonly Fact[];
  /** What is so before, and has to stay so. */
  readonly keeps?: readonly Fact[];
  /** Rules that may find something anew: a consequence of what is asked for. */
  readonly mayAdd?: readonly string[];
  /** The only files that may change or be made; a name with `/` at its end is a folder. Empty: nothing may change. */
  readonly touches: readonly string[];
  /** The user has to be asked with `ask_user`, and nothing proposed. */
  readonly asks?: true;
  /** What the last blueprint that passed its check has to hold. */
  readonly blueprint?: Pattern;
  /** Sections of the plan that have to say something. */
  readonly plan?: readonly PlanSection[];
  /** Places that the answer has to name: the path, and with a line also `path:line`. */
  readonly cites?: readonly { readonly path: string; readonly line?: number }[];
  /** Tools of which one at least has to have answered: facts before words. */
  readonly uses?: readonly string[];
  /** Texts that no model may be sent. */
  readonly secrets?: readonly string[];
}

export interface Script {
  readonly replies: readonly FakeReply[];
  /** What the engine has to have answered: the call as an error, with these words in its reason. */
  readonly refusals?: readonly Refusal[];
}

export interface Refusal {
  readonly tool: string;
  readonly because: string;
}

export interface Mistake extends Script {
  readonly name: string;
  /** Checks that have to fail, others may. Empty only where the engine refuses and the rest is done right: all pass. */
  readonly fails: readonly CheckName[];
}

/** What is decided about a run, in the order in which it is told. */
export const checkNames = [
  ...(['parses', 'findings-gone', 'no-new-findings', 'names', 'dsl', 'facts'] as const),
  ...(['files', 'commands', 'asks', 'blueprint', 'plan', 'answer', 'secrets', 'ended'] as const),
] as const;
export type CheckName = (typeof checkNames)[number];

export function defineTask(task: Task): Task {
  return task;
}
